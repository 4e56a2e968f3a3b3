"""Random lives of cases, walked through the real verbs: the journal alone tells status, version and clocks."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions, queries
from netral.cases.models import Case, Kajian, Klarifikasi, Penerusan, Pleno, SendBack
from netral.cases.states import Refused
from netral.documents.models import Document
from netral.intake.queries import headline, public_status
from netral.offices.queries import organisation
from netral.procedure.models import Clock
from netral.procedure.queries import differences, milestones, rebuild
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, INTAKE, LONG, MEMBER, MONDAY, SECRETIVE, day, opened
from tests.cases.stations import FACTS_OF, PROCEDURES, REPORTS, STATUSES, TABLES, at_station, possible, steps_of, take

pytestmark = pytest.mark.django_db
SEEDS = range(5)
FIRST_OF_BKN = date(2024, 9, 4)
PEOPLE = (EXAMINER, MEMBER, INTAKE)


def said(case: Case, code: str, at: datetime, dice: random.Random) -> dict[str, Any]:
    """Values for a step at a moment of the walk: mostly right, sometimes not."""
    today = queries.today_of(case, at)
    wrong = dice.random() < 0.15
    hearing = {
        "klarifikasi": {"held_on": today + timedelta(days=wrong), "at": at, "attended": dice.random() < 0.7},
        "undang_klarifikasi": {"meets_at": at + timedelta(days=-1 if wrong else 2), "at": at},
        "teruskan_lagi": {"further_reason": "Pendek." if wrong else LONG, "at": at},
    }
    if code in hearing:
        return hearing[code]
    if code == "simpan_kajian":
        return {"facts": FACTS_OF[case.procedure], "conclusion": "Pendek." if wrong else LONG, "at": at}
    if code.startswith("putuskan_"):
        return {"held_on": today, "in_favour": 1 if wrong else 3, "at": at}
    if code == "teruskan":
        receiver = organisation("kasn" if today < FIRST_OF_BKN else "bkn")
        return {"receiver": receiver, "summary": " " if wrong else "Uraian.", "at": at}
    if code == queries.MORE_TIME:
        return {"letter_on": today + timedelta(days=wrong), "at": at}
    return {"reason": "Kurang.", "at": at} if code == "kembalikan" and wrong else {"at": at}


def attempts(case: Case, dice: random.Random) -> Iterator[tuple[str, Acting, datetime]]:
    """Any step by anybody, hours apart; now and then one the table does not allow."""
    at = MONDAY
    for _turn in range(36):
        at += timedelta(hours=dice.randint(1, 40))
        choices = possible(case.procedure, case.status) or steps_of(case.procedure)
        step = dice.choice(choices if dice.random() < 0.8 else steps_of(case.procedure))
        yield step.code, dice.choice([*PEOPLE, EXAMINER, MEMBER]), at


def live(case: Case, dice: random.Random) -> tuple[list[str], int]:
    """Verbs that happened, in order, and how many attempts were refused."""
    happened, refused = [f"{case.KIND}.dibuka"], 0
    for code, acting, at in attempts(case, dice):
        if code not in actions.STEPS:
            continue
        version = case.version - (dice.random() < 0.1)
        try:
            take(case, code, acting, version=version, **said(case, code, at, dice))
            happened.append(f"{case.KIND}.{code}")
        except (NotAllowed, Refused, SomeoneWasFaster):
            refused += 1
        assert differences(case) == [], happened
    return happened, refused


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("procedure", PROCEDURES)
def test_wherever_a_life_leads_the_journal_tells_it_and_refusals_leave_no_mark(procedure: str, seed: int) -> None:
    case, dice = opened(report=REPORTS[procedure]), random.Random(f"{procedure} {seed}")

    happened, refused = live(case, dice)

    told = rebuild(case.reference)
    assert [verb for _at, verb in told.timeline] == happened
    assert (told.status, told.version) == (case.status, len(happened))
    assert refused > 0
    rows = {"klarifikasi": Klarifikasi, "simpan_kajian": Kajian, "kembalikan": SendBack}
    for code, model in rows.items():
        assert model._default_manager.filter(case=case).count() == happened.count(f"perkara.{code}"), code
    letters = Penerusan.objects.filter(case=case).values("document").distinct().count()
    assert letters == sum(happened.count(f"perkara.{code}") for code in ("teruskan", "teruskan_lagi"))
    assert Pleno.objects.filter(case=case).count() == sum(verb.startswith("perkara.putuskan_") for verb in happened)
    assert verify().ok


def test_the_walks_together_take_every_step_people_can_take() -> None:
    """Otherwise the walks above would prove less than they say."""
    taken: set[str] = set()
    for procedure in PROCEDURES:
        for seed in range(20):
            case = at_station("pemeriksaan", procedure) if seed % 2 else opened(report=REPORTS[procedure])
            taken |= set(live(case, random.Random(f"semua {procedure} {seed}"))[0])

    assert {f"perkara.{code}" for code in actions.STEPS} <= taken


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_told_by_the_journal_alone(procedure: str, status: str) -> None:
    case = at_station(status, procedure)

    told = rebuild(case.reference)

    assert (told.status, told.version) == (status, case.version)
    assert [clock.stopped_by for clock in told.clocks] == list(
        Clock.objects.filter(subject=case.reference).order_by("key").values_list("stopped_by", flat=True)
    )
    assert differences(case) == differences(case.laporan) == []


@pytest.mark.parametrize("column", ["status", "version"])
def test_a_row_changed_past_the_verbs_is_noticed(column: str) -> None:
    case = at_station("menunggu_pleno")
    Case.objects.filter(pk=case.pk).update(**{column: {"status": "terbukti", "version": 9}[column]})

    [found] = differences(case)

    assert case.reference in found
    assert column in found


def test_a_clock_turned_back_is_noticed() -> None:
    case = at_station("pemeriksaan")
    clock = Clock.objects.filter(subject=case.reference).earliest("pk")
    Clock.objects.filter(pk=clock.pk).update(due_at=clock.started_at)

    assert len(differences(case)) == 1


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_the_whole_story_stands_in_the_timeline_of_the_laporan(procedure: str) -> None:
    case = at_station("selesai", procedure)

    verbs = [line.verb for line in milestones(case.laporan.reference, public=False, language="id")]

    assert verbs == [
        "laporan.dibuka", "laporan.nyatakan_lengkap", "laporan.registrasi", "perkara.dibuka", "perkara.klarifikasi",
        "perkara.minta_jawaban", "perkara.simpan_kajian", "perkara.simpan_kajian", "perkara.susun_kajian",
        "perkara.putuskan_terbukti", "perkara.teruskan", "perkara.tutup",
    ]  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_the_public_status_has_the_sentence_of_the_table_and_no_name(status: str) -> None:
    case = at_station(status)

    text = str([public_status(case.laporan, language) for language in ("id", "en")])

    assert headline(case.laporan) == TABLES["pemilu"].statuses[status].headline
    for private in ("Terlapor Rekaan", "Saksi Rekaan", SECRETIVE.name, "hadir?", LONG):
        assert private not in text


def test_no_word_that_people_typed_is_in_the_journal() -> None:
    """Every free text of a whole life carries a marker; none may turn up in an entry."""
    marker = "KATARAHASIA"
    case = opened(title=f"Judul {marker}")
    take(case, "klarifikasi", EXAMINER, name=marker, place=marker, minutes=marker, issue=True)
    take(case, "simpan_kajian", EXAMINER, facts={**FACTS_OF["pemilu"], "position": marker}, conclusion=marker + LONG)
    take(case, "susun_kajian", EXAMINER)
    take(case, "kembalikan", MEMBER, reason=marker + LONG)
    take(case, "susun_kajian", EXAMINER)
    take(case, "putuskan_terbukti", MEMBER, reason=marker + LONG, held_on=day(3).date(), at=MONDAY + timedelta(days=4))
    take(case, "teruskan", EXAMINER, summary=marker, conflict_of_interest=True, conflict_note=marker)

    assert Document.objects.count() == 2
    for entry in Entry.objects.all():
        assert marker not in str(entry.__dict__)
