"""Everybody who may knock, and where every door of the house is."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as house
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from netral.access import actions as access
from netral.access.models import Role, Seat, User
from netral.access.queries import acting, hash_of, invitation_token
from netral.cases.models import AnswerLink, Note, NoteEdition, ProofRequest, TakenNorm, Task
from netral.cases.queries import LASTS, persons_of, token_of
from netral.config import foundation
from netral.config.demo import build
from netral.config.demo.walk import Walk
from netral.discipline import actions as discipline
from netral.discipline.models import Penanganan, Rekomendasi
from netral.documents.queries import documents_of
from netral.evidence.actions import keep
from netral.evidence.queries import exhibits_of
from netral.evidence.states import ANSWER
from netral.insight.models import Reconciliation
from netral.insight.states import Finding
from netral.intake.models import IdentityRequest
from netral.lib.keys import new_key
from netral.links import actions as links
from netral.links.models import OfficialLink
from netral.links.queries import token_of as official_token
from netral.offices.actions import create_organisation
from netral.offices.queries import organisation
from netral.oversight.models import Block, Contact, Measure, Pengembalian
from netral.procedure.models import Transfer
from tests.config.world import World
from tests.evidence.builders import PNG

ACCOUNTS = {
    "petugas": "petugas@tirtabuana.example",
    "pemeriksa": "pemeriksa@tirtabuana.example",
    "anggota": "anggota@tirtabuana.example",
    "kustodian": "kustodian@tirtabuana.example",
    "pemeriksa_lain": "pemeriksa@sagara.example",
    "pemeriksa_provinsi": "pemeriksa@provinsicontoh.example",
    "auditor_bkn": "auditor@bkn.example",
    "auditor_kasn": "auditor@kasn.example",
    "pejabat_pembina": "bupati@tirtabuana.example",
    "petugas_kepegawaian": "bkd@tirtabuana.example",
    "anggota_kpu": "anggota@kputirtabuana.example",
    "pemeriksa_kpu": "pemeriksa@kputirtabuana.example",
    "admin_nasional": "admin@netral.example",
    "admin_kantor": "admin@tirtabuana.example",
    "tanpa_jabatan": "tanpa@netral.example",
}
PASSWORD = build.cast()["password"]
SOMEBODY_ELSE = "anggota2@tirtabuana.example"
SEALED_DAY = date(2026, 11, 15)
Arguments = dict[str, Any]
Addresses = dict[tuple[str, str], Arguments]
"""(door, object) → what stands in its address."""


@dataclass(frozen=True)
class Town:
    """Browsers and tokens by persona, and the addresses of doors that need something in them."""

    clients: dict[str, Client]
    tokens: dict[str, str]
    addresses: Addresses

    def address(self, door: str, about: str) -> str:
        return reverse(door, kwargs=self.addresses.get((door, about), {}))

    def knock(self, door: str, about: str, persona: str) -> HttpResponseBase:
        """A GET; at the doors for programs with the persona's own token."""
        shown = door.startswith("api:") and persona in self.tokens
        headers = {"Authorization": f"Bearer {self.tokens[persona]}"} if shown else {}
        return self.clients[persona].get(self.address(door, about), headers=headers)


@pytest.fixture(scope="module")
def in_demo() -> Iterator[None]:
    """Nobody needs a second factor, files stand where they were written, and passwords cost nothing."""
    plain = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(DEMO=True, STORAGES=plain, PASSWORD_HASHERS=hashers):
        yield


EXCHANGE_DOORS = (
    "outbox_detail",
    "download_package",
    "send_message_again",
    "hand_package_over",
    "inbox_detail",
    "answer_incoming",
    "pass_incoming_on",
    "open_incoming_handling",
)


@pytest.fixture(scope="module")
def town(in_demo: None, world: World) -> Town:
    cache.clear()
    now = timezone.now()
    access.create_user(
        email=ACCOUNTS["tanpa_jabatan"], name="Wayan Lowong", password=PASSWORD, acting=foundation.FOUNDER, at=now
    )
    users = {persona: User.objects.get(email=email) for persona, email in ACCOUNTS.items()}
    ready_to_decide(world, users["pejabat_pembina"])
    return Town(
        {"warga": Client(), "pelapor": reporter()} | {persona: signed_in(user) for persona, user in users.items()},
        {persona: access.create_token(user, at=now) for persona, user in users.items()},
        {**plain_addresses(world), **office_addresses(), **object_addresses(world)},
    )


def ready_to_decide(world: World, official: User) -> None:
    """The official has acknowledged what was recommended, and nothing ties them to it."""
    waits, by, at = world.walk("direkomendasikan").penanganan, acting(official), timezone.now()
    discipline.acknowledge(waits, acting=by, at=at)
    discipline.declare(waits, acting=by, at=at, conflicted=False)


def signed_in(user: User) -> Client:
    """A session as right after signing in; also for those whom the sign-in page would by now turn away."""
    client = Client()
    client.force_login(user, backend=house.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def reporter() -> Client:
    """Somebody who has just handed in a report, and looked it up with its code."""
    client = Client()
    told = "Camat membagikan kaus bergambar calon di lapangan."
    client.post(reverse("intake:report"))
    client.post(reverse("intake:report_cerita"), {"what": told})
    client.post(reverse("intake:report_tentang_anda"), {"way": "informasi_awal"})
    assert client.post(reverse("intake:report_periksa"), {"truth": "on"}).status_code == 303
    code = client.get(reverse("intake:receipt")).context["code"]
    assert client.post(reverse("intake:check"), {"code": code}).status_code == 303
    return client


def plain_addresses(world: World) -> Addresses:
    passkey = Authenticator.objects.create(
        user=User.objects.get(email=SOMEBODY_ELSE), type=Authenticator.Type.WEBAUTHN, data={"name": "Telepon"}
    )
    arguments: dict[str, Arguments] = {
        "published:journal_day": {"day": SEALED_DAY},
        "published:journal_stamp": {"day": SEALED_DAY},
        "publishing:deadline": {"code": "K-TL"},
        "intake:enclosure": {"key": "tidakada"},
        "intake:own_notice": {"key": "tidakada"},
        "publishing:rule": {"code": "SKB-2022/DS-6"},
        "publishing:answer": {"act": "foto-dengan-calon"},
        "answers:answer": {"token": token_of(answer_link(world.walk("pemeriksaan", of=1)))},
        "links:open": {"token": official_token(official_link(world.walk("direkomendasikan")))},
        "links:matter": {"key": "tidakada"},
        "links:letter": {"key": "tidakada", "what": "surat"},
        "links:exhibit": {"key": "tidakada", "exhibit": "tidakada"},
        "links:record": {"key": "tidakada"},
        "links:fetch": {"key": "tidakada"},
        "links:leave": {"key": "tidakada"},
        "links:task": {"key": "tidakada", "code": "akui"},
        "documents:verify": {"token": world.walk("direkomendasikan").penerusan.document.token},
        "documents:data": {"token": world.walk("direkomendasikan").penerusan.document.token},
        "account_accept_invitation": {"token": invitation_token(invited("bawaslu-99.07"))},
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
        "mfa_remove_webauthn": {"pk": passkey.pk},
        "mfa_edit_webauthn": {"pk": passkey.pk},
        "intake:upload": {"key": "tidakada"},
        "calendar:feed": {"token": "tidakada"},
        "api:drop_own_view": {"key": "tidakada"},
        "api:raise_own_view": {"key": "tidakada"},
        "api:receive_news": {"key": "tidakada"},
        "api:fetch_file": {"key": "tidakada", "sha256": "0"},
        **{f"exchange:{door}": {"key": "tidakada"} for door in ("sent", "package", "incoming", "pass_on")},
        "exchange:file": {"key": "tidakada", "exhibit": "tidakada"},
        "discipline:open_incoming": {"key": "tidakada"},
        **{f"api:{door}": {"key": "tidakada"} for door in EXCHANGE_DOORS},
        "cases:connect_candidate": {"key": "tidakada"},
        "api:enter_connection": {"key": "tidakada"},
        "cases:withdraw_fact": {"kind": "calon", "key": "tidakada"},
        "api:withdraw_fact": {"kind": "calon", "key": "tidakada"},
        **{f"exchange:{door}": {"key": "tidakada"} for door in ("sent", "package", "incoming")},
    }
    return {(door, ""): given for door, given in arguments.items()}


def invited(office: str) -> str:
    """The key of an invitation to somebody new."""
    boss = User.objects.get(email=ACCOUNTS["admin_nasional"])
    return access.invite(
        email=f"baru@{office}.example", name="Orang Baru", role=Role.EXAMINER, office=organisation(office),
        invited_by=boss, acting=acting(boss), at=timezone.now(),
    ).key  # fmt: skip


def office_addresses() -> Addresses:
    found: Addresses = {}
    for about, office, email in (
        ("tirta_buana", "bawaslu-99.07", SOMEBODY_ELSE),
        ("kota_lain", "bawaslu-99.08", ACCOUNTS["pemeriksa_lain"]),
    ):
        seat = Seat.objects.filter(user__email=email).select_related("user").order_by("pk")[0]
        arguments: dict[str, Arguments] = {
            "kelola:organisation": {"code": office},
            "kelola:edit_organisation": {"code": office},
            "kelola:number_pattern": {"code": office},
            "kelola:close_organisation": {"code": office},
            "kelola:user": {"key": seat.user.key},
            "kelola:give_seat": {"key": seat.user.key},
            "kelola:end_seat": {"key": seat.key},
            "cases:handover": {"key": seat.user.key},
            "api:held_work": {"person": seat.user.key},
            "api:hand_work_over": {"person": seat.user.key},
            "kelola:change_account": {"key": seat.user.key, "verb": "nonaktifkan"},
            "kelola:withdraw_invitation": {"key": invited(office)},
        }
        if about == "tirta_buana":
            arguments |= dict.fromkeys(("cases:temporary_office", "cases:extend_office", "api:extend_office"), ad_hoc())
        found |= {(door, about): given for door, given in arguments.items()}
    return found


def ad_hoc() -> Arguments:
    """The code of an ad hoc office below the regency's; as a row, for the demo has none."""
    parent = organisation("bawaslu-99.07")
    code = create_organisation(
        "panwaslu-99.07.01", kind="panwaslu_kecamatan", name="Panwaslu Kecamatan Rekaan", parent=parent,
        valid_until=date(2027, 3, 1), actor="sistem", at=timezone.now(), example=True,
    ).code  # fmt: skip
    return {"code": code}


def transfer_of(walk: Walk) -> Transfer:
    """A transfer that was taken back, so that it bars no step; as a row, for no walk tells of one."""
    now, office = timezone.now(), walk.case.office
    return Transfer.objects.get_or_create(
        subject=walk.case.reference, number=walk.case.number, kind="pelimpahan", origin=office,
        receiver=organisation("bawaslu-99.08" if office.code == "bawaslu-99.07" else "bawaslu-99.07"),
        defaults={"letter_number": "1/X/2026", "letter_on": now.date(), "basis": "Rekaan", "made_at": now,
                  "made_by": "akun:contoh", "state": "ditarik", "answered_at": now},
    )[0]  # fmt: skip


def object_addresses(world: World) -> Addresses:
    """Addresses of the told stories. Each names the step whose form is asked for, of the case and of the handling."""
    sagara = next(walk for walk in world.walks if walk.story.region == "99.08")
    told: dict[str, tuple[Walk, str, str]] = {
        "baru": (world.walk("diterima"), "", ""),
        "lengkap": (world.walk("memenuhi_syarat"), "", ""),
        "diperiksa": (world.walk("pemeriksaan", of=1), "klarifikasi", ""),
        "diteruskan": (world.walk("diteruskan"), "teruskan", ""),
        "diverifikasi": (world.walk("terverifikasi"), "teruskan", "rekomendasikan"),
        "direkomendasikan": (world.walk("direkomendasikan"), "teruskan", "jatuhkan_sanksi"),
        "kasn": (world.walk("direkomendasikan", of=1), "teruskan", "jatuhkan_sanksi"),
        "sagara": (sagara, "klarifikasi", ""),
    }
    return (
        of_tracks(world)
        | of_reconciliation()
        | {
            (door, about): given
            for about, (walk, case_step, handling_step) in told.items()
            for door, given in {
                **of_laporan(walk),
                **(of_case(walk, case_step) if hasattr(walk, "case") else {}),
                **(of_matrix(walk) if about == "direkomendasikan" else {}),
                **(of_penerusan(walk) if hasattr(walk, "penerusan") else {}),
                **(of_penanganan(walk, handling_step) if hasattr(walk, "penanganan") else {}),
                **(of_oversight(walk) if about == "direkomendasikan" else {}),
                **(of_return(walk) if about == "diteruskan" else {}),
            }.items()
        }
    )


def of_tracks(world: World) -> Addresses:
    """One track written down at the supervisor, one at the regency."""
    found: Addresses = {}
    for about, ends, step in (
        ("jalur_tni", "dihukum_militer", "catat_pelaksanaan_militer"),
        ("jalur_desa", "kades_ditegur", "kades_nyatakan_dilaksanakan"),
        ("jalur_kpu", "diperiksa_tim", "selesaikan_pemeriksaan"),
    ):
        track = world.walk(ends).track
        key, kept = {"key": track.key}, exhibits_of(track.reference)
        found[("tracks:track", about)] = found[("api:track_detail", about)] = key
        found[("api:take_track_step", about)] = key
        found[("tracks:step", about)] = {**key, "step": step}
        found[("tracks:letter", about)] = key
        if enclosed := list(track.penerusan.exhibits.all()) if track.penerusan else []:
            found[("tracks:enclosure", about)] = {**key, "exhibit": enclosed[0].key}
        if kept:
            found[("tracks:exhibit", about)] = {**key, "exhibit": kept[0].key}
    return found


def of_reconciliation() -> Addresses:
    """A list of BKN held against ours; as a row, for no walk tells of one."""
    now = timezone.now()
    made = Reconciliation.objects.create(
        office=organisation("bawaslu-99.07"), partner=organisation("bkn"), made_at=now, made_by="akun:contoh",
        counts=dict.fromkeys(Finding.values, 0), list_hash="0" * 64, expires_at=now + timedelta(days=1),
    )  # fmt: skip
    names = ("insight:reconciliation", "insight:reconciliation_csv", "api:reconciliation_detail")
    return {(name, "pencocokan"): {"key": made.key} for name in (*names, "api:sign_reconciliation")}


def asked_about(walk: Walk) -> IdentityRequest:
    """A request for the name behind a laporan, waiting for the custodian; as a row, for no walk tells of one."""
    return IdentityRequest.objects.get_or_create(
        laporan=walk.laporan, asked_by="akun:contoh", purpose="registrasi",
        defaults={"reason": "Untuk registrasi.", "asked_at": timezone.now(), "public_key": "0" * 64},
    )[0]  # fmt: skip


def answer_link(walk: Walk) -> AnswerLink:
    """A link by which the accused person may answer; as a row, for no walk tells of one."""
    found = AnswerLink.objects.filter(case=walk.case).select_related("case").first()
    if found:
        return found
    now, key = timezone.now(), new_key()
    link = AnswerLink(key=key, case=walk.case, accused=persons_of(walk.case)[0], made_at=now, made_by="akun:contoh")
    link.expires_at, link.token_hash = now + LASTS, hash_of(token_of(link))
    link.save()
    return link


def own_exhibit(walk: Walk) -> str:
    """The key of a file that came to the case itself, as with an answer; no walk tells of one."""
    found = exhibits_of(walk.case.reference).first()
    if found is None:
        photo = SimpleUploadedFile("jawaban.png", PNG)
        found = keep(walk.case.reference, photo, at=timezone.now(), purpose=ANSWER)
    return found.key


def official_link(walk: Walk) -> OfficialLink:
    """A link for an agency something was recommended to, made by the auditor; no walk tells of one."""
    found = OfficialLink.objects.filter(penerusan=walk.penerusan).first()
    if found:
        return found
    boss = acting(User.objects.get(email=ACCOUNTS["auditor_bkn"]))
    return links.make(
        walk.penerusan, purpose="rekomendasi", acting=boss, at=timezone.now(), channel="surel",
        address="sekretariat@tirtabuana.example", official="Bupati Tirta Buana",
    )  # fmt: skip


# Doors of programs whose address is a laporan's and nothing else.
OF_LAPORAN = (
    *("laporan_detail", "review_laporan", "register_laporan", "write_to_reporter", "read_messages"),
    "issue_status_notice",
    *("election_effect", "set_election"),
    *("approve_release", "hold_erasing", "answer_reports_alike", "set_report_apart"),
)


def of_laporan(walk: Walk) -> dict[str, Arguments]:
    key = {"key": walk.laporan.key}
    exhibit = exhibits_of(walk.laporan.reference)[0].key
    return {
        "cases:move_report": {**key, "kind": "pelimpahan"},
        "api:hand_over_report": key,
        "api:take_over_report": key,
        "intake:laporan": key,
        "intake:staff_form": key,
        "intake:kajian_awal": key,
        "intake:election": key,
        "intake:open_seal": key,
        "intake:talk": key,
        "intake:release": key,
        "intake:hold": key,
        "intake:mark_read": key,
        "intake:issue_notice": key,
        "intake:notice": {**key, "document": "tidakada"},
        "intake:handle_check_in": {**key, "check_in": "tidakada"},
        "intake:opened": key,
        "intake:ask_identity": key,
        "intake:look_identity": {**key, "request_key": "tidakada"},
        "intake:answer_request": {"key": asked_about(walk).key},
        "intake:alike": key,
        "intake:answer_alike": key,
        "intake:set_apart": key,
        "cases:register": key,
        "intake:exhibit": {**key, "exhibit_key": exhibit},
        "intake:exhibit_page": {**key, "exhibit_key": exhibit},
        "intake:exhibit_copy": {**key, "exhibit_key": exhibit, "kind": "bersih"},
        "intake:check_exhibit": {**key, "exhibit_key": exhibit},
        "intake:redact": {**key, "exhibit_key": exhibit},
        "intake:redact_page": {**key, "exhibit_key": exhibit, "page": 1},
        "intake:release_exhibit": {**key, "exhibit_key": exhibit},
        **{f"api:{door}": key for door in OF_LAPORAN},
        "api:handle_check_in": {**key, "check_in": "tidakada"},
        "api:check_exhibit_again": {**key, "exhibit": exhibit},
        "api:release_original": {**key, "exhibit": exhibit},
        "api:redact_exhibit": {**key, "exhibit": exhibit},
    }


def of_case(walk: Walk, step: str) -> dict[str, Arguments]:
    key = {"key": walk.case.key}
    issued = documents_of(walk.case.reference)
    return {
        "cases:case": key,
        "cases:tab": {**key, "tab": "riwayat"},
        "cases:peek": {**key, "kind": "perkara"},
        "cases:step": {**key, "step": step},
        "tracks:open_criminal": key,
        "cases:answer_link": {**key, "link": answer_link(walk).key},
        "cases:exhibit": {**key, "exhibit": exhibits_of(walk.laporan.reference)[0].key},
        "cases:exhibit_copy": {**key, "exhibit": exhibits_of(walk.laporan.reference)[0].key, "kind": "bersih"},
        "cases:check_exhibit": {**key, "exhibit": exhibits_of(walk.laporan.reference)[0].key},
        "cases:redact": {**key, "exhibit": own_exhibit(walk)},
        "cases:redact_page": {**key, "exhibit": own_exhibit(walk), "page": 1},
        "cases:uncover": {"exhibit": exhibits_of(walk.laporan.reference)[0].key},
        "cases:gather": key,
        "cases:sign_minutes": {**key, "heard": "tidakada"},
        "api:sign_hearing_minutes": {**key, "hearing": "tidakada"},
        "api:gather": key,
        "api:redact_case_exhibit": {**key, "exhibit": own_exhibit(walk)},
        "api:uncover_exhibit": {"exhibit": exhibits_of(walk.laporan.reference)[0].key},
        "api:case_detail": key,
        "api:case_people": key,
        "api:case_receivers": key,
        "api:case_hearings": key,
        "api:answer_links": key,
        "api:open_criminal_track": key,
        "api:take_step": key,
        "api:preview_handover": key,
        "api:join": key,
        "api:hand_over_case": key,
        "api:take_over_case": key,
        "api:answer_transfer": {"key": transfer_of(walk).key},
        "cases:transfer": {"key": transfer_of(walk).key},
        "cases:answer_transfer": {"key": transfer_of(walk).key, "answer": "terima"},
        "cases:move_case": {**key, "kind": "pelimpahan"},
        "api:separate": key,
        "cases:reports": key,
        "cases:berkas": key,
        "api:berkas_editions": key,
        "api:print_berkas": key,
        "cases:join": key,
        "cases:separate": {**key, "laporan": walk.laporan.key},
        **of_desk(key, walk),
        **({"cases:document": {**key, "document": issued[0].key}} if issued else {}),
    }


def of_desk(key: Arguments, walk: Walk) -> dict[str, Arguments]:
    """The desk of a case, with a note by the examiner and a task for them; as rows, for no walk tells of any."""
    author, at = User.objects.get(email=ACCOUNTS["pemeriksa"]), timezone.now()
    note, made = Note.objects.get_or_create(case=walk.case, written_by=author.reference, defaults={"written_at": at})
    if made:
        NoteEdition.objects.create(note=note, edition=1, text="Sudah ditelepon.", written_at=at)
    given = {"text": "Telepon saksi.", "given_at": at, "given_by": author.reference}
    task, _made = Task.objects.get_or_create(case=walk.case, user=author, defaults=given)
    return {
        **{f"cases:{door}": key for door in ("assign", "follow", "notes", "tasks", "labels", "undo")},
        **{
            f"api:{door}": key
            for door in ("case_desk", "assign", "follow_case", "write_note", "give_task", "add_label", "undo")
        },
        "cases:remove_label": {**key, "label": "tidakada"},
        "api:remove_label": {**key, "label": "tidakada"},
        "cases:note": {**key, "note": note.key},
        "api:edit_note": {**key, "note": note.key},
        "cases:finish_task": {**key, "task": task.key},
        "api:finish_task": {**key, "task": task.key},
    }


def of_matrix(walk: Walk) -> dict[str, Arguments]:
    """The doors beside the matrix: one element, one request (as a row, for no walk asks), one edition of the text."""
    key = {"key": walk.case.key}
    norm = TakenNorm.objects.filter(accused__case=walk.case).order_by("pk")[0]
    asked = ProofRequest.objects.get_or_create(
        norm=norm, element="who", proof="data_kepegawaian",
        defaults={"holder": "Badan arsip rekaan", "wanted": "Daftar hadir rekaan",
                  "asked_at": timezone.now(), "asked_by": "akun:contoh",
                  "document": documents_of(walk.case.reference)[0]},
    )[0]  # fmt: skip
    element = {**key, "norm": norm.key, "element": "who"}
    text = {**key, "accused": norm.accused.key, "edition": 1}
    return {
        "cases:take_norm": key,
        "cases:release_norm": {**key, "norm": norm.key},
        "cases:element": element,
        "cases:ask_proof": {**element, "proof": "data_kepegawaian"},
        "cases:proof_request": {**key, "asked": asked.key},
        "cases:kajian_text": {**key, "accused": norm.accused.key},
        "cases:kajian_edition": text,
        "cases:kajian_pdf": text,
        "cases:issue_kajian": text,
        "api:kajian_texts": {**key, "accused": norm.accused.key},
        "api:save_kajian_text": {**key, "accused": norm.accused.key},
        "api:kajian_text": text,
        "api:issue_kajian_text": text,
        "api:case_matrix": key,
        "api:take_norm_over": key,
        "api:release_taken_norm": {**key, "norm": norm.key},
        "api:assess_element": key,
        "api:proof_requests": key,
        "api:ask_for_proof": key,
        "api:end_proof_request": {**key, "asked": asked.key},
    }


def of_penerusan(walk: Walk) -> dict[str, Arguments]:
    key = {"key": walk.penerusan.key}
    made = Rekomendasi.objects.filter(penanganan__penerusan=walk.penerusan).exists()
    recommended = made and walk.penerusan.receiver.code == "bkn"
    return {
        **(of_official_link(walk) if recommended else {}),
        "official_links:make": {**key, "purpose": "rekomendasi" if recommended else "penerusan"},
        "discipline:incoming": key,
        "cases:lead_around": key,
        "discipline:as_receiver": key,
        "api:lead_around": key,
        "cases:supply": key,
        "api:supply": key,
        "discipline:incoming_letter": key,
        "discipline:outcome": key,
        "discipline:name_gaps": key,
        "api:name_gaps": key,
        "discipline:declare_of": key,
        "api:declare_conflict_of": key,
        "api:take_handed_over": key,
        "api:report_outcome": key,
        "discipline:incoming_exhibit": {**key, "exhibit": walk.penerusan.exhibits.all()[0].key},
    }


def of_official_link(walk: Walk) -> dict[str, Arguments]:
    key = {"key": official_link(walk).key}
    return {
        **{f"official_links:{door}": key for door in ("link", "take_address", "renew", "revoke")},
        **{f"api:{door}": key for door in ("official_link", "renew_official_link", "revoke_official_link")},
        "official_links:proof": {**key, "exhibit": "tidakada"},
    }


def of_oversight(walk: Walk) -> dict[str, Arguments]:
    """A letter that went, a draft, and a request to block; as rows, for no walk waits that long."""
    handled, now = Penanganan.objects.select_related("agency").get(pk=walk.penanganan.pk), timezone.now()
    letter = documents_of(handled.reference)[0]
    contact = Contact.objects.create(
        authority=handled.authority, agency=handled.agency, rung="pengingat", document=letter, made_at=now,
        made_by="akun:contoh",
    )  # fmt: skip
    draft = Measure.objects.create(penanganan=handled, rung="surat_1", due_on=now.date(), prepared_at=now)
    reason, asked = "Empat surat tidak dijawab.", {"requested_at": now, "requested_by": "akun:contoh"}
    block = Block.objects.create(penanganan=handled, agency=handled.agency, reason=reason, **asked)
    key = {"key": block.key}
    return {
        "oversight:agency": {"code": "pemkab-99.07"},
        "oversight:draft": {"key": draft.key},
        "oversight:letter": {"key": contact.key},
        "oversight:request_block": {"key": handled.key},
        "oversight:block": key,
        "oversight:answer_block": {**key, "answer": "setujui"},
        **{f"api:{door}": key for door in ("approve_block", "refuse_block", "lift_block")},
    }


def of_return(walk: Walk) -> dict[str, Arguments]:
    """A hand-over that came back; as a row, for every walk hands over complete."""
    key, given = {"key": walk.penerusan.key}, {"made_at": timezone.now(), "made_by": "akun:contoh"}
    back = {"key": Pengembalian.objects.create(penerusan=walk.penerusan, gaps=["jabatan"], **given).key}
    return {
        "oversight:give_back": key,
        "api:give_back": key,
        "oversight:complete": back,
        "api:complete_return": back,
    }


def of_penanganan(walk: Walk, step: str) -> dict[str, Arguments]:
    key = {"key": walk.penanganan.key}
    return {
        "discipline:penanganan": key,
        "discipline:lead_around": key,
        "api:lead_handling_around": key,
        "discipline:pass_on": key,
        "api:pass_handling_on": key,
        "api:penanganan_detail": key,
        "api:take_discipline_step": key,
        "discipline:acknowledge": key,
        "discipline:declare": key,
        "api:acknowledge_recommendation": key,
        "api:declare_conflict": key,
        "discipline:step": {**key, "step": step},
        "discipline:document": {**key, "document": walk.penerusan.document.key},
        "discipline:exhibit": {**key, "exhibit": walk.penerusan.exhibits.all()[0].key},
    }
