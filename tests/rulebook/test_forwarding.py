"""Receivers: dated, by status and kind, and never two days of two supervisors at once."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.book import LAW
from netral.rulebook.forwarding import RECEIVERS, load_routes, receivers
from netral.rulebook.law_files import LawFileError

BOOK = rulebook.current()
# BKN had the task, the hand-over from KASN was still to come.
GAP = (date(2024, 8, 23), date(2024, 9, 3))
ASN = ("PNS", "PPPK", "ASN", "pj_kepala_daerah")


@pytest.mark.parametrize("subject", ASN)
def test_one_supervisor_of_civil_servants_is_competent_on_every_day_but_in_the_gap(subject: str) -> None:
    supervisors = {"KASN", "BKN", "lembaga_pengawas_asn"}

    for number in range(0, 365 * 11, 7):
        on = date(2016, 1, 1) + timedelta(days=number)
        found = [receiver.to for receiver in rulebook.receivers(subject, "disiplin", on)]
        assert len(supervisors & set(found)) == (2 if GAP[0] <= on <= GAP[1] else 1)
        assert found[0] in supervisors


def test_the_supervisor_changes_overnight() -> None:
    days = (date(2024, 9, 3), date(2024, 9, 4))

    assert [rulebook.receivers("PNS", "kode_etik", day)[0].to for day in days] == ["KASN", "BKN"]


def test_every_subject_of_the_contract_has_a_receiver_for_its_own_kind() -> None:
    kinds = {"penyelenggara": "kode_etik_penyelenggara"}

    for subject in rulebook.subjects:
        assert rulebook.receivers(subject, kinds.get(subject, "peraturan_lainnya"), date(2024, 10, 1)), subject


def test_receivers_come_most_certain_first_and_each_once() -> None:
    order = ["high", "medium", "low"]

    for subject in rulebook.subjects:
        for kind in ("disiplin", "peraturan_lainnya", "pidana", "administrasi"):
            found = rulebook.receivers(subject, kind, date(2024, 10, 1))
            ranks = [order.index(receiver.confidence) for receiver in found]
            assert ranks == sorted(ranks)
            assert len({receiver.to for receiver in found}) == len(found)


def test_where_two_routes_lead_to_one_receiver_the_more_certain_explains_it() -> None:
    routes = [route for route in BOOK.routes if route.to == "kepala_daerah"]
    both = [*reversed(routes)]

    found = receivers(both, subject="perangkat_desa", kind="peraturan_lainnya", on=date(2024, 10, 1))

    assert [receiver.to for receiver in found] == ["kepala_daerah"]


def test_without_a_regime_both_administrative_routes_stay_open() -> None:
    found = rulebook.receivers("PNS", "administrasi", date(2024, 10, 1))

    assert {receiver.to for receiver in found} == {"Bawaslu", "KPU"}


@pytest.mark.parametrize(
    ("position", "first"),
    [
        ("anggota KPPS", "KPU"),
        ("Ketua  PPS Desa", "KPU"),
        ("anggota KPU", "DKPP"),
        ("", "DKPP"),
        ("Panwascam", "Bawaslu"),
    ],
)
def test_ad_hoc_organisers_go_to_the_body_above_them(position: str, first: str) -> None:
    kind = "kode_etik_penyelenggara"

    assert rulebook.receivers("penyelenggara", kind, date(2024, 2, 14), position=position)[0].to == first


def test_a_body_that_does_not_exist_yet_receives_nothing() -> None:
    waiting = [route for route in BOOK.routes if route.not_yet]

    assert [route.to for route in waiting] == ["lembaga_pengawas_asn"]
    assert not any(route.in_force(date(2099, 1, 1)) for route in waiting)


def test_receivers_are_those_of_the_contract() -> None:
    assert {route.to for route in BOOK.routes if not route.situation} <= set(RECEIVERS)


@pytest.mark.parametrize(
    ("on", "to", "via", "says"),
    [
        (date(2023, 1, 30), "KASN", "surat", "mengikat"),
        (date(2023, 1, 31), "KASN", "SIAPNET", "SIAPNET"),
        (date(2023, 10, 30), "KASN", "SIAPNET", "mengawasi"),
        (date(2023, 10, 31), "KASN", "SIAPNET", "sudah dicabut"),
        (date(2024, 8, 22), "KASN", "SIAPNET", "sudah dicabut"),
        (date(2024, 8, 23), "KASN", "SIAPNET", "Jeda"),
        (date(2024, 9, 3), "KASN", "SIAPNET", "4 September 2024"),
        (date(2024, 9, 4), "BKN", "SBT", "Sejak 4 September 2024"),
    ],
)
def test_the_hand_over_is_told_on_both_sides_of_every_boundary(on: date, to: str, via: str, says: str) -> None:
    first = rulebook.receivers("PNS", "disiplin", on)[0]

    assert (first.to, first.via) == (to, via)
    assert says in first.because.id


def test_in_the_gap_both_are_named_with_less_confidence() -> None:
    for day in GAP:
        found = {each.to: each.confidence for each in rulebook.receivers("PNS", "disiplin", day)}
        assert (found["KASN"], found["BKN"]) == ("medium", "low")


def test_the_body_to_come_is_due_on_the_day_of_the_court() -> None:
    waiting = next(route for route in BOOK.routes if route.not_yet)

    assert "16 Oktober 2027" in waiting.because.id


@pytest.mark.parametrize(
    ("situation", "on", "wanted"),
    [
        ("diproses_kasn", date(2024, 9, 4), ["KemenPANRB"]),
        ("diproses_kasn", date(2024, 9, 3), []),
        ("tidak_ditindaklanjuti", date(2020, 10, 1), ["Presiden", "KemenPANRB", "Kemendagri"]),
        ("tidak_ditindaklanjuti", date(2023, 10, 31), ["BKN", "Presiden", "Kemendagri"]),
        ("tembusan", date(2024, 9, 3), ["KemenPANRB", "Kemendagri", "BKN", "Bawaslu"]),
        ("tembusan", date(2024, 9, 4), ["KemenPANRB", "Kemendagri", "Bawaslu"]),
        ("tsm", date(2024, 9, 4), ["Bawaslu"]),
    ],
)
def test_a_special_situation_has_routes_of_its_own(situation: str, on: date, wanted: list[str]) -> None:
    assert [each.to for each in rulebook.receivers("PNS", "disiplin", on, situation=situation)] == wanted


def test_an_unknown_situation_names_those_there_are() -> None:
    with pytest.raises(rulebook.UnknownCodeError, match=r"no situation 'mogok'.*tsm"):
        rulebook.receivers("PNS", "disiplin", date(2024, 10, 1), situation="mogok")


def test_staff_of_the_secretariats_stay_with_their_own_authority() -> None:
    found = rulebook.receivers("PNS", "disiplin", date(2024, 10, 1), position="staf sekretariat KPU kabupaten")
    own = next(each for each in found if each.to == "pejabat_pembina")

    assert own.confidence == "high"
    assert "DKPP" in own.because.id


@pytest.mark.parametrize("position", ["anggota PPLN", "ketua KPPSLN"])
def test_overseas_committees_go_to_the_national_commission(position: str) -> None:
    first = rulebook.receivers("penyelenggara", "kode_etik_penyelenggara", date(2024, 2, 1), position=position)[0]

    assert (first.to, first.confidence) == ("KPU", "high")


@pytest.mark.parametrize("subject", list(rulebook.subjects))
def test_only_people_under_a_contract_go_to_whoever_employs_them(subject: str) -> None:
    kinds = ("disiplin", "peraturan_lainnya", "kode_etik_penyelenggara", "administrasi")
    found = [each for kind in kinds for each in rulebook.receivers(subject, kind, date(2024, 10, 1))]

    assert any(each.employer for each in found) == (subject in ("honorer", "pendamping"))


def test_a_crime_of_a_contract_worker_goes_to_the_police_and_no_other_employer_is_asked_for() -> None:
    found = rulebook.receivers("honorer", "pidana", date(2024, 10, 1))

    assert found[0].to == "Polri"
    assert not found[0].employer


def test_the_employer_is_said_by_true_or_false_only(tmp_path: Path) -> None:
    text = (LAW / "receivers.toml").read_text("utf-8")
    (tmp_path / "receivers.toml").write_text(text.replace("employer = true", 'employer = "ya"', 1), "utf-8")

    with pytest.raises(LawFileError, match="employer"):
        load_routes(tmp_path, BOOK.vocabulary, BOOK.procedures)
