import pytest

from netral.audit import states
from netral.audit.states import VerbText, register_verbs, verb_text


@pytest.fixture(autouse=True)
def own_verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "_VERBS", {})


def test_a_verb_says_what_its_app_gave_it_to_say():
    text = VerbText(staff="Laporan dibuka", public="Laporan diterima")

    register_verbs({"laporan.dibuka": text})

    assert verb_text("laporan.dibuka") == text


def test_a_verb_nobody_named_is_its_code_to_staff_and_silent_to_the_public():
    assert verb_text("laporan.entah") == VerbText(staff="laporan.entah", public=None)


def test_giving_the_same_text_twice_is_no_contradiction():
    register_verbs({"laporan.dibuka": VerbText(staff="Laporan dibuka")})
    register_verbs({"laporan.dibuka": VerbText(staff="Laporan dibuka")})

    assert verb_text("laporan.dibuka").staff == "Laporan dibuka"


def test_two_texts_for_one_verb_are_refused():
    register_verbs({"laporan.dibuka": VerbText(staff="Laporan dibuka")})

    with pytest.raises(ValueError, match="already says Laporan dibuka"):
        register_verbs({"laporan.dibuka": VerbText(staff="Laporan dibuka lagi")})
