"""What the reporter's own words propose: shown, never chosen, and put down nowhere."""

from datetime import date

import pytest
from django.test import Client

from netral.intake import suggesting
from netral.intake.draft_content import DraftContent
from tests.intake.builders import MONDAY, country
from tests.intake.pages import REPORT, filled, sent

pytestmark = pytest.mark.django_db
STORY = "Pada 12 Januari 2024 Camat mengajak warga memilih caleg dan membagikan kaus di Kabupaten Tirta Buana."
NOTHING = DraftContent()


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def told(**steps: dict[str, object]) -> DraftContent:
    return DraftContent(
        steps={"cerita": {"what": STORY}, **{name.replace("_", "-"): row for name, row in steps.items()}}
    )


def test_acts_the_story_names_are_proposed_with_the_words_that_say_so() -> None:
    found = {each.value: each.because for each in suggesting.conducts(told())}

    assert "kaus" in found["bagi_bahan_kampanye"]
    assert "pengarahan_ajakan" in found


def test_what_was_ticked_is_not_proposed() -> None:
    found = suggesting.conducts(told(apa={"conducts": ["bagi_bahan_kampanye"]}))

    assert [each.value for each in found] == ["pengarahan_ajakan"]


def test_the_place_and_the_day_of_the_story_are_proposed() -> None:
    place, day = suggesting.place(told()), suggesting.day(told(), date(2024, 1, 15))

    assert place is not None
    assert (place.value, place.label) == ("99.07", "Kabupaten Tirta Buana, Provinsi Contoh")
    assert day is not None
    assert (day.value, day.day) == ("2024-01-12", date(2024, 1, 12))


def test_a_village_leads_to_its_regency() -> None:
    content = DraftContent(steps={"cerita": {"what": "Camat berpidato di Desa Karang Seroja untuk memenangkan caleg."}})

    place = suggesting.place(content)

    assert place is not None
    assert place.value == "99.07"


def test_a_day_that_has_not_come_is_not_proposed() -> None:
    assert suggesting.day(told(), date(2024, 1, 11)) is None


def test_the_government_of_the_place_is_proposed_as_the_office() -> None:
    found = suggesting.agency(told(di_mana={"region": "99.07.02.2002"}), MONDAY)

    assert found is not None
    assert found.value == "Pemerintah Kabupaten Tirta Buana"


@pytest.mark.parametrize("region", ["", "internet", "tidak_tahu"])
def test_without_a_place_there_is_no_office_to_propose(region: str) -> None:
    assert suggesting.agency(told(di_mana={"region": region}), MONDAY) is None


def test_without_a_story_nothing_is_proposed() -> None:
    assert suggesting.conducts(NOTHING) == []
    assert suggesting.place(NOTHING) is None
    assert suggesting.day(NOTHING, MONDAY.date()) is None


# On the pages


def test_the_story_leads_past_the_proposals_and_nothing_is_chosen(client: Client) -> None:
    filled(client, until="apa/cerita/")

    assert sent(client, "apa/cerita/", what=STORY)["Location"] == f"{REPORT}apa/usul/"

    page = client.get(f"{REPORT}apa/usul/").content.decode()
    assert 'name="pakai" value="bagi_bahan_kampanye"' in page
    assert "checked" not in page
    assert client.post(f"{REPORT}apa/usul/")["Location"] == f"{REPORT}di-mana/"
    assert "Membagikan bahan kampanye" not in client.get(f"{REPORT}di-mana/").content.decode()


def test_a_proposal_is_taken_by_its_button_alone(client: Client) -> None:
    filled(client, until="apa/cerita/", conducts=["tidak_yakin"])
    sent(client, "apa/cerita/", what=STORY)

    answer = client.post(f"{REPORT}apa/usul/?ubah", {"pakai": "bagi_bahan_kampanye"})

    assert answer["Location"] == f"{REPORT}apa/usul/?ubah"
    side = client.get(f"{REPORT}di-mana/").content.decode()
    assert ("Membagikan bahan kampanye" in side, "Saya tidak yakin" in side) == (True, False)
    client.post(f"{REPORT}apa/usul/", {"pakai": "sihir"})
    assert client.post(f"{REPORT}apa/usul/?ubah")["Location"] == f"{REPORT}periksa/"


def test_changing_the_story_passes_its_new_proposals(client: Client) -> None:
    filled(client)

    assert client.post(f"{REPORT}apa/cerita/?ubah", {"what": STORY})["Location"] == f"{REPORT}apa/usul/"


def test_place_day_and_office_are_taken_by_their_buttons_with_what_was_typed(client: Client) -> None:
    filled(client, until="di-mana/", what=STORY)
    client.post(f"{REPORT}di-mana/", {"place_search": "", "place": "Balai desa", "pakai": "99.07"})
    place = client.get(f"{REPORT}di-mana/").content.decode()
    client.post(f"{REPORT}kapan/", {"act_time": "09.30", "known": "hari_itu", "pakai": "2024-01-12"})
    time = client.get(f"{REPORT}kapan/").content.decode()
    client.post(f"{REPORT}siapa/", {"who1_job": "Camat", "pakai": "Pemerintah Kabupaten Tirta Buana"})
    people = client.get(f"{REPORT}siapa/").content.decode()

    assert ('value="99.07"' in place, 'value="Balai desa"' in place, " checked" in place) == (True, True, True)
    assert ('value="2024"' in time, 'value="09.30"' in time) == (True, True)
    assert 'value="Pemerintah Kabupaten Tirta Buana" maxlength' in people
    assert 'value="Camat"' in people


@pytest.mark.parametrize(("page", "value"), [("di-mana/", "00.00"), ("di-mana/", "\0"), ("kapan/", "kemarin dulu")])
def test_nothing_is_taken_that_was_not_proposed(client: Client, page: str, value: str) -> None:
    filled(client, until=page)

    answer = client.post(f"{REPORT}{page}", {"pakai": value})

    assert answer.status_code == 422
