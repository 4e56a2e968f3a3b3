"""What another house is told, with a hand-over, of conflicts of interest that officers here wrote down."""

from datetime import date
from typing import Any

from netral.cases.models import Penerusan
from netral.cases.queries.radar import flags_on_the_way
from netral.lib.dates import local_day
from netral.offices.models import Organisation
from netral.registry.models import Election
from netral.registry.queries import ConflictFlag


def conflicts_told(penerusan: Penerusan) -> list[dict[str, Any]]:
    """Of its receiver and of whoever employs the person, on the day it is sent; with the last day it counts.

    Candidates are public, and so are the sources; nothing an officer wrote about them goes along. An empty list says
    that nothing was on record.
    """
    case, on = penerusan.case, local_day(penerusan.sent_at, penerusan.case.office.zone)
    flags = flags_on_the_way(case, [penerusan.accused], on, [penerusan.receiver])
    codes = dict(Organisation.objects.filter(pk__in={each.organisation for each in flags}).values_list("pk", "code"))
    return [_told(flag, codes[flag.organisation]) for flag in flags]


def _told(flag: ConflictFlag, agency: str) -> dict[str, Any]:
    return {
        "agency": agency,
        "kind": flag.kind,
        "candidate": flag.candidate,
        "election": flag.election.name,
        "source": flag.source,
        "source_on": flag.source_on.isoformat(),
        "until": _last_day(flag.election).isoformat(),
    }


def _last_day(election: Election) -> date:
    """An election is over with its last stage; only one with stages flags anybody."""
    return max(stage.ends_on for stage in election.stages.all())
