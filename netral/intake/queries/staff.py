"""What an officer reads of a laporan: everything but who reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.models import User
from netral.evidence import queries as evidence
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.intake.queries.alike import about_same_people, alike_counts, lead_of
from netral.intake.queries.elections import election_named
from netral.intake.queries.entrances import door_of, opening_of
from netral.intake.queries.growing import exhibits_taken_along, finding_of
from netral.intake.queries.keeping import chains_of
from netral.intake.queries.mailbox import letters_of, unhandled
from netral.intake.queries.proposed import proposed_kinds
from netral.intake.queries.received import lateness_of, received_by, zone_of
from netral.intake.queries.repair import REPAIR, open_items, repaired_late
from netral.intake.queries.telling import status_notices
from netral.intake.states import Door
from netral.lib.dates import clock_time, date_with_day
from netral.offices.queries import region_label
from netral.procedure import holidays
from netral.procedure import queries as procedure

MOST_ABOUT = 5  # other reports about the same people that the first review lists


def exhibits_of(laporan: Laporan) -> QuerySet[Exhibit]:
    """The files of a laporan in the order they came."""
    return evidence.exhibits_of(laporan.reference)


def staff_page(laporan: Laporan, *, now: datetime, language: str) -> dict[str, Any]:
    """The report as received and everything that came after."""
    book, chains = rulebook.current(), chains_of(laporan)
    supplements, choices = list(laporan.supplements.all()), list(laporan.election_choices.all())
    return {
        "laporan": laporan,
        "received_by": received_by(laporan),
        "sealed": getattr(laporan, "sealed_identity", None),
        "place": region_label(laporan.region) if laporan.region else "",
        "conducts": [book.conducts[code] for code in laporan.conducts if code in book.conducts],
        "status": procedure.table(laporan).statuses[laporan.status],
        "terlapor": list(laporan.terlapor_set.all()),
        "witnesses": list(laporan.witness_set.all()),
        "links": list(laporan.link_set.all()),
        "exhibits": exhibits_taken_along(laporan),
        "source": laporan.grew_from,
        "finding": finding_of(laporan),
        "supplements": supplements,
        "reviews": list(laporan.reviews.all()),
        "election": election_named(choices[-1].election if choices else laporan.election),
        "election_choices": choices,
        "letters": letters_of(laporan),
        "notices": list(status_notices(laporan)),
        "pressed": unhandled(laporan),
        "milestones": procedure.milestones(laporan.reference, public=False, language=language),
        "clocks": [procedure.clock_view(clock, now) for clock in procedure.clocks_of(laporan.reference)],
        "case": next((chain.partition(":")[2] for chain in chains if chain.startswith("perkara:")), ""),
        "zone": laporan.office.zone,
        "entrance": entrance_of(laporan),
        "alike": alike_counts([laporan]).get(laporan.pk, 0),
        "lead": lead_of(laporan),
        "late_repair": repaired_late(laporan) if supplements else None,
    }


@dataclass(frozen=True)
class EntranceShown:
    """The door a report came through, and who held it open, where staff did."""

    door: str
    typed_by: str = ""


def entrance_of(laporan: Laporan) -> EntranceShown:
    """As the opening entry of the journal has it."""
    opening = opening_of(laporan)
    door = door_of(opening)
    if door == Door.WEB:
        return EntranceShown(str(door.label))
    typist = User.objects.filter(key=opening.actor.rpartition(":")[2]).first()
    return EntranceShown(str(door.label), typist.name if typist else opening.actor)


def review_page(laporan: Laporan, *, now: datetime, language: str) -> dict[str, Any]:
    """The same, with what the officer would otherwise count by hand: lateness, and the words to the reporter."""
    lateness, page = lateness_of(laporan), staff_page(laporan, now=now, language=language)
    return {
        **page,
        "lateness": lateness,
        "limit": rulebook.current().deadline(lateness.rule) if lateness.rule else None,
        "proposed": proposed_kinds(laporan, page["terlapor"], page["election"]),
        "same_people": [
            (each, procedure.table(each).statuses[each.status].label)
            for each in about_same_people(laporan, most=MOST_ABOUT)
        ],
    }


def repair_message(laporan: Laporan, checklist: Mapping[str, str], *, now: datetime, language: str) -> str:
    """What the reporter is asked: each open item with its sentence, and the day until which, as the step counts it."""
    lines = [f"- {item.ask.text(language)}" for item in open_items(checklist)]
    starts = procedure.table(laporan).step(REPAIR).starts
    due = holidays.due(starts[0], now, zone=laporan.office.zone).due if starts else None
    if due is None:
        words = _("Laporan Anda sudah kami terima, tetapi belum lengkap. Lengkapi lewat halaman status.")
        return "\n".join([words, *lines])
    until = f"{date_with_day(due.date(), language)}, {clock_time(due, zone_of(laporan))}"
    words = _(
        "Laporan Anda sudah kami terima, tetapi belum lengkap. Lengkapi lewat halaman status paling lambat %(until)s:"
    )
    return "\n".join([words % {"until": until}, *lines])


def hints_of(laporan: Laporan) -> dict[str, str]:
    """What can be computed for the items an office asks itself, by their codes. A hint, never the answer."""
    return {"kewenangan": _where(laporan), "ganda": _twice(laporan)}


def _where(laporan: Laporan) -> str:
    here = laporan.office.region
    if laporan.region is None:
        return _("Tempat kejadian tidak diisi.")
    place = {"place": region_label(laporan.region)}
    if here is None or f"{laporan.region.code}.".startswith(f"{here.code}."):
        return _("Tempat kejadian: %(place)s, di dalam wilayah kantor ini.") % place
    return _("Tempat kejadian: %(place)s, di luar wilayah kantor ini.") % place


def _twice(laporan: Laporan) -> str:
    own = exhibits_of(laporan).values("sha256")
    others = Exhibit.objects.filter(sha256__in=own, subject__startswith=f"{Laporan.KIND}:")
    files = others.exclude(subject=laporan.reference).values("subject").distinct().count()
    alike = alike_counts([laporan]).get(laporan.pk, 0) + (lead_of(laporan) is not None)
    if not (files or alike):
        return _("Tidak ditemukan laporan serupa atau berkas yang sama.")
    return _("Laporan yang serupa: %(alike)s; laporan lain dengan berkas yang sama: %(files)s.") % {
        "alike": alike,
        "files": files,
    }
