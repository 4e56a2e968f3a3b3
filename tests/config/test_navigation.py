from typing import Any

import pytest
from django.test import RequestFactory

from netral.access.models import Role
from netral.access.states import Acting, HeldSeat
from netral.config.navigation import PLACES, groups, navigation

pytestmark = pytest.mark.django_db  # the rail counts what somebody has not read


def rail(*roles: str, path: str = "/") -> list[str]:
    acting = Acting("akun:x", tuple(HeldSeat(role, "bawaslu-99.07") for role in roles))
    return [str(item.label) for group in groups(acting, path) for item in group.items]


@pytest.mark.parametrize("role", Role.values)
def test_the_rail_shows_exactly_the_places_of_a_role(role: str) -> None:
    expected = [str(place.label) for place in PLACES if role in place.roles]

    assert sorted(rail(role)) == sorted(expected)


@pytest.mark.parametrize("role", Role.values)
def test_no_two_places_of_a_role_have_the_same_sign(role: str) -> None:
    seated = Acting("akun:x", (HeldSeat(role, "bawaslu-99.07"),))
    icons = [item.icon for group in groups(seated, "/kerja/") for item in group.items]

    assert len(icons) == len(set(icons))


def test_two_seats_make_one_rail_without_repetition() -> None:
    both = rail(Role.EXAMINER, Role.MEMBER)

    assert len(both) == len(set(both))


@pytest.mark.parametrize(
    ("roles", "letters"),
    [
        ((Role.EXAMINER,), {"a": "Antrean", "t": "Tenggat", "d": "Di mana waktu hilang"}),
        ((Role.AUDITOR,), {"a": "Disiplin", "t": "Tenggat", "d": "Pengawasan tindak lanjut", "p": "Data pegawai"}),
        ((Role.PERSONNEL_OFFICER,), {"a": "Meja saya", "t": "Tenggat", "p": "Data pegawai"}),
        ((Role.KPU_MEMBER,), {"a": "Jalur", "t": "Tenggat"}),
        ((Role.CUSTODIAN,), {"a": "Antrean", "t": "Tenggat"}),
        ((Role.ADMINISTRATOR,), {}),
        ((Role.AUDITOR, Role.EXAMINER), {"a": "Antrean", "t": "Tenggat", "d": "Pengawasan tindak lanjut",
                                         "p": "Data pegawai"}),
    ],
)  # fmt: skip
def test_a_letter_after_g_leads_to_one_page_this_person_has(roles: tuple[str, ...], letters: dict[str, str]) -> None:
    acting = Acting("akun:x", tuple(HeldSeat(role, "bawaslu-99.07") for role in roles))

    items = [item for group in groups(acting, "/") for item in group.items if item.letter]

    assert {item.letter: str(item.label) for item in items} == letters
    assert len(items) == len(letters)


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/kerja/antrean/", "Antrean"),
        ("/kerja/tenggat/", "Tenggat"),
        ("/kerja/tenggat/bulan/", "Tenggat"),
        ("/kerja/tenggat/kantor/", "Tenggat"),
    ],
)
def test_the_place_one_stands_in_is_marked_current(path: str, label: str) -> None:
    acting = Acting("akun:x", (HeldSeat(Role.EXAMINER, "bawaslu-99.07"),))

    assert [str(i.label) for g in groups(acting, path) for i in g.items if i.current] == [label]


@pytest.mark.parametrize(
    ("role", "path", "folded"),
    [
        (Role.EXAMINER, "/kerja/antrean/", ["Rujukan"]),
        (Role.EXAMINER, "/kerja/calon/", []),
        (Role.MEMBER, "/kerja/antrean/", ["Rujukan", "Kelola"]),
        (Role.ADMINISTRATOR, "/kelola/", []),
    ],
)
def test_what_is_looked_up_is_folded_beside_daily_work(role: str, path: str, folded: list[str]) -> None:
    acting = Acting("akun:x", (HeldSeat(role, "bawaslu-99.07"),))

    assert [str(group.heading) for group in groups(acting, path) if group.folded] == folded


def test_nobody_meets_more_than_a_dozen_lines_at_once() -> None:
    open_lines = {
        role: sum(len(group.items) for group in groups(Acting("akun:x", (HeldSeat(role, "bawaslu-99.07"),)), "/")
                  if not group.folded)
        for role in Role.values
    }  # fmt: skip

    assert max(open_lines.values()) <= 12, open_lines


def test_a_page_that_shows_the_rail_twice_counts_once(django_assert_num_queries: Any) -> None:
    request = RequestFactory().get("/kerja/antrean/")
    request.acting = Acting("akun:x", (HeldSeat(Role.EXAMINER, "bawaslu-99.07"),))  # type: ignore[attr-defined]

    shown = navigation(request)

    # Whose work one sees, and one statement that counts what waits at every place.
    with django_assert_num_queries(2):
        assert shown["navigation"]() == shown["navigation"]()


@pytest.mark.parametrize(
    ("role", "searches"), [(Role.EXAMINER, True), (Role.INTAKE_OFFICER, True), (Role.AUDITOR, False)]
)
def test_the_search_of_the_rail_is_for_those_who_have_cases(role: str, searches: bool) -> None:
    request = RequestFactory().get("/kerja/antrean/")
    request.acting = Acting("akun:x", (HeldSeat(role, "bawaslu-99.07"),))  # type: ignore[attr-defined]

    assert navigation(request)["search_url"] == ("/kerja/cari/" if searches else "")
    assert navigation(RequestFactory().get("/"))["search_url"] == ""
