"""Two people at one handling in real transactions: one step is taken, the other person hears that."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from netral.audit.models import Entry
from netral.audit.queries import verify as verify_journal
from netral.cases.models import Case
from netral.discipline import actions
from netral.discipline.models import Decision, Ending, Penanganan, Rekomendasi
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.procedure.models import Clock, NumberSeries
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.discipline.builders import (
    AUDITOR,
    OFFICIAL,
    PERSONNEL,
    STARTS,
    STATIONS,
    decree,
    taken_in,
    values_of,
    verified,
)
from tests.evidence.builders import PDF

pytestmark = pytest.mark.django_db(transaction=True)
LATE = "terlambat"


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act answered; `LATE` for whoever was told that somebody was faster. Anything else is raised."""
    ready = Barrier(len(acts))

    def alone(act: Callable[[], Any]) -> Any:
        ready.wait(timeout=60)
        try:
            return act()
        except SomeoneWasFaster:
            return LATE
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def own_copy(penanganan: Penanganan) -> Penanganan:
    """The row as another person's page read it, with everything an action reads before it writes."""
    rows = Penanganan.objects.select_related("case__laporan", "case__office", "authority", "agency", "person__agency")
    return rows.select_related("penerusan__document", "penerusan__receiver").get(pk=penanganan.pk)


def press(penanganan: Penanganan, step: str, acting: Any, **changes: Any) -> Callable[[], Any]:
    values, own = {**values_of(step), **changes}, own_copy(penanganan)
    return lambda: actions.STEPS[step](own, acting=acting, **values).verb


def stored_files() -> set[str]:
    return {path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


def in_the_tables() -> set[str]:
    names = [*Exhibit.objects.values_list("file", flat=True), *Document.objects.values_list("file", flat=True)]
    return {name.rpartition("/")[2] for name in names}


@pytest.mark.parametrize("step", STARTS)
def test_of_two_who_take_the_same_step_exactly_one_does(step: str) -> None:
    station, acting = STARTS[step]
    penanganan = STATIONS[station]()
    files = stored_files()

    answers = at_once(press(penanganan, step, acting), press(penanganan, step, acting))

    assert sorted(answers) == sorted([LATE, f"penanganan.{step}"])
    row = Penanganan.objects.get(pk=penanganan.pk)
    assert row.version == penanganan.version + 1
    assert Entry.objects.filter(chain=penanganan.reference, verb=f"penanganan.{step}").count() == 1
    assert len(stored_files() - files) == (step in {"rekomendasikan", "jatuhkan_sanksi"})
    assert stored_files() - files <= in_the_tables()
    assert differences(row) == differences(Case.objects.get(pk=row.case.pk)) == []


def test_of_two_decisions_only_the_one_that_was_recorded_leaves_a_file() -> None:
    penanganan = STATIONS["direkomendasikan"]()
    files = stored_files()
    one, other = decree("a.pdf", PDF + b"% satu"), decree("b.pdf", PDF + b"% dua")

    answers = at_once(
        press(penanganan, "jatuhkan_sanksi", OFFICIAL, upload=one, number="1"),
        press(penanganan, "jatuhkan_sanksi", OFFICIAL, upload=other, number="2"),
    )

    assert sorted(answers) == ["penanganan.jatuhkan_sanksi", LATE]
    decision = Decision.objects.get(penanganan=penanganan)
    assert decision.number == str(answers.index("penanganan.jatuhkan_sanksi") + 1)
    assert list(Exhibit.objects.filter(subject=penanganan.reference)) == [decision.exhibit]
    assert stored_files() - files == {decision.exhibit.file.name.rpartition("/")[2]}
    assert Clock.objects.filter(subject=penanganan.reference, rule="D-SAMP").count() == 1


def test_imposing_and_declining_at_once_gives_one_outcome() -> None:
    penanganan = STATIONS["direkomendasikan"]()

    answers = at_once(press(penanganan, "jatuhkan_sanksi", OFFICIAL), press(penanganan, "tidak_menjatuhkan", OFFICIAL))

    assert answers.count(LATE) == 1
    row = Penanganan.objects.get(pk=penanganan.pk)
    imposed = row.status == "dijatuhi_sanksi"
    assert Decision.objects.filter(penanganan=row).exists() is imposed
    assert Ending.objects.filter(penanganan=row).exists() is not imposed
    assert row.case.status == ("diteruskan" if imposed else "selesai")
    assert differences(row) == differences(row.case) == []


def test_stopping_and_recommending_at_once_gives_one_outcome() -> None:
    penanganan = verified()

    answers = at_once(press(penanganan, "hentikan", AUDITOR), press(penanganan, "rekomendasikan", AUDITOR))

    assert answers.count(LATE) == 1
    row = Penanganan.objects.get(pk=penanganan.pk)
    assert Rekomendasi.objects.filter(penanganan=row).exists() is (row.status == "direkomendasikan")
    assert Ending.objects.filter(penanganan=row).exists() is (row.status == "dihentikan")


def test_a_letter_that_came_too_late_gives_its_number_back() -> None:
    contested, next_one = verified(), verified()

    at_once(press(contested, "rekomendasikan", AUDITOR), press(contested, "rekomendasikan", AUDITOR))
    actions.STEPS["rekomendasikan"](next_one, acting=AUDITOR, **values_of("rekomendasikan"))

    numbers = [made.document.number.partition("/")[0] for made in Rekomendasi.objects.order_by("pk")]
    assert numbers == ["001", "002"]
    assert NumberSeries.objects.get(series="surat_rekomendasi").last == 2


def test_letters_of_four_handlings_at_once_have_numbers_without_gap() -> None:
    handlings = [verified() for _ in range(4)]

    answers = at_once(*(press(each, "rekomendasikan", AUDITOR) for each in handlings))

    assert answers == ["penanganan.rekomendasikan"] * 4
    numbers = sorted(made.document.number for made in Rekomendasi.objects.select_related("document"))
    assert [number.partition("/")[0] for number in numbers] == ["001", "002", "003", "004"]
    assert verify_journal().ok


def test_official_and_personnel_officer_deliver_at_once_and_the_case_closes_once() -> None:
    penanganan = STATIONS["dijatuhi_sanksi"]()

    answers = at_once(press(penanganan, "sampaikan", OFFICIAL), press(penanganan, "sampaikan", PERSONNEL))

    assert answers.count(LATE) == 1
    assert Entry.objects.filter(chain=penanganan.case.reference, verb="perkara.tutup").count() == 1
    assert Clock.objects.filter(subject=penanganan.reference, rule__in=["D-KEB", "D-BERL"]).count() == 2


def test_a_page_opened_again_after_losing_says_what_is_possible_now() -> None:
    penanganan = taken_in()
    at_once(press(penanganan, "hentikan", AUDITOR), press(penanganan, "hentikan", AUDITOR))

    with pytest.raises(NotAllowed, match="sudah berakhir dengan status “Dihentikan”"):
        actions.stop(own_copy(penanganan), acting=AUDITOR, **values_of("hentikan"))
