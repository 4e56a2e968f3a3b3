"""What a handling says of people goes with what its case said; the sanction and its records stay."""

import pytest
from django.core import serializers

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases.models import Case
from netral.discipline import jobs
from netral.discipline.actions import erasing
from netral.discipline.models import Decision, Ending, Penanganan, Rekomendasi
from netral.procedure.queries import differences
from tests.cases.builders import LONG, day
from tests.discipline.builders import LIGHTER, delivered, imposed, in_force, recommended, someone, stopped, verified
from tests.discipline.pages import client

pytestmark = pytest.mark.django_db
OVER = day(4000)
WHY = "Ia menyebut dirinya sendiri di video itu."


def written(penanganan: Penanganan) -> str:
    rows = [
        *Penanganan.objects.filter(pk=penanganan.pk),
        *(each for model in (Rekomendasi, Decision, Ending) for each in model.objects.filter(penanganan=penanganan)),
    ]
    return serializers.serialize("json", rows)


def punished() -> Penanganan:
    return in_force(delivered(imposed(recommended(verified(person=someone("Nama Lain Sekali"), reason=WHY)))))


def forget_case(penanganan: Penanganan) -> None:
    Case.objects.filter(pk=penanganan.case.pk).update(texts_erased_at=OVER)


def test_nothing_goes_before_the_texts_of_the_case() -> None:
    penanganan = punished()
    before = written(penanganan)
    assert [word in before for word in (WHY, LONG, LIGHTER)] == [True] * 3

    assert erasing.erase_expired(OVER) == 0
    assert written(penanganan) == before


def test_with_the_texts_of_the_case_those_of_its_handling_go_once() -> None:
    penanganan, other = punished(), stopped()
    forget_case(penanganan)

    assert [jobs.forget_people.call() for _turn in range(2)] == [1, 0]

    left = written(penanganan)
    assert [word in left for word in (WHY, LONG, LIGHTER)] == [False] * 3
    decision = Decision.objects.get(penanganan=penanganan)
    assert (decision.level, decision.number, bool(decision.sanction)) == ("sedang", "862/1/2024", True)
    entry = Entry.objects.get(verb="penanganan.isi_dihapus")
    assert (entry.chain, entry.actor) == (penanganan.reference, "sistem")
    assert LONG in written(other)
    assert differences(Penanganan.objects.get(pk=penanganan.pk)) == []
    assert verify().ok


def test_why_nothing_was_imposed_goes_too() -> None:
    penanganan = stopped()
    erasing.erase_texts(penanganan, at=OVER)
    erasing.erase_texts(penanganan, at=OVER)

    assert LONG not in written(penanganan)
    assert Ending.objects.get().outcome == "dihentikan"
    assert Entry.objects.filter(verb="penanganan.isi_dihapus").count() == 1


def test_a_handling_without_words_still_opens() -> None:
    penanganan = punished()
    erasing.erase_texts(penanganan, at=OVER)

    page = client("auditor", "kasn").get(f"/kerja/disiplin/{penanganan.key}/")

    assert page.status_code == 200
    assert "masa simpannya berakhir" in page.content.decode()


def test_of_many_one_that_fails_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = stopped(), stopped()
    for each in (bad, good):
        forget_case(each)
    erase = erasing.erase_texts

    def erasing_but_one(penanganan: Penanganan, **options: object) -> None:
        if penanganan.pk == bad.pk:
            raise KeyError("x")
        erase(penanganan, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(erasing, "erase_texts", erasing_but_one)

    assert erasing.erase_expired(OVER) == 1
    assert [record.getMessage() for record in caplog.records] == [f"Penanganan {bad.pk} was passed over."]
