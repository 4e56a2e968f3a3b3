"""The recommendation as a letter to the appointing official."""

from datetime import date, datetime

from netral.access.models import Role
from netral.access.states import ROLE_NAMES, Acting
from netral.discipline import queries
from netral.discipline.models import AUTHORITY, Rekomendasi
from netral.discipline.states import Level
from netral.documents.actions import issue, next_letter_number
from netral.documents.content import AttachedExhibit, Norm, Person, Receiver, Signer, SuratRekomendasi
from netral.documents.models import Document
from netral.lib.dates import local_day
from netral.lib.texts import paragraphs


def issue_letter(made: Rekomendasi, *, acting: Acting, at: datetime) -> Document:
    """The numbered PDF. Names with titles in full, as letters have them."""
    penanganan, office = made.penanganan, made.penanganan.authority
    handed, person, agency = queries.handed_to(penanganan), penanganan.person, penanganan.agency
    on = queries.today_at(penanganan, AUTHORITY, at)
    proposed = queries.recommended_range(made, on)
    if person is None or agency is None:
        raise ValueError(f"{penanganan.reference} has no person yet; the table permits no recommendation before")
    content = SuratRekomendasi(
        signer=Signer(acting.name, str(ROLE_NAMES[Role.AUDITOR])),
        receiver=Receiver(f"Pejabat Pembina Kepegawaian {agency.name}"),
        referral_number=handed.letter,
        referral_date=local_day(handed.sent_at, office.zone),
        person=Person(person.name_with_titles, person.position, person.agency.name, person.nip),
        facts=paragraphs(f"{handed.summary}\n\n{made.reasons}"),
        norms=tuple(Norm(norm) for norm in handed.norms),
        level=str(Level(made.level).label),
        sanctions=tuple(each.name.id for each in proposed),
        officials=_officials(made, on),
        basis=(handed.basis,),
        exhibits=tuple(AttachedExhibit(each.label, each.sha256) for each in handed.exhibits),
    )
    number = next_letter_number(content.KIND, office=office, at=at)
    return issue(content, subject=penanganan, number=number, office=office, acting=acting, at=at)


def _officials(made: Rekomendasi, on: date) -> tuple[str, ...]:
    """Who may impose what is recommended, as the law has it, with the article."""
    found = queries.Ground(made.penanganan).competent(made.level, on)
    named = [f"{each.label.id} ({each.row.source})" for each in found if not each.row.fallback]
    return tuple(dict.fromkeys(named))
