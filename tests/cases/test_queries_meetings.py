"""Who reads what about the meeting that decided: votes for those who see the case, words only inside the office."""

import pytest

from netral.cases import actions, queries
from netral.cases.models import Case, Pleno
from netral.procedure.meetings import Attendance
from netral.procedure.models import Vote
from netral.procedure.states import Part
from tests.cases.builders import MEMBER, PROVINCE, acting_at, decided, forwarded, members_of, proposed, votes
from tests.cases.pages import client, fetched, url

pytestmark = pytest.mark.django_db
DISSENT, CONFLICT, EXCUSE = "Foto itu tidak bertanggal.", "Terlapor iparnya.", "Dirawat di rumah sakit."


def disputed() -> Case:
    """Decided by three of five with minutes; one dissented, one declared a conflict, one was excused."""
    case = proposed()
    people = members_of(least=6)
    told = [(Part.AGREED, "")] * 3 + [(Part.DISAGREED, DISSENT), (Part.CONFLICTED, CONFLICT), (Part.EXCUSED, EXCUSE)]
    members = tuple(Attendance(user.key, *row) for user, row in zip(people, told, strict=True))
    actions.decide(case, decision="terbukti", acting=MEMBER, **votes(members=members, issue=True))
    return case


@pytest.mark.parametrize("role", ["pemeriksa", "anggota", "petugas_laporan"])
def test_inside_the_office_everybody_reads_votes_and_words(role: str) -> None:
    case = disputed()
    minutes = Pleno.objects.get(case=case).document
    assert minutes

    browser = client(role)
    page = browser.get(url(case)).content.decode()

    assert all(text in page for text in (DISSENT, CONFLICT, EXCUSE, "Anggota 3 Rekaan", "Hadir, tidak setuju"))
    assert minutes.number in browser.get(url(case, "dokumen/")).content.decode()
    assert fetched(browser, url(case, f"dokumen/{minutes.key}/")).status_code == 200


def test_an_office_above_sees_who_voted_how_and_no_words() -> None:
    case = disputed()
    minutes = Pleno.objects.get(case=case).document
    assert minutes

    browser = client("anggota", PROVINCE)
    page = browser.get(url(case)).content.decode()

    assert "Anggota 3 Rekaan" in page
    assert not any(text in page for text in (DISSENT, CONFLICT, EXCUSE))
    assert minutes.number not in browser.get(url(case, "dokumen/")).content.decode()
    assert browser.get(url(case, f"dokumen/{minutes.key}/")).status_code == 404


def test_the_minutes_go_to_no_receiver() -> None:
    case = disputed()
    penerusan = forwarded(case)
    minutes = Pleno.objects.get(case=case).document
    assert minutes

    kept = queries.papers_of(case, acting_at("auditor", penerusan.receiver.code))

    assert set(kept) == {penerusan.document}
    assert client("auditor", penerusan.receiver.code).get(url(case, f"dokumen/{minutes.key}/")).status_code in {
        403,
        404,
    }


def test_a_meeting_of_which_only_counts_are_known_says_so() -> None:
    case = decided()
    Vote.objects.all().delete()

    page = client().get(url(case)).content.decode()

    assert "dicatat dengan jumlah saja" in page
    assert "Hadir 3 dari 3 anggota, setuju 3." in page


def test_those_who_agreed_come_before_those_who_did_not_and_nobody_else_decided() -> None:
    case = disputed()

    names = [user.name for user in queries.deciders(queries.votes_of(case.pleno))]

    assert names == [f"Anggota {number} Rekaan" for number in range(4)]


def test_a_role_elsewhere_is_not_inside() -> None:
    case = proposed()

    assert queries.is_inside(case, acting_at("pemeriksa", "bawaslu-99.07"))
    assert not queries.is_inside(case, acting_at("kustodian", "bawaslu-99.07"))
    assert not queries.is_inside(case, acting_at("anggota", "bawaslu-99.08"))
