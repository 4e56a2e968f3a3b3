"""What changed between two texts, readable, and nothing of either is lost."""

import pytest

from netral.lib import differing
from netral.lib.differing import GONE, NEW, SAME, Piece, differences


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("sama", "sama", [Piece(SAME, "sama")]),
        ("", "baru", [Piece(NEW, "baru")]),
        ("lama", "", [Piece(GONE, "lama")]),
        ("tanggal 12 Mei", "tanggal 13 Mei", [
            Piece(SAME, "tanggal "), Piece(GONE, "12 "), Piece(NEW, "13 "), Piece(SAME, "Mei"),
        ]),
        ("satu\ndua\n", "satu\n", [Piece(SAME, "satu\n"), Piece(GONE, "dua\n")]),
    ],
)  # fmt: skip
def test_pieces_stand_in_reading_order(before: str, after: str, pieces: list[Piece]) -> None:
    assert differences(before, after) == pieces


@pytest.mark.parametrize("texts", [("a b c\n\nd", "a c\n\nd e"), (" x ", "y"), ("sama\n", "sama"), ("a\nb", "b\na")])
def test_put_together_the_pieces_are_both_texts(texts: tuple[str, str]) -> None:
    found = differences(*texts)

    assert "".join(piece.text for piece in found if piece.kind != NEW) == texts[0]
    assert "".join(piece.text for piece in found if piece.kind != GONE) == texts[1]


def test_a_paragraph_too_long_to_compare_stands_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differing, "LONGEST_COMPARED", 2)

    assert differences("a b c", "a b d") == [Piece(GONE, "a b c"), Piece(NEW, "a b d")]
