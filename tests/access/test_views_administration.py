import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from netral.access.jobs import send_invitation
from netral.access.models import Invitation, Role, User
from netral.access.queries import acting, hash_of, invitation_token
from netral.audit.models import Entry
from netral.audit.queries import entries_about
from netral.offices.models import Organisation
from tests.access.builders import AT, Kind, invitation, national_admin, office, region, seated, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

SOMEBODY = {"name": "Sri Wahyuni", "email": "sri@contoh.id", "role": "anggota", "office": "bawaslu-99.07"}
UNTIL = {"until_hari": "31", "until_bulan": "jan", "until_tahun": "2099"}


@pytest.fixture
def admin() -> Client:
    office("bawaslu-99.07")
    return signed_in(national_admin())


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


# Inviting


def test_an_invitation_is_made_and_its_link_shown_once(admin):
    answer = admin.post("/kelola/undangan/baru/", {**SOMEBODY, **UNTIL})
    first, second = said(admin.get("/kelola/undangan/")), said(admin.get("/kelola/undangan/"))

    made = Invitation.objects.get()
    link = f"http://127.0.0.1:8000/akun/undangan/{invitation_token(made.key)}/"
    assert (answer.status_code, answer["Location"]) == (303, "/kelola/undangan/")
    assert (made.role, made.office.code, made.seat_until) == ("anggota", "bawaslu-99.07", date(2099, 1, 31))
    assert (link in first, link in second) == (True, False)


def test_an_invitation_is_sent_by_the_worker_which_is_told_its_key_only(admin):
    admin.post("/kelola/undangan/baru/", SOMEBODY)

    made, task = Invitation.objects.get(), DBTaskResult.objects.get()

    assert task.args_kwargs == {"args": [made.key], "kwargs": {}}
    assert mail.outbox == []


def test_the_link_stands_neither_in_session_nor_queue_nor_journal(admin):
    admin.post("/kelola/undangan/baru/", SOMEBODY)
    token = invitation_token(Invitation.objects.get().key)

    kept = [str(dict(admin.session)), str(DBTaskResult.objects.values_list()), str(entries_about("x").values_list())]

    assert not [each for each in kept if token in each or hash_of(token) in each]


def test_the_letter_names_seat_and_link_and_nothing_of_any_case(admin):
    admin.post("/kelola/undangan/baru/", SOMEBODY)
    made = Invitation.objects.get()

    send_invitation.call(made.key)

    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["sri@contoh.id"], "Undangan menggunakan Netral")
    assert letter.body.startswith(
        "Yth. Sri Wahyuni,\n\nAnda diundang menggunakan Netral sebagai Anggota di Kantor bawaslu"
    )
    assert f"/akun/undangan/{invitation_token(made.key)}/" in letter.body


def test_a_letter_for_an_invitation_that_is_gone_is_not_sent(admin):
    admin.post("/kelola/undangan/baru/", SOMEBODY)
    Invitation.objects.update(withdrawn_at=timezone.now())

    send_invitation.call(Invitation.objects.get().key)
    send_invitation.call("tidak-ada")

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "id_name"),
        ({"name": "<b>Sri</b>"}, "tanpa tanda"),
        ({"name": "Sri\nBcc: x"}, "tanpa baris baru"),
        ({"name": "S\x00"}, "id_name"),
        ({"email": "bukan-alamat"}, "id_email"),
        ({"email": "a@b.id\nBcc: x@y.id"}, "id_email"),
        ({"role": "raja"}, "id_role"),
        ({"role": ""}, "id_role"),
        ({"office": "kerajaan"}, "Kantor ini tidak ditemukan."),
        ({"office": ""}, "id_office"),
        ({"until_hari": "31", "until_bulan": "2", "until_tahun": "2099"}, "id_until"),
        ({"until_hari": "1", "until_bulan": "1", "until_tahun": "2020"}, "Masa tugas itu sudah lewat."),
    ],
)
def test_a_wrong_invitation_comes_back_with_the_field_named(admin, wrong, says):
    answer = admin.post("/kelola/undangan/baru/", {**SOMEBODY, **wrong})

    assert answer.status_code == 422
    assert says in said(answer)
    assert not Invitation.objects.exists()


def test_an_office_may_be_named_by_its_full_name(admin):
    admin.post("/kelola/undangan/baru/", {**SOMEBODY, "office": "KANTOR BAWASLU-99.07"})

    assert Invitation.objects.get().office.code == "bawaslu-99.07"


def test_a_name_that_two_offices_share_is_not_enough(admin):
    for code in ("satu", "dua"):
        office(code, Kind.AGENCY)
    Organisation.objects.filter(code__in=("satu", "dua")).update(name="Dinas Contoh")

    answer = admin.post("/kelola/undangan/baru/", {**SOMEBODY, "office": "Dinas Contoh"})

    assert answer.status_code == 422


def test_an_office_invites_to_itself_only():
    client = signed_in(seated(Role.ADMINISTRATOR, "bawaslu-99"))
    office("bawaslu-99.07")

    answers = [
        client.post("/kelola/undangan/baru/", {**SOMEBODY, "office": code}) for code in ("bawaslu-99.07", "bawaslu-99")
    ]

    assert [answer.status_code for answer in answers] == [422, 303]


def test_the_page_of_an_office_leads_to_an_invitation_to_it(admin):
    link = re.search(r'href="(/kelola/undangan/baru/[^"]*)"', said(admin.get("/kelola/organisasi/bawaslu-99.07/")))[1]

    assert 'value="bawaslu-99.07"' in said(admin.get(link))


def test_an_administrator_of_one_office_finds_it_filled_in():
    page = said(signed_in(seated(Role.ADMINISTRATOR, "bawaslu-99")).get("/kelola/undangan/baru/"))

    assert 'value="bawaslu-99"' in page


def test_a_national_administrator_chooses_the_office(admin):
    assert 'name="office" value' not in said(admin.get("/kelola/undangan/baru/"))


def test_invitations_say_what_became_of_them(admin):
    inviter, now = User.objects.get(), timezone.now()
    states = {
        "dipakai": {"used_at": now},
        "dibatalkan": {"withdrawn_at": now},
        "lewat": {"expires_at": now},
        "menunggu": {},
    }
    for name, fields in states.items():
        made = invitation(inviter, office(), email=f"{name}@contoh.id", at=now)
        Invitation.objects.filter(pk=made.pk).update(**fields)

    text = said(admin.get("/kelola/undangan/"))

    chips = re.findall(r">(Dipakai|Dibatalkan|Kedaluwarsa|Menunggu)</span>", text)
    assert chips == ["Menunggu", "Kedaluwarsa", "Dibatalkan", "Dipakai"]


def test_an_invitation_is_withdrawn_once(admin):
    made = invitation(User.objects.get(), office(), at=timezone.now())

    first, second = (admin.post(f"/kelola/undangan/{made.key}/batalkan/") for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert Client().get(f"/akun/undangan/{invitation_token(made.key)}/").status_code == 404
    assert "sudah dipakai atau dibatalkan" in said(admin.get("/kelola/undangan/"))


# People


def test_a_user_page_shows_seats_and_second_factor(admin):
    user = seated(Role.MEMBER, until=date(2099, 12, 31))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})

    text = said(admin.get(f"/kelola/pengguna/{user.key}/"))

    assert "1 Januari 2020 \u2013 31 Desember 2099" in text
    assert "Langkah kedua terpasang" in text
    assert "Nonaktifkan akun" in text


def test_the_own_page_offers_no_way_to_lock_oneself_out():
    user = national_admin()

    text = said(signed_in(user).get(f"/kelola/pengguna/{user.key}/"))

    assert "Nonaktifkan akun" not in text
    assert "/akhiri/" not in text


def test_switching_off_oneself_by_hand_is_refused_in_words():
    user = national_admin()

    answer = signed_in(user).post(f"/kelola/pengguna/{user.key}/nonaktifkan/")

    assert answer.status_code == 422
    assert "pengelola lain" in said(answer)
    assert User.objects.get(pk=user.pk).is_active


def test_an_account_is_switched_off_and_on(admin):
    user = seated(Role.MEMBER)

    admin.post(f"/kelola/pengguna/{user.key}/nonaktifkan/")
    off = said(admin.get(f"/kelola/pengguna/{user.key}/"))
    admin.post(f"/kelola/pengguna/{user.key}/aktifkan/")

    assert "Dinonaktifkan" in off
    assert User.objects.get(pk=user.pk).is_active


def test_the_second_factor_is_reset(admin):
    user = seated(Role.MEMBER)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})

    answer = admin.post(f"/kelola/pengguna/{user.key}/hapus-langkah-kedua/")

    assert answer.status_code == 303
    assert not Authenticator.objects.exists()


SINCE = {"since_hari": "1", "since_bulan": "2", "since_tahun": "2026"}


def test_a_seat_is_given(admin):
    user = seated(Role.MEMBER)

    answer = admin.post(
        f"/kelola/pengguna/{user.key}/jabatan/", {"role": "kustodian", "office": "bawaslu-99.07", **SINCE}
    )

    assert (answer.status_code, answer["Location"]) == (303, f"/kelola/pengguna/{user.key}/")
    assert user.seats.get(role=Role.CUSTODIAN).valid_from == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"until_hari": "1", "until_bulan": "1", "until_tahun": "2026"}, "berakhir sebelum dimulai"),
        ({"since_tahun": ""}, "id_since"),
        ({"role": "anggota", "since_hari": "1", "since_bulan": "1", "since_tahun": "2020"}, "sudah diberikan"),
    ],
)
def test_a_wrong_seat_comes_back_with_what_is_wrong(admin, wrong, says):
    user = seated(Role.MEMBER)
    given = {"role": "kustodian", "office": "bawaslu-99.07", **SINCE, **wrong}

    answer = admin.post(f"/kelola/pengguna/{user.key}/jabatan/", given)

    assert answer.status_code == 422
    assert says in said(answer)
    assert user.seats.count() == 1


def test_a_seat_is_ended_on_a_day(admin):
    user = seated(Role.MEMBER)
    path = f"/kelola/jabatan/{user.seats.get().key}/akhiri/"

    offered = said(admin.get(path))
    answer = admin.post(path, {"last_day_hari": "20", "last_day_bulan": "11", "last_day_tahun": "2026"})

    assert f'value="{timezone.localdate().year}"' in offered
    assert (answer.status_code, user.seats.get().valid_until) == (303, date(2026, 11, 20))


def test_a_seat_that_is_over_is_not_offered_for_ending(admin):
    over, later = seated(Role.MEMBER, until=date(2021, 1, 1)), seated(Role.EXAMINER, until=date(2099, 1, 1))

    pages = [said(admin.get(f"/kelola/pengguna/{user.key}/")) for user in (over, later)]

    assert ["/akhiri/" in page for page in pages] == [False, True]


def test_ending_a_seat_later_than_it_ends_is_refused(admin):
    user = seated(Role.MEMBER, until=date(2026, 1, 1))
    day = {"last_day_hari": "1", "last_day_bulan": "2", "last_day_tahun": "2026"}

    answer = admin.post(f"/kelola/jabatan/{user.seats.get().key}/akhiri/", day)

    assert answer.status_code == 422
    assert "sudah berakhir" in said(answer)


# Organisations

NEW = {"name": "Dinas Contoh", "code": "dinas-99.07", "kind": "lembaga", "parent": "bawaslu", "region": "9907"}


def test_an_organisation_is_added_in_the_zone_of_its_region(admin):
    region("99.07")

    answer = admin.post("/kelola/organisasi/baru/", NEW)

    made = Organisation.objects.get(code="dinas-99.07")
    assert (answer.status_code, answer["Location"]) == (303, "/kelola/organisasi/dinas-99.07/")
    assert (made.zone, made.parent.code, made.region_id) == ("Asia/Makassar", "bawaslu", "99.07")


def test_an_organisation_needs_neither_parent_nor_region(admin):
    admin.post("/kelola/organisasi/baru/", {**NEW, "parent": "", "region": ""})

    made = Organisation.objects.get(code="dinas-99.07")
    assert (made.parent, made.region) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"code": "Dinas Contoh"}, 'href="#id_code"'),
        ({"code": "bawaslu"}, 'href="#id_code"'),
        ({"kind": "kerajaan"}, "id_kind"),
        ({"parent": "kerajaan"}, "Kantor ini tidak ditemukan."),
        ({"region": "12.34.56"}, 'href="#id_region"'),
        ({"region": "abc"}, 'href="#id_region"'),
        ({"name": "<script>"}, 'href="#id_name"'),
        ({"name": "x" * 161}, 'href="#id_name"'),
    ],
)
def test_a_wrong_organisation_comes_back_with_the_field_named(admin, wrong, says):
    answer = admin.post("/kelola/organisasi/baru/", {**NEW, "region": "", **wrong})

    assert answer.status_code == 422
    assert says in said(answer)
    assert not Organisation.objects.filter(code="dinas-99.07").exists()


UNCHANGED = {"zone": "Asia/Jakarta", "parent": "bawaslu", "region": "", "other_names": ""}


def test_what_may_change_of_an_organisation_is_changed_and_journalled(admin):
    region("99.07")
    office("dinkes", Kind.AGENCY, valid_until=date(2027, 1, 31))
    page = "/kelola/organisasi/dinkes/ubah/"
    assert 'value="2027"' in said(admin.get(page))

    answer = admin.post(
        page,
        {
            "name": "Dinas Kesehatan Contoh", "other_names": "Dinkes", "zone": "Asia/Makassar", "parent": "bawaslu",
            "region": "9907", "valid_from_hari": "1", "valid_from_bulan": "2", "valid_from_tahun": "2020",
        },
    )  # fmt: skip

    made = Organisation.objects.select_related("parent").get(code="dinkes")
    assert (answer.status_code, answer["Location"]) == (303, "/kelola/organisasi/dinkes/")
    assert (made.name, made.other_names, made.zone) == ("Dinas Kesehatan Contoh", "Dinkes", "Asia/Makassar")
    assert (made.parent.code, made.region_id, made.edited) == ("bawaslu", "99.07", True)
    assert (made.valid_from, made.valid_until) == (date(2020, 2, 1), None)
    page = said(admin.get(answer["Location"]))
    assert ("Data organisasi disimpan." in page, "Dinkes" in page) == (True, True)
    entry = Entry.objects.get(chain="organisasi:dinkes", verb="organisasi.diubah")
    assert entry.actor == User.objects.get(email="admin@bawaslu.contoh.id").reference
    assert entry.facts["changed"] == [
        "name", "other_names", "parent", "region", "valid_from", "valid_until", "zone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "id_name"),
        ({"other_names": "<b>"}, "id_other_names"),
        ({"parent": "kerajaan"}, "id_parent"),
        ({"parent": "dinkes"}, "id_parent"),
        ({"region": "12.34.56"}, "id_region"),
        ({"zone": "Mars/Olympus"}, "id_zone"),
    ],
)
def test_a_wrong_change_of_an_organisation_comes_back_with_the_field_named(admin, wrong, field):
    office("dinkes", Kind.AGENCY)

    answer = admin.post("/kelola/organisasi/dinkes/ubah/", {**UNCHANGED, "name": "Dinas Lain", **wrong})

    assert answer.status_code == 422
    assert f'href="#{field}"' in said(answer)
    assert Organisation.objects.get(code="dinkes").name == "Kantor dinkes"


def test_only_the_administrator_of_the_nation_is_offered_to_change_an_organisation(admin):
    own = signed_in(seated(Role.ADMINISTRATOR, office("bawaslu-99.07")))
    page = "/kelola/organisasi/bawaslu-99.07/"

    assert [f"{page}ubah/" in said(client.get(page)) for client in (admin, own)] == [True, False]


def test_closing_an_organisation_ends_what_its_people_may_do(admin):
    user = seated(Role.AUDITOR, office("kasn", Kind.ASN_SUPERVISOR))
    yesterday = timezone.localdate() - timedelta(days=2)
    day = {"last_day_hari": yesterday.day, "last_day_bulan": yesterday.month, "last_day_tahun": yesterday.year}

    answer = admin.post("/kelola/organisasi/kasn/tutup/", day)

    assert answer.status_code == 303
    assert acting(user).seats == ()
    assert "Organisasi ditutup." in said(admin.get(answer["Location"]))


def test_an_organisation_is_not_closed_before_it_began(admin):
    office("baru", Kind.AGENCY, valid_from=date(2026, 1, 1))
    day = {"last_day_hari": "1", "last_day_bulan": "1", "last_day_tahun": "2025"}

    answer = admin.post("/kelola/organisasi/baru-1/tutup/", day)
    refused = admin.post("/kelola/organisasi/baru/tutup/", day)

    assert (answer.status_code, refused.status_code) == (404, 422)
    assert Organisation.objects.get(code="baru").valid_until is None


def test_an_office_is_given_its_own_form_of_numbers_and_sees_an_example(admin):
    page = "/kelola/organisasi/bawaslu-99.07/nomor/"
    assert "{nomor}/{seri}/{kode}/{bulan}/{tahun}" in said(admin.get(page))

    answer = admin.post(page, {"number_pattern": "{nomor2}/{seri}/PB/Kab/03.17/{tahun}"})

    year = timezone.localdate().year
    assert answer.status_code == 303
    assert f"misalnya 14/Reg/LP/PB/Kab/03.17/{year}." in said(admin.get(answer["Location"]))
    assert "{nomor2}/{seri}/PB/Kab/03.17/{tahun}" in said(admin.get(page))


def test_a_wrong_form_of_numbers_comes_back_as_it_was_written(admin):
    answer = admin.post("/kelola/organisasi/bawaslu-99.07/nomor/", {"number_pattern": "{nomor}/{tahun}"})

    assert answer.status_code == 422
    assert "Belum ada {seri}." in said(answer)
    assert 'value="{nomor}/{tahun}"' in answer.content.decode()
    assert Organisation.objects.get(code="bawaslu-99.07").number_pattern == ""


def test_an_agency_has_no_numbers_to_form(admin):
    office("pemkab-99.07", Kind.REGENCY_GOVERNMENT)

    assert admin.get("/kelola/organisasi/pemkab-99.07/nomor/").status_code == 404
    assert "Nomor perkara" not in said(admin.get("/kelola/organisasi/pemkab-99.07/"))


def test_every_change_says_in_the_journal_who_did_it(admin):
    user, actor = seated(Role.MEMBER), User.objects.get(email="admin@bawaslu.contoh.id")

    admin.post(f"/kelola/pengguna/{user.key}/nonaktifkan/")

    assert entries_about(user.reference).last().actor == actor.reference
    assert entries_about(user.reference).last().at >= AT
