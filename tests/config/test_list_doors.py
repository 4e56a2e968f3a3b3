"""Every list a program can page through costs as many queries for thirty lines as for one; none is forgotten here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role, User
from netral.cases import actions
from netral.cases.matrix_states import RequestStatus
from netral.cases.models import Case, ProofRequest, SavedView, Task
from netral.config.api import api
from netral.documents.models import Document
from netral.insight.models import Reconciliation
from netral.intake.models import Laporan
from netral.notices.models import Notice
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.models import Clock, Transfer
from netral.tracks.models import Track
from tests.access.builders import signed_in
from tests.cases.builders import NEIGHBOUR, OFFICE, complete_laporan, day, forwarded, opened, recent
from tests.cases.matrix import asked, examined
from tests.cases.people import as_acting, at_office
from tests.cases.transfers import handed, temporary
from tests.config.desk_worlds import DESK_WORLDS, World
from tests.discipline.builders import imposed
from tests.discipline.worlds import again, handed_again, handled_again
from tests.exchange.builders import came_in, sent
from tests.tracks.builders import at_station

pytestmark = pytest.mark.django_db
MORE, LESS = 29, 19


def case_again(case: Case) -> Case:
    laporan = again(Laporan.objects.get(pk=case.laporan.pk))
    made: Case = again(Case.objects.get(pk=case.pk), laporan_id=laporan.pk)
    for clock in Clock.objects.filter(subject=case.reference):
        again(clock, subject=made.reference)
    return made


def cases() -> World:
    case = opened()
    return at_office(), "perkara/", lambda: case_again(case)


def requests() -> World:
    row = asked(examined())
    ended = {"status": RequestStatus.ANSWERED, "ended_at": row.asked_at}

    def more() -> None:
        document = again(Document.objects.get(pk=row.document.pk))
        again(ProofRequest.objects.get(pk=row.pk), document_id=document.pk, **ended)

    return at_office(), f"perkara/{row.norm.accused.case.key}/permintaan/", more


def transfers() -> World:
    row = handed(opened(at=recent()), at=recent(4))
    case = Case.objects.get()

    def more() -> None:
        again(Transfer.objects.get(pk=row.pk), subject=case_again(case).reference)

    return at_office(Role.MEMBER, NEIGHBOUR), "pelimpahan/", more


def temporary_offices() -> World:
    ends = timezone.localdate() + timedelta(days=9)
    first = temporary(valid_until=ends)
    return at_office(Role.MEMBER), "kantor-ad-hoc/", lambda: again(Organisation.objects.get(pk=first.pk), code=named())


def named() -> str:
    return f"panwaslu-99.07.{Organisation.objects.count()}"


def tasks() -> World:
    user, case = at_office(), opened()
    leading = as_acting(Role.MEMBER)
    task = actions.give_task(case, acting=leading, at=day(1), text="Panggil.", user=user)
    return user, "tugas/", lambda: again(Task.objects.get(pk=task.pk), case_id=case_again(case).pk)


def holders() -> World:
    case, leading = opened(), as_acting(Role.MEMBER)

    def more() -> None:
        actions.give_task(
            case, acting=leading, at=day(1), text="Panggil.", user=at_office(name=f"Orang {User.objects.count()}")
        )

    more()
    return at_office(Role.MEMBER), "serah-terima/", more


def notices() -> World:
    user, case = at_office(), opened()
    clock = Clock.objects.filter(subject=case.reference)[0]

    def more() -> None:
        other = case_again(case)
        Notice.objects.create(
            user=user, clock=again(clock, subject=other.reference), subject=other.reference, kind="segera", at=day(1)
        )

    more()
    return user, "pemberitahuan/", more


def reports() -> World:
    first, second = complete_laporan(), opened().laporan

    def more() -> None:
        again(Laporan.objects.get(pk=first.pk))
        again(Laporan.objects.get(pk=second.pk))

    return at_office(Role.INTAKE_OFFICER), "kantor/laporan/", more


def tracks() -> World:
    track = at_station("desa", "kades", "kades_diteruskan")

    def more() -> None:
        penerusan = handed_again(track.penerusan)
        again(Track.objects.get(pk=track.pk), penerusan_id=penerusan.pk, case_id=penerusan.case_id)

    return at_office(), "jalur/", more


def hand_overs() -> World:
    penerusan = forwarded(at=day(700))
    return at_office(Role.AUDITOR, "bkn"), "penerusan/", lambda: handed_again(penerusan)


def handlings() -> World:
    penanganan = imposed()
    return at_office(Role.PERSONNEL_OFFICER, "pemkab-99.07"), "penanganan/", lambda: handled_again(penanganan)


def on_a_desk() -> World:
    penanganan = imposed()
    return at_office(Role.APPOINTING_OFFICIAL, "pemkab-99.07"), "meja/", lambda: handled_again(penanganan)


def sendings() -> World:
    sent()
    return at_office(), "kiriman/keluar/", sent


def receipts() -> World:
    came_in()
    return at_office(Role.PERSONNEL_OFFICER, "pemkab-99.07"), "kiriman/masuk/", came_in


def lists() -> World:
    user, partner = at_office(), organisation("bkn")
    made = {"made_at": day(1), "made_by": user.reference, "counts": {}, "list_hash": "0" * 64, "expires_at": day(90)}
    first = Reconciliation.objects.create(office=organisation(OFFICE), partner=partner, **made)
    return user, "pencocokan/", lambda: again(Reconciliation.objects.get(pk=first.pk))


def deadlines() -> World:
    case = opened()
    return at_office(), "tenggat/", lambda: case_again(case)


def offices_with_overdue() -> World:
    """Each office more holds a case of its own."""
    case, ends = opened(), timezone.localdate() + timedelta(days=9)
    first = temporary(valid_until=ends)

    def more() -> None:
        office = again(Organisation.objects.get(pk=first.pk), code=named())
        made = case_again(case)
        Case.objects.filter(pk=made.pk).update(office=office.pk)

    return at_office(Role.MEMBER), "tenggat/kantor/", more


WORLDS: dict[str, Callable[[], World]] = {
    "perkara/": cases,
    "perkara/{key}/permintaan/": requests,
    "pelimpahan/": transfers,
    "kantor-ad-hoc/": temporary_offices,
    "tugas/": tasks,
    "serah-terima/": holders,
    "pemberitahuan/": notices,
    "kantor/laporan/": reports,
    "jalur/": tracks,
    "penerusan/": hand_overs,
    "penanganan/": handlings,
    "meja/": on_a_desk,
    "kiriman/keluar/": sendings,
    "kiriman/masuk/": receipts,
    "pencocokan/": lists,
    "tenggat/": deadlines,
    "tenggat/kantor/": offices_with_overdue,
    **DESK_WORLDS,
}


def test_every_list_with_pages_is_measured_here() -> None:
    paths: dict[str, Any] = api.get_openapi_schema()["paths"]
    paged = {
        path.removeprefix("/api/v1/")
        for path, doors in paths.items()
        if any(each["name"] == "cursor" for each in doors.get("get", {}).get("parameters", ()))
    }

    assert paged == set(WORLDS)


@pytest.mark.parametrize("path", WORLDS)
def test_thirty_lines_cost_a_program_as_many_queries_as_one(path: str) -> None:
    user, address, more = WORLDS[path]()
    browser = Client(headers={"Authorization": f"Bearer {create_token(user, at=timezone.now())}"})

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as caught:
            answer = browser.get(f"/api/v1/{address}")
        assert answer.status_code == 200
        return len(answer.json()["items"]), len(caught)

    lines, few = cost()
    for _line in range(MORE):
        more()
    now, many = cost()

    assert lines >= 1
    assert now >= lines + MORE
    assert many == few <= 30


def own_views() -> World:
    user = at_office()

    def more() -> None:
        name = f"Tampilan {SavedView.objects.count()}"
        SavedView.objects.create(user=user, name=name, view="tenggat", line="", place=SavedView.objects.count())

    more()
    return user, "antrean/tampilan/", more


# Pages whose own room measures none of them; the others are measured beside what they show.
PAGES = {"serah-terima/": holders, "kantor-ad-hoc/": temporary_offices, "antrean/tampilan/": own_views}


@pytest.mark.parametrize("page", PAGES)
def test_twenty_lines_cost_a_page_as_many_queries_as_one(page: str, settings: Any) -> None:
    settings.DEMO = True  # no second factor
    user, _path, more = PAGES[page]()
    browser = signed_in(user)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(f"/kerja/{page}").status_code == 200
        return len(caught)

    cost()
    few = cost()
    for _line in range(LESS):
        more()

    assert cost() == few <= 30


@pytest.mark.parametrize("office", [OFFICE, NEIGHBOUR])
def test_an_empty_list_is_a_list_as_well(office: str) -> None:
    user = at_office(Role.INTAKE_OFFICER, office)
    browser = Client(headers={"Authorization": f"Bearer {create_token(user, at=timezone.now())}"})

    answers = [browser.get(f"/api/v1/{path}").json() for path in ("kantor/laporan/", "perkara/", "tugas/")]

    assert [(answer["items"], answer["next"]) for answer in answers] == [([], None)] * 3
