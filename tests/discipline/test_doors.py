"""The doors of the room: which methods, which addresses, which forms come back; and that nobody reads past them."""

from typing import Any

import pytest
from django.test import Client

from netral.audit.models import Entry
from netral.discipline.models import Decision, Ending, Penanganan
from tests.cases.builders import LONG, forwarded
from tests.discipline.builders import (
    STARTS,
    STATIONS,
    decree,
    delivered,
    imposed,
    recommended,
    someone,
    taken_in,
    verified,
)
from tests.discipline.pages import AGENCY, LIST, PEOPLE, client, fetched, free, step_url, today, url
from tests.evidence.builders import PNG

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OWNERS = dict.fromkeys(("verifikasi", "hentikan", "rekomendasikan"), ("auditor", "kasn"))
OWNERS |= {step: ("pejabat_pembina", AGENCY) for step in STARTS if step not in OWNERS}


def typed(step: str, penanganan: Penanganan) -> dict[str, Any]:
    """What a person sends with each step when all is well, today."""
    return {
        "version": penanganan.version,
        **{
            "verifikasi": lambda: {"person": someone().key},
            "hentikan": lambda: {"reason": LONG},
            "rekomendasikan": lambda: {"level": "sedang", "reasons": LONG},
            "jatuhkan_sanksi": lambda: {"sanction": "B1", "number": "1", "decided_on": today(), "upload": decree()},
            "tidak_menjatuhkan": lambda: {"reason": LONG},
            "sampaikan": lambda: {"delivered_on": today()},
            "catat_berlaku": lambda: {"in_force_on": today()},
        }[step](),
    }


@pytest.mark.parametrize("step", STARTS)
def test_every_step_is_taken_at_its_page_and_the_page_says_so(step: str) -> None:
    penanganan, browser = STATIONS[STARTS[step][0]](), client(*OWNERS[step])
    free(browser, penanganan)
    assert browser.get(step_url(penanganan, step)).status_code == 200

    answer = browser.post(step_url(penanganan, step), typed(step, penanganan), follow=True)

    assert answer.redirect_chain == [(url(penanganan), 303)]
    entry = Entry.objects.get(chain=penanganan.reference, verb=f"penanganan.{step}")
    assert entry.actor.startswith("akun:")
    assert "Rekaan" not in str(entry.facts)


@pytest.mark.parametrize("step", STARTS)
def test_looking_at_a_step_changes_nothing(step: str) -> None:
    penanganan, browser = STATIONS[STARTS[step][0]](), client(*OWNERS[step])
    free(browser, penanganan)
    entries = Entry.objects.count()

    for _ in range(2):
        browser.get(step_url(penanganan, step))
        browser.head(step_url(penanganan, step))

    assert Entry.objects.count() == entries
    assert Penanganan.objects.get(pk=penanganan.pk).version == penanganan.version


@pytest.mark.parametrize("step", STARTS)
def test_an_empty_form_comes_back_with_what_is_missing(step: str) -> None:
    penanganan, browser = STATIONS[STARTS[step][0]](), client(*OWNERS[step])
    free(browser, penanganan)

    answer = browser.post(step_url(penanganan, step), {})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) >= {"version"}
    assert Penanganan.objects.get(pk=penanganan.pk).version == penanganan.version


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decided_on": "2024-13-01"}, "decided_on"),
        ({"decided_on": "kemarin"}, "decided_on"),
        ({"decided_on": "2020-01-01"}, "decided_on"),
        ({"decided_on": "9999-12-31"}, "decided_on"),
        ({"sanction": "OB1"}, "sanction"),
        ({"sanction": ""}, "sanction"),
        ({"sanction": "", "other_sanction": "Lain"}, "level"),
        ({"other_sanction": "Lain"}, "other_sanction"),
        ({"other_sanction": "x" * 301}, "other_sanction"),
        ({"number": "x" * 81}, "number"),
        ({"number": "  "}, "number"),
        ({"sanction": "R1"}, "deviation_reason"),
        ({"version": "abc"}, "version"),
        ({"level": "agak_berat"}, "level"),
    ],
)
def test_a_decision_that_cannot_be_so_comes_back_at_its_field(changes: dict[str, str], field: str) -> None:
    penanganan, browser = recommended(), client("pejabat_pembina", AGENCY)
    free(browser, penanganan)

    answer = browser.post(step_url(penanganan, "jatuhkan_sanksi"), {**typed("jatuhkan_sanksi", penanganan), **changes})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Decision.objects.exists()


def test_a_picture_of_the_decision_comes_back_with_the_way_out() -> None:
    penanganan, browser = recommended(), client("pejabat_pembina", AGENCY)
    free(browser, penanganan)
    values = {**typed("jatuhkan_sanksi", penanganan), "upload": decree("foto.png", PNG)}

    answer = browser.post(step_url(penanganan, "jatuhkan_sanksi"), values)

    assert answer.status_code == 422
    assert "Pindai naskahnya sebagai PDF" in answer.content.decode()


@pytest.mark.parametrize("step", STARTS)
def test_a_page_someone_overtook_keeps_what_was_typed(step: str) -> None:
    penanganan, browser = STATIONS[STARTS[step][0]](), client(*OWNERS[step])
    free(browser, penanganan)

    answer = browser.post(step_url(penanganan, step), {**typed(step, penanganan), "version": 0})

    assert answer.status_code == 409
    assert answer.context["form"]["version"].value() == str(penanganan.version)
    for name in ("reason", "reasons"):
        if name in typed(step, penanganan):
            assert answer.context["form"][name].value() == LONG
    again = browser.post(step_url(penanganan, step), {**typed(step, penanganan)})
    assert again.status_code == 303


HOSTILE = '<img src=x onerror="alert(1)">{{ 7|add:7 }}'


def test_what_people_write_is_shown_and_never_run() -> None:
    auditor = client()
    stopped_one, given = taken_in(), verified()
    auditor.post(step_url(stopped_one, "hentikan"), {"reason": HOSTILE, "version": stopped_one.version})
    recommended(given)
    imposed(given, sanction="", other_sanction=HOSTILE, level="berat", number=HOSTILE)

    for penanganan in (stopped_one, given):
        page = auditor.get(url(penanganan)).content.decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page
        assert "{{ 7|add:7 }}" in page
    assert Ending.objects.get().reason == HOSTILE


@pytest.mark.parametrize("step", [step for step, (role, _office) in OWNERS.items() if role != "auditor"])
def test_an_auditor_who_tries_a_step_of_the_agency_is_told_who_takes_it(step: str) -> None:
    penanganan = STATIONS[STARTS[step][0]]()

    answer = client().post(step_url(penanganan, step), typed(step, penanganan))

    assert answer.status_code == 422
    assert "di Pemerintah Kabupaten Tirta Buana." in answer.content.decode()
    assert Penanganan.objects.get(pk=penanganan.pk).version == penanganan.version


@pytest.mark.parametrize("step", [step for step, (role, _office) in OWNERS.items() if role == "auditor"])
def test_an_agency_finds_no_page_of_a_step_before_the_recommendation(step: str) -> None:
    penanganan = STATIONS[STARTS[step][0]]()

    assert client("pejabat_pembina", AGENCY).get(step_url(penanganan, step)).status_code == 404


def test_a_step_that_is_over_offers_the_next_ones_as_buttons() -> None:
    penanganan, browser = delivered(), client("petugas_kepegawaian", AGENCY)

    page = browser.get(step_url(penanganan, "sampaikan")).content.decode()

    assert "langkah yang mungkin sekarang: Catat mulai berlaku." in page
    assert f'href="{step_url(penanganan, "catat_berlaku")}"' in page


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_that_only_show_take_no_other_method(method: str) -> None:
    penanganan, browser = imposed(), client()
    letter, exhibit = penanganan.rekomendasi.document.key, penanganan.decision.exhibit.key
    shows = [LIST, PEOPLE, *(url(penanganan, rest) for rest in ("", f"dokumen/{letter}/", f"keputusan/{exhibit}/"))]

    assert {getattr(browser, method)(address).status_code for address in shows} == {405}
    assert Penanganan.objects.get(pk=penanganan.pk).version == penanganan.version


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_pages_that_act_take_only_get_and_post(method: str) -> None:
    penerusan, penanganan, browser = forwarded(), taken_in(), client()
    acting = [f"{LIST}masuk/{penerusan.key}/", step_url(penanganan, "hentikan")]

    assert {getattr(browser, method)(address).status_code for address in acting} == {405}


@pytest.mark.parametrize(
    "path",
    [
        "disiplin/x/",
        "disiplin/masuk/x/",
        "disiplin/masuk/x/surat/",
        "disiplin/masuk/x/bukti/y/",
        "disiplin/x/langkah/y/",
    ],
)
def test_a_key_of_nothing_is_absent(path: str) -> None:
    browser = client()

    assert browser.get(f"/kerja/{path}").status_code == 404


def test_a_key_of_a_hand_over_opens_no_handling_and_the_other_way_round() -> None:
    penanganan, browser = taken_in(), client()

    assert browser.get(f"{LIST}{penanganan.penerusan.key}/").status_code == 404
    assert browser.get(f"{LIST}masuk/{penanganan.key}/").status_code == 404


def test_every_address_of_a_handling_asks_a_stranger_to_sign_in_and_changes_nothing() -> None:
    penanganan = imposed()
    rests = ["", "langkah/sampaikan/", f"dokumen/{penanganan.rekomendasi.document.key}/"]
    rests.append(f"keputusan/{penanganan.decision.exhibit.key}/")

    for rest in rests:
        answer = Client().get(url(penanganan, rest))
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/akun/masuk/")
    posted = Client().post(step_url(penanganan, "sampaikan"), {"delivered_on": today(), "version": penanganan.version})
    assert posted.status_code == 302
    assert Penanganan.objects.get(pk=penanganan.pk).status == "dijatuhi_sanksi"


def test_a_post_from_another_site_is_refused() -> None:
    penanganan, browser = taken_in(), client()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies

    answer = strict.post(step_url(penanganan, "hentikan"), {"reason": LONG, "version": penanganan.version})

    assert answer.status_code == 403
    assert Penanganan.objects.get(pk=penanganan.pk).status == "diterima"


def test_programs_come_in_with_a_token_and_never_with_a_session() -> None:
    penanganan, browser = imposed(), client()

    for address in ("/api/v1/penanganan/", f"/api/v1/penanganan/{penanganan.key}/"):
        assert browser.get(address).status_code == 401


@pytest.mark.parametrize("path", ["disiplin/", "rekomendasi/", "keputusan/", "pegawai/"])
def test_what_belongs_to_a_handling_has_no_door_of_its_own(path: str) -> None:
    penanganan, browser = imposed(), client()

    for address in (f"/api/v1/{path}", f"/api/v1/{path}{penanganan.key}/"):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {}).status_code == 404


def test_the_page_in_english_speaks_english() -> None:
    penanganan, browser = imposed(), client()

    page = browser.get(f"/en{url(penanganan)}").content.decode()

    assert "The appointing official imposed a sanction." in page
    assert "Record the delivery" in page


@pytest.mark.parametrize("rest", ["dokumen/{letter}/", "keputusan/{exhibit}/"])
def test_letters_and_decisions_are_kept_by_no_cache(rest: str) -> None:
    penanganan, browser = imposed(), client()
    keys = {"letter": penanganan.rekomendasi.document.key, "exhibit": penanganan.decision.exhibit.key}

    answer = fetched(browser, url(penanganan, rest.format(**keys)))

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert answer.content_read.startswith(b"%PDF")
