"""A conflict of interest that officers wrote down, and the ways led around it; an office that works by a link."""

from datetime import timedelta

from netral.access.models import Role
from netral.config.demo.walk import Walk
from netral.discipline import actions as discipline
from netral.links import actions as links
from netral.links.models import OfficialLink
from netral.links.queries import code_of
from netral.links.states import Channel, Purpose, Read
from netral.offices.queries import organisation
from netral.registry import conflict_actions as registry
from netral.registry.models import Candidate, Holds, Kinship
from netral.registry.states import NewCandidate

CITY, GOVERNOR, RACE = "pemkot-99.08", "pemprov-99", "99.07"
STANDS_HERE = "Keputusan KPU Kabupaten Tirta Buana tentang penetapan pasangan calon (contoh)"
MARRIED = "Riwayat hidup calon yang diumumkan KPU Kabupaten Tirta Buana (contoh)"
LED_BECAUSE = (
    "Istri Wali Kota Sagara adalah calon dalam pemilihan ini, jadi keputusan diminta kepada atasannya, gubernur."
)


def write_down_candidates(walk: Walk) -> None:
    """Two who stand; the husband of one decides about the staff of the city."""
    examiner, told_on = walk.by(Role.EXAMINER), walk.at.astimezone(walk.zone).date()
    rows = [
        NewCandidate(walk.story.election, name, "bupati", RACE, agency, holds, STANDS_HERE, told_on)
        for name, agency, holds in (
            ("Marlina Pratiwi Lasut", "", Holds.NONE),
            ("Hendrik Oematan Sabaat", "pemkab-99.07", Holds.OTHER),
        )
    ]
    registry.enter_candidates(rows, acting=examiner, at=walk.at)
    standing = next(each for each in Candidate.objects.order_by("pk") if each.name == rows[0].name)
    registry.enter_connection(
        standing, agency=organisation(CITY), kind=Kinship.SPOUSE, source=MARRIED, source_on=told_on,
        note="Suami calon adalah Wali Kota Sagara.", acting=examiner, at=walk.at,
    )  # fmt: skip


def lead_around(walk: Walk) -> None:
    """The governor decides instead of the mayor."""
    discipline.lead_around(
        walk.penanganan, receiver=organisation(GOVERNOR), reason=LED_BECAUSE,
        acting=walk.by(Role.AUDITOR, walk.penanganan.authority), at=walk.at,
    )  # fmt: skip


def make_link(walk: Walk) -> None:
    auditor = walk.by(Role.AUDITOR, walk.penerusan.receiver)
    link = links.make(
        walk.penerusan, purpose=Purpose.RECOMMENDED, acting=auditor, at=walk.at, channel=Channel.EMAIL,
        address="sekretariat@provinsicontoh.example", official="Gubernur, melalui Kepala BKD Provinsi Contoh",
    )  # fmt: skip
    links.hand_out(link, acting=auditor, at=walk.at + timedelta(minutes=3))


def work_by_link(walk: Walk) -> None:
    """The office came in, read, said that it has it and that nothing ties its official; the decision is still open."""
    link = OfficialLink.objects.get(penerusan=walk.penerusan)
    code = links.send_code(link, at=walk.at, language="id")
    links.open_with(link, code_of(code), at=walk.at + timedelta(minutes=1))
    links.read(link, Read.RECOMMENDATION, at=walk.at + timedelta(minutes=2))
    links.acknowledge(link, at=walk.at + timedelta(minutes=3))
    links.declare(link, at=walk.at + timedelta(minutes=4), conflicted=False)
