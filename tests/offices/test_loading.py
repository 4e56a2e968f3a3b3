"""Loading into the tables: once, again, and beside what an administrator has changed. With the invented country."""

from datetime import date

import pytest

from netral.audit.models import Entry
from netral.offices import actions
from netral.offices.models import Organisation, Region
from tests.offices.builders import NOW, an_office

pytestmark = pytest.mark.django_db
AGAIN = {"created": 0, "changed": 0}


def _entries():
    return list(Entry.objects.filter(chain="organisasi:daftar").values_list("verb", "facts").order_by("position"))


def test_the_invented_country_has_its_regions_and_offices(examples):
    codes = set(Organisation.objects.filter(example=True).values_list("code", flat=True))

    assert codes == {
        *("pemprov-99", "bawaslu-99", "kpu-99"),
        *("pemkab-99.07", "bawaslu-99.07", "kpu-99.07"),
        *("pemkot-99.08", "bawaslu-99.08", "kpu-99.08"),
    }
    assert Region.objects.filter(example=True).count() == Region.objects.count() == 19


def test_loading_is_one_entry_for_each_list_and_its_counts(examples):
    assert _entries() == [
        ("wilayah.dimuat", {"total": 19, "created": 19, "changed": 0, "source": "contoh"}),
        ("organisasi.dimuat", {"total": 128, "created": 128, "changed": 0, "source": "bawaan"}),
    ]


def test_loading_again_changes_nothing_and_says_nothing(examples):
    before = (list(Region.objects.values()), list(Organisation.objects.values()))

    actions.load_examples(at=NOW)

    assert (list(Region.objects.values()), list(Organisation.objects.values())) == before
    assert len(_entries()) == 2


def test_what_the_list_corrects_is_corrected_and_counted(examples):
    Region.objects.filter(code="99.07").update(zone="Asia/Jayapura")
    Organisation.objects.filter(code="bkn").update(name="BKN", parent=Organisation.objects.get(code="kpu"))

    actions.load_examples(at=NOW)

    assert Region.objects.get(code="99.07").zone == "Asia/Makassar"
    assert Organisation.objects.get(code="bkn").name == "Badan Kepegawaian Negara"
    assert Organisation.objects.get(code="bkn").parent is None
    assert [facts["changed"] for _verb, facts in _entries()] == [0, 0, 1, 1]


def test_what_an_administrator_changed_stays(examples):
    bkn = Organisation.objects.get(code="bkn")
    actions.edit_organisation(
        bkn, name="Badan Kepegawaian", parent=Organisation.objects.get(code="kpu"), actor="a", at=NOW
    )
    closed = actions.close_organisation(
        Organisation.objects.get(code="kemensos"), last_day=date(2026, 1, 1), actor="a", at=NOW
    )

    counts = actions.load_organisations(at=NOW)

    bkn.refresh_from_db()
    closed.refresh_from_db()
    assert (bkn.name, bkn.parent.code, closed.valid_until) == ("Badan Kepegawaian", "kpu", date(2026, 1, 1))
    assert counts == {"total": 128} | AGAIN


def test_an_organisation_added_by_hand_is_left_alone(examples):
    an_office("dinkes-99.07", name="Dinas Kesehatan Tirta Buana")

    counts = actions.load_organisations(at=NOW)

    assert Organisation.objects.filter(code="dinkes-99.07").exists()
    assert counts == {"total": 128} | AGAIN


def test_offices_hang_below_their_bawaslu_and_kpu(examples):
    parents = dict(Organisation.objects.filter(example=True).values_list("code", "parent__code"))

    assert parents["bawaslu-99"] == "bawaslu"
    assert parents["bawaslu-99.07"] == "bawaslu-99"
    assert parents["kpu-99.08"] == "kpu-99"
    assert parents["pemkab-99.07"] is None


def test_offices_live_in_the_zone_of_their_region(examples):
    zones = dict(Organisation.objects.values_list("code", "zone"))

    assert zones["bawaslu-99.07"] == zones["pemkab-99.07"] == "Asia/Makassar"
    assert zones["bawaslu-99.08"] == zones["bkn"] == "Asia/Jakarta"
