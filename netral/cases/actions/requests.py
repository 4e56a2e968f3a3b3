"""Asking for what would close a gap: a numbered letter, open until it is answered or withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.states import ROLE_NAMES, Acting
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.cases import desk_policies, policies, queries
from netral.cases.actions.letters import in_indonesian
from netral.cases.actions.matrix import hold, line_in_use, lock
from netral.cases.matrix_states import PROOF_ASKED, REQUEST_ENDED, RequestStatus
from netral.cases.models import Case, ProofRequest, TakenNorm
from netral.cases.states import Refused
from netral.documents.actions import issue, next_letter_number
from netral.documents.content import PermintaanBukti, Receiver, Signer
from netral.documents.models import Document
from netral.lib.texts import paragraphs
from netral.procedure.queries import table
from netral.procedure.states import SomeoneWasFaster

STATEMENT = "statement"


@transaction.atomic
def ask_for_proof(
    case: Case,
    *,
    norm: TakenNorm,
    element: str,
    proof: str,
    holder: str,
    wanted: str,
    acting: Acting,
    at: datetime,
    place: str = "",
    wanted_by: date | None = None,
) -> Entry:
    """Issue the letter that asks `holder` for one kind of proof, and keep the request open.

    The letter leaves the house: neither the reporter's own words nor the person reported stand in it unless typed.
    """
    hold(case, acting)
    line = line_in_use(case, norm, element)
    kind = next((each.kind for each in line.proofs if each.code == proof), "")
    if not kind:
        raise Refused("proof", _("Bukti ini tidak ditawarkan untuk unsur itu. Muat ulang halamannya."))
    _check_letter(case, {"holder": holder, "place": place, "wanted": wanted}, wanted_by, at=at)
    _check_not_asked_yet(case, norm, element, proof, holder)
    document = _letter(
        case, statement=kind == STATEMENT, receiver=Receiver(holder.strip(), place.strip()), wanted=wanted,
        wanted_by=wanted_by, acting=acting, at=at,
    )  # fmt: skip
    asked = ProofRequest.objects.create(
        norm=norm, element=element, proof=proof, holder=holder.strip(), wanted=wanted.strip(), wanted_by=wanted_by,
        document=document, asked_at=at, asked_by=acting.reference,
    )  # fmt: skip
    facts = {"request": asked.key, "norm": norm.key, "element": element, "proof": proof}
    return record(
        case.reference, PROOF_ASKED, actor=acting.reference, office=case.office.code, at=at, about=case.also_about(),
        facts=facts, hashes=[document.sha256],
    )  # fmt: skip


@transaction.atomic
def end_request(
    case: Case, *, request: ProofRequest, status: str, acting: Acting, at: datetime, answer: str = ""
) -> Entry:
    """Record that a request was answered (with a sentence that says what came) or withdrawn (with the reason).

    Answers may come late, so this stays open to the examiners of the office at any status of the case.
    """
    lock(case)
    policies.check_examines(case, acting)
    desk_policies.check_keeps_texts(case)
    if status not in (RequestStatus.ANSWERED, RequestStatus.WITHDRAWN):
        raise Refused("status", _("Pilih dijawab atau ditarik."))
    policies.check_filled("answer", answer)
    waiting = ProofRequest.objects.filter(pk=request.pk, status=RequestStatus.ASKED)
    if not waiting.update(status=status, ended_at=at, ended_by=acting.reference, answer=answer.strip()):
        raise SomeoneWasFaster(case.reference)
    return record(
        case.reference, REQUEST_ENDED, actor=acting.reference, office=case.office.code, at=at, about=case.also_about(),
        facts={"request": request.key, "status": status},
    )  # fmt: skip


def _check_letter(case: Case, said: Mapping[str, str], wanted_by: date | None, *, at: datetime) -> None:
    """What the letter says leaves the house: whom it asks for what, and nothing in the reporters' own words."""
    policies.check_filled("holder", said["holder"])
    policies.check_filled("wanted", said["wanted"])
    for field, text in said.items():
        policies.check_not_the_reporters(case, field, text)
    if wanted_by and wanted_by < queries.today_of(case, at):
        raise Refused("wanted_by", _("Tanggal ini sudah lewat. Isi tanggal yang masih akan datang."))


def _check_not_asked_yet(case: Case, norm: TakenNorm, element: str, proof: str, holder: str) -> None:
    """A button pressed twice sends one letter."""
    waiting = ProofRequest.objects.filter(norm=norm, element=element, proof=proof, status=RequestStatus.ASKED)
    if any(each.holder.casefold() == holder.strip().casefold() for each in waiting):
        raise SomeoneWasFaster(case.reference)


@in_indonesian()
def _letter(
    case: Case,
    *,
    statement: bool,
    receiver: Receiver,
    wanted: str,
    wanted_by: date | None,
    acting: Acting,
    at: datetime,
) -> Document:
    content = PermintaanBukti(
        signer=Signer(acting.name, str(ROLE_NAMES[Role.EXAMINER])),
        receiver=receiver,
        case_number=case.number,
        statement=statement,
        wanted=paragraphs(wanted),
        basis=table(case).source,
        wanted_by=wanted_by,
    )
    number = next_letter_number(content.KIND, office=case.office, at=at)
    return issue(content, subject=case, number=number, office=case.office, acting=acting, at=at)
