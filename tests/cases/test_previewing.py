"""What a receiver will see is shown before anything is sent: the words it reads afterwards, and nothing is kept."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from netral.access.actions import create_token
from netral.access.models import User
from netral.audit.models import Entry
from netral.cases import queries
from netral.cases.forms import ForwardForm
from netral.cases.models import Case, Penerusan
from netral.evidence.actions import keep, make_ready_to_leave
from netral.offices.queries import organisation
from tests.cases.builders import SECRETIVE, day, decided
from tests.cases.pages import client, step_url
from tests.cases.stations import at_station
from tests.evidence.builders import PDF, upload

pytestmark = pytest.mark.django_db
SUMMARY = "Uraian rekaan untuk penerima."


def typed(case: Case, **changes: Any) -> dict[str, Any]:
    filled = {"receiver": "bkn", "conflict_of_interest": "tidak", "summary": SUMMARY, "version": case.version}
    return {**filled, "lihat": "penerima", **changes}


def box(html: str) -> str:
    """The words of the dossier, without addresses, without the number the letter has only once it is sent."""
    found = re.search(r'<div class="kotak">.*?</div>', html, re.DOTALL)
    assert found
    words = " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())
    return re.sub(r"(Surat) .*? (Terlapor)", r"\1 \2", words)


def test_the_receiver_reads_afterwards_what_the_sender_looked_at() -> None:
    case = at_station("terbukti")
    exhibit = keep(case.laporan.reference, upload(), at=day(0))
    browser, before = client(), Entry.objects.count()

    looked = browser.post(step_url(case, "teruskan"), typed(case, exhibits=[exhibit.key]))

    shown = looked.content.decode()
    assert looked.status_code == 200
    assert "Persis inilah yang akan dilihat Badan Kepegawaian Negara. Belum ada yang dikirim." in shown
    assert "Nomor diberikan saat dikirim" in shown
    assert SECRETIVE.name not in shown
    assert (Penerusan.objects.count(), Entry.objects.count()) == (0, before)
    told = typed(case, exhibits=[exhibit.key])
    del told["lihat"]
    assert browser.post(step_url(case, "teruskan"), told).status_code == 303
    penerusan = Penerusan.objects.get()
    after = browser.get(f"/kerja/penerusan/{penerusan.key}/sebagai-penerima/").content.decode()
    assert box(shown) == box(after)


def test_a_form_that_is_not_complete_shows_its_mistakes_and_no_preview() -> None:
    case = at_station("terbukti")

    looked = client().post(step_url(case, "teruskan"), typed(case, summary=" "))

    assert looked.status_code == 422
    assert "Persis inilah" not in looked.content.decode()


def test_another_step_has_nothing_to_look_at() -> None:
    case = at_station("pemeriksaan")

    assert client().post(step_url(case, "klarifikasi"), {"lihat": "x", "version": case.version}).status_code == 422


def test_each_person_has_a_dossier_and_each_exhibit_its_copy() -> None:
    case = decided()
    ready, raw = (keep(case.laporan.reference, file, at=day(0)) for file in (upload(), upload(PDF, "b.pdf")))
    make_ready_to_leave(queries.exhibits_of_case(case)[:1], at=day(0))
    people = list(queries.persons_of(case))

    shown = queries.seen_by_receiver(case, organisation("bkn"), people * 2, summary=" Isi. ", exhibits=[ready, raw])

    assert [each.terlapor for each in shown] == [(people[0],), (people[0],)]
    assert (shown[0].summary, shown[0].sender, shown[0].number) == ("Isi.", case.office.name, case.number)
    assert [bool(copy) for _exhibit, copy in shown[0].exhibits] == [True, False]
    form = ForwardForm(case=case)
    form.look()
    assert list(form.shown) == []


def test_a_program_looks_before_it_sends() -> None:
    case = at_station("terbukti")
    exhibit = keep(case.laporan.reference, upload(), at=day(0))
    client()
    token = create_token(User.objects.get(seats__role="pemeriksa"))
    program, door = Client(headers={"Authorization": f"Bearer {token}"}), f"/api/v1/perkara/{case.key}/"

    def asked(step: str = "teruskan", **changes: Any) -> Any:
        body = {"step": step, "receiver": "bkn", "conflict_of_interest": "tidak", "summary": SUMMARY, **changes}
        posted = json.dumps({"version": case.version, **body})
        return program.post(f"{door}lihat-sebagai-penerima/", posted, content_type="application/json")

    (found,) = asked(exhibits=[exhibit.key]).json()["items"]
    assert (found["receiver"], found["summary"], found["number"]) == ("bkn", SUMMARY, case.number)
    assert found["exhibits"] == [{"label": exhibit.label, "copy": None}]
    assert asked(summary="").json()["errors"][0]["field"] == "summary"
    assert asked("klarifikasi").json()["errors"][0]["field"] == "step"
    assert asked("teruskan_lagi").status_code == 422
    assert not Penerusan.objects.exists()
