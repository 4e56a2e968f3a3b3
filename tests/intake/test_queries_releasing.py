"""What another agency reads of a laporan: typed facts, and of the reporter's words only what an officer left."""

from dataclasses import fields

import pytest

from netral.audit.queries import entries_about
from netral.intake import actions
from netral.intake.queries import own_words, release_copy
from netral.intake.states import Refused
from tests.intake.builders import FULL, SECRETIVE, day, laporan, staff

pytestmark = pytest.mark.django_db


def test_a_release_copy_has_no_room_for_the_reporter() -> None:
    copy = release_copy(laporan())

    assert {field.name for field in fields(copy)} == {"conducts", "act_date", "region", "terlapor", "words"}
    shown = str(copy)
    hidden = (SECRETIVE.name, FULL.what, FULL.place, "Saksi Rekaan", "contoh.id")
    assert [secret for secret in hidden if secret in shown] == []
    assert "Terlapor Rekaan" in shown


def test_words_leave_only_as_an_officer_has_approved_them() -> None:
    made = laporan()
    assert release_copy(made).words == ""

    actions.approve_release(made, text="Camat mengajak warga.", acting=staff(), at=day(1))
    actions.approve_release(made, text="Camat mengajak warga memilih calon.", acting=staff(), at=day(2))

    assert release_copy(made).words == "Camat mengajak warga memilih calon."
    assert [entry.verb for entry in entries_about(made.reference)].count("salinan.disahkan") == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (FULL.what, True),
        ("Menurut laporan, camat MENGAJAK warga, memilih calon tertentu di lapangan. Demikian.", True),
        ("Camat mengajak warga memilih calon tertentu", False),
        ("Pleno menyatakan dugaan terbukti berdasarkan bukti foto dan keterangan.", False),
        ("", False),
    ],
)
def test_eight_words_in_a_row_are_the_reporters_own(text: str, found: bool) -> None:
    assert bool(own_words([laporan()]).first_in(text)) is found


def test_letters_of_the_reporter_are_their_words_too_and_letters_of_the_office_are_not() -> None:
    made = laporan()
    actions.write_from_reporter(made, "satu dua tiga empat lima enam tujuh delapan", at=day(1))
    actions.write_to_reporter(made, "a b c d e f g h", acting=staff(), at=day(1))

    assert own_words([made]).first_in("Satu dua tiga empat lima enam tujuh delapan.")
    assert not own_words([made]).first_in("a b c d e f g h")


def test_approved_words_may_be_used() -> None:
    made = laporan()

    actions.approve_release(made, text=FULL.what, acting=staff(), at=day(1))

    assert own_words([made]).first_in(FULL.what) == ""


def test_an_empty_copy_is_none() -> None:
    with pytest.raises(Refused):
        actions.approve_release(laporan(), text=" \n", acting=staff(), at=day(1))
