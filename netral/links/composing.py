"""The record of a link as a paper. Its words are Indonesian, like those of every paper."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation

from netral.discipline.models import Decision
from netral.documents.sheets import CatatanTautan
from netral.lib.dates import date_with_day, local_day, long_date
from netral.links import queries
from netral.links.models import OfficialLink

Pairs = tuple[tuple[str, str], ...]


def record_of(link: OfficialLink, *, at: datetime) -> CatatanTautan:
    """Everything the journal says, and the decision where there is one; no name of anybody."""
    with translation.override("id"):
        decision = Decision.objects.select_related("exhibit").filter(penanganan=queries.matter_of(link).penanganan)
        decided = decision.first()
        return CatatanTautan(
            facts=_facts(link, at),
            decision=_decision(decided) if decided else (),
            decision_sha256=decided.exhibit.sha256 if decided else "",
            uses=tuple((each.text, _said(each.at, link), each.hash) for each in queries.uses_of(link)),
            printed=_said(at, link),
        )


def _facts(link: OfficialLink, at: datetime) -> Pairs:
    handed = queries.matter_of(link).handed
    return (
        ("Kantor", link.office.name),
        ("Perkara", handed.number),
        ("Surat penerusan", handed.letter),
        ("Pengirim tautan", link.maker.name),
        ("Keadaan", str(queries.state_of(link, at).label)),
        ("Berlaku sampai", date_with_day(local_day(link.expires_at, link.office.zone))),
    )


def _decision(decided: Decision) -> Pairs:
    delivered, in_force = decided.delivered_on, decided.in_force_on
    return (
        ("Nomor", decided.number),
        ("Hukuman", decided.sanction_name),
        ("Tingkat", str(decided.get_level_display())),
        ("Ditetapkan", long_date(decided.decided_on)),
        ("Disampaikan", long_date(delivered) if delivered else ""),
        ("Berlaku", long_date(in_force) if in_force else ""),
    )


def _said(moment: datetime, link: OfficialLink) -> str:
    local = moment.astimezone(ZoneInfo(link.office.zone))
    return f"{long_date(local.date())} {local:%H.%M}"
