"""Status, target and channel: words that speak for themselves."""

import pytest

from netral import rulebook
from netral.rulebook.suggestion import dictionary
from netral.rulebook.suggestion.phrases import Hit
from netral.rulebook.suggestion.signs import Voice, loudest, voices
from tests.rulebook.suggestion.builders import reading, said, status


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Camat menyuruh kepala desa mendukung paslon.", "PNS"),
        ("Kepala desa dilaporkan setelah dipanggil camat.", "kades"),
        ("Ketua KPU mengatakan seorang guru honorer ikut kampanye.", "honorer"),
        ("Anggota Bawaslu menerangkan bahwa lurah hadir.", "PNS"),
        ("Perangkat desa berfoto. Kepala dinas menjelaskan sanksinya.", "perangkat_desa"),
        ("Sekretaris desa jadi tim sukses, kata Kepala Dinas PMD.", "perangkat_desa"),
        ("Prajurit itu diperiksa Kodim.", "TNI"),
        ("Anggota KPPS dilaporkan ke Bawaslu dan DKPP.", "penyelenggara"),
        ("Komisi ASN menerima laporan tentang kades.", "kades"),
    ],
)
def test_who_acted_is_told_from_who_is_only_named(text: str, code: str) -> None:
    assert status(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dua ASN hadir di kampanye.", "ASN"),
        ("Dua ASN hadir di kampanye, salah satunya camat.", "PNS"),
        ("Dua ASN hadir. Dasarnya PP Nomor 94 Tahun 2021.", "PNS"),
        ("Seorang ASN, guru PPPK, hadir.", "PPPK"),
        ("ASN yang PNS dan yang PPPK", "PPPK"),
        ("Guru itu hadir.", "ASN"),
        ("PNS dan PNS dan PPPK", "PNS"),
    ],
)
def test_civil_servants_are_told_apart_where_the_text_does(text: str, code: str) -> None:
    assert status(text) == code


def test_the_rules_of_civil_servants_alone_make_nobody_one() -> None:
    assert status("Kades melanggar. Lain halnya disiplin PNS menurut PP 53 2010.") == "kades"


def test_no_word_for_anybody_is_no_status() -> None:
    assert said("Tetangga saya kampanye.")["subject"] is None


def test_the_words_that_said_so_are_named() -> None:
    subject = said("Pak kades dan kepala desa lain hadir.")["subject"]

    assert subject == {
        "code": "kades",
        "because": [{"start": 0, "end": 9, "text": "Pak kades"}, {"start": 14, "end": 25, "text": "kepala desa"}],
    }


def test_at_most_five_passages_are_named() -> None:
    subject = said("Kades. " * 40)["subject"]

    assert subject is not None
    assert len(subject["because"]) == 5


def test_a_sign_inside_a_longer_one_is_not_heard() -> None:
    heard = voices(reading("bakal pasangan calon"), dictionary.current().targets, ())

    assert [voice.code for voice in heard] == ["bakal_calon"]


def test_two_signs_on_the_same_words_are_both_heard() -> None:
    heard = voices(reading("anggota kpps"), dictionary.current().subjects, ())

    assert {voice.code for voice in heard} == {"penyelenggara"}


def test_later_sentences_say_less() -> None:
    first, second = voices(reading("Kades. Kades."), dictionary.current().subjects, ())

    assert first.weight > second.weight


def test_the_loudest_code_wins_the_first_of_equals() -> None:
    one, two = Voice("kades", 0.5, Hit(0, 0)), Voice("TNI", 0.5, Hit(1, 1))

    assert loudest([one, two]) == "kades"
    assert loudest([two, one]) == "TNI"
    assert loudest([one, two, two]) == "TNI"
    assert loudest([]) is None


def test_a_family_speaks_with_one_voice() -> None:
    heard = [Voice("PNS", 0.4, Hit(0, 0)), Voice("kades", 0.5, Hit(1, 1)), Voice("ASN", 0.4, Hit(2, 2))]

    assert loudest(heard) == "kades"
    assert loudest(heard, {"PNS": "ASN"}) == "ASN"


def test_codes_are_those_of_the_closed_lists() -> None:
    book = dictionary.current()

    assert {sign.code for sign in book.subjects} == set(rulebook.subjects)
    assert {sign.code for sign in book.targets} == set(rulebook.current().vocabulary.targets)


def test_channels_come_in_the_order_of_the_dictionary_each_once() -> None:
    assert said("Foto, video, foto, dan acara di TikTok.")["channel"] == ["kegiatan_luring", "tiktok", "video", "foto"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lima kepala desa dan seorang PNS dipanggil.", "kades"),
        ("Seorang PNS dan lima kepala desa dipanggil.", "PNS"),
        ("Anggota BPD dan perangkat desa masuk tim kampanye.", "BPD"),
        ("Perangkat desa dan anggota BPD masuk tim kampanye.", "perangkat_desa"),
    ],
)
def test_of_several_people_the_first_named_is_suggested(text: str, code: str) -> None:
    assert status(text) == code


def test_a_first_word_that_is_not_clear_gets_no_bonus() -> None:
    assert status("Menurut Komisi ASN, kepala desa itu hadir.") == "kades"
    assert voices(reading("uu asn"), dictionary.current().subjects, ())[0].weight < 0.1
