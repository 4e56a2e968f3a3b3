"""The line above the queue: understood, written again the same, and said where it was not understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.cases.queries.line import FILTERS, Line, parse, stages, written_with


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("", Line()),
        ("lapangan desa", Line(text="lapangan desa")),
        ("tahap:pemeriksaan", Line(tahap="pemeriksaan")),
        ("tenggat:<3hk pemeriksa:saya lapangan", Line(tenggat="<3hk", pemeriksa="saya", text="lapangan")),
        ("TAHAP:Pemeriksaan  ikut:SAYA", Line(tahap="pemeriksaan", ikut="saya")),
        ("wilayah:99.07 jenis:perkara urut:terbaru", Line(wilayah="99.07", jenis="perkara", urut="terbaru")),
        ('"tahap:x" tugas:saya', Line(text="tahap:x", tugas="saya")),
        ("tahap:pemeriksaan tahap:pemeriksaan", Line(tahap="pemeriksaan")),
        ("tenggat:lewat", Line(tenggat="lewat")),
        ("tenggat:<365", Line(tenggat="<365")),
        ("kaus 10:30", Line(text="kaus 10:30")),
    ],
)
def test_a_line_is_understood(written: str, line: Line) -> None:
    assert parse(written) == line
    assert parse(written).problems == ()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("thap:pemeriksaan", "Saringan “thap:” tidak dikenal. Yang dikenal: tahap, tenggat, pemeriksa"),
        ("tahap:pemeriksan", "“tahap:pemeriksan” tidak dikenal. Tulis salah satu:"),
        ("tahap:", "“tahap:” tidak dikenal"),
        ("tenggat:<0", "“tenggat:<0” tidak dikenal"),
        ("tenggat:<366hk", "tidak dikenal"),
        ("tenggat:besok", "lewat, hari-ini, <3 (hari), <3hk (hari kerja), tanpa"),
        ("pemeriksa:budi", "saya, kosong"),
        ("wilayah:semarang", "kode wilayah"),
        ("jenis:temuan", "laporan, perkara"),
        ("ikut:dia", "saya"),
        ("urut:acak", "tenggat, terbaru"),
        ("jenis:laporan jenis:perkara", "tertulis dua kali"),
        ("https://contoh.id", "Beri tanda kutip"),
    ],
)
def test_what_is_not_understood_is_said_with_what_would_be(written: str, says: str) -> None:
    (problem,) = parse(written).problems

    assert says in problem


def test_of_a_line_with_one_mistake_the_rest_is_understood() -> None:
    line = parse("tahap:pemeriksaan warna:merah lapangan")

    assert (line.tahap, line.text, len(line.problems)) == ("pemeriksaan", "lapangan", 1)


@given(st.text(max_size=60))
def test_anything_at_all_is_read_and_written_again_alike(written: str) -> None:
    line = parse(written)

    assert parse(str(line)) == line
    assert parse(str(line)).problems == ()


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(["saya", "lewat", "pleno", "x"]) for name in FILTERS}))
def test_every_filter_either_counts_or_is_named_in_a_problem(asked: dict[str, str]) -> None:
    line = parse(" ".join(f"{name}:{value}" for name, value in asked.items()))

    for name in asked:
        assert bool(getattr(line, name)) != any(f"“{name}:" in problem for problem in line.problems)


def test_selects_write_the_line_in_one_order() -> None:
    line = parse("lapangan tahap:pemeriksaan")

    assert written_with(line, tenggat="<7", tahap="") == "tenggat:<7 lapangan"


def test_every_status_of_laporan_and_case_is_a_stage() -> None:
    assert {"diterima", "pemeriksaan", "menunggu_pleno", "selesai"} <= set(stages())
