"""Every table walked at random, and every cell of its permission matrix looked at. Hardly a step is named here."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from netral import rulebook
from netral.access.states import ACCUSED, REPORTER, SYSTEM, Acting
from netral.audit.models import Entry
from netral.discipline.models import Penanganan
from netral.evidence.actions import keep
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.procedure.actions import take_step
from netral.procedure.models import Clock, Tracked
from netral.procedure.policies import can_take, check_can_take
from netral.procedure.queries import clocks_of, differences, lengthenable, milestones, pin, rebuild, table
from netral.procedure.states import Letter, NotAllowed, SomeoneWasFaster
from netral.rulebook import Procedure, Step
from tests.evidence.builders import PNG, upload
from tests.procedure.builders import INTAKE, MONDAY, day, laporan, offices, perkara, staff
from tests.procedure.test_actions import at_once

pytestmark = pytest.mark.once

Opener = Callable[..., Tracked]
SUBJECTS = pytest.mark.parametrize(
    ("opener", "procedure"),
    [(laporan, "pemilu"), (laporan, "pilkada"), (perkara, "pemilu"), (perkara, "pilkada")],
    ids=["laporan-pemilu", "laporan-pilkada", "perkara-pemilu", "perkara-pilkada"],
)
OTHER = "bawaslu-99.08"


def actor(role: str, office: str = "bawaslu-99.07") -> Acting:
    return {"pelapor": REPORTER, "terlapor": ACCUSED, "sistem": SYSTEM}.get(role) or staff(role, office)


def steps_of(subject: Tracked) -> list[Step]:
    return [step for step in table(subject).steps if step.subject == subject.KIND]


def walk(subject: Tracked, dice: random.Random, *, most: int = 12) -> list[str]:
    """Take possible steps at random, hours apart, until the end or long enough; the codes taken."""
    taken, at = [], MONDAY
    while (possible := table(subject).steps_from(subject.KIND, subject.status)) and len(taken) < most:
        open_now = [step for step in possible if all(lengthenable(subject, change) for change in step.extends)]
        step, at = dice.choice(open_now), at + timedelta(hours=dice.randint(1, 60))
        take_step(
            subject, step.code, acting=actor(dice.choice(step.by)), at=at, met=step.needs, version=subject.version,
            letter=Letter("1/X", MONDAY.date()),
        )  # fmt: skip
        taken.append(step.code)
    return taken


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
@SUBJECTS
def test_wherever_a_walk_leads_the_journal_tells_the_same_as_the_tables(
    opener: Opener, procedure: str, seed: int
) -> None:
    subject = opener(procedure)

    taken = walk(subject, random.Random(seed))

    assert differences(subject) == []
    told = rebuild(subject.reference)
    assert [verb for _at, verb in told.timeline] == [f"{subject.KIND}.{code}" for code in ("dibuka", *taken)]
    assert (told.status, told.version) == (subject.status, len(taken) + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
@SUBJECTS
def test_a_walk_that_ended_left_no_clock_running(opener: Opener, procedure: str, seed: int) -> None:
    subject = opener(procedure)

    walk(subject, random.Random(seed), most=40)

    if table(subject).statuses[subject.status].final:
        assert not Clock.objects.filter(subject=subject.reference, stopped_at=None).exists()
    for clock in clocks_of(subject.reference):
        assert clock.due_at is None or clock.due_at > clock.started_at


@pytest.mark.django_db
@SUBJECTS
def test_every_milestone_has_words_in_both_languages(opener: Opener, procedure: str) -> None:
    subject = opener(procedure)
    walk(subject, random.Random(1))

    for public in (True, False):
        both = [milestones(subject.reference, public=public, language=language) for language in ("id", "en")]
        assert [line.entry_hash for line in both[0]] == [line.entry_hash for line in both[1]]
        assert all(line.text and not line.text.startswith(subject.KIND) for lines in both for line in lines)


@pytest.mark.django_db
@SUBJECTS
def test_the_table_is_the_whole_permission_matrix(opener: Opener, procedure: str) -> None:
    """Every status, step, role and office: allowed exactly when the table says so."""
    subject = opener(procedure)
    roles = [*table(subject).roles, "auditor", "pejabat_pembina", "petugas_kepegawaian", "kustodian", "admin"]

    for status in table(subject).statuses_of(subject.KIND):
        subject.status = status.code
        for step in steps_of(subject):
            for role in roles:
                here = status.code in step.froms and role in step.by
                there = here and role in ("pelapor", "terlapor", "sistem")
                assert can_take(subject, step.code, actor(role)) is here, (status.code, step.code, role)
                assert can_take(subject, step.code, actor(role, OTHER)) is there, (status.code, step.code, role)


@pytest.mark.django_db
@SUBJECTS
def test_every_single_missing_requirement_is_named(opener: Opener, procedure: str) -> None:
    subject = opener(procedure)
    requirements = table(subject).requirements

    for step in steps_of(subject):
        subject.status = step.froms[0]
        for missing in step.needs:
            with pytest.raises(NotAllowed) as refusal:
                check_can_take(subject, step.code, actor(step.by[0]), met=set(step.needs) - {missing})
            assert str(refusal.value) == f"Belum bisa: perlu {requirements[missing].id}."
            assert step.code not in refusal.value.steps


def refused(subject: Tracked, step: Step, acting: Acting) -> list[str]:
    """The codes a refusal offers when nothing is met; none when the step is possible."""
    try:
        check_can_take(subject, step.code, acting, met=())
    except NotAllowed as refusal:
        return refusal.steps
    return []


@pytest.mark.django_db
@SUBJECTS
def test_the_codes_a_refusal_offers_are_possible(opener: Opener, procedure: str) -> None:
    """Whoever is refused for role or requirement is offered only what this person may do now."""
    subject = opener(procedure)

    for status in table(subject).statuses_of(subject.KIND):
        subject.status = status.code
        possible = table(subject).steps_from(subject.KIND, status.code)
        for role in ("petugas_laporan", "pemeriksa", "anggota", "pelapor"):
            for step in possible:
                assert all(can_take(subject, code, actor(role)) for code in refused(subject, step, actor(role)))


@pytest.mark.django_db
def test_two_places_of_one_table_are_two_offices() -> None:
    """The discipline table: the same role is right at one place and wrong at the other."""
    offices()
    supervisor, agency = (Organisation.objects.get(code=code) for code in ("bkn", "pemkab-99.07"))
    handling = Penanganan(authority=supervisor, agency=agency, **pin("disiplin", MONDAY.date()))
    place = {"pengawas_asn": supervisor, "instansi": agency}

    for status in table(handling).statuses_of("penanganan"):
        handling.status = status.code
        for step in table(handling).steps_from("penanganan", status.code):
            for role in step.by:
                for office in (supervisor, agency):
                    allowed = can_take(handling, step.code, staff(role, office.code))
                    assert allowed is (office == place[step.place]), (step.code, role, office.code)


@pytest.mark.parametrize("code", ["pemilu", "pilkada", "disiplin"])
def test_every_table_can_be_pinned_and_found_again(code: str) -> None:
    pinned = pin(code, MONDAY.date())

    found: Procedure = rulebook.current().procedure_version(pinned["procedure"], pinned["procedure_version"])
    assert found is rulebook.current().procedure(code, MONDAY.date())
    assert set(pinned) == {"procedure", "procedure_version"}


@pytest.mark.django_db(transaction=True)
def test_acts_that_lock_in_different_orders_wait_and_never_fail(tmp_path: object, settings: object) -> None:
    """Some keep a file and then step, some only step: on one laporan, all at once."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    report = laporan()

    def act(number: int) -> object:
        own = Laporan.objects.select_related("office").get(pk=report.pk)
        with transaction.atomic():
            if number % 2:
                keep(own.reference, upload(PNG + bytes([number])), at=day(1))
            return take_step(own, "minta_perbaikan", acting=INTAKE, at=day(1))

    results = at_once(act, 8)

    # Who read before the first one wrote was overtaken; who read after that saw another status.
    assert [type(result) for result in results].count(Entry) == 1, results
    assert {type(result) for result in results} <= {Entry, SomeoneWasFaster, NotAllowed}, results
    report.refresh_from_db()
    assert (report.version, report.status) == (2, "perlu_dilengkapi")
    assert Exhibit.objects.count() in (0, 1)
    assert differences(report) == []
