"""Which chains are one story, by the journal alone."""

import pytest

from netral.audit import traces
from netral.audit.streams import one_snapshot
from tests.audit.builders import DOKUMEN, LAPORAN, PERKARA, journal, write

pytestmark = pytest.mark.django_db
JOINED, ALONE = "laporan:3c3v6hjk45yz8", "laporan:4c3v6hjk45yz8"
PENANGANAN, JALUR, NEXT = "penanganan:5c3v6hjk45yz8", "jalur:6c3v6hjk45yz8", "jalur:7c3v6hjk45yz8"


def told() -> dict[str, list[str]]:
    with one_snapshot():
        return {name: [row[4] for row in rows] for name, rows in traces.traces()}


def chains() -> dict[str, set[str]]:
    return {name: {row[0] for row in rows} for name, rows in traces.traces()}


def test_a_laporan_and_its_perkara_are_one_trace_in_order() -> None:
    journal()

    assert told() == {
        PERKARA: [
            "laporan.dibuka",
            "laporan.nyatakan_lengkap",
            "perkara.dibuka",
            "perkara.klarifikasi",
            "perkara.susun_kajian",
            "laporan.registrasi",
            "perkara.putuskan_terbukti",
        ]
    }


def test_documents_and_accounts_are_no_part_of_a_story() -> None:
    journal()
    write("akun:8c3v6hjk45yz8", "akun.dibuat")

    assert chains() == {PERKARA: {LAPORAN, PERKARA}}
    assert DOKUMEN not in chains()[PERKARA]


def test_a_laporan_without_a_perkara_is_a_trace_of_its_own() -> None:
    journal()
    write(ALONE)

    assert chains() == {ALONE: {ALONE}, PERKARA: {LAPORAN, PERKARA}}


def test_a_laporan_that_was_joined_later_goes_with_the_perkara() -> None:
    journal()
    write(JOINED)
    write(PERKARA, "perkara.gabung", about=[LAPORAN, JOINED])

    assert chains() == {PERKARA: {LAPORAN, PERKARA, JOINED}}


def test_what_follows_in_other_houses_belongs_to_the_perkara() -> None:
    journal()
    write(PENANGANAN, "penanganan.dibuka", about=[PERKARA, LAPORAN])
    write(JALUR, "jalur.dibuka", about=[PERKARA, LAPORAN])

    assert chains() == {PERKARA: {LAPORAN, PERKARA, PENANGANAN, JALUR}}


def test_a_jalur_without_a_perkara_leads_its_next_one() -> None:
    write(JALUR, "jalur.dibuka")
    write(NEXT, "jalur.dibuka", about=[JALUR])

    assert chains() == {JALUR: {JALUR, NEXT}}


def test_an_empty_journal_tells_nothing() -> None:
    assert told() == {}


def test_more_traces_than_are_read_at_once_are_all_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netral.audit.streams.CHUNK", 2)
    monkeypatch.setattr(traces, "CHUNK", 2)
    names = [f"laporan:{number}c3v6hjk45yz8" for number in range(5)]
    for name in names:
        write(name)

    assert list(told()) == names
