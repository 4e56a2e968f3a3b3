from datetime import date

import pytest
from django.test import Client

from netral.publishing.queries import ask_page
from netral.publishing.queries.asking import NEAREST, Context, seek, teasers
from netral.rulebook.selfcheck import self_check

TODAY = date(2026, 11, 22)
CHECK = self_check()


def found(words: str) -> list[str]:
    return [act.code for act in seek(words)[0]]


def near(words: str) -> list[str]:
    return [act.code for act in seek(words)[1]]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("foto", "foto-dengan-calon"),
        ("Bolehkah saya berfoto?", "foto-dengan-calon"),
        ("like", "menyukai-unggahan"),
        ("nyoblos", "memberi-suara"),
        ("mobil dinas", "mobil-dinas"),
        ("istri", "mendampingi-suami-istri"),
        ("grup whatsapp", "grup-pemenangan"),
        ("KTP", "fotokopi-ktp"),
        ("timses", "tim-pemenangan"),
        ("sembako", "bagi-sembako"),
        ("vote", "memberi-suara"),
        ("May I vote", "memberi-suara"),
    ],
)
def test_people_find_the_act_with_their_own_words(words: str, act: str) -> None:
    assert act in found(words)


def test_where_not_every_word_fits_the_nearest_are_offered() -> None:
    assert found("foto dengan gajah") == []
    assert near("foto dengan gajah")[0] == "foto-dengan-calon"
    assert len(near("foto dengan gajah")) <= NEAREST


@pytest.mark.parametrize("words", ["zzz", "Bolehkah saya", "…", "baliyo"])
def test_where_no_word_fits_what_looks_alike_is_offered(words: str) -> None:
    assert found(words) == []
    assert len(near(words)) == NEAREST


def test_a_misspelt_word_leads_near() -> None:
    assert "pasang-spanduk" in near("spandukk")


@pytest.mark.parametrize("act", CHECK.acts)
def test_every_act_is_found_by_its_own_title(act: str) -> None:
    assert act in found(CHECK.acts[act].title.id)


def test_the_page_opens_with_the_most_asked_and_holds_all_the_others() -> None:
    page = ask_page({}, TODAY)

    listed = [each.act.code for each in (*page["found"], *page["others"])]
    assert len(page["found"]) >= 12
    assert listed[0] == "memberi-suara"
    assert sorted(listed) == sorted(CHECK.acts)
    assert page["near"] == []


def test_a_search_shows_only_what_it_found() -> None:
    page = ask_page({"cari": " foto "}, TODAY)

    assert page["words"] == "foto"
    assert "foto-dengan-calon" in [each.act.code for each in page["found"]]
    assert page["others"] == []


def test_the_status_travels_to_every_answer() -> None:
    page = ask_page({"status": "tni"}, TODAY)

    vote = page["found"][0]
    assert str(vote.gauge.word) == "Dilarang"
    assert vote.url == "/tanya/memberi-suara/?status=tni"


def test_words_nobody_knows_are_as_if_not_said() -> None:
    context = Context.of({"status": "raja", "tahap": "x", "cuti": "mungkin", "lain": "1"})

    assert context == Context.of({})
    assert context.address(CHECK.acts["memberi-suara"]) == "/tanya/memberi-suara/"


def test_the_same_question_has_one_address() -> None:
    context = Context.of({"diunggah": "ya", "tahap": "kampanye", "status": "pns", "utm": "x"})

    address = context.address(CHECK.acts["foto-dengan-calon"])

    assert address == "/tanya/foto-dengan-calon/?status=pns&tahap=kampanye&diunggah=ya"
    assert Context.of(dict(part.split("=") for part in address.split("?")[1].split("&"))) == context


def test_the_front_page_shows_different_answers() -> None:
    words = [str(each.gauge.word) for each in teasers(TODAY)]

    assert words[0] == "Boleh"
    assert words[-1] == "Dilarang"
    assert len(set(words)) == 3


@pytest.mark.django_db
def test_the_front_page_asks(client: Client) -> None:
    page = client.get("/").content.decode()

    assert 'action="/tanya/"' in page
    assert "/tanya/memberi-suara/" in page


def test_the_empty_state_offers_the_nearest_and_the_way_back(client: Client) -> None:
    page = client.get("/tanya/?cari=zzz").content.decode()

    assert "Belum ada jawaban pasti untuk ini" in page
    assert page.count("tanya__hal") == NEAREST
    assert 'href="/tanya/"' in page


def test_what_was_typed_is_shown_harmlessly(client: Client) -> None:
    page = client.get("/tanya/", {"cari": '"><script>alert(1)</script>'}).content.decode()

    assert "<script" not in page


@pytest.mark.parametrize("path", ["/tanya/", "/tanya/?cari=foto", "/tanya/?cari=zzz", "/en/tanya/?status=polri"])
def test_asking_leaves_no_trace(client: Client, path: str) -> None:
    """No database, no session, no cookie; whoever stands between may keep the page for everybody."""
    answer = client.get(path)

    assert answer.status_code == 200
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")


def test_asking_is_for_reading_only(client: Client) -> None:
    assert client.post("/tanya/").status_code == 405
