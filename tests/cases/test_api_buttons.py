"""What a button does, done by a program: one good answer and one refusal of every door, with the words of its page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role, User
from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.matrix_states import CHAPTERS
from netral.cases.models import Case, KajianText, Note, SavedView, Task
from netral.cases.states import LINK_TAKEN
from netral.evidence.models import Exhibit
from netral.intake import queries as queries_of_intake
from netral.intake.models import Keeping, Laporan, Message, ReleaseCopy
from netral.intake.states import Side
from netral.notices.models import Digest, Notice
from netral.offices.models import Holiday
from netral.offices.queries import organisation
from netral.procedure.models import Clock
from tests.cases.builders import EXAMINER, LONG, complete_laporan, day, invited, link_for, opened, proposed, recent
from tests.cases.matrix import asked, examined, norm_of, person
from tests.cases.people import as_acting, at_office
from tests.evidence.test_actions_redacting import photo as redactable
from tests.intake.builders import OFFICE, TIP, all_yes, decided, laporan

pytestmark = pytest.mark.django_db
SAID = {**dict.fromkeys(CHAPTERS, ""), "events": "Peristiwa rekaan."}


def sent(path: str, body: Any = None, *, user: User | None = None, role: str = Role.EXAMINER, **headers: str) -> Any:
    """POST of a body, or GET without one, with the token of somebody at the office of the case."""
    token = create_token(user or at_office(role, OFFICE), at=timezone.now())
    headers = {"Authorization": f"Bearer {token}", **headers}
    address = f"/api/v1/{path}"
    if body is None:
        return Client().get(address, headers=headers)
    return Client().post(address, body, content_type="application/json", headers=headers)


def of(case: Case, rest: str) -> str:
    return f"perkara/{case.key}/{rest}/"


def at(report: Laporan, rest: str = "") -> str:
    return f"kantor/laporan/{report.key}/{rest}"


def codes(answer: Any) -> list[str]:
    return [row["code"] for row in answer.json()["errors"]]


# ---- The letter to the reporter ----
def test_the_notice_of_status_is_issued_once_a_day_without_news() -> None:
    report = laporan(at=recent())
    path = at(report, "pemberitahuan/")

    first, again = sent(path, {}), sent(path, {})

    assert (first.status_code, again.status_code) == (200, 422)
    assert first.json()["number"] in again.json()["errors"][0]["message"]
    assert codes(again) == ["tidak_ada_kabar_baru"]
    above = at_office(Role.EXAMINER, "bawaslu-99")
    assert sent(path, {}, user=above).status_code in (404, 422)


# ---- The written kajian ----
def test_editions_of_the_kajian_are_read_saved_and_overtaken() -> None:
    case = examined()
    path = of(case, f"naskah/{person(case).key}")
    assert sent(path).json()["editions"] == []
    assert sent(path).json()["assembled"].keys() <= set(CHAPTERS)

    first = sent(path, {"edition": 0, **SAID})
    late = sent(path, {"edition": 0, **SAID})

    assert (first.status_code, first.json()["edition"]) == (200, 1)
    assert first.json()["entry_hash"] == Entry.objects.filter(chain=case.reference).latest("position").hash
    assert (late.status_code, codes(late)) == (409, ["didahului"])
    read = sent(f"{path}1/").json()
    assert (read["events"], read["edition"], read["document"]) == ("Peristiwa rekaan.", 1, None)
    assert sent(f"{path}2/").status_code == 404
    assert sent(f"{path}0/").status_code == 422
    assert sent(f"{path}99999/").status_code == 422


def test_the_edition_the_members_decided_on_is_issued_once() -> None:
    case = examined()
    path = of(case, f"naskah/{person(case).key}")
    sent(path, {"edition": 0, **SAID, "conclusion": LONG})
    early = sent(f"{path}1/terbitkan/", {})
    KajianText.objects.update(frozen_at=timezone.now())

    issued, again = sent(f"{path}1/terbitkan/", {}), sent(f"{path}1/terbitkan/", {})

    assert (early.status_code, early.json()["errors"][0]["field"]) == (422, "edition")
    assert issued.json() == again.json()
    assert issued.json()["number"]


# ---- The people of a case ----
def test_people_hearings_and_links_of_a_case() -> None:
    case = invited().case
    link_for(case)

    [someone] = sent(of(case, "terlapor")).json()["items"]
    hearings = sent(of(case, "klarifikasi")).json()
    [link] = sent(of(case, "hak-jawab")).json()["items"]

    assert (someone["name"], someone["left_at"], someone["handed_to"]) == ("Terlapor Rekaan", None, [])
    [invitation] = hearings["invitations"]
    assert (invitation["round"], invitation["previous"], invitation["hearing"]) == (1, None, None)
    assert hearings["hearings"] == []
    assert link["accused"] == someone["accused"]


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.MEMBER, Role.INTAKE_OFFICER])
def test_the_address_of_an_open_link_is_for_a_person_to_take_and_for_no_program(role: str) -> None:
    case = opened(at=recent())
    link = link_for(case, at=recent(4))

    answer = sent(of(case, "hak-jawab"), role=role)

    assert [line["state"] for line in answer.json()["items"]] == ["terbuka"]
    assert queries.token_of(link) not in answer.content.decode()
    assert not Entry.objects.filter(verb=LINK_TAKEN).exists()


def test_a_held_hearing_is_listed_with_its_minutes() -> None:
    case = examined()

    [held] = sent(of(case, "klarifikasi")).json()["hearings"]

    assert (held["attended"], held["party"]) == (True, "terlapor")


def test_requests_come_in_pages() -> None:
    case = asked(examined()).norm.accused.case
    first = sent(of(case, "permintaan")).json()
    unknown = sent(of(case, "permintaan") + "?cursor=tidakada")

    assert (len(first["items"]), first["next"]) == (1, None)
    assert first["items"][0]["norm"] == norm_of(case).key
    assert unknown.status_code == 422


# ---- One's own ----
def test_views_of_the_queue_are_kept_moved_and_forgotten() -> None:
    user = at_office(Role.EXAMINER, OFFICE)
    view = queries.VIEWS[0]
    keys = [sent("tampilan/", {"name": name, "view": view}, user=user).json()["key"] for name in ("Satu", "Dua")]

    moved = [sent(f"tampilan/{key}/naik/", {}, user=user).json()["moved"] for key in (keys[1], keys[1])]

    assert moved == [True, False]
    assert [own["name"] for own in sent("tampilan/", user=user).json()["items"]] == ["Dua", "Satu"]
    assert sent(f"tampilan/{keys[0]}/hapus/", {}, user=user).status_code == 200
    assert SavedView.objects.count() == 1
    for gone in (f"tampilan/{keys[0]}/hapus/", f"tampilan/{keys[0]}/naik/", "tampilan/tidak-ada/naik/"):
        assert sent(gone, {}, user=user).status_code == 404
    assert sent("tampilan/", {"name": "Tiga", "view": "lain"}, user=user).status_code == 422
    for other in ("tampilan/", f"tampilan/{keys[1]}/hapus/"):
        assert sent(other, {"name": "x", "view": view}, role=Role.CUSTODIAN).status_code == 404


def test_a_note_is_written_anew_by_its_author_alone() -> None:
    case, author = opened(), at_office(Role.EXAMINER, OFFICE)
    note = actions.write_note(case, acting=as_acting(), at=day(1), text="Sudah ditelepon.")
    path = of(case, f"catatan/{note.key}")

    edited = sent(path, {"text": "Belum ditelepon.", "seen": 1}, user=author)
    same = sent(path, {"text": "Belum ditelepon.", "seen": 2}, user=author)
    late = sent(path, {"text": "Lain.", "seen": 1}, user=author)

    assert (edited.json()["edition"], len(edited.json()["entry_hash"])) == (2, 64)
    assert (same.json()["edition"], same.json()["entry_hash"]) == (2, None)
    assert late.status_code == 409
    assert sent(path, {"text": "Lain.", "seen": 2}, role=Role.MEMBER).status_code == 404
    outsider = at_office(Role.EXAMINER, "bawaslu-99")
    assert sent(path, {"text": "Lain.", "seen": 2}, user=outsider).status_code == 404
    assert Note.objects.get().editions.count() == 2


def test_own_tasks_and_nobody_elses() -> None:
    case, mine = opened(), at_office(Role.EXAMINER, OFFICE)
    actions.give_task(case, acting=EXAMINER, at=day(1), text="Telepon saksi.", user=mine, due_on=None)

    [task] = sent("tugas/", user=mine).json()["items"]

    assert (task["text"], task["number"], task["late"]) == ("Telepon saksi.", case.number, False)
    assert sent("tugas/", role=Role.MEMBER).json() == {"items": [], "next": None}


def test_the_work_of_a_leaving_colleague_is_given_on() -> None:
    case, leaving, next_one = opened(), at_office(Role.EXAMINER, OFFICE), at_office(Role.EXAMINER, OFFICE, name="Ayu")
    boss = at_office(Role.MEMBER, OFFICE)
    actions.give_task(case, acting=EXAMINER, at=day(1), text="Telepon saksi.", user=leaving, due_on=None)
    path = f"serah-terima/{leaving.key}/"

    listed = [line["person"] for line in sent("serah-terima/", user=boss).json()["items"]]
    held = sent(path, user=boss).json()
    given = sent(path, {"to": next_one.key}, user=boss)

    assert leaving.key in listed
    assert [piece["number"] for piece in held["pieces"]] == [case.number]
    assert next_one.key in [each["key"] for each in held["people"]]
    assert given.json() == {"done": 1, "skipped": []}
    assert Task.objects.get().user == next_one
    assert sent(path, {"to": next_one.key}, user=boss).status_code == 422
    assert sent(path, {"to": "tidakada"}, user=boss).status_code == 422
    assert sent(path, role=Role.EXAMINER).status_code == 404


# ---- Notices ----
def test_notices_are_read_marked_and_mailed() -> None:
    case, user = opened(), at_office(Role.EXAMINER, OFFICE)
    clock = Clock.objects.filter(subject=case.reference)[0]
    notice = Notice.objects.create(user=user, clock=clock, subject=case.reference, kind="segera", at=day(1))

    listed = sent("pemberitahuan/", user=user).json()
    read = [sent("pemberitahuan/dibaca/", {"key": notice.key}, user=user).json()["read"] for _time in range(2)]

    assert (listed["unread"], listed["items"][0]["number"]) == (1, case.number)
    assert listed["items"][0]["clock"]["rule"] == clock.rule
    assert read == [1, 0]
    assert sent("pemberitahuan/surel/", {"wanted": False}, user=user).json() == {"wanted": False}
    assert not Digest.objects.get(user=user).wanted
    for path, body in (("", None), ("dibaca/", {}), ("surel/", {"wanted": True})):
        assert sent(f"pemberitahuan/{path}", body, role=Role.ADMINISTRATOR).status_code == 404


def test_of_what_went_to_another_office_a_notice_tells_no_clock_any_more() -> None:
    case, user = opened(), at_office(Role.EXAMINER, OFFICE)
    clock = Clock.objects.filter(subject=case.reference)[0]
    Notice.objects.create(user=user, clock=clock, subject=case.reference, kind="segera", at=day(1))
    Case.objects.update(office=organisation("bawaslu-99.08"))

    [line] = sent("pemberitahuan/", user=user).json()["items"]

    assert (line["number"], line["clock"]) == (case.number, None)


def test_calendar_addresses_are_made_and_revoked() -> None:
    opened()
    user = at_office(Role.EXAMINER, OFFICE)

    made = sent("langganan/", {"office": OFFICE, "open": True}, user=user).json()
    twice = sent("langganan/", {"office": OFFICE, "open": True}, user=user)
    listed = {row["office"]: row["address"] for row in sent("langganan/", user=user).json()["items"]}
    revoked = [sent("langganan/", {"office": OFFICE, "open": False}, user=user).json() for _time in range(2)]

    assert listed == {"": None, OFFICE: made["address"]}
    assert twice.status_code == 422
    assert revoked == [{"office": OFFICE, "address": None}] * 2
    assert sent("langganan/", {"office": "bawaslu-99.08", "open": True}, user=user).status_code == 404


def test_a_day_off_is_added_by_the_national_administrator_alone() -> None:
    opened()
    body = {"day": "2026-12-28", "name": "Hari rekaan", "source": "Keputusan rekaan 1"}
    national = at_office(Role.ADMINISTRATOR, "bawaslu")

    added = sent("hari-libur/", body, user=national)

    assert (added.status_code, added.json()) == (200, {"moved": 0})
    assert Holiday.objects.get().name == "Hari rekaan"
    again = sent("hari-libur/", body, user=national)
    assert (again.status_code, codes(again)) == (422, ["langkah_tidak_mungkin"])
    assert sent("hari-libur/", {**body, "day": "1999-01-01"}, user=national).status_code == 422
    assert sent("hari-libur/", body, role=Role.MEMBER).status_code == 404


# ---- An office and its laporan ----
def test_a_laporan_is_listed_read_decided_and_registered() -> None:
    report, officer = laporan(), at_office(Role.INTAKE_OFFICER, OFFICE)
    [line] = sent("kantor/laporan/", user=officer).json()["items"]
    detail = sent(at(report), user=officer).json()
    assert (line["key"], line["status"]) == (report.key, report.status)
    assert "Camat" in detail["what"]
    body = {"step": "nyatakan_lengkap", "version": report.version, "checklist": all_yes(), "reason": "Lengkap."}

    stale = sent(at(report, "kajian-awal/"), {**body, "version": 99}, user=officer)
    decided = sent(at(report, "kajian-awal/"), body, user=officer)
    registered = sent(
        at(report, "registrasi/"), {"version": decided.json()["version"], "title": "Ajakan camat"}, user=officer
    )

    assert stale.status_code == 409
    assert decided.json()["status"] == "memenuhi_syarat"
    assert Case.objects.get(key=registered.json()["case"]).number == registered.json()["number"]


def test_who_may_not_decide_is_told_so_and_who_may_not_see_finds_nothing() -> None:
    report = complete_laporan()

    refused = sent(at(report, "registrasi/"), {"version": report.version, "title": "x"}, role=Role.EXAMINER)
    empty = sent(at(report, "registrasi/"), {"version": report.version, "title": ""}, role=Role.INTAKE_OFFICER)
    unseen = sent(at(report), user=at_office(Role.EXAMINER, "bawaslu-99.08"))

    assert codes(refused) == ["langkah_tidak_mungkin"]
    assert empty.json()["errors"][0]["field"] == "title"
    assert unseen.status_code == 404


def test_a_laporan_becomes_a_case_by_the_door_of_registration_alone() -> None:
    report = complete_laporan()

    refused = sent(
        at(report, "kajian-awal/"), {"step": "registrasi", "version": report.version}, role=Role.INTAKE_OFFICER
    )

    assert (refused.status_code, codes(refused)) == (422, ["pilihan_tidak_dikenal"])
    assert Laporan.objects.get().status == "memenuhi_syarat"


def test_an_office_writes_reads_and_approves_what_may_leave() -> None:
    report = laporan()
    Message.objects.create(laporan=report, at=day(0), side=Side.REPORTER, text="Ada foto.")

    assert sent(at(report, "pesan/dibaca/"), {}).json() == {"read": 1}
    assert sent(at(report, "pesan/"), {"text": "Terima kasih."}).status_code == 200
    assert sent(at(report, "pesan/"), {"text": " "}).status_code == 422
    assert sent(at(report, "salinan/"), {"text": "Camat mengajak warga."}).status_code == 200

    assert ReleaseCopy.objects.get().text == "Camat mengajak warga."
    assert [row["text"] for row in sent(at(report)).json()["messages"]] == ["Ada foto.", "Terima kasih."]
    province = at_office(Role.EXAMINER, "bawaslu-99")
    assert sent(at(report), user=province).json()["messages"] == []
    assert sent(at(report, "pesan/"), {"text": "x"}, user=province).status_code == 404
    assert sent(at(report, "keamanan/tidakada/"), {"done": "Ditelepon."}).status_code == 404


def test_a_member_holds_an_erasure_and_lets_it_go_on() -> None:
    report = laporan()
    body = {"hold": True, "reason": "Masih diperlukan sebagai saksi dalam perkara pengadilan."}

    refused = sent(at(report, "penghapusan/"), body, role=Role.EXAMINER)
    held = sent(at(report, "penghapusan/"), body, role=Role.MEMBER)

    assert (refused.status_code, held.json()) == (422, {"hold": True})
    assert Keeping.objects.get().held
    assert sent(at(report, "penghapusan/"), {"hold": False}, role=Role.MEMBER).json() == {"hold": False}
    assert sent(at(report, "penghapusan/"), {"hold": False}, role=Role.MEMBER).status_code == 422


def test_reports_alike_are_answered_and_set_apart_where_reports_come_in() -> None:
    report = laporan()

    assert sent(at(report, "pisahkan/"), {}, role=Role.INTAKE_OFFICER).json() == {"laporan": report.key}
    assert codes(sent(at(report, "serupa/jawab/"), {}, role=Role.INTAKE_OFFICER)) == ["belum_dikaji"]
    decided = complete_laporan()
    assert sent(at(decided, "serupa/jawab/"), {}, role=Role.INTAKE_OFFICER).json() == {"answered": 0, "left": 0}
    assert sent(at(report, "pisahkan/"), {}, role=Role.MEMBER).status_code == 404


def test_the_election_is_looked_at_and_set_where_reports_come_in() -> None:
    report = laporan()
    body = {"election": "pilkada2024", "version": report.version, "reason": "Calon yang didukung adalah calon bupati."}

    seen = sent(at(report, "pemilihan/"), role=Role.INTAKE_OFFICER).json()
    looked = sent(at(report, "pemilihan/?election=pilkada2024"), role=Role.INTAKE_OFFICER).json()
    refused = sent(at(report, "pemilihan/"), body, role=Role.EXAMINER)
    stale = sent(at(report, "pemilihan/"), {**body, "version": 9}, role=Role.INTAKE_OFFICER)
    unknown = sent(at(report, "pemilihan/"), {**body, "election": "lain"}, role=Role.INTAKE_OFFICER)
    saved = sent(at(report, "pemilihan/"), body, role=Role.INTAKE_OFFICER)

    assert seen == {"election": "pemilu2024", "procedure": "pemilu", "clocks": []}
    assert (looked["election"], looked["procedure"]) == ("pilkada2024", "pilkada")
    assert [(each["was"]["rule"], each["becomes"]["rule"]) for each in looked["clocks"]] == [("P-KA", "K-KA")]
    assert (refused.status_code, stale.status_code, codes(unknown)) == (422, 409, ["pilihan_tidak_dikenal"])
    assert (saved.json()["version"], saved.json()["procedure"]) == (report.version + 1, "pilkada")
    assert sent(at(report, "pemilihan/"), role=Role.EXAMINER).status_code == 404


def test_parts_of_an_exhibit_are_blackened_at_its_own_office() -> None:
    report = laporan(uploads=[SimpleUploadedFile("foto.png", redactable())])
    exhibit = queries_of_intake.exhibits_of(report).get()
    door, box = at(report, f"bukti/{exhibit.key}/tutup/"), {"left": 100, "top": 100, "width": 300, "height": 300}

    made = sent(door, {"boxes": [box]}, role=Role.MEMBER)
    nothing = sent(door, {"boxes": []}, role=Role.MEMBER)
    outside = sent(door, {"boxes": [{**box, "left": 900}]}, role=Role.MEMBER)
    above = sent(door, {"boxes": [box]}, user=at_office(Role.EXAMINER, "bawaslu-99"))

    assert made.json() == {"sha256": exhibit.copies.get(kind="tertutup").sha256}
    assert (codes(nothing), codes(outside), above.status_code) == (["wajib"], ["di_luar_batas"], 422)
    Exhibit.objects.filter(pk=exhibit.pk).update(scan="terinfeksi")
    assert codes(sent(door, {"boxes": [box]}, role=Role.MEMBER)) == ["tidak_bisa"]
    assert sent(door, {"boxes": [box]}, role=Role.CUSTODIAN).status_code == 404


FINDING = {
    "office": OFFICE, "what": "Camat mengajak warga memilih calon tertentu.", "where": {"region": "99.07"},
    "when": {"date": "2026-11-10", "known_on": "2026-11-11"},
}  # fmt: skip


def test_a_finding_is_recorded_once_for_one_key() -> None:
    opened()
    headers = {"Idempotency-Key": "kunci-temuan"}
    user = at_office(Role.EXAMINER, OFFICE)

    made, again = (sent("kantor/temuan/", FINDING, user=user, **headers) for _time in range(2))
    other = sent("kantor/temuan/", {**FINDING, "what": "Yang lain sama sekali."}, user=user, **headers)

    assert [made.status_code, again.status_code, other.status_code] == [201, 200, 409]
    assert made.json()["number"] == again.json()["number"]
    assert Laporan.objects.get(key=made.json()["laporan"]).kind == "temuan"
    assert sent("kantor/temuan/", FINDING, user=user).status_code == 422
    elsewhere = sent("kantor/temuan/", {**FINDING, "office": "bawaslu-99.08"}, user=user, **{"Idempotency-Key": "k2"})
    assert elsewhere.status_code == 422


def test_a_finding_is_recorded_from_an_informasi_awal() -> None:
    opened()
    user = at_office(Role.EXAMINER, OFFICE)
    source, waiting = decided(laporan(TIP), "jadikan_informasi_awal"), laporan(TIP)
    body = {**FINDING, "grew_from": source.key}

    made = sent("kantor/temuan/", body, user=user, **{"Idempotency-Key": "k5"})
    again = sent("kantor/temuan/", body, user=user, **{"Idempotency-Key": "k6"})
    early = sent("kantor/temuan/", {**FINDING, "grew_from": waiting.key}, user=user, **{"Idempotency-Key": "k7"})
    unknown = sent("kantor/temuan/", {**FINDING, "grew_from": "tidakada"}, user=user, **{"Idempotency-Key": "k8"})

    key = made.json()["laporan"]
    assert sent(f"kantor/laporan/{key}/", user=user).json()["grew_from"] == source.key
    assert sent(f"kantor/laporan/{source.key}/", user=user).json()["finding"] == key
    assert (again.status_code, codes(again)) == (422, ["sudah_menjadi_temuan"])
    assert early.status_code in (403, 422)
    assert unknown.status_code == 404


def test_a_finding_says_what_its_people_are_by_the_codes_that_route_them() -> None:
    opened()
    user = at_office(Role.EXAMINER, OFFICE)
    found = [{"name": "Kepala Desa Rekaan", "subject": "kades"}, {"position": "sopir", "subject": "honorer"}]

    made = sent("kantor/temuan/", {**FINDING, "who": found}, user=user, **{"Idempotency-Key": "k3"})
    free = [{"name": "Rekaan", "subject": "pegawai kontrak"}]
    refused = sent("kantor/temuan/", {**FINDING, "who": free}, user=user, **{"Idempotency-Key": "k4"})

    kept = Laporan.objects.get(key=made.json()["laporan"]).terlapor_set.all()
    assert [row.subject for row in kept] == ["kades", "honorer"]
    assert codes(refused) == ["pilihan_tidak_dikenal"]
    assert [error["field"] for error in refused.json()["errors"]] == ["who.0.subject"]


def test_a_report_at_the_counter_is_typed_in_and_its_code_stays_with_the_reporter() -> None:
    opened()
    reporter = {"name": "Wayan Pelapor", "address": "Jalan Sunyi 7"}
    body = {**FINDING, "kind": "laporan", "door": "lisan", "reporter": reporter}

    made = sent("kantor/laporan/", body, role=Role.INTAKE_OFFICER, **{"Idempotency-Key": "k"})

    assert made.status_code == 201
    assert made.json().keys() == {"laporan", "number", "warnings"}
    for wrong in ({"door": "impor"}, {"handed_in": "2026-11-10T09:00:00"}):
        again = sent("kantor/laporan/", {**body, **wrong}, role=Role.INTAKE_OFFICER, **{"Idempotency-Key": "k3"})
        assert (again.status_code, again.json()["errors"][0]["field"]) == (422, next(iter(wrong)))
    assert sent("kantor/laporan/", body, role=Role.EXAMINER, **{"Idempotency-Key": "k4"}).status_code == 422


def test_a_locked_exhibit_is_named_among_those_of_its_laporan() -> None:
    report = laporan(uploads=[SimpleUploadedFile("foto.png", redactable())])
    exhibit = queries_of_intake.exhibits_of(report).get()
    row = {"key": exhibit.key, "sha256": exhibit.sha256}
    (sound,) = sent(at(report)).json()["exhibits"]

    Exhibit.objects.filter(pk=exhibit.pk).update(differs_at=day(3))

    (locked,) = sent(at(report)).json()["exhibits"]
    assert sound == {**row, "differs_at": None}
    assert locked == {**row, "differs_at": Exhibit.objects.get(pk=exhibit.pk).differs_at.isoformat()}


def test_an_exhibit_is_read_again_and_its_original_let_go() -> None:
    from tests.intake.builders import accepted, photo

    report = accepted(uploads=[photo()]).laporan
    exhibit = sent(at(report)).json()["exhibits"][0]["key"]

    above = at_office(Role.EXAMINER, "bawaslu-99")
    assert sent(at(report, f"bukti/{exhibit}/periksa/"), {}).json() == {"same": True}
    assert sent(at(report, f"bukti/{exhibit}/periksa/"), {}, user=above).json() == {"same": True}
    offices = Entry.objects.filter(verb="bukti.diperiksa").order_by("pk").values_list("office", flat=True)
    assert list(offices) == [OFFICE, "bawaslu-99"]
    released = sent(at(report, f"bukti/{exhibit}/lepas/"), {})
    assert released.status_code in (200, 422)
    assert sent(at(report, f"bukti/{exhibit}/lepas/"), {}, role=Role.INTAKE_OFFICER).status_code == 422
    assert sent(at(report, f"bukti/{exhibit}/periksa/"), {}, role=Role.CUSTODIAN).status_code == 404
    assert sent(at(report, "bukti/tidakada/periksa/"), {}).status_code == 404


def test_a_proposed_case_has_its_people_still() -> None:
    assert len(sent(of(proposed(), "terlapor")).json()["items"]) == 1
