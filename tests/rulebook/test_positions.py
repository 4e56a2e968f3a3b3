"""Posts in free text, and wrong lists of them."""

from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.law_files import LawFileError
from tests.rulebook.builders import facts, law_changed

POSITIONS = rulebook.current().vocabulary.positions


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Camat Sukamaju", ("camat",)),
        ("pelaksana tugas camat", ("camat",)),
        ("camat dan lurah", ("camat", "lurah")),
        ("Kepala  Dinas Pendidikan", ("jpt",)),
        ("staf ahli bupati", ("jpt",)),
        ("staf kelurahan", ("pelaksana",)),
        ("ASN di kecamatan", ()),
        ("kepala SMPN 2 dan guru", ("kepala_sekolah", "guru")),
        ("ketua KPPS 03", ("kpps",)),
        ("Sekretaris KPU Kota", ("sekretariat_penyelenggara",)),
        ("anggota KPU Kota, staf-ahli", ("kpu", "pelaksana")),
        ("anggota panwascam", ("bawaslu",)),
        ("", ()),
    ],
)
def test_a_free_text_names_posts(text: str, classes: tuple[str, ...]) -> None:
    assert POSITIONS.named_in(text) == classes


def test_every_stated_class_has_words() -> None:
    from netral.rulebook.facts import POSITION_CLASSES

    assert set(POSITION_CLASSES) <= set(POSITIONS.classes)


def test_an_acting_head_holds_that_post_whatever_the_text_says() -> None:
    found = rulebook.current().find(facts(subject="pj_kepala_daerah", position_class="guru"))

    assert found.situation.posts == ("kepala_daerah",)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("positions.toml", 'classes = ["kpu"]', 'classes = ["kpuu"]', ["jajaran_kpu → classes", "kpuu"]),
        ("positions.toml", 'words = ["guru"]', "words = []", ["guru → words", "at least one text"]),
        ("subjects.toml", 'post = "kepala_daerah"', 'post = "raja"', ["pj_kepala_daerah → post", "raja"]),
        ("conduct/pidana_pilkada/71-1.toml", 'group = "pejabat"', 'group = "x"', ["who → posts → group", "found 'x'"]),
        ("conduct/pidana_pilkada/71-1.toml", 'of = ["PNS", "PPPK"]', 'of = ["BPD"]', ["who → posts → of", "BPD"]),
        ("conduct/pidana_pilkada/71-1.toml", "TNI = 2024-11-14", "BPD = 2024-11-14", ["who → since → BPD", "TNI"]),
    ],
)
def test_a_dangling_post_is_refused(tmp_path: Path, file: str, old: str, new: str, says: list[str]) -> None:
    with pytest.raises(LawFileError) as refusal:
        rulebook.load(law_changed(tmp_path, file, old, new))

    for words in (file, *says):
        assert words in str(refusal.value)
