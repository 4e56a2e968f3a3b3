"""Elections: which are running, in which stage, and what the rulebook needs to know of one."""

from datetime import date

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from netral import rulebook
from netral.registry.models import Election, ElectionStage


class UnknownElection(LookupError):  # noqa: N818 - named as it reads where it is raised
    """No election has this code. The message is a sentence for people."""


def election(code: str) -> Election:
    """The election with this code, its stages at hand."""
    try:
        return Election.objects.prefetch_related("stages").get(code=code)
    except Election.DoesNotExist:
        known = ", ".join(Election.objects.order_by("voting_day").values_list("code", flat=True))
        raise UnknownElection(
            _("Pemilihan ini tidak dikenal. Yang ada di daftar: %(known)s.") % {"known": known}
        ) from None


def election_law(code: str) -> rulebook.ElectionLaw:
    """What the rulebook reads of an election: its own, or the row of one that no law file knows, as for training."""
    return rulebook.current().elections.get(code) or _law_of(election(code))


def _law_of(row: Election) -> rulebook.ElectionLaw:
    return rulebook.ElectionLaw(
        code=row.code,
        name=rulebook.Text(row.name, row.name_en),
        regime=row.regime,
        voting_day=row.voting_day,
        offices=tuple(row.offices),
        stages=tuple(_stage(each) for each in row.stages.all()),
    )


def _stage(row: ElectionStage) -> rulebook.Stage:
    return rulebook.Stage(
        code=row.code,
        offices=tuple(row.offices),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        source=row.source,
        confidence=row.confidence,
    )


def running_elections(on: date) -> list[Election]:
    """Elections between the first day of their first stage and the last day of their last, soonest voting first."""
    spans = Election.objects.annotate(begins=Min("stages__starts_on"), ends=Max("stages__ends_on"))
    return list(spans.filter(begins__lte=on, ends__gte=on).order_by("voting_day", "code").prefetch_related("stages"))


def current_stage(election: Election, on: date) -> ElectionStage | None:
    """The stage of this day; where several overlap, the one that began last. None before, between and after."""
    today = [stage for stage in election.stages.all() if stage.starts_on <= on <= stage.ends_on]
    return max(today, key=lambda stage: (stage.starts_on, stage.code), default=None)
