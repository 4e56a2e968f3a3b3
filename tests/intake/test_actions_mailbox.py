"""Office and reporter write to each other by the code alone."""

from datetime import timedelta

import pytest

from netral.access.states import Acting
from netral.audit.queries import entries_about
from netral.intake import actions
from netral.intake.models import Laporan, Message
from netral.intake.queries import exhibits_of, mailbox_of, public_status
from netral.intake.states import MOST_MESSAGES, Refused, Side
from netral.procedure.states import NotAllowed
from tests.intake.builders import NEIGHBOUR, PROVINCE, TIP, day, laporan, photo, staff

pytestmark = pytest.mark.django_db
OFFICER = staff()


def talk(made: Laporan) -> list[tuple[str, str]]:
    return [(message.side, message.text) for message in made.messages.all()]


def test_both_sides_write_and_the_reporter_may_be_nobody() -> None:
    made = laporan(TIP)

    actions.write_to_reporter(made, "Di lapangan yang mana?", acting=OFFICER, at=day(1))
    actions.write_from_reporter(made, "Yang di sebelah balai desa.", at=day(2))

    assert talk(made) == [("kantor", "Di lapangan yang mana?"), ("pelapor", "Yang di sebelah balai desa.")]
    told = public_status(made, "id")["messages"]
    assert [message["by"] for message in told] == [made.office.name, "Pelapor"]


def test_files_of_the_reporter_are_evidence_and_files_of_the_office_are_enclosures() -> None:
    made = laporan(TIP)

    actions.write_from_reporter(made, "", at=day(1), uploads=[photo()])
    actions.write_to_reporter(made, "Surat tanda terima.", acting=OFFICER, at=day(2), uploads=[photo(tail=b"2")])

    assert [(exhibit.label, exhibit.purpose) for exhibit in exhibits_of(made)] == [("B1", "bukti"), ("L1", "lampiran")]
    assert [[each.label for each in message.exhibits.all()] for message in made.messages.all()] == [["B1"], ["L1"]]


def test_the_journal_knows_that_somebody_wrote_and_not_what() -> None:
    made = laporan()
    actions.write_from_reporter(made, "Saya takut.", at=day(1))

    entry = entries_about(made.reference).last()

    assert entry is not None
    assert (entry.verb, entry.actor, set(entry.facts)) == ("pesan.dari_pelapor", "pelapor", {"text"})
    assert len(entry.facts["text"]) == 64
    assert "pesan" not in str([line["what"] for line in public_status(made, "id")["milestones"]]).lower()


def test_an_answer_of_the_office_counts_as_having_read() -> None:
    made = laporan()
    actions.write_from_reporter(made, "Ada kabar?", at=day(1))
    assert [(row, row.unread) for row in mailbox_of(OFFICER)] == [(made, 1)]

    actions.write_to_reporter(made, "Sedang diperiksa.", acting=OFFICER, at=day(2))

    assert list(mailbox_of(OFFICER)) == []
    assert [message.seen_at for message in made.messages.all()] == [day(2), None]


def test_reading_marks_the_other_side_only_and_only_once() -> None:
    made = laporan()
    actions.write_from_reporter(made, "Ada kabar?", at=day(1))

    assert [actions.see(made, side, at=day(2)) for side in (Side.OFFICE, Side.REPORTER, Side.REPORTER)] == [0, 1, 0]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 200_000])
def test_a_message_says_something_and_not_too_much(text: str) -> None:
    made = laporan()

    with pytest.raises(Refused):
        actions.write_from_reporter(made, text, at=day(1))
    assert talk(made) == []


def test_a_flood_of_messages_is_held_for_a_day() -> None:
    made = laporan()
    Message.objects.bulk_create(
        Message(laporan=made, at=day(1), side=Side.REPORTER, text="Lagi.") for _ in range(MOST_MESSAGES)
    )

    with pytest.raises(Refused, match="dalam sehari"):
        actions.write_from_reporter(made, "Lagi.", at=day(1) + timedelta(hours=23))
    actions.write_from_reporter(made, "Lagi.", at=day(2))


@pytest.mark.parametrize(
    "who",
    [
        staff(office=NEIGHBOUR),
        staff("pemeriksa", PROVINCE),
        staff("kustodian"),
        staff("admin"),
        staff("auditor", "bkn"),
    ],
)
def test_nobody_else_writes_to_a_reporter_or_sees_the_mailbox(who: Acting) -> None:
    made = laporan()
    actions.write_from_reporter(made, "Ada kabar?", at=day(1))

    with pytest.raises(NotAllowed):
        actions.write_to_reporter(made, "Halo.", acting=who, at=day(1))
    assert (made in mailbox_of(who)) is (who == staff("pemeriksa", PROVINCE))


@pytest.mark.parametrize("role", ["petugas_laporan", "pemeriksa", "anggota"])
def test_whoever_works_on_the_laporan_may_write(role: str) -> None:
    made = laporan()

    actions.write_to_reporter(made, "Halo.", acting=staff(role), at=day(1))

    assert talk(made) == [("kantor", "Halo.")]
