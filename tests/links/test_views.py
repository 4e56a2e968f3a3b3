"""The pages: the door with its code, the sitting without a script, and the officer's own; nothing tells the address."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from netral.access.queries import today_in
from netral.audit.models import Entry
from netral.cases.models import Case
from netral.config.logs import hidden
from netral.discipline.models import Decision, Penanganan, Rekomendasi
from netral.intake.states import FAILED_LOOKUPS
from netral.links import actions, jobs, queries
from netral.links.models import LinkCode, LinkRefusal, OfficialLink
from netral.links.sittings import SEAT
from netral.links.states import Channel, LinkState, Refusal
from netral.links.views.door import half_hidden
from netral.procedure.models import Clock
from tests.access.builders import seated, signed_in
from tests.cases.pages import fetched
from tests.discipline.builders import AUDITOR, LIGHTER, decree
from tests.discipline.pages import client
from tests.discipline.worlds import handed_again
from tests.links.builders import ADDRESS, OUTSIDE, again, handed_link, link_for

pytestmark = pytest.mark.django_db
DESK = "/kerja/tautan-dinas/"
NEVER = ("no-store", "noindex, nofollow", "strict-origin")


def door(link: OfficialLink, language: str = "") -> str:
    return f"{language}/tautan/{queries.token_of(link)}/"


def place(link: OfficialLink, rest: str = "") -> str:
    return f"/tautan/urusan/{link.key}/{rest}"


def headers(answer: Any) -> bool:
    cache, robots, referrer = NEVER
    return (
        cache in answer["Cache-Control"] and answer["X-Robots-Tag"] == robots and answer["Referrer-Policy"] == referrer
    )


def come_in(link: OfficialLink) -> Client:
    """Somebody who asked for a code, read it in the letter, and typed it."""
    somebody = Client()
    assert somebody.post(door(link)).status_code == 303
    code = LinkCode.objects.filter(link=link).latest("pk")
    answer = somebody.post(door(link), {"code": queries.code_of(code)})
    assert (answer.status_code, answer["Location"]) == (303, place(link))
    return somebody


def recent_link(**changes: Any) -> OfficialLink:
    return link_for(at=timezone.now() - timedelta(hours=1), **changes)


def on(name: str, day: Any) -> dict[str, str]:
    return {f"{name}_hari": str(day.day), f"{name}_bulan": str(day.month), f"{name}_tahun": str(day.year)}


def test_the_door_says_nothing_of_the_matter_and_sends_nothing_by_being_looked_at() -> None:
    link = recent_link()
    case = link.penerusan.case

    for language in ("", "/en"):
        answer = Client().get(door(link, language))
        page = answer.content.decode()
        assert (answer.status_code, headers(answer)) == (200, True)
        assert link.office.name in page
        assert "s•••@tirtabuana.example" in page
        assert "<script" not in page
        told = (case.number, case.title, ADDRESS, link.penerusan.accused.name, link.penerusan.document.number)
        assert not [word for word in told if word in page]
    assert not LinkCode.objects.exists()


def test_the_code_comes_by_the_queue_which_holds_no_digits_and_opens_the_matter() -> None:
    link, somebody = recent_link(), Client()

    somebody.post(door(link))

    code = LinkCode.objects.get()
    [waiting] = DBTaskResult.objects.filter(task_path=jobs.mail_link_code.module_path)
    assert waiting.args_kwargs == {"args": [code.key], "kwargs": {}}
    jobs.mail_link_code.call(code.key)
    [digits] = re.findall(r"\b\d{6}\b", mail.outbox[0].body)
    wrong = somebody.post(door(link), {"code": "000000" if digits != "000000" else "111111"})
    assert (wrong.status_code, headers(wrong)) == (422, True)
    assert "Kode tidak cocok" in wrong.content.decode()
    assert somebody.post(door(link), {"code": ""}).status_code == 422
    before = somebody.session.session_key
    assert somebody.post(door(link), {"code": digits}).status_code == 303
    assert somebody.session.session_key != before
    assert queries.token_of(link) not in str(dict(somebody.session))
    replayed = Client().post(door(link), {"code": digits})
    assert replayed.status_code == 422


def test_too_many_codes_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netral.links.actions.opening.CODES_A_DAY", 0)

    answer = Client().post(door(recent_link()))

    assert answer.status_code == 429
    assert "Coba lagi besok" in answer.content.decode()


def test_forged_addresses_are_refused_counted_journalled_and_slowed_down() -> None:
    link = recent_link()
    forged = [f"/tautan/dinas.{'A' * 42}{letter}/" for letter in "abc"] + [door(link)[:-2] + "/"]

    answers = [Client().get(path) for path in forged]

    assert [each.status_code for each in answers] == [404] * 4
    assert all(headers(each) for each in answers)
    assert LinkRefusal.objects.get(mark="").count == 4
    assert Entry.objects.filter(verb="tautan.ditolak", chain="organisasi:bawaslu").count() == 1


def test_guessing_waits(settings: Any) -> None:
    settings.DEMO = False
    guesses = [Client().get(f"/tautan/dinas.{number:043}/") for number in range(FAILED_LOOKUPS + 1)]

    assert [each.status_code for each in guesses[-2:]] == [404, 429]
    assert int(guesses[-1]["Retry-After"]) > 0


@pytest.mark.parametrize("ending", ["expired", "revoked", "replaced", "locked", "finished"])
def test_a_link_that_is_over_says_why_and_is_counted(ending: str) -> None:
    link, now = recent_link(), timezone.now()
    if ending == "expired":
        OfficialLink.objects.filter(pk=link.pk).update(
            made_at=now - timedelta(days=20), expires_at=now - timedelta(days=1)
        )
    else:
        word = {"revoked": "dicabut", "replaced": "diganti", "locked": "terkunci", "finished": "selesai"}[ending]
        OfficialLink.objects.filter(pk=link.pk).update(ended_at=now, ending=word)

    for answer in (Client().get(door(link)), Client().post(door(link)), Client().post(door(link), {"code": "123456"})):
        assert (answer.status_code, headers(answer)) == (410, True)
        assert "tidak berlaku lagi" in answer.content.decode()

    assert LinkRefusal.objects.get(mark=link.key, reason=Refusal.OVER).count == 3
    assert not LinkCode.objects.exists()


def test_nobody_comes_to_a_matter_without_its_code_or_with_that_of_another() -> None:
    mine, other = recent_link(), recent_link()
    somebody = come_in(mine)

    assert Client().get(place(mine)).status_code == 404
    for path in (place(other), place(other, "akui/"), place(other, "surat/surat/"), place(other, "catatan/")):
        answer = somebody.get(path)
        assert (answer.status_code, headers(answer)) == (404, True)
    assert LinkRefusal.objects.get(mark=mine.key, reason=Refusal.FOREIGN).count == 4
    foreign = other.penerusan.exhibits.first() or other.penerusan.document
    assert somebody.get(place(mine, f"bukti/{foreign.pk}/")).status_code == 404
    assert somebody.get(place(mine, "surat/lain/")).status_code == 404
    assert somebody.get(place(mine, "tidak-ada/")).status_code == 404


def test_a_sitting_ends_after_a_while_by_leaving_and_with_its_link(monkeypatch: pytest.MonkeyPatch) -> None:
    link = recent_link()
    somebody = come_in(link)
    assert somebody.get(place(link)).status_code == 200
    assert somebody.post(place(link, "keluar/")).status_code == 302
    assert somebody.get(place(link)).status_code == 404

    somebody = come_in(link)
    session = somebody.session
    session[SEAT] = {"link": link.key, "until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()
    assert somebody.get(place(link)).status_code == 404

    somebody = come_in(link)
    actions.revoke(again(link), acting=AUDITOR, at=timezone.now())
    assert somebody.get(place(link)).status_code == 410
    assert somebody.get(place(link)).status_code == 404


def ready_to_decide(link: OfficialLink) -> Client:
    """Somebody who read the dossier, acknowledged, and has no conflict of interest, page by page."""
    somebody = come_in(link)
    page = somebody.get(place(link)).content.decode()
    assert "Langkah berikutnya: Baca berkas." in page
    assert "<script" not in page
    assert somebody.get(place(link, "berkas/")).status_code == 200
    assert fetched(somebody, place(link, "surat/surat/")).status_code == 200
    letter = fetched(somebody, place(link, "surat/rekomendasi/"))
    assert (letter["Content-Type"], headers(letter)) == ("application/pdf", True)
    assert somebody.get(place(link, "akui/")).status_code == 200
    assert somebody.get(place(link, "jatuhkan_sanksi/")).status_code == 422
    assert somebody.post(place(link, "akui/")).status_code == 303
    assert somebody.post(place(link, "benturan/"), {}).status_code == 422
    assert somebody.post(place(link, "benturan/"), {"conflicted": "tidak"}).status_code == 303
    return somebody


def test_an_official_without_an_account_finishes_in_one_sitting() -> None:
    link = recent_link()
    Clock.objects.update(started_at=timezone.now() - timedelta(days=30))
    Rekomendasi.objects.update(made_at=timezone.now() - timedelta(days=3))
    somebody, penanganan = ready_to_decide(link), Penanganan.objects.get()
    assert penanganan.agency is not None
    today = today_in(penanganan.agency, now=timezone.now())

    choose = somebody.get(place(link, "jatuhkan_sanksi/"))
    assert "Hukuman yang sesuai aturan" in choose.content.decode()
    sanction = choose.context["form"].fields["sanction"].choices[1][1][0][0]
    said = {
        "version": penanganan.version, "sanction": sanction, "number": "862/7/2026", "deviation_reason": LIGHTER,
        "official": choose.context["form"].initial["official"], **on("decided_on", today),
    }  # fmt: skip
    kept = somebody.post(place(link, "jatuhkan_sanksi/"), {**said, "simpan": "1"})
    assert kept.status_code == 303
    again_there = come_in(link)
    form = again_there.get(place(link, "jatuhkan_sanksi/")).content.decode()
    assert "862/7/2026" in form
    assert LIGHTER in form
    tomorrow = {**said, **on("decided_on", today + timedelta(days=1)), "upload": decree()}
    late = again_there.post(place(link, "jatuhkan_sanksi/"), tomorrow)
    assert (late.status_code, "belum tiba" in late.content.decode()) == (422, True)
    stale = again_there.post(place(link, "jatuhkan_sanksi/"), {**said, "version": 1, "upload": decree()})
    assert stale.status_code == 409
    sent = {**said, "upload": decree()}
    assert again_there.post(place(link, "jatuhkan_sanksi/"), sent).status_code == 303
    assert again_there.post(place(link, "jatuhkan_sanksi/"), {**said, "upload": decree()}).status_code == 303
    assert Decision.objects.get().number == "862/7/2026"
    delivered = {"version": penanganan.version + 1, **on("delivered_on", today)}
    assert again_there.post(place(link, "sampaikan/"), delivered).status_code == 303
    assert again_there.post(place(link, "bukti/"), {"upload": decree("tanda-terima.pdf")}).status_code == 303
    assert again_there.get(place(link, "bukti/")).status_code == 200
    assert "sampaikan" not in again_there.get(place(link)).content.decode()
    assert again_there.post(place(link, "selesai/"), {"sure": "on"}).status_code == 303

    over = again_there.get(place(link)).content.decode()
    assert "Tautan ini sudah ditutup" in over
    assert "862/7/2026" in again_there.get(place(link, "catatan/")).content.decode()
    record = fetched(again_there, "/tautan/urusan/" + link.key + "/catatan/")
    assert headers(record)
    pdf = again_there.post(place(link, "catatan/unduh/"))
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    b"".join(pdf.streaming_content)
    assert again_there.get(place(link, "akui/")).status_code == 404
    assert Client().get(door(link)).status_code == 410


def test_it_is_returned_and_reported_by_pages_too() -> None:
    link = handed_link(kind=OUTSIDE, at=timezone.now() - timedelta(hours=1))
    somebody = come_in(link)

    assert somebody.get(place(link, "bukti/")).status_code == 422
    assert somebody.post(place(link, "kembalikan/"), {"gaps": "Lampiran B2 kosong."}).status_code == 303
    assert somebody.get(place(link, "hasil/")).status_code == 422
    somebody.post(place(link, "akui/"))
    somebody.post(place(link, "benturan/"), {"conflicted": "tidak"})
    for exhibit in link.penerusan.exhibits.all():
        assert fetched(somebody, place(link, f"bukti/{exhibit.key}/")).status_code in (200, 409)
    assert somebody.get(place(link, "jatuhkan_sanksi/")).status_code == 404
    said = {"outcome": "dijatuhi_sanksi", "note": "Keputusan 862/1/2026."}
    assert somebody.post(place(link, "hasil/"), said).status_code == 303
    refused = somebody.get(place(link, "kembalikan/"))
    assert (refused.status_code, "Sudah ada keputusan" in refused.content.decode()) == (422, True)


def test_a_track_is_worked_on_by_pages_too() -> None:
    link = handed_link(at=timezone.now() - timedelta(hours=1))
    somebody = come_in(link)
    somebody.post(place(link, "akui/"))
    somebody.post(place(link, "benturan/"), {"conflicted": "tidak"})

    page = somebody.get(place(link))
    [first, *_rest] = [task for task in page.context["sitting"].tasks if task.optional and "kades" in task.code]

    assert somebody.get(first.url).status_code == 200
    assert somebody.post(first.url, {}).status_code == 422


def test_no_log_line_and_no_referer_tells_the_token(caplog: pytest.LogCaptureFixture) -> None:
    link = recent_link()
    token = queries.token_of(link)

    with caplog.at_level(logging.DEBUG):
        somebody = come_in(link)
        Client().get(door(link)[:-5] + "/")
        somebody.get(place(link))
        Client(enforce_csrf_checks=True).post(door(link), headers={"referer": f"https://testserver{door(link)}"})

    lines = [hidden(record.getMessage()) for record in caplog.records if record.name.startswith("django.")]
    assert not [line for line in lines if token[:20] in str(line)]
    assert (
        somebody.get(place(link))["Referrer-Policy"] == Client().get(door(link))["Referrer-Policy"] == "strict-origin"
    )
    assert token not in somebody.get(place(link)).content.decode()


def test_half_of_a_channel_is_shown() -> None:
    assert half_hidden(OfficialLink(channel=Channel.EMAIL, address="sekda@kantor.example")) == "s•••@kantor.example"
    assert half_hidden(OfficialLink(channel=Channel.WHATSAPP, address="+6281234567890")) == "0812-••••-7890"


def test_the_officer_makes_takes_renews_and_revokes() -> None:
    link = recent_link()
    auditor = client()
    waiting = handed_link(at=timezone.now() - timedelta(hours=1))

    assert link.office.name in auditor.get(DESK).content.decode()
    made_at = f"{DESK}baru/rekomendasi/{link.penerusan.key}/"
    assert auditor.get(made_at).status_code == 200
    said = {
        "official": "Bupati",
        "channel": "surel",
        "address": "x",
        "role": "pejabat_pembina",
        "official_channel": "on",
    }
    assert auditor.post(made_at, said).status_code == 422
    answer = auditor.post(made_at, {**said, "address": ADDRESS})
    made = OfficialLink.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (303, f"{DESK}{made.key}/")

    token = queries.token_of(made)
    assert token not in auditor.get(f"{DESK}{made.key}/").content.decode()
    assert auditor.post(f"{DESK}{made.key}/ambil/", {"lembar": "a"}).status_code == 303
    shown = auditor.get(f"{DESK}{made.key}/")
    assert token in shown.content.decode()
    assert Rekomendasi.objects.get().document.number in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    colleague = signed_in(seated("auditor", made.maker, email="kedua@kasn.contoh.id"))
    colleague.post(f"{DESK}{made.key}/ambil/", {"lembar": "b"})
    page = colleague.get(f"{DESK}{made.key}/").content.decode()
    assert token not in page
    assert "tidak bisa diambil lagi" in page

    renewed = auditor.post(f"{DESK}{made.key}/perbarui/")
    assert renewed["Location"] != f"{DESK}{made.key}/"
    last = OfficialLink.objects.latest("pk")
    assert auditor.post(f"{DESK}{last.key}/cabut/", {"lembar": "c"}).status_code == 303
    auditor.post(f"{DESK}{last.key}/cabut/", {"lembar": "d"})
    assert "sudah berakhir" in auditor.get(f"{DESK}{last.key}/").content.decode()
    assert queries.state_of(again(last), timezone.now()) == LinkState.REVOKED
    OfficialLink.objects.filter(pk=last.pk).update(address="")
    auditor.post(f"{DESK}{last.key}/perbarui/")
    assert "Buat tautan baru" in auditor.get(f"{DESK}{last.key}/").content.decode()
    for path in (f"{waiting.key}/", f"baru/penerusan/{waiting.penerusan.key}/", f"baru/lain/{waiting.penerusan.key}/"):
        assert auditor.get(DESK + path).status_code == 404
    Penanganan.objects.update(open=False)
    assert auditor.get(made_at).status_code == 422


def test_the_officer_reads_what_was_said_and_sent() -> None:
    link = recent_link()
    at = timezone.now()
    actions.acknowledge(link, at=at)
    actions.declare(again(link), conflicted=True, note="Ipar terlapor.", at=at)
    actions.return_with_gaps(again(link), gaps="Lampiran B2 kosong.", at=at)
    proof = actions.add_proof(again(link), upload=decree(), at=at)
    auditor = client()

    page = auditor.get(f"{DESK}{link.key}/").content.decode()
    assert "Ipar terlapor." in page
    assert "Lampiran B2 kosong." in page
    assert fetched(auditor, f"{DESK}{link.key}/bukti/{proof.exhibit.key}/").status_code == 200
    assert "Benturan kepentingan" in auditor.get(DESK).content.decode()


def test_the_list_asks_as_often_for_one_link_as_for_thirty() -> None:
    link, auditor = recent_link(), client()
    auditor.get(DESK)
    with CaptureQueriesContext(connection) as one:
        auditor.get(DESK)
    for number in range(4):
        copy = handed_again(link.penerusan)
        fields = {f.attname: getattr(link, f.attname) for f in OfficialLink._meta.concrete_fields if not f.primary_key}
        OfficialLink.objects.create(
            **{**fields, "key": f"salin{number}", "token_hash": f"{number}", "penerusan_id": copy.pk}
        )

    with CaptureQueriesContext(connection) as several:
        auditor.get(DESK)

    assert Case.objects.count() == 5
    assert len(several) == len(one)
