"""Numbers of letters, and dataclasses that cannot be changed after they were read."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from netral.documents.content import Content, letter_number
from netral.documents.states import Kind
from tests.documents.builders import (
    berita_acara,
    berita_acara_pleno,
    buka_blokir,
    kajian,
    pemberitahuan,
    pemblokiran,
    penerusan,
    pengawasan,
    permintaan,
    rekomendasi,
    undangan,
)


@pytest.mark.parametrize(
    ("kind", "sequence", "day", "number"),
    [
        ("surat_penerusan", 1, date(2026, 11, 23), "001/Penerusan/BAWASLU-33.74/XI/2026"),
        ("surat_penerusan", 1234, date(2026, 1, 1), "1234/Penerusan/BAWASLU-33.74/I/2026"),
        ("surat_rekomendasi", 12, date(2026, 4, 30), "012/Rekomendasi/BAWASLU-33.74/IV/2026"),
        ("undangan_klarifikasi", 3, date(2026, 2, 1), "003/Undangan/BAWASLU-33.74/II/2026"),
        ("berita_acara_klarifikasi", 7, date(2026, 12, 31), "007/BA-Klarifikasi/BAWASLU-33.74/XII/2026"),
    ],
)
def test_a_number_tells_kind_office_month_and_year(kind: str, sequence: int, day: date, number: str) -> None:
    assert letter_number(kind, sequence=sequence, office_code="bawaslu-33.74", day=day) == number


def test_every_kind_has_a_word_in_its_number() -> None:
    numbers = {letter_number(kind, sequence=1, office_code="x", day=date(2026, 1, 1)) for kind in Kind}

    assert len(numbers) == len(Kind)


@pytest.mark.parametrize(
    "content",
    [penerusan(), rekomendasi(), undangan(), berita_acara(), berita_acara_pleno()],
    ids=lambda content: content.KIND,
)
def test_content_does_not_change(content: Content) -> None:
    with pytest.raises(FrozenInstanceError):
        content.copies = ("Pers",)  # type: ignore[misc]


def test_every_kind_has_its_content() -> None:
    minutes = (berita_acara(), berita_acara_pleno())
    letters = (penerusan(), rekomendasi(), undangan(), permintaan(), pemberitahuan(), kajian())
    every = (*minutes, *letters, pengawasan(), pemblokiran(), buka_blokir())

    assert {content.KIND for content in every} == set(Kind)


@pytest.mark.parametrize("content", [penerusan, rekomendasi, undangan, berita_acara, berita_acara_pleno])
def test_no_content_has_a_place_for_the_reporter(content: object) -> None:
    fields = set(content().__dataclass_fields__)  # type: ignore[operator]

    assert not {field for field in fields if "pelapor" in field or "reporter" in field}
