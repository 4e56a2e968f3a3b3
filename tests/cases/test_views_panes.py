"""Two exhibits next to each other: chosen by links, with their way through the house and their fingerprints."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.models import Case
from netral.evidence import preparing
from netral.evidence.actions import keep
from netral.evidence.models import Exhibit
from netral.evidence.states import CHECKED, Arrival
from tests.cases.builders import INTAKE, assessed, complete_laporan, day, opened, photo
from tests.cases.matrix import PinTo, said
from tests.cases.pages import client, fetched, url
from tests.evidence.builders import upload

pytestmark = pytest.mark.django_db


def with_photos(case: Case, count: int) -> list[Exhibit]:
    """Real pictures, with the copies the worker makes of them."""
    found = [keep(case.reference, photo(b"%d" % number), at=day(1)) for number in range(count)]
    for each in found:
        preparing.prepare(each, at=day(1))
    return found


def page(case: Case, left: str = "", right: str = "", browser: Client | None = None) -> Any:
    return (browser or client()).get(url(case, "bukti/"), {"kiri": left, "kanan": right})


def shown(answer: Any) -> list[str]:
    """The labels of both panes, from left to right."""
    return re.findall(r'id="sisi-\w+">Bukti (\w+)<', answer.content.decode())


def test_the_tab_offers_the_pair_once_there_are_two() -> None:
    case, browser = opened(), client()
    with_photos(case, 1)
    assert "Bandingkan dua bukti" not in browser.get(url(case, "bukti/")).content.decode()

    with_photos(case, 2)
    assert "Bandingkan dua bukti" in browser.get(url(case, "bukti/")).content.decode()


def test_both_that_were_asked_for_stand_next_to_each_other() -> None:
    case = opened()
    with_photos(case, 3)

    answer = page(case, "B1", "B3")

    assert shown(answer) == ["B1", "B3"]
    assert answer.content.decode().count("Sidik cocok") == 2
    assert "Buka ukuran penuh" in answer.content.decode()


def test_without_a_choice_the_first_two_stand_there() -> None:
    case = opened()
    with_photos(case, 3)

    browser = client()

    assert shown(page(case, browser=browser)) == ["B1", "B2"]
    assert shown(page(case, "", "B1", browser)) == ["B2", "B1"]


def test_one_side_moves_on_while_the_other_stays() -> None:
    case = opened()
    with_photos(case, 3)

    text = page(case, "B1", "B2").content.decode()

    assert "?kiri=B2&amp;kanan=B2" in text
    assert "?kiri=B1&amp;kanan=B1" in text
    assert "?kiri=B1&amp;kanan=B3" in text
    assert text.count(">Sebelumnya<") == 1


def test_a_lone_exhibit_stands_alone_and_none_says_so() -> None:
    case, empty = opened(), opened()
    with_photos(case, 1)

    assert shown(page(case)) == ["B1"]
    assert "Belum ada bukti selain uraian peristiwa." in page(empty, browser=client("anggota")).content.decode()


@pytest.mark.parametrize(("left", "right"), [("B9", "B1"), ("B1", "x' OR 1"), ("../", "B1")])
def test_what_the_case_does_not_have_is_absent(left: str, right: str) -> None:
    case = opened()
    with_photos(case, 2)

    assert page(case, left, right).status_code == 404


def test_the_same_label_from_two_reports_is_told_apart() -> None:
    case, other = opened(), complete_laporan(at=day(1))
    actions.join(case, other, acting=INTAKE, at=day(1))
    mine = keep(case.laporan.reference, photo(b"a"), at=day(1))
    theirs = keep(other.reference, photo(b"b"), at=day(1))

    text = page(case, "B1", theirs.key).content.decode()

    assert mine.label == theirs.label == "B1"
    assert f"<p>{case.laporan.number}</p>" in text
    assert f"<p>{other.number}</p>" in text
    assert f">B1 · {other.number}</option>" in text
    assert mine.sha256 in text
    assert theirs.sha256 in text


def test_what_rests_on_an_exhibit_stands_beside_it() -> None:
    case = assessed()
    exhibit = with_photos(case, 2)[0]
    pins = [PinTo(f"bukti:{exhibit.key}", "pojok kiri")]
    actions.assess_element(case, **said(case, pins=pins))

    text = page(case, "B1", "B2").content.decode()

    assert text.count("Disematkan pada") == 1
    assert "(pojok kiri)" in text


def test_sound_film_paper_and_what_has_not_come_each_say_what_can_be_seen() -> None:
    case = opened()
    keep(case.reference, upload(b"OggS\0\x02" + bytes(22) + b"OpusHead" + bytes(60), "suara.ogg"), at=day(1))
    keep(case.reference, upload(b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + bytes(60), "film.mp4"), at=day(1))
    promised = with_photos(case, 1)[0]
    Exhibit.objects.filter(pk=promised.pk).update(arrival=Arrival.PROMISED, file="", cleaning="menunggu")
    promised.copies.all().delete()

    assert "<audio" in page(case, "B1", "B2").content.decode()
    assert "<video" in page(case, "B2", "B1", client("anggota")).content.decode()
    assert "Berkas asli belum tiba." in page(case, "B3", "B1", client("petugas_laporan")).content.decode()


def test_a_fingerprint_is_looked_at_again_and_leads_back_to_the_pair() -> None:
    case, browser = opened(), client()
    first, _second = with_photos(case, 2)

    answer = browser.post(url(case, f"bukti/{first.key}/periksa/"), {"kiri": "B1", "kanan": "B2"})

    assert answer.status_code == 303
    assert answer["Location"].endswith("/bukti/?kiri=B1&kanan=B2")
    assert Entry.objects.get(verb=CHECKED).chain == first.reference
    assert "Sidik B1 cocok" in page(case, "B1", "B2", browser).content.decode()


def test_a_changed_file_is_shown_as_changed() -> None:
    case, browser = opened(), client()
    first, _second = with_photos(case, 2)
    Exhibit.objects.filter(pk=first.pk).update(sha256="0" * 64)

    browser.post(url(case, f"bukti/{first.key}/periksa/"), {"kiri": "B1", "kanan": "B2"})

    text = page(case, "B1", "B2", browser).content.decode()
    assert "Sidik TIDAK cocok" in text
    assert "Sidik berkas B1 berbeda dari catatan saat diterima" in text
    assert "Pemegang kunci kantor ini sudah diberi tahu." in text


@pytest.mark.parametrize("role", ["petugas_laporan", "pemeriksa", "anggota"])
def test_whoever_opens_the_case_reads_that_a_file_of_it_is_locked(role: str) -> None:
    case, whole = opened(), opened()
    first, _second = with_photos(case, 2)
    with_photos(whole, 1)
    Exhibit.objects.filter(pk=first.pk).update(differs_at=day(1))
    browser = client(role)

    told = [browser.get(url(each, tab)).content.decode() for each in (case, whole) for tab in ("", "bukti/")]

    assert ["Berkas dikunci:" in text for text in told] == [True, True, False, False]
    assert "Sidik berkas B1 berbeda" in told[0]
    assert browser.get(url(case, f"bukti/{first.key}/")).status_code == 409


def test_what_is_not_here_cannot_be_looked_at_again() -> None:
    case, browser = opened(), client()
    first = with_photos(case, 1)[0]
    Exhibit.objects.filter(pk=first.pk).update(arrival=Arrival.ERASED)

    browser.post(url(case, f"bukti/{first.key}/periksa/"), {"kiri": "B1"})

    assert "masa simpannya berakhir" in page(case, "B1", "", browser).content.decode()
    assert not Entry.objects.filter(verb=CHECKED).exists()


def test_copies_are_served_to_whoever_sees_the_case() -> None:
    case, browser = opened(), client()
    first = with_photos(case, 1)[0]
    copy = url(case, f"bukti/{first.key}/salinan/bersih/")

    assert fetched(browser, copy).status_code == 200
    assert browser.get(url(case, f"bukti/{first.key}/salinan/lain/")).status_code == 404
    assert browser.get(url(case, "bukti/tidakada/salinan/bersih/")).status_code == 404
    assert client(office="bawaslu-99.08").get(copy).status_code == 404


def test_offices_above_look_and_do_not_check() -> None:
    case = opened()
    first, _second = with_photos(case, 2)
    above = client("pemeriksa", "bawaslu-99")

    assert "Periksa ulang sidik" not in page(case, "B1", "B2", above).content.decode()
    assert above.post(url(case, f"bukti/{first.key}/periksa/")).status_code == 404
    assert client("anggota").post(url(case, "bukti/tidakada/periksa/")).status_code == 404


def test_thirty_exhibits_ask_no_more_than_two() -> None:
    two, many, browser = opened(), opened(), client()
    for case, count in ((two, 2), (many, 30)):
        for number in range(count):
            keep(case.reference, photo(b"%d" % number), at=day(1))

    def asked(case: Case) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(case, "B1", "B2", browser)
        return len(seen)

    asked(two)
    assert asked(two) == asked(many)
