"""An exhibit is read again: in the journal for the office of whoever asked, not for the one the report lies at."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import give_seat
from netral.access.states import SYSTEM
from netral.audit.models import Entry
from netral.evidence.models import Exhibit
from netral.evidence.states import CHECKED
from netral.intake import queries
from netral.intake.models import Laporan
from netral.offices.queries import organisation
from tests.intake.builders import NEIGHBOUR, OFFICE, PROVINCE, laporan, photo
from tests.intake.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """The demo asks for no second factor."""
    settings.DEMO = True


def with_photo() -> tuple[Laporan, Exhibit]:
    made = laporan(uploads=[photo()])
    return made, queries.exhibits_of(made).get()


def door(made: Laporan, found: Exhibit) -> str:
    return f"/kerja/laporan/{made.key}/bukti/{found.key}/periksa/"


@pytest.mark.parametrize("office", [OFFICE, PROVINCE])
def test_the_journal_names_the_office_somebody_acts_for(client: Client, office: str) -> None:
    made, found = with_photo()
    user = signed_in(client, "pemeriksa", office)

    page = client.post(door(made, found), follow=True).content.decode()

    assert "Sidik cocok: berkas masih sama seperti saat diterima." in page
    entry = Entry.objects.get(verb=CHECKED)
    assert (entry.chain, entry.actor, entry.office) == (found.reference, user.reference, office)


def test_who_sees_it_as_custodian_does_not_work_on_it_from_elsewhere(client: Client) -> None:
    made, found = with_photo()
    user, now = signed_in(client, "kustodian"), timezone.now()
    give_seat(
        user,
        role="pemeriksa",
        office=organisation(NEIGHBOUR),
        valid_from=timezone.localdate(now),
        acting=SYSTEM,
        at=now,
    )

    assert client.post(door(made, found)).status_code == 404
    assert not Entry.objects.filter(verb=CHECKED).exists()


def test_from_exhibit_to_exhibit_by_links_that_name_their_keys(client: Client) -> None:
    made = laporan(uploads=[photo("satu.png"), photo("dua.png", b"x"), photo("tiga.png", b"y")])
    keys = [exhibit.key for exhibit in queries.exhibits_of(made)]
    signed_in(client)

    pages = [client.get(f"/kerja/laporan/{made.key}/bukti/{key}/riwayat/").content.decode() for key in keys]

    found = [re.findall(r'bukti/(\w+)/riwayat/" aria-keyshortcuts="([][])"', page) for page in pages]
    assert found == [[(keys[1], "]")], [(keys[0], "["), (keys[2], "]")], [(keys[1], "[")]]
