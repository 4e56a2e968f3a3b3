"""Receivers: dated, by status and kind, and never two days of two supervisors at once."""

from datetime import date, timedelta

import pytest

from netral import rulebook
from netral.rulebook.forwarding import RECEIVERS, receivers

BOOK = rulebook.current()
ASN = ("PNS", "PPPK", "ASN", "pj_kepala_daerah")


@pytest.mark.parametrize("subject", ASN)
def test_exactly_one_supervisor_of_civil_servants_is_competent_on_every_day(subject: str) -> None:
    supervisors = {"KASN", "BKN", "lembaga_pengawas_asn"}

    for number in range(0, 365 * 11, 7):
        on = date(2016, 1, 1) + timedelta(days=number)
        found = [receiver.to for receiver in rulebook.receivers(subject, "disiplin", on)]
        assert len(supervisors & set(found)) == 1
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
    assert {route.to for route in BOOK.routes} <= set(RECEIVERS)
