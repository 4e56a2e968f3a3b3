"""The acts people ask about, and how a mistake in their files is refused."""

from pathlib import Path

import pytest

from netral.rulebook.law_files import LawFileError
from netral.rulebook.selfcheck import AskedAct, AskedStatus, load_self_check, self_check
from netral.rulebook.texts import Text
from tests.rulebook.builders import law_changed, law_with

CHECK = self_check()
ACTS = list(CHECK.acts.values())
LIKE = "selfcheck/perbuatan/menyukai-unggahan.toml"
VOTE = "selfcheck/perbuatan/memberi-suara.toml"


def status(subject: str, *, married: bool = False) -> AskedStatus:
    return AskedStatus(code="x", label=Text("x", "x"), subject=subject, married=married)


def test_the_most_asked_come_in_their_order_without_gaps() -> None:
    places = [act.asked for act in CHECK.most_asked()]

    assert places == list(range(1, len(places) + 1))
    assert len(places) >= 12


def test_an_act_is_called_by_the_name_of_its_file() -> None:
    assert CHECK.acts["memberi-suara"].title.en == "vote at a polling station"


def test_the_first_status_is_the_civil_servant_nobody_has_asked_further() -> None:
    assert next(iter(CHECK.statuses)) == "asn"


def test_everybody_bound_by_neutrality_can_ask() -> None:
    asked = {each.subject for each in CHECK.statuses.values()}

    assert asked >= {"PNS", "PPPK", "ASN", "kades", "perangkat_desa", "honorer", "TNI", "Polri", "penyelenggara"}
    assert [each.subject for each in CHECK.statuses.values() if each.married] == ["ASN"]


def test_no_two_questions_share_their_word_in_an_address() -> None:
    names = [each.name for each in CHECK.questions.values()]

    assert len(names) == len(set(names))
    assert not set(names) & {"tahap", "status", "cari"}


def test_the_stages_lie_on_both_sides_of_the_determination_and_one_of_them_is_the_campaign() -> None:
    assert {each.phase for each in CHECK.stages.values()} == {"before", "after"}
    assert [each.code for each in CHECK.stages.values() if each.campaign] == ["kampanye"]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.code)
def test_every_act_can_be_searched_and_says_what_is_safe(act: AskedAct) -> None:
    assert act.words
    assert act.safe
    assert act.title.id[0].islower(), "it continues a sentence"


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.code)
def test_no_sentence_for_people_is_long(act: AskedAct) -> None:
    others = [text for each in act.otherwise for text in (each.because, each.undo, *each.safe)]
    for text in (act.caution, act.undo, *act.safe, *(each.because for each in act.permissions), *others):
        for sentence in (*text.id.split(". "), *text.en.split(". ")):
            assert len(sentence.split()) <= 20, sentence


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.code)
def test_what_is_doubtful_says_what_was_assumed(act: AskedAct) -> None:
    for each in (act, *act.permissions):
        assert each.assumption or each.confidence != "low"


def test_a_husband_or_wife_of_a_candidate_asks_about_another_conduct() -> None:
    act = CHECK.acts["hadir-kampanye"]

    assert act.conducts_of(status("ASN")) == ("hadiri_deklarasi_kampanye",)
    assert act.conducts_of(status("ASN", married=True)) == ("kampanye_pasangan_suami_istri",)


def test_marriage_changes_only_the_acts_that_say_so() -> None:
    act = CHECK.acts["menyukai-unggahan"]

    assert act.conducts_of(status("ASN", married=True)) == act.conducts


def test_voting_is_no_conduct_except_for_those_who_may_not_vote() -> None:
    act = CHECK.acts["memberi-suara"]

    assert act.conducts_of(status("PNS")) == ()
    assert act.conducts_of(status("TNI")) == ("lain",)


def test_those_who_may_not_vote_are_told_why_and_get_no_advice_on_voting() -> None:
    act = CHECK.acts["memberi-suara"]

    soldier, clerk = act.exception_for(status("TNI")), act.exception_for(status("PNS"))

    assert clerk is None
    assert soldier is not None
    assert soldier.because.en.startswith("While serving")
    assert not set(soldier.safe) & set(act.safe)


def test_a_permission_speaks_only_to_those_it_covers_whole() -> None:
    (permission,) = CHECK.acts["foto-dengan-calon"].permissions

    assert permission.speaks_of(status("ASN", married=True), ("PNS", "PPPK"))
    assert not permission.speaks_of(status("ASN"), ("PNS", "PPPK"))
    assert not permission.speaks_of(status("kades", married=True), ("kades",))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (LIKE, '"post_comment_share_like"', '"menari"', "conducts"),
        (LIKE, 'target = "calon"', 'target = "bulan"', "target"),
        (LIKE, "asked = 3", "asked = 2", "asked"),
        (LIKE, "asked = 3", "asked = 0", "asked"),
        (LIKE, "caution =", "warning =", "caution"),
        (LIKE, "[[safe]]", "[[aman]]", "aman"),
        (LIKE, 'confidence = "high"', 'confidence = "sure"', "confidence"),
        (VOTE, 'subjects = ["TNI"]', 'subjects = ["Marsekal"]', "otherwise"),
        (VOTE, "[[otherwise.safe]]", "[[otherwise.aman]]", "safe"),
        (VOTE, 'subjects = ["PNS"', 'subjects = ["pegawai"', "subjects"),
        ("selfcheck/perbuatan/ikut-kampanye.toml", "active_support = true", "mood = true", "mood"),
        ("selfcheck/perbuatan/mendampingi-suami-istri.toml", "cltn = true", 'cltn = "ya"', "cltn"),
        ("selfcheck/perbuatan/mendampingi-suami-istri.toml", "cltn = true", "libur = true", "libur"),
        ("selfcheck/tahap.toml", 'phase = "before"', 'phase = "during"', "phase"),
        ("selfcheck/status.toml", 'subject = "ASN"', 'subject = "raja"', "subject"),
        ("selfcheck/pertanyaan.toml", "[cltn]", "[cuaca]", "cuaca"),
        ("selfcheck/pertanyaan.toml", "name =", "nama =", "name"),
    ],
)
def test_a_mistake_is_refused_by_file_and_key(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    law = law_changed(tmp_path, file, old, new)

    with pytest.raises(LawFileError) as refused:
        load_self_check(law)

    assert str(refused.value).startswith(file)
    assert told in str(refused.value)


def test_an_act_without_advice_is_refused(tmp_path: Path) -> None:
    bare = (
        'title = { id = "a", en = "a" }\ncaution = { id = "a", en = "a" }\nundo = { id = "a", en = "a" }\n'
        'source = "x"\nconfidence = "high"\nchecked = 2026-11-22\n'
    )
    law = law_with(tmp_path, "selfcheck/perbuatan/baru.toml", bare)

    with pytest.raises(LawFileError, match="safe"):
        load_self_check(law)
