from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from netral import rulebook
from netral.publishing.queries import front, front_page, report_waits
from netral.registry.actions import create_election
from netral.registry.models import Election

TODAY = date(2026, 11, 21)
CAMPAIGN = ("kampanye", (), date(2026, 11, 1), date(2026, 12, 5))


def election(regime: str = "pilkada", **changes: object) -> Election:
    given = {"name": "Pilkada Contoh 2026", "name_en": "Example election 2026", "stages": [CAMPAIGN]} | changes
    return create_election(f"contoh-{regime}", regime=regime, voting_day=date(2026, 12, 9), **given)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_without_an_election_the_page_says_so_and_still_takes_reports(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "Tidak ada pemilihan yang sedang berjalan." in page
    assert 'href="/lapor/"' in page
    assert 'class="pita"' not in page


@pytest.mark.django_db
def test_a_running_election_is_named_with_its_stage_and_last_day() -> None:
    election()

    (running,) = front_page(TODAY)["elections"]

    assert running.name.id == "Pilkada Contoh 2026"
    assert running.name.en == "Example election 2026"
    assert running.stage.id == "Kampanye"
    assert running.until == date(2026, 12, 5)


@pytest.mark.django_db
def test_between_two_stages_only_the_election_is_named() -> None:
    election(
        stages=[("kampanye", (), date(2026, 11, 1), date(2026, 11, 5)), ("rekapitulasi", (), *[date(2026, 12, 9)] * 2)]
    )

    (running,) = front_page(TODAY)["elections"]

    assert (running.stage, running.until) == (None, None)


@pytest.mark.django_db
def test_the_banner_is_on_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    election()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)

    page = client.get("/").content.decode()

    assert "Pilkada Contoh 2026." in page
    assert "Tahap Kampanye berlangsung sampai Sabtu, 5 Desember 2026." in page
    assert "Tidak ada pemilihan yang sedang berjalan." not in page


@pytest.mark.django_db
def test_the_clocks_are_those_of_the_election_that_runs() -> None:
    assert front_page(TODAY)["regime"] == "pilkada"

    election("pemilu")

    page = front_page(TODAY)
    assert page["regime"] == "pemilu"
    assert page["waits"] == front.waits("pemilu", TODAY)


def test_waits_are_read_from_the_rulebook() -> None:
    book = rulebook.current()
    study, follow_up, more = (book.deadline(code, TODAY).count for code in ("P-KA", "P-TL", "P-TL2"))

    assert front.waits("pemilu", TODAY) == {
        "kajian_awal": f"Paling lama {study} hari kerja",
        "pemeriksaan": f"{follow_up} hari kerja, paling lama {more} hari kerja",
    }


def test_a_period_that_follows_another_is_added_to_it() -> None:
    assert "bisa ditambah" in front.waits("pilkada", TODAY)["pemeriksaan"]


def test_waits_are_said_in_english_too() -> None:
    with translation.override("en"):
        assert front.waits("pemilu", TODAY)["kajian_awal"].startswith("At most ")


def test_how_long_one_may_report_is_known_for_both_kinds() -> None:
    waits = report_waits(TODAY)

    assert set(waits) == {"pemilu", "pilkada"}
    assert waits["pemilu"].endswith("hari kerja")
    assert waits["pilkada"].endswith("hari kalender")


def test_a_rule_without_a_number_says_so() -> None:
    assert front.length(rulebook.current().deadline("P-REP-TSM")) == "tanpa angka dalam aturan"


def test_figures_are_bars_of_one_scale_with_a_source() -> None:
    figures = front.figures()

    assert figures.reported.width == "100.0%"
    assert figures.proven.width == f"{100 * figures.proven.count / figures.reported.count:.1f}%"
    assert figures.waiting == figures.proven.count - figures.sanctioned.count
    assert 0 < figures.carried_out < 100
    assert figures.publisher
    assert figures.source.startswith("https://")
    assert figures.as_of < TODAY


@pytest.mark.django_db
def test_figures_are_written_the_indonesian_way(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "<b>2.007</b>" in page
    assert "dimuat 20 Desember 2021" in page
    assert 'width="79.1%"' in page
