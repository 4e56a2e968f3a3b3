"""What may be done against each kind of sanction, and which clocks run for it: nothing that the law does not give."""

from datetime import date

import pytest

from netral.discipline import queries
from netral.discipline.models import Penanganan
from netral.procedure.queries import clocks_of, differences
from tests.discipline.builders import LIGHTER, delivered, imposed, in_force, recommended, someone, verified

pytestmark = pytest.mark.django_db


def given(code: str, employment: str = "PNS") -> Penanganan:
    """A delivered decision with this sanction."""
    penanganan = recommended(verified(person=someone(employment=employment)), level="berat")
    return delivered(imposed(penanganan, sanction=code, deviation_reason=LIGHTER))


@pytest.mark.parametrize(
    ("code", "employment", "rules"),
    [
        ("M1", "PNS", set()),  # a moral sanction: final, and no regulation gives it a day
        ("M2", "PPPK", set()),
        ("R2", "PNS", {"D-SAMP", "D-KEB", "D-BERL"}),
        ("ST1", "PNS", {"D-SAMP", "D-KEB", "D-BERL"}),
        ("B1", "PNS", {"D-SAMP", "D-KEB", "D-BERL"}),
        ("B3", "PNS", {"D-SAMP", "D-BAN", "D-BERL"}),  # a dismissal goes to the board, never to an objection
        ("PTDH", "PNS", {"D-BAN"}),
        ("PPPK-S", "PPPK", {"D-KEB"}),  # PP 94/2021 sets no days for people on a contract
        ("PHK-DH", "PPPK", {"D-BAN"}),
        ("PHK-TDH", "PPPK", {"D-BAN"}),
    ],
)
def test_each_kind_of_sanction_has_its_own_clocks(code: str, employment: str, rules: set[str]) -> None:
    penanganan = given(code, employment)

    running = {clock.rule for clock in clocks_of(penanganan.reference)} - {"S-VER", "S-PPK"}
    in_force(penanganan)

    assert running == rules
    assert all(clock.stopped_at for clock in clocks_of(penanganan.reference))
    assert differences(penanganan) == []


def test_a_remedy_names_its_last_day_once_the_decision_was_delivered() -> None:
    penanganan = imposed(recommended(level="berat"), sanction="B1")

    [before] = queries.remedy_lines(penanganan.decision)
    [after] = queries.remedy_lines(delivered(penanganan).decision)

    assert before.period == "14 hari kerja sejak keputusan diterima"
    assert "terbuka sampai 23 Februari 2024" in after.period
    assert after.to == "pejabat pembina kepegawaian itu sendiri"
    assert [later.name for later in after.further] == ["Gugatan ke Pengadilan Tata Usaha Negara"]
    assert after.further[0].period.startswith("90 hari")


def test_a_moral_sanction_is_final_and_the_doubt_about_it_is_said() -> None:
    [only] = queries.remedy_lines(given("M1").decision)

    assert (only.closed, only.period) == (True, "")
    assert "perlu dinilai" in only.doubt


def test_a_decision_of_another_official_is_objected_to_at_the_superior() -> None:
    penanganan = recommended(verified(person=someone(position_class="camat")), level="ringan")

    imposed(penanganan, sanction="R2", official="jpt_pratama")

    [only] = queries.remedy_lines(penanganan.decision)
    assert only.to == "atasan pejabat itu"


@pytest.mark.parametrize(("level", "rules"), [("sedang", {"D-SAMP", "D-KEB", "D-BERL"}), ("ptdh", {"D-BAN"})])
def test_a_sanction_outside_the_list_has_the_remedies_of_its_level(level: str, rules: set[str]) -> None:
    penanganan = imposed(recommended(), sanction="", other_sanction="Lain", level=level)

    found = queries.clocks_of_delivery(penanganan.decision) | queries.clocks_of_imposing(penanganan.decision)

    assert found == rules


def test_where_the_law_has_no_list_for_somebody_nothing_is_counted() -> None:
    penanganan = imposed(recommended(verified(person=someone(employment="honorer"))), sanction="", **OTHER)

    assert queries.remedy_lines(penanganan.decision) == []
    assert queries.clocks_of_delivery(penanganan.decision) == set()


OTHER = {"other_sanction": "Pemutusan kontrak", "level": "berat", "decided_on": date(2024, 1, 29)}
