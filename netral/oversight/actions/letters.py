"""The letters of this desk: typed content from what waits, and the contact each of them is."""

from collections.abc import Sequence
from datetime import datetime

from netral.access.models import Role
from netral.access.states import ROLE_NAMES, Acting
from netral.audit.actions import record
from netral.discipline.models import Penanganan
from netral.documents.actions import issue, next_letter_number, preview
from netral.documents.content import Content, Receiver, Signer
from netral.documents.supervision import SuratBukaBlokir, SuratPemblokiran, SuratPengawasan
from netral.documents.supervision import Unanswered as Line
from netral.lib.dates import local_day
from netral.lib.texts import paragraphs
from netral.offices.models import Organisation
from netral.oversight import queries
from netral.oversight.models import Block, Contact, Measure
from netral.oversight.states import SENT, Rung
from netral.rulebook.ladder import rungs

NO_LIMIT = "belum ada batas resmi"


def make_contact(
    content: Content,
    rung: Rung,
    penanganan: Sequence[Penanganan],
    *,
    acting: Acting,
    at: datetime,
    block: Block | None = None,
) -> Contact:
    """Issue the letter and write the contact down: a part of every verb that writes to an official.

    A letter about a block goes to whom it hits, every other one to whoever is to decide.
    """
    authority, agency = penanganan[0].authority, block.agency if block else queries.agency_of(penanganan[0])
    contact = Contact(authority=authority, agency=agency, rung=rung, made_at=at, made_by=acting.reference)
    number = next_letter_number(content.KIND, office=authority, at=at)
    about = list(dict.fromkeys(name for each in penanganan for name in (each.reference, *each.also_about())))
    contact.document = issue(content, subject=contact, number=number, office=authority, acting=acting, at=at)
    contact.save()
    record(
        contact.reference,
        SENT[rung],
        actor=acting.reference,
        office=authority.code,
        at=at,
        about=about,
        facts={"agency": agency.code, "recommendations": len(penanganan), "number": number},
        hashes=[contact.document.sha256],
        first=True,
    )
    return contact


def content_of(measures: Sequence[Measure], *, acting: Acting, at: datetime) -> Content:
    """The letter that drafts of one rung toward one agency become."""
    rung, penanganan, block = Rung(measures[0].rung), [each.penanganan for each in measures], measures[0].block
    if block:
        return letter_of_unblock(block, acting=acting, at=at)
    return letter(rung, penanganan, acting=acting, at=at)


def letter(rung: Rung, penanganan: Sequence[Penanganan], *, acting: Acting, at: datetime) -> SuratPengawasan:
    """One rung below the block, about every recommendation it reminds of."""
    law, following = rungs(), queries.next_after(rung)
    count = law[rung].count
    return SuratPengawasan(
        signer=_signer(acting),
        receiver=_receiver(queries.agency_of(penanganan[0])),
        rung=law[rung].title.id,
        recommendations=tuple(line(each, at) for each in penanganan),
        earlier=tuple(queries.letters_before(penanganan)),
        basis=law[rung].source,
        limit=f"{count} hari" if count else NO_LIMIT,
        next_rung=law[following].title.id if following else "",
        title=f"{law[rung].title.id}: tindak lanjut rekomendasi",
    )


def letter_of_block(block: Block, *, acting: Acting, at: datetime) -> SuratPemblokiran:
    """The person the recommendation is about gets a copy: what hits the agency is nothing to wonder about."""
    penanganan = block.penanganan
    about = line(penanganan, at)
    return SuratPemblokiran(
        signer=_signer(acting),
        receiver=_receiver(block.agency),
        recommendation=about,
        reasons=paragraphs(block.reason),
        earlier=tuple(queries.letters_before([penanganan])),
        basis=rungs()[Rung.BLOCK].source,
        copies=(f"Sdr. {about.person}, melalui petugas kepegawaian instansinya",),
    )


def letter_of_unblock(block: Block, *, acting: Acting, at: datetime) -> SuratBukaBlokir:
    penanganan = block.penanganan
    about = line(penanganan, at)
    return SuratBukaBlokir(
        signer=_signer(acting),
        receiver=_receiver(block.agency),
        recommendation=about,
        block_number=block.contact.document.number if block.contact else "",
        ended_on=local_day(queries.ended_on(block), penanganan.authority.zone),
        reasons=paragraphs(block.end_reason) or (_by_itself(block),),
        basis=rungs()[Rung.UNBLOCK].source,
        copies=(f"Sdr. {about.person}, melalui petugas kepegawaian instansinya",),
    )


def draft_pdf(measures: Sequence[Measure], *, acting: Acting, at: datetime) -> bytes:
    """The same letter marked as a draft; nothing is stored."""
    office = measures[0].penanganan.authority
    return preview(content_of(measures, acting=acting, at=at), office=office, at=at)


def line(penanganan: Penanganan, at: datetime) -> Line:
    """A recommendation as letters name it. Raises ValueError before the person is known."""
    if penanganan.person is None:
        raise ValueError(f"{penanganan.reference} has no person; only what was recommended is looked after here")
    zone, made = penanganan.authority.zone, penanganan.rekomendasi
    return Line(
        number=made.document.number,
        made_on=local_day(made.made_at, zone),
        person=penanganan.person.name_with_titles,
        days=queries.days_waiting(made.made_at, at, zone),
    )


def _by_itself(block: Block) -> str:
    """Why a block ended that nobody lifted: whoever does gives a reason."""
    if queries.led_elsewhere(block):
        return "Sebab blokir tidak ada lagi: rekomendasi ini dialihkan, dan tidak lagi diputus oleh Saudara."
    return "Sebab blokir tidak ada lagi: penanganan rekomendasi sudah selesai."


def _receiver(agency: Organisation) -> Receiver:
    return Receiver(f"Pejabat Pembina Kepegawaian {agency.name}")


def _signer(acting: Acting) -> Signer:
    return Signer(acting.name, str(ROLE_NAMES[Role.AUDITOR]))
