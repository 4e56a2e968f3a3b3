"""One's own views of the queue."""

import pytest
from django.db import connection

from netral.cases import actions, desk_policies, queries
from netral.cases.models import SavedView
from netral.cases.states import Refused
from tests.cases.people import at_office

pytestmark = pytest.mark.django_db


def saved(*names: str) -> list[str]:
    for name in names:
        actions.save_view(at_office(), name=name, view="tenggat", line=f"kata {name}")
    return listed()


def listed() -> list[str]:
    return [own.name for own in queries.views_of(at_office())]


def test_views_stand_in_the_order_they_were_saved_and_move_up() -> None:
    assert saved("Satu", "Dua", "Tiga") == ["Satu", "Dua", "Tiga"]
    third = queries.views_of(at_office())[2].key

    assert actions.move_up(at_office(), third)
    assert listed() == ["Satu", "Tiga", "Dua"]
    assert actions.move_up(at_office(), third)
    assert listed() == ["Tiga", "Satu", "Dua"]
    assert not actions.move_up(at_office(), third)
    assert not actions.move_up(at_office(), "tidakada")


def test_the_same_name_again_replaces_the_view_in_its_place() -> None:
    saved("Satu", "Dua")

    actions.save_view(at_office(), name=" satu ", view="pleno", line="")

    assert listed() == ["satu", "Dua"]
    assert queries.views_of(at_office())[0].view == "pleno"


def test_a_view_is_forgotten_by_its_owner_only() -> None:
    saved("Satu", "Dua", "Tiga")
    key = queries.views_of(at_office())[1].key

    assert not actions.drop_view(at_office(name="Orang Lain"), key)
    assert not actions.move_up(at_office(name="Orang Lain"), key)
    assert actions.drop_view(at_office(), key)
    assert listed() == ["Satu", "Tiga"]
    assert saved("Empat") == ["Satu", "Tiga", "Empat"]


def test_there_are_so_many_and_each_has_a_name() -> None:
    saved(*(f"Tampilan {number}" for number in range(desk_policies.MOST_VIEWS)))

    with pytest.raises(Refused, match="Hapus salah satu dulu"):
        saved("Satu lagi")
    with pytest.raises(Refused):
        saved("  ")
    assert len(saved("Tampilan 0")) == desk_policies.MOST_VIEWS


def test_whom_somebody_looks_for_is_not_read_in_the_database() -> None:
    saved("Arif Contoh")

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, line FROM cases_savedview")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"Arif" not in stored
    assert SavedView.objects.get().line == "kata Arif Contoh"
