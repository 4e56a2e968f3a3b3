from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from pypdf import PdfReader

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.models import Kajian, Klarifikasi
from netral.cases.states import Refused
from netral.documents.queries import documents_of
from netral.procedure.queries import clocks_of, differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import (
    EXAMINER,
    FACTS,
    FULL,
    INTAKE,
    LONG,
    MEMBER,
    SECRETIVE,
    acting_at,
    assessed,
    complete_laporan,
    day,
    decided,
    heard,
    hearing,
    letter,
    opened,
    proposed,
)
from tests.documents.builders import words

pytestmark = pytest.mark.django_db


def test_a_klarifikasi_is_written_down_and_the_case_stays() -> None:
    case = heard()

    kept = Klarifikasi.objects.get(case=case)
    assert (kept.party, kept.name, kept.attended) == ("terlapor", "Terlapor Rekaan", True)
    assert (case.status, case.version) == ("pemeriksaan", 2)
    assert differences(case) == []


def test_the_journal_learns_neither_the_name_nor_what_was_said() -> None:
    case = heard()

    entry = Entry.objects.get(chain=case.reference, verb="perkara.klarifikasi")
    assert entry.facts["party"] == "terlapor"
    assert entry.facts["held_on"] == "2024-01-16"
    assert "Rekaan" not in str(entry.facts)
    assert "hadir?" not in str(entry.facts)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": day(2).date()}, "held_on"),
        ({"held_on": day(-1).date()}, "held_on"),
        ({"name": "  "}, "name"),
        ({"place": ""}, "place"),
        ({"minutes": "\n "}, "minutes"),
    ],
)
def test_a_klarifikasi_that_cannot_be_true_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    case = opened()

    with pytest.raises(Refused) as refusal:
        heard(case, **changes)

    assert refusal.value.field == field
    assert not Klarifikasi.objects.exists()


def test_the_row_holds_neither_the_name_nor_what_was_said_in_plain() -> None:
    heard(name="Saksi Rekaan", minutes="Ia melihat kausnya dibagikan.", place="Balai desa")

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, place, minutes FROM cases_klarifikasi")
        stored = b"".join(bytes(cell) for cell in cursor.fetchone())
    assert not [word for word in (b"Rekaan", b"Balai", b"kausnya") if word in stored]
    assert Klarifikasi.objects.get().name == "Saksi Rekaan"


def test_a_party_that_stayed_away_needs_no_minutes() -> None:
    case = heard(attended=False, minutes="", issue=True)

    assert Klarifikasi.objects.get(case=case).document is None


def test_the_minutes_become_a_numbered_pdf_when_asked_for() -> None:
    case = heard(issue=True)

    document = documents_of(case.reference).get()
    assert document == Klarifikasi.objects.get(case=case).document
    assert document.kind == "berita_acara_klarifikasi"
    with document.opened() as file:
        assert "hadir" in PdfReader(file).pages[0].extract_text()


def test_only_an_examiner_of_the_office_hears() -> None:
    case = opened()

    for stranger in (MEMBER, acting_at("pemeriksa", "bawaslu-99.08"), acting_at("pemeriksa", "bawaslu-99")):
        with pytest.raises(NotAllowed, match="diambil oleh pemeriksa di Bawaslu"):
            actions.hold_klarifikasi(case, acting=stranger, **hearing())


def test_nothing_is_heard_any_more_when_the_members_have_the_case() -> None:
    case = proposed()

    with pytest.raises(NotAllowed) as refusal:
        heard(case)

    assert "putuskan_terbukti" in refusal.value.steps


def test_a_klarifikasi_on_an_old_page_is_not_kept() -> None:
    case = opened()

    with pytest.raises(SomeoneWasFaster):
        heard(case, version=case.version - 1)

    assert not Klarifikasi.objects.exists()


def test_a_kajian_keeps_the_facts_and_what_the_rulebook_answered() -> None:
    case = heard()

    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS)

    kajian = Kajian.objects.get(case=case)
    assert kajian.facts == FACTS
    assert kajian.rulebook_version == kajian.assessment["rulebook"]
    assert kajian.assessment["allegations"]
    assert kajian.provisions == []
    assert differences(case) == []


def test_every_saving_is_a_new_edition_and_the_journal_names_it() -> None:
    case = assessed()

    assert list(case.kajian_set.order_by("edition").values_list("edition", flat=True)) == [1, 2]
    last = Entry.objects.filter(chain=case.reference, verb="perkara.simpan_kajian").latest("position")
    assert last.facts["edition"] == 2
    assert last.facts["provisions"] == queries.latest_kajian(case).provisions  # type: ignore[union-attr]
    assert "conclusion" not in last.facts


def test_a_norm_the_rulebook_does_not_propose_cannot_be_chosen() -> None:
    case = heard()

    with pytest.raises(Refused, match="tidak lagi diusulkan") as refusal:
        actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, provisions=["SKB-2022/TIDAK-ADA"])

    assert refusal.value.field == "provisions"


def test_a_short_conclusion_is_refused_with_the_number_of_letters() -> None:
    case = heard()

    with pytest.raises(Refused, match="sedikitnya 50 huruf; baru ada 9"):
        actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, conclusion="Terbukti.")


def test_facts_the_rulebook_does_not_understand_are_refused_at_the_conduct() -> None:
    case = heard()

    with pytest.raises(Refused) as refusal:
        actions.save_kajian(case, acting=EXAMINER, at=day(2), facts={**FACTS, "conduct": ["menari"]})

    assert refusal.value.field == "conduct"


def test_a_case_without_a_known_election_is_assessed_all_the_same() -> None:
    case = heard()
    case.election = ""

    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS)

    assert Kajian.objects.get(case=case).assessment["id"] == case.key


def test_a_member_does_not_write_the_kajian() -> None:
    case = heard()

    with pytest.raises(NotAllowed):
        actions.save_kajian(case, acting=MEMBER, at=day(2), facts=FACTS)


def test_the_case_goes_to_the_members_with_klarifikasi_and_conclusion() -> None:
    case = proposed()

    assert case.status == "menunggu_pleno"
    assert differences(case) == []


def test_without_a_klarifikasi_the_sentence_names_what_is_missing() -> None:
    case = assessed(opened())

    with pytest.raises(NotAllowed, match="klarifikasi sudah dicatat"):
        actions.propose(case, acting=EXAMINER, at=day(2))


def test_without_a_conclusion_the_kajian_does_not_count_as_saved() -> None:
    case = heard()
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS)

    with pytest.raises(NotAllowed, match="kajian sudah disimpan"):
        actions.propose(case, acting=EXAMINER, at=day(2))


def test_a_later_edition_without_conclusion_takes_the_case_back_to_not_ready() -> None:
    case = assessed()
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS)

    assert queries.met(case) == {"terlapor_menunggu", "klarifikasi_ada", "tambahan_belum_dipakai"}


def test_pilkada_grants_more_days_after_the_first_ones() -> None:
    case = actions.open_from(complete_laporan(replace(FULL, election="pilkada2024")), acting=INTAKE, at=day(0))
    first = clocks_of(case.reference)[0]

    actions.ask_for_more(case, acting=EXAMINER, at=day(1), **letter())

    more = clocks_of(case.reference)[1]
    assert (first.rule, more.rule) == ("K-TL", "K-TL2")
    assert first.due_at is not None
    assert more.started_at == first.due_at
    assert more.due_at is not None
    assert more.due_at > first.due_at + timedelta(days=1)
    assert differences(case) == []


def test_the_longer_period_of_a_pemilu_counts_from_the_registration() -> None:
    case = opened()

    actions.ask_for_more(case, acting=EXAMINER, at=day(1), **letter())

    first, more = clocks_of(case.reference)
    assert (first.rule, more.rule, more.started_at) == ("P-TL", "P-TL2", first.started_at)
    assert differences(case) == []


def test_only_an_examiner_asks_for_more() -> None:
    with pytest.raises(NotAllowed):
        actions.ask_for_more(opened(), acting=MEMBER, at=day(1), **letter())


def test_a_decided_case_accepts_no_kajian() -> None:
    case = decided("tidak_terbukti")

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        actions.save_kajian(case, acting=EXAMINER, at=day(4), facts=FACTS, conclusion=LONG)


def test_a_reporter_who_is_heard_goes_by_the_pseudonym() -> None:
    case = heard(party="pelapor", name=SECRETIVE.name, issue=True)

    [told] = case.klarifikasi_set.all()
    assert told.name == case.laporan.pseudonym
    assert told.document is not None
    with told.document.opened() as file:
        letter = words(file.read())
    assert case.laporan.pseudonym in letter
    assert SECRETIVE.name not in letter


def test_everybody_else_who_is_heard_has_a_name() -> None:
    with pytest.raises(Refused) as refusal:
        heard(party="saksi", name=" ")

    assert refusal.value.field == "name"
