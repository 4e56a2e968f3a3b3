from dataclasses import replace

import pytest

from netral.access.states import Acting, HeldSeat
from netral.cases import actions, policies, queries
from netral.cases.models import Case
from netral.cases.states import Refused
from netral.intake.actions import withdraw
from netral.intake.models import Laporan
from tests.cases.builders import FULL, INTAKE, acting_at, day, opened
from tests.intake import builders as intake

# Who sees the case of the Bawaslu of Kabupaten Tirta Buana. Everybody else gets the answer of an absent address.
PERSONAS = [
    ("petugas_laporan", "bawaslu-99.07", True),
    ("pemeriksa", "bawaslu-99.07", True),
    ("anggota", "bawaslu-99.07", True),
    ("pemeriksa", "bawaslu-99", True),
    ("anggota", "bawaslu", True),
    ("pemeriksa", "bawaslu-99.08", False),
    ("kustodian", "bawaslu-99.07", False),
    ("admin", "bawaslu-99.07", False),
    ("admin", "bawaslu", False),
    ("auditor", "bkn", False),
    ("auditor", "kasn", False),
    ("pejabat_pembina", "pemkab-99.07", False),
    ("petugas_kepegawaian", "pemkab-99.07", False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "office", "sees"), PERSONAS)
def test_a_case_is_seen_by_its_office_and_those_above_and_nobody_else(role: str, office: str, sees: bool) -> None:
    case = opened()

    assert policies.can_see(case, acting_at(role, office)) is sees


@pytest.mark.django_db
def test_nobody_without_a_seat_sees_a_case() -> None:
    assert not policies.can_see(opened(), Acting("akun:tanpa", ()))


@pytest.mark.django_db
def test_a_day_lies_between_registration_and_today_counted_at_the_office() -> None:
    case = opened()  # Monday 15 January 2024, in WITA

    policies.check_happened("held_on", day(0).date(), case, at=day(0))
    policies.check_happened("held_on", day(1).date(), case, at=day(0, 23).replace(day=16, hour=0))
    with pytest.raises(Refused, match="belum tiba"):
        policies.check_happened("held_on", day(1).date(), case, at=day(0, 23))
    with pytest.raises(Refused, match="15 Januari 2024"):
        policies.check_happened("held_on", day(-1).date(), case, at=day(0))


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_field_says_so(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        policies.check_filled("name", text)

    assert (refusal.value.field, refusal.value.problems[0].code) == ("name", "tidak_sesuai")


def test_blanks_do_not_count_towards_a_reason() -> None:
    policies.check_says_enough("reason", "x" * 50)
    with pytest.raises(Refused, match="baru ada 49"):
        policies.check_says_enough("reason", " " * 20 + "x" * 49)


@pytest.mark.parametrize(
    "number", ["0812345678", "08123456789/2024", "3302010101900001", "B-199001012015031001", "+628123456789"]
)
def test_what_the_journal_takes_for_a_persons_number_is_no_number_of_a_letter(number: str) -> None:
    with pytest.raises(Refused) as refusal:
        policies.check_letter_number("letter_number", number)

    assert refusal.value.field == "letter_number"


@pytest.mark.parametrize("number", ["012/PM.06.02/X/2024", "08/K1/2024", "2024.10.15-0001234567890123A"])
def test_ordinary_numbers_of_letters_stay_as_they_are(number: str) -> None:
    assert policies.check_letter_number("letter_number", f" {number} ") == number


@pytest.mark.parametrize(
    ("roles", "name"),
    [
        (["pemeriksa"], "cases:queue"),
        (["petugas_laporan"], "cases:queue"),
        (["anggota"], "cases:queue"),
        (["kustodian"], "intake:identity"),
        (["kustodian", "pemeriksa"], "cases:queue"),
        (["auditor"], "oversight:board"),
        (["pejabat_pembina"], "discipline:desk"),
        (["anggota_kpu"], "tracks:list"),
        (["pemeriksa_kpu"], "tracks:list"),
        (["petugas_kepegawaian", "admin"], "discipline:desk"),
        (["pejabat_pembina", "auditor"], "oversight:board"),
        (["admin"], "kelola:index"),
        (["admin", "anggota"], "cases:queue"),
    ],
)
def test_the_day_begins_at_the_first_list_with_work(roles: list[str], name: str) -> None:
    acting = Acting("akun:x", tuple(HeldSeat(role, "bawaslu") for role in roles))

    assert queries.first_list(acting) == name


@pytest.mark.django_db
def test_the_words_of_every_reporter_stay_in_the_house_also_when_their_report_has_gone_its_own_way() -> None:
    case = opened()
    words = "Saya tetangga kepala desa dan melihat sendiri camat itu membagikan kaus bergambar calon di rumah ibu saya."
    joined = intake.laporan(replace(FULL, what=words))
    actions.join(case, joined, acting=INTAKE, at=day(1))

    def refused() -> None:
        for text in (FULL.what, words):
            with pytest.raises(Refused) as refusal:
                policies.check_not_the_reporters(Case.objects.get(pk=case.pk), "summary", f"Pelapor: {text}")
            assert refusal.value.field == "summary"

    refused()
    actions.separate(Case.objects.get(pk=case.pk), joined, acting=INTAKE, at=day(2))
    refused()
    withdraw(Laporan.objects.get(pk=joined.pk), at=day(3))
    refused()
