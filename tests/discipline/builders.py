"""Handlings at every station, through the actions: a case handed over to KASN and worked on to the end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from netral import rulebook
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.models import Penerusan
from netral.cases.queries import declared_by
from netral.discipline import actions
from netral.discipline.models import Decision, Ending, Penanganan, Rekomendasi
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.offices.models import Organisation
from netral.procedure.models import Clock, NumberSeries
from netral.registry.actions import add_person
from netral.registry.models import Person
from tests.cases.builders import LONG, day, forwarded
from tests.evidence.builders import PDF, upload
from tests.intake.builders import country, staff

AUDITOR = staff("auditor", "kasn")
OFFICIAL = staff("pejabat_pembina", "pemkab-99.07")
LIGHTER = "Baru sekali, dan mengakui perbuatannya."
PERSONNEL = staff("petugas_kepegawaian", "pemkab-99.07")


def someone(name: str = "Terlapor Rekaan", *, agency: str = "pemkab-99.07", **fields: Any) -> Person:
    """A posting in the register; the name is the one the reporter wrote unless another is given."""
    country()
    values = {"employment": "PNS", "position": "Camat", "front_titles": "Drs.", "back_titles": "M.Si.", **fields}
    return add_person(name, agency=Organisation.objects.get(code=agency), at=day(0), **values)


def taken_in(penerusan: Penerusan | None = None) -> Penanganan:
    return actions.open_from(penerusan or forwarded(), acting=AUDITOR, at=day(5))


def verified(penanganan: Penanganan | None = None, *, person: Person | None = None, **changes: Any) -> Penanganan:
    penanganan = penanganan or taken_in()
    actions.verify(penanganan, acting=AUDITOR, at=day(7), person=person or someone(), **changes)
    return penanganan


def recommended(penanganan: Penanganan | None = None, **changes: Any) -> Penanganan:
    penanganan = penanganan or verified()
    actions.recommend(penanganan, acting=AUDITOR, at=day(8), **{"level": "sedang", "reasons": LONG, **changes})
    return penanganan


def ready(penanganan: Penanganan | None = None, *, by: Acting = OFFICIAL, at: datetime | None = None) -> Penanganan:
    """A recommendation its official has acknowledged, and said that nothing ties them to it."""
    penanganan = penanganan or recommended()
    if penanganan.rekomendasi.acknowledged_at is None:
        actions.acknowledge(penanganan, acting=by, at=at or day(9))
    if declared_by(penanganan.reference, by.reference) is None:
        actions.declare(penanganan, acting=by, at=at or day(9), conflicted=False)
    return penanganan


def decree(name: str = "keputusan.pdf", content: bytes = PDF) -> Any:
    return upload(content, name, "application/pdf")


def imposition(**changes: Any) -> dict[str, Any]:
    """Values of a sanction as recommended, decided on the day it is recorded.

    The norm of these cases asks for a heavy sanction: one of the medium level says why it is lighter than due.
    """
    listed = rulebook.sanctions("sedang", day(14).date())[0].code
    values = {
        "sanction": listed,
        "number": "862/1/2024",
        "deviation_reason": LIGHTER,
        "decided_on": day(14).date(),
        "upload": decree(),
        "at": day(14),
    }
    return {**values, **changes}


def imposed(penanganan: Penanganan | None = None, **changes: Any) -> Penanganan:
    penanganan = ready(penanganan)
    actions.impose(penanganan, acting=OFFICIAL, **imposition(**changes))
    return penanganan


def delivered(penanganan: Penanganan | None = None, *, on: date | None = None, by: Acting = OFFICIAL) -> Penanganan:
    penanganan = penanganan or imposed()
    actions.deliver(penanganan, acting=by, at=day(16), delivered_on=on or day(16).date())
    return penanganan


def in_force(penanganan: Penanganan | None = None, *, on: date | None = None, at: datetime | None = None) -> Penanganan:
    penanganan = penanganan or delivered()
    moment = at or day(40)
    actions.record_in_force(
        penanganan, acting=PERSONNEL, at=moment, in_force_on=on or moment.date() - timedelta(days=1)
    )
    return penanganan


def stopped(penanganan: Penanganan | None = None) -> Penanganan:
    penanganan = penanganan or taken_in()
    actions.stop(penanganan, acting=AUDITOR, at=day(9), reason=LONG)
    return penanganan


def declined(penanganan: Penanganan | None = None) -> Penanganan:
    penanganan = ready(penanganan)
    actions.decline(penanganan, acting=OFFICIAL, at=day(14), reason=LONG)
    return penanganan


# A handling in each status of the table.
STATIONS: dict[str, Callable[[], Penanganan]] = {
    "diterima": taken_in,
    "terverifikasi": verified,
    "direkomendasikan": ready,
    "dijatuhi_sanksi": imposed,
    "disampaikan": delivered,
    "dilaksanakan": in_force,
    "dihentikan": stopped,
    "tidak_dijatuhi_sanksi": declined,
}
# The status each step starts from, and somebody who may take it there.
STARTS: dict[str, tuple[str, Acting]] = {
    "verifikasi": ("diterima", AUDITOR),
    "hentikan": ("diterima", AUDITOR),
    "rekomendasikan": ("terverifikasi", AUDITOR),
    "jatuhkan_sanksi": ("direkomendasikan", OFFICIAL),
    "tidak_menjatuhkan": ("direkomendasikan", OFFICIAL),
    "sampaikan": ("dijatuhi_sanksi", OFFICIAL),
    "catat_berlaku": ("disampaikan", PERSONNEL),
}


def values_of(step: str) -> dict[str, Any]:
    """Values with which a step succeeds when it is its turn."""
    when = {"at": day(40)}
    return {
        "verifikasi": lambda: {**when, "person": someone()},
        "hentikan": lambda: {**when, "reason": LONG},
        "rekomendasikan": lambda: {**when, "level": "sedang", "reasons": LONG},
        "jatuhkan_sanksi": lambda: imposition(at=day(40)),
        "tidak_menjatuhkan": lambda: {**when, "reason": LONG},
        "sampaikan": lambda: {**when, "delivered_on": day(39).date()},
        "catat_berlaku": lambda: {**when, "in_force_on": day(39).date()},
    }[step]()


def traces(penanganan: Penanganan) -> dict[str, Any]:
    """Whatever a step could leave behind: two equal answers mean that nothing happened in between."""
    return {
        "rows": list(Penanganan.objects.filter(pk=penanganan.pk).values()),
        "case": list(type(penanganan.case).objects.filter(pk=penanganan.case.pk).values()),
        "clocks": list(Clock.objects.order_by("pk").values("key", "due_at", "stopped_at", "stopped_by")),
        "numbers": list(NumberSeries.objects.order_by("pk").values()),
        "files": sorted(path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()),
        "decisions": list(Decision.objects.order_by("pk").values()),
        **{model.__name__: model.objects.count() for model in (Entry, Exhibit, Document, Rekomendasi, Ending)},
    }
