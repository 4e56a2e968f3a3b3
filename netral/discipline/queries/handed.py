"""What went along with a hand-over: of a case of this house, or in the message of another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from netral import rulebook
from netral.cases.models import Accused, Penerusan, Peralihan
from netral.cases.queries import as_in_case, cited
from netral.discipline.models import Penanganan
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of
from netral.evidence.states import Arrival
from netral.exchange.models import Masukan


@dataclass(frozen=True)
class Named:
    """A reported person as another house names them."""

    name: str
    job: str
    agency_text: str


@dataclass(frozen=True)
class HandedOver:
    """All the receiver ever sees of a case: never the laporan, never who reported."""

    number: str
    title: str
    sender: str
    sent_at: datetime
    summary: str
    norms: tuple[str, ...]
    terlapor: tuple[Accused | Named, ...]
    letter: str
    basis: str
    document: Document | None
    exhibits: tuple[Exhibit, ...]
    moved: tuple[Peralihan, ...] = ()


def handed_to(penanganan: Penanganan) -> HandedOver:
    """What went along with the hand-over that is handled, whichever house it came from."""
    if penanganan.penerusan:
        return handed_over(penanganan.penerusan)
    return handed_in(_masukan_of(penanganan))


def handed_exhibits(penanganan: Penanganan) -> QuerySet[Exhibit]:
    """The exhibits that went along with a hand-over of this house."""
    return penanganan.penerusan.exhibits.all() if penanganan.penerusan else Exhibit.objects.none()


def _masukan_of(penanganan: Penanganan) -> Masukan:
    if penanganan.masukan is None:
        raise ValueError(f"{penanganan.reference} has no hand-over")
    return penanganan.masukan


def handed_in(masukan: Masukan) -> HandedOver:
    """The same of what came from another house: whatever its message says, read as text and never trusted to be one."""
    told, known = masukan.content, rulebook.current().provisions
    accused, letter = _mapping(told.get("accused")), _mapping(told.get("letter"))
    return HandedOver(
        number=number_in(masukan),
        title=_said(told, "title"),
        sender=masukan.sender.name,
        sent_at=masukan.came_at,
        summary=_said(told, "summary"),
        norms=tuple("; ".join(known[code].basis) for code in provisions_of(masukan)),
        terlapor=(Named(_said(accused, "name"), _said(accused, "job"), _said(accused, "agency")),),
        letter=_said(letter, "number") or masukan.message,
        basis=_said(told, "basis"),
        document=None,
        exhibits=tuple(exhibits_of(masukan.origin.reference).filter(arrival=Arrival.HERE)),
    )


def number_in(masukan: Masukan) -> str:
    """What its sender calls the matter; empty where that is not said, or no longer."""
    return _said(masukan.content, "number")


def name_in(masukan: Masukan) -> str:
    """Whom it is about, as its sender names them; empty where that is not said, or no longer."""
    return _said(_mapping(masukan.content.get("accused")), "name")


def day_in(masukan: Masukan) -> date | None:
    """The day its sender handed it over; None where that is not said, is no day, or is that of who sent it first."""
    sent = _mapping(masukan.content.get("sent"))
    if _said(sent, "by") != masukan.sender.code:
        return None
    try:
        return date.fromisoformat(_said(sent, "on"))
    except ValueError:
        return None


def provisions_of(masukan: Masukan) -> list[str]:
    """The norms its sender names, as far as this house's rulebook knows them."""
    named, known = masukan.content.get("provisions"), rulebook.current().provisions
    codes = [code for code in named if isinstance(code, str)] if isinstance(named, list) else []
    return [code for code in codes if code in known]


def status_in(masukan: Masukan) -> str:
    """What its sender says the reported person is, as a code of the rulebook; empty where nothing is said."""
    return _said(_mapping(masukan.content.get("accused")), "subject")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _said(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def handed_over(penerusan: Penerusan) -> HandedOver:
    """What went along with a hand-over of this house."""
    case = penerusan.case
    return HandedOver(
        number=case.number,
        title=case.title,
        sender=case.office.name,
        sent_at=penerusan.sent_at,
        summary=penerusan.summary,
        norms=cited(penerusan.accused),
        terlapor=(penerusan.accused,),
        letter=penerusan.document.number,
        basis=penerusan.basis,
        document=penerusan.document,
        exhibits=tuple(as_in_case(case, penerusan.exhibits.order_by("pk"))),
        moved=tuple(penerusan.peralihan_set.select_related("origin", "receiver").order_by("moved_at", "pk")),
    )
