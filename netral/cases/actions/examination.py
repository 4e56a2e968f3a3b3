"""From registration to the members' table: the kajian, and the request for more."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import policies, queries
from netral.cases.actions.kajian_texts import freeze
from netral.cases.actions.matrix import follow
from netral.cases.models import Accused, Case, Kajian
from netral.cases.states import Refused
from netral.procedure.actions import take_step
from netral.procedure.policies import check_can_take
from netral.procedure.states import Letter
from netral.registry.queries import election_law

ANY_ELECTION = "lain"  # the wire contract's word for an election we have no dates for
# What the form cannot know by itself; everything else the rulebook refuses is said in its own words.
UNFIT = {
    "office": gettext_lazy("Jabatan ini tidak diperebutkan dalam pemilihan perkara ini. Pilih yang lain."),
}


@transaction.atomic
def save_kajian(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    facts: dict[str, Any],
    provisions: Sequence[str] = (),
    conclusion: str = "",
    accused: Accused | None = None,
    version: int | None = None,
) -> Entry:
    """A new edition of the kajian: facts as people see them, and the rulebook's answer to exactly these facts.

    `facts` are those of `rulebook.assess` without `id` and `election`. Provisions must stand in the answer; a
    conclusion may follow in a later edition, but the case goes to the pleno only with one. With `accused` the edition
    is about that person alone, otherwise about everybody who has none of their own. Its provisions are taken over.
    """
    check_can_take(case, "simpan_kajian", acting)
    people = list(queries.persons_of(case))
    if accused and accused not in people:
        raise Refused("accused", _("Orang ini bukan terlapor perkara ini, atau sudah tidak diperiksa lagi."))
    answer, provisions = _assess(case, facts), list(dict.fromkeys(provisions))
    _check_said(case, facts, conclusion, at=at)
    _check_provisions(answer["assessment"], provisions)
    newest = queries.latest_kajian(case)
    edition = newest.edition + 1 if newest else 1
    version_of_law = answer["assessment"]["rulebook"]
    said = {"edition": edition, "rulebook": version_of_law, "provisions": provisions}
    if accused:
        said["accused"] = accused.key
    entry = take_step(case, "simpan_kajian", acting=acting, at=at, facts=said, version=version)
    before = queries.kajian_about_everybody(case)
    kajian = Kajian.objects.create(
        case=case, accused=accused, edition=edition, facts=facts, **answer, rulebook_version=version_of_law,
        provisions=provisions, conclusion=conclusion.strip(), saved_at=at, saved_by=acting.reference,
    )  # fmt: skip
    follow(kajian, before, people, by=acting.reference, at=at)
    return entry


@transaction.atomic
def propose(case: Case, *, acting: Acting, at: datetime, version: int | None = None) -> Entry:
    """Put the case before the members, with at least one klarifikasi and a concluded kajian; its texts freeze."""
    entry = take_step(case, "susun_kajian", acting=acting, at=at, met=queries.met(case), version=version)
    freeze(case, at=at)
    return entry


@transaction.atomic
def ask_for_more(
    case: Case, *, acting: Acting, at: datetime, letter_number: str, letter_on: date, version: int | None = None
) -> Entry:
    """Ask for further statements by letter: the running period stops as extended, once, and the longer one takes over.

    The day of the letter decides whether it came in time; one from after the end of the period extends nothing.
    """
    check_can_take(case, queries.MORE_TIME, acting, met=queries.met(case))
    number = policies.check_letter_number("letter_number", letter_number)
    policies.check_lengthens("letter_on", letter_on, case, at=at)
    return take_step(
        case, queries.MORE_TIME, acting=acting, at=at, met=queries.met(case), version=version,
        letter=Letter(number, letter_on),
    )  # fmt: skip


def _check_said(case: Case, facts: dict[str, Any], conclusion: str, *, at: datetime) -> None:
    """The day has come, and a conclusion, where there is one, says enough."""
    if facts.get("date"):
        policies.check_arrived("date", date.fromisoformat(facts["date"]), case, at=at)
    if conclusion.strip():
        policies.check_says_enough("conclusion", conclusion)


def _assess(case: Case, facts: dict[str, Any]) -> dict[str, Any]:
    """The rulebook's answer in both languages, and its sentences about each norm: the fields of a kajian."""
    election = {case.election: election_law(case.election)} if case.election else None
    row = {**facts, "id": case.key, "election": case.election or ANY_ELECTION}
    try:
        found = rulebook.current().allegations(row, elections=election)
        return {
            "assessment": rulebook.assess(row, elections=election),
            "english": rulebook.assess(row, elections=election, language="en"),
            "explanations": {each.provision.code: _in_both(rulebook.explain(each)) for each in found},
            "parts": {each.provision.code: [element.code for element in each.elements] for each in found},
        }
    except rulebook.AssessError as problem:
        field = problem.key if problem.key in UNFIT else "conduct"
        raise Refused(field, str(UNFIT.get(problem.key, problem))) from problem


def _in_both(text: rulebook.Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def _check_provisions(assessment: dict[str, Any], provisions: Sequence[str]) -> None:
    """With other facts the answer may be another one: a norm that fell out must not stay chosen."""
    offered = {row["provision"] for row in assessment["allegations"]}
    fallen = [code for code in provisions if code not in offered]
    if fallen:
        raise Refused(
            "provisions",
            _("Dengan fakta ini norma %(codes)s tidak lagi diusulkan. Hapus pilihannya, lalu simpan.")
            % {"codes": ", ".join(fallen)},
        )
