"""Official links at every station, through the actions: about a recommendation, or about a hand-over."""

from datetime import datetime
from typing import Any

from netral.access.states import Acting
from netral.cases.models import Penerusan
from netral.discipline.models import Penanganan
from netral.links import actions, queries
from netral.links.models import LinkCode, OfficialLink
from netral.links.states import Channel, Purpose
from tests.cases.builders import EXAMINER
from tests.discipline.builders import AUDITOR, recommended
from tests.intake.builders import day
from tests.tracks.builders import handed

AGENCY = "pemkab-99.07"
ADDRESS = "sekretariat@tirtabuana.example"
SAID: dict[str, Any] = {"channel": Channel.EMAIL, "address": ADDRESS, "official": "Bupati Tirta Buana"}
# The receivers of hand-overs, and the status of the person: one tracked here, one that works in its own house.
TRACKED, OUTSIDE = ("kades", AGENCY), ("PNS", AGENCY)


def link_for(
    penanganan: Penanganan | None = None, *, at: datetime | None = None, acting: Acting = AUDITOR, **changes: Any
) -> OfficialLink:
    """A link by which an agency follows a recommendation."""
    found = penanganan or recommended()
    values = {"purpose": Purpose.RECOMMENDED, "acting": acting, "at": at or day(9), **SAID, **changes}
    return actions.make(found.penerusan, **values)


def handed_link(
    penerusan: Penerusan | None = None, *, at: datetime | None = None, kind: tuple[str, str] = TRACKED, **changes: Any
) -> OfficialLink:
    """A link by which a receiver works on a hand-over."""
    found = penerusan or handed(*kind)
    values = {"purpose": Purpose.HANDED, "acting": EXAMINER, "at": at or day(5), **SAID, **changes}
    return actions.make(found, **values)


def again(link: OfficialLink) -> OfficialLink:
    """The same, read afresh."""
    return OfficialLink.objects.select_related(*queries.JOINED).get(pk=link.pk)


def code_for(link: OfficialLink, *, at: datetime | None = None) -> str:
    """The digits of a code that was just sent."""
    return queries.code_of(actions.send_code(link, at=at or day(10), language="id"))


def opened(link: OfficialLink, *, at: datetime | None = None) -> LinkCode:
    return actions.open_with(link, code_for(link, at=at), at=at or day(10))


def acknowledged(link: OfficialLink | None = None, *, at: datetime | None = None) -> OfficialLink:
    link = link or link_for()
    actions.acknowledge(link, at=at or day(10))
    return again(link)


def free(link: OfficialLink | None = None, *, at: datetime | None = None) -> OfficialLink:
    """Acknowledged, and nothing ties anybody to the matter."""
    link = acknowledged(link, at=at)
    actions.declare(link, conflicted=False, at=at or day(10))
    return again(link)
