"""Who is named in a case, and so cannot examine it. What the seal holds, nobody can compare."""

from collections import defaultdict
from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from netral.access.models import User
from netral.cases.models import Accused, Case, Joined, Klarifikasi
from netral.cases.states import Party
from netral.intake.models import Witness
from netral.registry.names import comparable

Words = str | Promise
AS_WITNESS, AS_TERLAPOR = gettext_lazy("saksi"), gettext_lazy("terlapor")
# A reporter who was heard goes by the pseudonym, which is nobody's name.
HEARD_AS: dict[str, Words] = {
    Party.WITNESS: AS_WITNESS,
    Party.EXPERT: gettext_lazy("ahli"),
    Party.TERLAPOR: AS_TERLAPOR,
}
Named = dict[str, Words]
"""A comparable name, and what it is named as."""


def named_in(cases: Collection[Case]) -> dict[int, Named]:
    """By primary key, whom each case names: witnesses, who was heard, whom it is about. Four queries."""
    keys = {case.pk for case in cases}
    by_laporan = {case.laporan_id: case.pk for case in cases}
    joined = Joined.objects.filter(case__in=keys, left_at=None).order_by()
    by_laporan |= dict(joined.values_list("laporan_id", "case_id"))
    found: dict[int, Named] = defaultdict(dict)
    for case, name in Accused.objects.filter(case__in=keys).order_by().values_list("case_id", "name"):
        _put(found[case], name, AS_TERLAPOR)
    heard = Klarifikasi.objects.filter(case__in=keys, party__in=HEARD_AS).values_list("case_id", "name", "party")
    for case, name, party in heard:
        _put(found[case], name, HEARD_AS[party])
    for laporan, name in Witness.objects.filter(laporan__in=by_laporan).order_by().values_list("laporan_id", "name"):
        _put(found[by_laporan[laporan]], name, AS_WITNESS)
    return found


def _put(named: Named, name: str, words: Words) -> None:
    if plain := comparable(name):
        named[plain] = words


def conflict(user: User, named: Named) -> Words:
    """What somebody of the same name is named as; empty for nobody. Titles and old spellings are no difference."""
    return named.get(comparable(user.name), "")
