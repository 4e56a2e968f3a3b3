"""Hand-overs that came from another house, or were passed on, count as rows of a reconciliation like those of cases."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from netral.discipline import actions as discipline
from netral.exchange import actions as exchange
from netral.exchange.actions.erasing import erase_texts
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import Answer, Cancelled, Delivery
from netral.insight import queries
from netral.insight.actions import reconcile
from netral.insight.models import ReconciledRow, Reconciliation
from netral.insight.states import Finding
from netral.offices.queries import organisation
from tests.exchange.builders import came_in, office, partner
from tests.insight.builders import NOW, OFFICE, hand_over, letter, listed, person
from tests.insight.test_views_reconciling import START, _queries, browser, program, text
from tests.intake.builders import day, staff

pytestmark = pytest.mark.django_db
AUDITOR = staff("auditor", "bkn")
NUMBER, NAME = "009/LP/PP/07/2024", "Rekaan Jauh"
CONTENT: dict[str, Any] = {
    "handover": "kunci-rekaan",
    "number": NUMBER,
    "title": "Camat di panggung kampanye",
    "sent": {"by": "kemendagri", "on": "2024-02-01"},
    "accused": {"name": NAME, "subject": "PNS"},
}


def came(**changes: Any) -> Masukan:
    """A hand-over that the ministry, with a house of its own, sent to BKN in this one."""
    return came_in(content={**CONTENT, **changes}, sender="kemendagri", receiver="bkn")


def passed_on(to: str = "kasn", **changes: Any) -> Kiriman | Masukan:
    masukan = came(**changes)
    exchange.answer(masukan, Answer.RECEIVED, acting=AUDITOR, at=day(3))
    return exchange.pass_on(masukan, receiver=office(to), acting=AUDITOR, at=day(4))


def between(one: str = "bkn", other: str = "kemendagri") -> list[tuple[str, str, date | None, str, tuple[str, ...]]]:
    rows = queries.hand_overs_between(organisation(one), organisation(other))
    return [(each.number, each.name, each.day, each.status, each.unknown) for each in rows]


def brought(*rows: Any, other: str = "kemendagri") -> Reconciliation:
    made = reconcile(
        rows, office=organisation("bkn"), partner=organisation(other), acting=person("auditor", "bkn"), at=NOW
    )
    return Reconciliation.objects.get(pk=made.pk)


def findings(found: Reconciliation) -> list[str]:
    return [row.finding for row in found.rows.all()]


def test_what_came_in_stands_on_both_sides_with_its_senders_day() -> None:
    came()

    row = [(NUMBER, NAME, date(2024, 2, 1), "terkirim", ())]
    assert (between(), between("kemendagri", "bkn")) == (row, row)


def test_a_list_is_held_against_cases_here_and_what_came_alike() -> None:
    came()
    hand_over(office=OFFICE, receiver="bkn")
    own = hand_over("002/LP", "Budi Lain", office="bawaslu-99.08", receiver="bkn")
    assert own.pk

    found = brought(listed(NUMBER, NAME, day=date(2024, 2, 1), status="terkirim"), listed("777/LP", "Dewi Asing"))

    assert findings(found) == [Finding.MATCHED, Finding.ONLY_THEIRS]
    assert [row.masukan_id is not None for row in found.rows.all()] == [True, False]


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ((), "terkirim"),
        ((Answer.RECEIVED,), "diterima"),
        ((Answer.RECEIVED, Answer.ACCEPTED), "diterima"),
        ((Answer.RECEIVED, Answer.ENDED), "selesai"),
        ((Answer.RETURNED,), "terkirim"),
    ],
)
def test_where_it_stands_is_said_as_its_sender_counts_it(answers: tuple[Answer, ...], status: str) -> None:
    masukan = came()
    for answer in answers:
        said: dict[str, Any] = {"gaps": ["Surat"]} if answer == Answer.RETURNED else {}
        said |= {"outcome": "dihentikan", "note": "Selesai."} if answer == Answer.ENDED else {}
        exchange.answer(masukan, answer, acting=AUDITOR, at=day(3), **said)

    assert [row[3] for row in between()] == [status]


@pytest.mark.parametrize("sent", [None, {}, {"by": "bkn", "on": "2024-02-01"}, {"by": "kemendagri", "on": "kemarin"}])
def test_a_day_its_sender_does_not_say_is_not_compared_and_who_knows_is_named(sent: Any) -> None:
    came(sent=sent)

    found = brought(listed(NUMBER, NAME, day=date(2023, 1, 1)))
    (row,) = queries.shown(queries.rows_of(found))

    assert (row.finding, list(row.unknown)) == (Finding.MATCHED, ["tanggal"])
    assert row.asked == organisation("kemendagri").name


def test_what_was_returned_and_came_again_is_one_row_as_it_came_last() -> None:
    exchange.answer(came(), Answer.RETURNED, acting=AUDITOR, at=day(3), gaps=["Surat"])
    came(number="009a/LP")

    assert [row[0] for row in between()] == ["009a/LP"]


def test_two_messages_without_a_common_key_are_two_rows() -> None:
    came(handover="")
    came(handover=None)

    assert len(between()) == 2


def test_what_it_said_is_gone_with_its_texts_but_for_the_number_its_handling_keeps() -> None:
    masukan = came()
    discipline.open_incoming(masukan, acting=AUDITOR, at=day(5))
    erase_texts(masukan, at=NOW)

    found = brought(listed(NUMBER, NAME))
    (row,) = queries.shown(queries.rows_of(found))

    assert (row.finding, list(row.unknown)) == (Finding.MATCHED, ["nama", "tanggal"])
    assert row.ours == {"nomor": NUMBER, "nama": "", "tanggal": "", "status": "diterima"}


def test_without_a_handling_nothing_is_left_of_it_to_compare() -> None:
    masukan = came()
    erase_texts(masukan, at=NOW)

    found = brought(listed(NUMBER, NAME))

    assert findings(found) == [Finding.ONLY_THEIRS, Finding.ONLY_OURS]
    assert between()[0][4] == ("nomor", "nama", "tanggal")


def test_what_was_passed_on_to_another_house_counts_with_its_receiver_too() -> None:
    partner("kasn")
    passed_on()

    (row,) = between("bkn", "kasn")
    found = brought(listed(NUMBER, NAME, day=row[2]), other="kasn")

    assert row == (NUMBER, NAME, day(4).date(), "terkirim", ())
    assert (findings(found), [row.kiriman_id is not None for row in found.rows.all()]) == ([Finding.MATCHED], [True])
    assert queries.shown(queries.rows_of(found))[0].ours["nomor"] == NUMBER  # type: ignore[index]
    assert [each.code for each in queries.partners_of([organisation("bkn")])] == sorted(
        ["kemendagri", "kasn"], key=lambda code: organisation(code).name
    )


def test_passed_on_inside_this_house_it_counts_with_the_day_it_was() -> None:
    passed_on("pemkab-99.07", sent={"by": "bkn", "on": "2020-01-01"})

    assert [(row[0], row[2]) for row in between("bkn", "pemkab-99.07")] == [(NUMBER, day(4).date())]


def test_what_was_taken_back_on_its_way_counts_no_more() -> None:
    partner("kasn")
    passed_on()
    Kiriman.objects.filter(matter="penerusan").update(delivery=Delivery.CANCELLED, said_last=Cancelled.CONFLICT)

    assert between("bkn", "kasn") == []


def test_news_are_no_hand_overs() -> None:
    exchange.answer(came(), Answer.RECEIVED, acting=AUDITOR, at=day(3))

    assert Kiriman.objects.filter(matter="kabar").exists()
    assert len(between()) == 1


def test_a_row_is_of_one_hand_over() -> None:
    masukan = came()
    found = brought(listed(NUMBER, NAME))
    place = organisation("bkn")
    assert letter(place).pk

    with pytest.raises(IntegrityError), transaction.atomic():
        ReconciledRow.objects.filter(reconciliation=found).update(penerusan=hand_over(receiver="bkn"))
    assert ReconciledRow.objects.get(reconciliation=found).masukan == masukan


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        ("auditor", "bkn", 200),
        ("auditor", "kemendagri", 200),
        ("pemeriksa", OFFICE, 404),
        ("anggota", OFFICE, 404),
        ("pejabat_pembina", "pemkab-99.07", 404),
        ("petugas_kepegawaian", "pemkab-99.07", 404),
        ("pemeriksa_kpu", "kpu-99.07", 404),
        ("anggota_kpu", "kpu-99.07", 404),
        ("petugas_laporan", OFFICE, 404),
        ("admin", OFFICE, 404),
    ],
)
def test_who_reads_the_result_is_who_reads_every_other_one(role: str, code: str, status: int) -> None:
    came()
    address = f"{START}{brought(listed(NUMBER, NAME)).key}/"

    assert browser(role, code).get(address).status_code == status


def test_the_page_says_what_is_missing_whom_to_ask_and_who_signs_elsewhere() -> None:
    came(sent=None)
    found = brought(listed(NUMBER, NAME))

    shown = text(browser("auditor", "bkn"), f"{START}{found.key}/")

    house = organisation("kemendagri").name
    assert "Hari penerusannya tidak disebut dalam kiriman" in shown
    assert f"Tanyakan kepada {house}" in shown
    assert f"{house} bekerja di rumahnya sendiri" in shown


def test_between_two_offices_of_this_house_nothing_is_said_of_another() -> None:
    hand_over(receiver="bkn")
    made = reconcile(
        [listed()], office=organisation("bkn"), partner=organisation(OFFICE), acting=person("auditor", "bkn"), at=NOW
    )

    assert "bekerja di rumahnya sendiri" not in text(browser("auditor", "bkn"), f"{START}{made.key}/")


def test_our_list_goes_to_the_other_house_as_a_list_it_can_bring() -> None:
    came()
    found = brought(listed("777/LP", "Dewi Asing"))

    answer = browser("auditor", "bkn").get(f"{START}{found.key}/hasil.csv?bentuk=daftar")

    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines == [["nomor", "nama", "tanggal", "status"], [NUMBER, NAME, "2024-02-01", "terkirim"]]


def test_a_program_reads_what_was_not_told() -> None:
    came(sent=None)
    found = brought(listed(NUMBER, NAME))

    (row,) = program("auditor", "bkn").get(f"/api/v1/pencocokan/{found.key}/").json()["rows"]

    assert (row["not_told"], row["ask"]) == (["tanggal"], organisation("kemendagri").name)


def test_thirty_of_them_cost_as_many_queries_as_one() -> None:
    came()
    client = browser("auditor", "bkn")
    one = _queries(client, f"{START}{brought(listed(NUMBER, NAME)).key}/")
    for number in range(29):
        came(handover=f"kunci-{number}", number=f"{number}/X")

    assert _queries(client, f"{START}{brought(listed(NUMBER, NAME)).key}/") == one
