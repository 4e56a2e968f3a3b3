"""Marks tell how alike two stories are, and nothing of either."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.intake import likeness
from netral.intake.content import Who
from netral.intake.likeness import marks_of, people_of
from tests.intake.builders import FULL
from tests.sizes import examples

STORY = (
    "Pada hari Minggu pagi camat datang ke lapangan desa dan mengajak semua warga yang hadir memilih calon bupati "
    "nomor dua, lalu membagikan kaus bergambar calon itu kepada para ketua RT di depan kantor kelurahan."
)
OTHER = (
    "Guru sekolah dasar mengunggah foto bersama calon gubernur di akun pribadinya, berseragam dinas, disertai tulisan "
    "ajakan dan tanda pagar kampanye, dan belasan rekan kerjanya menyukai unggahan tersebut malam itu juga."
)


def of(text: str) -> bytes:
    return marks_of(replace(FULL, what=text))


@pytest.mark.parametrize(
    "changed",
    [
        STORY,
        STORY.upper(),
        STORY.replace(",", " --").replace(".", "!!!"),
        STORY.replace("nomor dua", "nomor 2"),
        f"Yth. Bawaslu. {STORY}",
        STORY.replace("pagi", "siang"),
    ],
)
def test_the_same_story_in_other_clothes_is_alike(changed: str) -> None:
    assert likeness.likeness(of(STORY), of(changed)) >= likeness.ALIKE


def test_numbers_that_bots_change_make_no_difference() -> None:
    assert of(f"{STORY} Kode 17.") == of(f"{STORY} Kode 9823.")


@pytest.mark.parametrize("other", [OTHER, "", "x", STORY[:60]])
def test_another_story_is_not(other: str) -> None:
    assert likeness.likeness(of(STORY), of(other)) < likeness.ALIKE


def test_reports_alike_share_a_band_and_bands_are_the_whole() -> None:
    one, other = of(STORY), of(f"Yth. Bawaslu. {STORY}")

    assert set(likeness.bands(one)) & set(likeness.bands(other))
    assert not set(likeness.bands(one)) & set(likeness.bands(of(OTHER)))
    assert b"".join(band for _place, band in likeness.bands(one)) == one


def test_the_people_reported_have_a_name_without_their_names() -> None:
    two = replace(FULL, who=(Who(name="Budi"), Who(job="Lurah")))

    assert people_of(two) == people_of(replace(FULL, who=(Who(job="LURAH"), Who(name=" budi!"))))
    assert people_of(two) != people_of(FULL)
    assert people_of(replace(FULL, who=())) == people_of(replace(FULL, who=(Who(agency="Dinas"),))) == ""


@settings(max_examples=examples(25), deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_marks(text: str) -> None:
    assert len(of(text)) == 4 * likeness.PARTS
    assert likeness.likeness(of(text), of(text)) == 1
