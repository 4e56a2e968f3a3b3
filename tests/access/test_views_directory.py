import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.actions import end_seat, give_seat
from netral.access.models import Role
from netral.access.states import SYSTEM
from netral.audit.actions import anchor, past_the_guard
from netral.audit.models import Entry
from netral.offices.actions import close_organisation
from tests.access.builders import (
    AT,
    LONG_AGO,
    Kind,
    invitation,
    national_admin,
    office,
    person,
    seated,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def own_admin(where: str = "bawaslu-99.07"):
    return seated(Role.ADMINISTRATOR, where, email=f"kelola-{where}@contoh.id")


def page(user, path: str) -> str:
    answer = signed_in(user).get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def names(text: str) -> list[str]:
    """What stands in the first column, under its link."""
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)', text)


# The front page


def test_the_front_page_counts_what_there_is_to_administer():
    admin = national_admin()
    office("bkn", Kind.ASN_SUPERVISOR)
    invitation(admin, office(), at=timezone.now())
    invitation(admin, office(), at=AT.replace(year=2020))

    text = page(admin, "/kelola/")

    assert re.findall(r"<dd>(\d+)</dd>", text) == ["3", "1", "1"]
    assert "Anda mengelola semua organisasi." in text


def test_an_office_counts_its_own_only():
    office("bkn", Kind.ASN_SUPERVISOR)
    seated(Role.MEMBER, "bawaslu-98")

    assert re.findall(r"<dd>(\d+)</dd>", page(own_admin(), "/kelola/")) == ["1", "1", "0"]


def test_the_rail_leads_through_administration():
    text = page(national_admin(), "/kelola/pengguna/")

    assert re.search(r'href="/kelola/pengguna/" aria-current="page"', text)


# Organisations


def test_organisations_are_found_by_name_code_and_kind():
    admin = national_admin()
    office("bkn", Kind.ASN_SUPERVISOR)
    office("bawaslu-99.07")

    found = [
        names(page(admin, f"/kelola/organisasi/?{query}"))
        for query in ("cari=99.07", "cari=KANTOR+BKN", "jenis=pengawas_asn", "jenis=kerajaan", "cari=tidak+ada")
    ]

    everything = ["Kantor bawaslu", "Kantor bawaslu-99.07", "Kantor bkn"]
    assert found == [["Kantor bawaslu-99.07"], ["Kantor bkn"], ["Kantor bkn"], everything, []]


def test_an_office_finds_itself_only():
    office("bkn", Kind.ASN_SUPERVISOR)

    assert names(page(own_admin(), "/kelola/organisasi/")) == ["Kantor bawaslu-99.07"]


def test_the_list_says_how_many_people_sit_there_today():
    admin = national_admin()
    seated(Role.MEMBER, "bawaslu-99")
    seated(Role.EXAMINER, "bawaslu-99", until=date(2021, 1, 1))

    text = page(admin, "/kelola/organisasi/?cari=bawaslu-99")

    assert re.findall(r'class="tabel__angka">(\d+)<', text) == ["1"]


def many_offices(number: int) -> None:
    top = office("bawaslu")
    for each in range(number):
        office(f"dinas-{each}", Kind.AGENCY, parent=top)


def test_lists_are_cut_into_pages():
    admin = national_admin()
    many_offices(40)

    first, second, far = (
        page(admin, f"/kelola/organisasi/?cari=dinas{more}") for more in ("", "&halaman=2", "&halaman=99")
    )

    assert (len(names(first)), len(names(second))) == (30, 10)
    assert "Halaman 1 dari 2" in first
    assert "cari=dinas&amp;halaman=2" in first
    assert names(far) == names(second)


@pytest.mark.parametrize("path", ["/kelola/organisasi/?cari=dinas", "/kelola/organisasi/bawaslu/"])
def test_organisations_cost_the_same_for_one_and_for_thirty(path):
    admin = national_admin()
    many_offices(1)
    one = queries_of(admin, path)
    many_offices(30)

    assert queries_of(admin, path) == one


def queries_of(user, path: str) -> int:
    client = signed_in(user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_an_organisation_says_since_when_until_when_and_where():
    admin = national_admin()
    kasn = office("kasn", Kind.ASN_SUPERVISOR, parent=office("bawaslu"), valid_from=date(2014, 9, 30))
    close_organisation(kasn, last_day=date(2024, 9, 3), actor="sistem", at=AT)

    text = page(admin, "/kelola/organisasi/kasn/")

    assert "30 September 2014 \u2013 3 September 2024" in text
    assert '<a href="/kelola/organisasi/bawaslu/">Kantor bawaslu</a>' in text


def test_an_organisation_shows_its_people_and_whose_seat_is_over():
    admin = national_admin()
    seated(Role.MEMBER, "bawaslu-99")
    seated(Role.EXAMINER, "bawaslu-99", until=date(2021, 1, 1))

    text = page(admin, "/kelola/organisasi/bawaslu-99/")

    assert set(names(text)) == {"pemeriksa bawaslu-99", "anggota bawaslu-99"}
    assert text.count("tidak berlaku") == 1


def test_an_organisation_without_people_says_so():
    admin = national_admin()
    office("bkn", Kind.ASN_SUPERVISOR)

    assert "Belum ada pengguna di Kantor bkn." in page(admin, "/kelola/organisasi/bkn/")


def test_what_stands_below_an_organisation_is_listed_up_to_a_limit():
    admin = national_admin()
    many_offices(51)

    text = page(admin, "/kelola/organisasi/bawaslu/")

    assert len(re.findall(r"/kelola/organisasi/dinas-\d+/", text)) == 50
    assert "Lihat semua" in text


# Users


def test_users_are_found_by_name_and_address():
    admin = national_admin()
    give_seat(person("sri@contoh.id", "Sri Wahyuni"), role=Role.MEMBER, office=office(), **GIVEN)

    found = [names(page(admin, f"/kelola/pengguna/?cari={text}")) for text in ("wahyuni", "SRI@", "tidak+ada")]

    assert found == [["Sri Wahyuni"], ["Sri Wahyuni"], []]


GIVEN = {"valid_from": LONG_AGO, "acting": SYSTEM, "at": AT}


def test_an_office_sees_its_own_people_past_ones_too_and_only_their_seats_there():
    admin = own_admin()
    shared = seated(Role.MEMBER, "bawaslu-99.07")
    give_seat(shared, role=Role.AUDITOR, office=office("bkn", Kind.ASN_SUPERVISOR), **GIVEN)
    end_seat(shared.seats.get(role=Role.MEMBER), last_day=date(2021, 1, 1), acting=SYSTEM, at=AT)
    seated(Role.MEMBER, "bawaslu-98")

    text = page(admin, "/kelola/pengguna/")

    assert names(text) == ["admin bawaslu-99.07", "anggota bawaslu-99.07"]
    assert "Kantor bkn" not in text
    assert "Kantor bkn" not in page(admin, f"/kelola/pengguna/{shared.key}/")


def test_accounts_without_any_seat_are_seen_by_national_administrators_only():
    person("tanpa@contoh.id", "Tanpa Jabatan")

    assert "Tanpa Jabatan" in page(national_admin(), "/kelola/pengguna/")
    assert "Tanpa Jabatan" not in page(own_admin(), "/kelola/pengguna/")


def many_people(number: int, where: str = "bawaslu-99") -> None:
    for each in range(number):
        seated(Role.MEMBER, where, email=f"{where}-{number}-{each}@contoh.id")


@pytest.mark.parametrize(
    "path",
    [
        "/kelola/pengguna/",
        "/kelola/organisasi/bawaslu-99/",
        "/kelola/peran/?peran=anggota",
        "/kelola/jurnal/",
        "/kelola/undangan/",
    ],
)
def test_lists_of_people_cost_the_same_for_one_and_for_thirty(path):
    admin = national_admin()
    many_people(1)
    invitation(admin, office(), email="satu@contoh.id")
    one = queries_of(admin, path)
    many_people(30)
    for each in range(30):
        invitation(admin, office(), email=f"banyak-{each}@contoh.id")

    assert queries_of(admin, path) == one


def test_no_page_of_administration_costs_more_than_twenty_five_queries():
    admin = national_admin()
    user = seated(Role.MEMBER)

    paths = ["", "organisasi/", "organisasi/bawaslu/", "pengguna/", f"pengguna/{user.key}/", "peran/", "undangan/"]

    assert max(queries_of(admin, f"/kelola/{path}") for path in [*paths, "jurnal/", "undangan/baru/"]) <= 25


# Roles


def test_roles_are_sentences_with_the_number_of_holders():
    admin = national_admin()
    seated(Role.MEMBER, "bawaslu-99")
    seated(Role.MEMBER, "bawaslu-98")
    seated(Role.MEMBER, "bawaslu-98.01", until=date(2021, 1, 1))

    text = page(admin, "/kelola/peran/")

    assert "Boleh membuka segel identitas pelapor dengan alasan tertulis." in text
    assert re.findall(r'peran=(\w+)#pemegang">(\d+)', text) == [("anggota", "2"), ("admin", "1")]


def test_the_holders_of_one_role_are_named():
    admin = national_admin()
    seated(Role.MEMBER, "bawaslu-99")

    text = page(admin, "/kelola/peran/?peran=anggota")

    assert "anggota bawaslu-99" in names(text)
    assert "sejak 1 Januari 2020" in text


def test_an_unknown_role_names_nobody():
    assert 'id="pemegang"' not in page(national_admin(), "/kelola/peran/?peran=raja")


# The journal


def subjects(text: str) -> list[str]:
    return [unquote(each) for each in re.findall(r'href="\?subjek=([^"]+)"', text)]


def test_the_journal_shows_the_latest_first_in_words():
    admin = national_admin()
    user = seated(Role.MEMBER)

    text = page(admin, "/kelola/jurnal/")

    assert subjects(text)[0] == user.reference
    assert text.index("Jabatan diberikan") < text.index("Organisasi ditambahkan")


def test_the_journal_is_filtered_by_a_subject():
    admin = national_admin()
    office("bkn", Kind.ASN_SUPERVISOR)

    assert set(subjects(page(admin, "/kelola/jurnal/?subjek=organisasi:bkn"))) == {"organisasi:bkn"}


def test_nonsense_in_the_filter_is_named_and_filters_nothing():
    text = page(national_admin(), "/kelola/jurnal/?subjek=Nur+Aini")

    assert "misalnya organisasi:bkn" in text
    assert subjects(text)


def test_an_office_reads_what_happened_at_its_own_desk():
    admin = own_admin()
    seated(Role.MEMBER, "bawaslu-98")
    user = seated(Role.MEMBER, "bawaslu-99.07")

    found = set(subjects(page(admin, "/kelola/jurnal/")))

    assert found == {admin.reference, user.reference}


@pytest.mark.parametrize("nonsense", ["abc", "-1", "9" * 40, "²"])
def test_a_nonsense_page_of_the_journal_is_the_first(nonsense):
    admin = national_admin()

    assert page(admin, f"/kelola/jurnal/?sebelum={nonsense}").count("<tr>") == page(admin, "/kelola/jurnal/").count(
        "<tr>"
    )


def test_older_entries_stand_behind_a_link():
    admin = national_admin()
    many_people(16)
    first = page(admin, "/kelola/jurnal/")
    link = re.search(r'href="(\?sebelum=\d+)"', first)[1]

    second = page(admin, f"/kelola/jurnal/{link}")

    assert first.count("<code>") == 30
    assert 0 < second.count("<code>") < 30
    assert 'href="?sebelum=' not in second


def test_the_journal_says_whether_it_was_ever_sealed():
    admin = national_admin()
    before = page(admin, "/kelola/jurnal/")
    anchor(date(2026, 11, 19))

    after = page(admin, "/kelola/jurnal/")

    assert "Belum pernah disegel" in before
    assert "Disegel sampai 19 November 2026" in after


def test_national_administrators_check_the_chain():
    admin = national_admin()

    text = page(admin, "/kelola/jurnal/?periksa=1")

    assert "Rantai utuh: 3 catatan dalam 2 rantai sudah diperiksa." in text


def test_a_broken_chain_is_said_aloud():
    admin = national_admin()
    with past_the_guard():
        Entry.objects.filter(chain=admin.reference).update(actor="akun:0000000000000")

    text = page(admin, "/kelola/jurnal/?periksa=1")

    assert "Rantai putus:" in text
    assert admin.reference in text


def test_others_are_not_offered_the_check():
    text = page(own_admin(), "/kelola/jurnal/?periksa=1")

    assert "Periksa rantai" not in text
    assert "Rantai utuh" not in text


@pytest.mark.parametrize(
    "path", ["/kelola/pengguna/", "/kelola/organisasi/", "/kelola/peran/", "/kelola/jurnal/", "/akun/"]
)
def test_pages_exist_in_english(path):
    text = page(national_admin(), f"/en{path}")

    assert '<html lang="en">' in text
