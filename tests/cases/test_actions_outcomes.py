"""One pleno, several people: each found on their own, and only the proven go on."""

from dataclasses import replace
from typing import Any

import pytest

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.actions.erasing import erase_texts
from netral.cases.berkas_states import Edition
from netral.cases.models import Accused, Case, Penerusan, Pleno, PutusanTerlapor
from netral.cases.states import Refused, Ruling
from netral.intake.actions import issue_status_notice
from netral.intake.queries import public_status
from netral.procedure.queries import differences, milestones
from netral.procedure.states import NotAllowed
from netral.tracks.queries import without_criminal_track
from tests.cases.builders import (
    EXAMINER,
    INTAKE,
    LONG,
    MEMBER,
    TWO,
    acting_at,
    day,
    decided,
    forwarded,
    heard,
    opened,
    proposed,
    votes,
)
from tests.cases.test_berkas import printed, words

pytestmark = pytest.mark.django_db
PROVEN, NOT_PROVEN, NOT_COMPETENT = "terbukti", "tidak_terbukti", "bukan_kewenangan"
WHY_B = "Tentang orang kedua: keterangan saksi tidak cukup menunjukkan bahwa ia hadir atau mengajak."


def about_two() -> Case:
    return proposed(heard(opened(report=TWO)))


def rulings(case: Case, *decisions: str, reason: str = WHY_B) -> tuple[Ruling, ...]:
    """One for each person of the case, in order."""
    people = queries.persons_of(case)
    return tuple(Ruling(each.key, said, reason) for each, said in zip(people, decisions, strict=True))


def parted(*decisions: str, decision: str = PROVEN, **changes: Any) -> Case:
    """A case of two people, found as said."""
    case = about_two()
    outcomes = rulings(case, *(decisions or (PROVEN, NOT_PROVEN)))
    actions.decide(case, decision=decision, acting=MEMBER, outcomes=outcomes, **votes(**changes))
    return case


def found(case: Case) -> list[str]:
    return [each.decision for each in queries.rulings_of(Pleno.objects.get(case=case))]


def test_only_who_was_found_proven_waits_to_be_handed_over() -> None:
    case = parted()
    first, second = queries.persons_of(case)

    assert (case.status, found(case)) == (PROVEN, [PROVEN, NOT_PROVEN])
    assert queries.waiting(case) == list(queries.going_on(case)) == [first]
    assert [each.accused for each in queries.standings(case) if each.goes_on] == [first]
    assert [(each.accused, each.words, each.tone) for each in queries.standings(case)] == [
        (first, "Terbukti", "tinta"), (second, "Tidak terbukti", "netral"),
    ]  # fmt: skip


def test_the_letter_without_names_takes_the_proven_alone_and_the_case_ends_with_them() -> None:
    case = parted()

    sent = forwarded(case)

    assert [each.accused.place for each in Penerusan.objects.filter(case=case)] == [0]
    assert "semua_diteruskan" in queries.met(case)
    assert queries.receivers_with_all(case) == {sent.receiver_id}
    actions.acknowledge(sent, at=day(5), by="sistem")
    actions.settle(sent, at=day(9), outcome="dijatuhi_sanksi")
    assert (case.open, sent.case.open, Case.objects.get(pk=case.pk).status) == (True, False, "selesai")
    assert [each.words for each in queries.standings(sent.case)] == ["Selesai: Dijatuhi sanksi", "Tidak terbukti"]


@pytest.mark.parametrize("further", [False, True])
def test_nobody_who_was_not_proven_is_forwarded_even_when_asked_for(further: bool) -> None:
    case = parted()
    sent = forwarded(case) if further else None
    second = queries.persons_of(case)[1]
    said: dict[str, Any] = {"receiver": sent.receiver if sent else queries.routes(case, day(4).date())[0].receiver}
    said |= {"conflict_of_interest": False, "summary": "Ringkasan.", "at": day(5), "persons": [second]}
    if further:
        said["further_reason"] = LONG

    with pytest.raises(Refused, match="Terlapor ke-2 tidak dinyatakan terbukti"):
        actions.forward(case, acting=EXAMINER, **said)

    assert not Penerusan.objects.filter(accused=second).exists()


@pytest.mark.parametrize("decision", [PROVEN, NOT_PROVEN, NOT_COMPETENT])
def test_without_a_word_about_each_all_are_found_the_same(decision: str) -> None:
    case = decided(decision, heard(opened(report=TWO)))

    assert found(case) == [decision, decision]
    assert [each.reason for each in rows_of(case)] == ["", ""]


def test_who_was_left_out_before_is_not_judged() -> None:
    case = heard(opened(report=TWO))
    actions.leave_out(case, accused=queries.persons_of(case)[1], acting=EXAMINER, at=day(1, 20), reason=LONG)
    decided(PROVEN, case)

    assert found(case) == [PROVEN]
    assert [each.words for each in queries.standings(case)] == ["Terbukti", "Tidak diperiksa lagi"]


def test_where_nobody_is_proven_the_case_ends_as_not_proven() -> None:
    case = parted(NOT_COMPETENT, NOT_PROVEN, decision=NOT_PROVEN)

    assert (case.status, case.open) == (NOT_PROVEN, False)
    assert [each.words for each in queries.standings(case)] == ["Bukan kewenangan", "Tidak terbukti"]
    assert queries.waiting(case) == []


@pytest.mark.parametrize(
    ("decision", "decisions", "sentence"),
    [
        (PROVEN, (NOT_PROVEN, NOT_PROVEN), "Tidak ada terlapor dengan putusan “Terbukti”"),
        (PROVEN, (PROVEN, ""), "Anu Dua: Pilih putusan"),
        (NOT_PROVEN, (NOT_PROVEN, PROVEN), "Anu Dua: Pilih putusan"),
        (NOT_PROVEN, (NOT_COMPETENT, NOT_COMPETENT), "Tidak ada terlapor dengan putusan “Tidak terbukti”"),
        (NOT_COMPETENT, (NOT_COMPETENT, NOT_PROVEN), "Anu Dua: Pilih putusan"),
    ],
)
def test_what_was_found_of_each_fits_the_step(decision: str, decisions: tuple[str, ...], sentence: str) -> None:
    case = about_two()
    outcomes = rulings(case, *decisions)

    with pytest.raises(Refused, match=sentence) as refusal:
        actions.decide(case, decision=decision, acting=MEMBER, outcomes=outcomes, **votes())

    assert refusal.value.field == "outcomes"
    assert not Pleno.objects.exists()


def test_people_found_differently_each_need_a_reason_alike_they_do_not() -> None:
    case = about_two()

    with pytest.raises(Refused, match="Anu Satu: Tulis pertimbangan bagi orang ini, sedikitnya 50 huruf"):
        actions.decide(
            case, decision=PROVEN, acting=MEMBER, outcomes=rulings(case, PROVEN, NOT_PROVEN, reason=" "), **votes()
        )
    actions.decide(case, decision=PROVEN, acting=MEMBER, outcomes=rulings(case, PROVEN, PROVEN, reason=""), **votes())

    assert found(case) == [PROVEN, PROVEN]


@pytest.mark.parametrize(
    ("which", "sentence"), [("nobody", "bukan terlapor"), ("twice", "dua kali"), ("missing", "setiap terlapor")]
)
def test_everybody_is_on_the_list_once_and_no_stranger(which: str, sentence: str) -> None:
    case = about_two()
    first, second = rulings(case, PROVEN, NOT_PROVEN)
    lists = {"nobody": (first, second, replace(second, accused="x")), "twice": (first, first), "missing": (first,)}

    with pytest.raises(Refused, match=sentence):
        actions.decide(case, decision=PROVEN, acting=MEMBER, outcomes=lists[which], **votes())


@pytest.mark.parametrize(
    "stranger", [EXAMINER, acting_at("anggota", "bawaslu-99"), acting_at("kustodian", "bawaslu-99.07")]
)
def test_only_members_of_the_office_find_of_each(stranger: Acting) -> None:
    case = about_two()

    with pytest.raises(NotAllowed):
        actions.decide(case, decision=PROVEN, acting=stranger, outcomes=rulings(case, PROVEN, NOT_PROVEN), **votes())


def test_the_journal_knows_keys_alone_and_tells_what_the_table_says() -> None:
    case = parted()

    entry = Entry.objects.get(chain=case.reference, verb="perkara.putuskan_terbukti")
    assert entry.facts["outcomes"] == {each.accused.key: each.decision for each in rows_of(case)}
    assert not any(text in str(entry.facts) for text in ("Anu", WHY_B))
    assert differences(case) == []


def rows_of(case: Case) -> list[PutusanTerlapor]:
    return list(PutusanTerlapor.objects.filter(pleno__case=case).select_related("accused"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("id", "Rapat pleno menyatakan dugaan pelanggaran terbukti. Per terlapor: Terbukti 1, Tidak terbukti 1."),
        ("en", "The plenary found the allegation proven. By person: Proven 1, Not proven 1."),
    ],
)
def test_the_reporter_reads_of_how_many_without_a_name(language: str, sentence: str) -> None:
    case = parted()

    told = [line.text for line in milestones(case.laporan.reference, public=True, language=language)]

    assert sentence in told
    assert not any("Anu" in line for line in told)


def test_of_people_found_alike_nothing_is_counted() -> None:
    case = parted(PROVEN, PROVEN)

    assert "Per terlapor" not in str(milestones(case.laporan.reference, public=True, language="id"))


def test_minutes_name_everybody_with_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    real = actions.letters.issue
    monkeypatch.setattr(actions.letters, "issue", lambda content, **said: kept.append(content) or real(content, **said))
    parted(issue=True)

    [content] = kept
    assert [(each.name, each.decision, each.reasons) for each in content.rulings] == [
        ("Anu Satu, Camat", "Terbukti", (WHY_B,)), ("Anu Dua, Kepala desa", "Tidak terbukti", (WHY_B,)),
    ]  # fmt: skip


def test_reasons_about_people_are_erased_with_the_rest_decisions_stay() -> None:
    case = parted()

    erase_texts(case, at=day(400))

    assert [(each.decision, each.reason) for each in rows_of(case)] == [(PROVEN, ""), (NOT_PROVEN, "")]


def test_one_whose_case_has_no_row_yet_reads_as_before() -> None:
    case = decided(case=heard(opened(report=TWO)))
    PutusanTerlapor.objects.all().delete()

    assert [each.words for each in queries.standings(case)] == ["Terbukti", "Terbukti"]
    assert len(queries.waiting(case)) == Accused.objects.filter(case=case).count()


def test_the_reporters_page_and_letter_count_people_and_name_nobody() -> None:
    case = parted()
    laporan = case.laporan

    shown = [line["what"] for line in public_status(laporan, "id")["milestones"]]
    with issue_status_notice(laporan, acting=INTAKE, at=day(4)).opened() as file:
        letter = words(file.read())

    sentence = "Per terlapor: Terbukti 1, Tidak terbukti 1."
    for told in (" ".join(shown), letter):
        assert told.count(sentence) == 1
        assert not any(name in told for name in ("Anu Satu", "Anu Dua", WHY_B[:30]))


def test_the_printed_file_says_of_each_what_was_found_reasons_only_inside() -> None:
    case = parted()

    inside, outside = (words(printed(case, edition)) for edition in (Edition.INTERNAL, Edition.RELEASE))

    for text in (inside, outside):
        assert "Putusan per terlapor" in text
        assert "Anu Dua Tidak terbukti" in text
    assert "keterangan saksi tidak cukup" in inside
    assert "keterangan saksi tidak cukup" not in outside


def test_no_criminal_track_begins_about_who_was_not_proven() -> None:
    case = parted()
    first, second = queries.persons_of(case)

    found = without_criminal_track(case)

    assert first in found
    assert second not in found
