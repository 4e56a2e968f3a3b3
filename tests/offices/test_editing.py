"""What an administrator does to organisations, and what the journal learns of it."""

import re
from datetime import date

import pytest

from netral.audit.models import Entry
from netral.offices import actions, queries
from netral.offices.models import Organisation
from netral.offices.policies import NotPossible
from tests.offices.builders import NOW, an_office

pytestmark = pytest.mark.django_db
ACTOR = "akun:7k4m2pxd91qf0"


def _entry(code):
    return Entry.objects.filter(chain=f"organisasi:{code}").latest("position")


def test_an_organisation_is_added_in_the_zone_of_its_region(examples):
    office = an_office(
        "dinkes-99.07", name=" Dinas Kesehatan ", other_names="Dinkes", region=queries.region("99.07"),
        parent=queries.organisation("pemkab-99.07"), valid_from=date(2026, 1, 1),
    )  # fmt: skip

    office.refresh_from_db()
    assert (office.name, office.zone, office.edited) == ("Dinas Kesehatan", "Asia/Makassar", True)
    assert queries.find_agencies("dinkes")[0] == office


def test_adding_one_is_journalled_without_its_name(examples):
    an_office(
        "dinkes-99.07", region=queries.region("99.07"), parent=queries.organisation("pemkab-99.07"), office="bawaslu"
    )

    entry = _entry("dinkes-99.07")

    assert (entry.verb, entry.actor, entry.office) == ("organisasi.dibuat", ACTOR, "bawaslu")
    assert entry.facts == {
        "kind": "lembaga",
        "region": "99.07",
        "parent": "pemkab-99.07",
        "valid_from": None,
        "valid_until": None,
    }


def test_one_without_a_region_lives_in_the_zone_of_the_capital():
    assert an_office().zone == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "Dinas"}, "code"),
        ({"code": "-dinas"}, "code"),
        ({"code": "dinas kesehatan"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "d" * 46}, "code"),
        ({"code": "dinas\x00"}, "code"),
        ({"kind": "kerajaan"}, "kind"),
        ({"name": "  "}, "name"),
        ({"name": "D" * 161}, "name"),
        ({"name": "Dinas\x00"}, "name"),
        ({"valid_from": date(2026, 2, 2), "valid_until": date(2026, 2, 1)}, "valid_until"),
    ],
)
def test_one_that_cannot_be_is_refused_by_field(fields, field):
    with pytest.raises(NotPossible) as refusal:
        an_office(**fields)

    assert refusal.value.field == field
    assert not Organisation.objects.exists()
    assert not Entry.objects.exists()


def test_a_code_is_given_once():
    an_office("dinkes")

    with pytest.raises(NotPossible) as refusal:
        an_office("dinkes")

    assert str(refusal.value) == "Kode ini sudah dipakai. Buka organisasi itu, atau pilih kode lain."


def test_a_changed_name_is_found_and_the_journal_says_which_fields(examples):
    office = an_office("dinkes")

    actions.edit_organisation(office, name="Dinas Kesehatan", valid_from=date(2026, 1, 1), actor=ACTOR, at=NOW)

    assert queries.find_agencies("kesehatan dinas")[0] == office
    assert _entry("dinkes").verb == "organisasi.diubah"
    assert _entry("dinkes").facts == {
        "changed": ["name", "valid_from"],
        "valid_from": "2026-01-01",
        "valid_until": None,
    }


def test_a_change_to_the_same_is_none():
    office = an_office("dinkes")

    actions.edit_organisation(office, name=office.name, actor=ACTOR, at=NOW)

    assert Entry.objects.filter(chain="organisasi:dinkes").count() == 1


def test_code_and_kind_are_for_ever():
    office = an_office("dinkes")

    with pytest.raises(TypeError, match="code, kind of an organisation cannot be edited; only name, other_names"):
        actions.edit_organisation(office, code="x", kind="kpu", actor=ACTOR, at=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": ""}, "name"), ({"valid_from": date(2026, 2, 2), "valid_until": date(2026, 2, 1)}, "valid_until")],
)
def test_a_change_to_what_cannot_be_is_refused_and_nothing_is_kept(changes, field):
    office = an_office("dinkes")

    with pytest.raises(NotPossible) as refusal:
        actions.edit_organisation(office, actor=ACTOR, at=NOW, **changes)

    office.refresh_from_db()
    assert refusal.value.field == field
    assert (office.name, office.valid_until) == ("Dinas Contoh", None)


def test_nobody_stands_above_itself():
    top = an_office("dinas-a")
    below = an_office("dinas-b", parent=top)
    lowest = an_office("dinas-c", parent=below)

    for parent in (top, below, lowest):
        with pytest.raises(NotPossible, match="tidak bisa menjadi induknya") as refusal:
            actions.edit_organisation(Organisation.objects.get(code="dinas-a"), parent=parent, actor=ACTOR, at=NOW)
        assert refusal.value.field == "parent"
    actions.edit_organisation(lowest, parent=top, actor=ACTOR, at=NOW)
    assert Organisation.objects.get(code="dinas-c").parent == top


def test_an_edit_leaves_a_form_of_numbers_alone_that_was_written_meanwhile():
    office = an_office("dinkes")
    actions.set_number_pattern(Organisation.objects.get(code="dinkes"), "{seri}.{nomor}.{tahun}", actor=ACTOR, at=NOW)

    actions.edit_organisation(office, name="Dinas Kesehatan", actor=ACTOR, at=NOW)

    office.refresh_from_db()
    assert (office.name, office.number_pattern) == ("Dinas Kesehatan", "{seri}.{nomor}.{tahun}")


def test_a_closed_organisation_exists_on_its_last_day_and_not_after():
    office = an_office("dinkes")

    actions.close_organisation(office, last_day=date(2026, 11, 30), actor=ACTOR, at=NOW)

    assert queries.organisations_on(date(2026, 11, 30)).filter(code="dinkes").exists()
    assert not queries.organisations_on(date(2026, 12, 1)).filter(code="dinkes").exists()
    assert (_entry("dinkes").verb, _entry("dinkes").facts) == ("organisasi.ditutup", {"valid_until": "2026-11-30"})


def test_one_cannot_close_before_it_began():
    office = an_office("dinkes", valid_from=date(2026, 11, 1))

    with pytest.raises(NotPossible) as refusal:
        actions.close_organisation(office, last_day=date(2026, 10, 31), actor=ACTOR, at=NOW)

    assert str(refusal.value) == "Hari terakhir tidak boleh sebelum hari pertama."


def test_an_office_writes_its_numbers_in_its_own_way_and_the_shipped_lists_may_go_on(examples):
    office = queries.organisation("bawaslu-99.07")
    own = "{nomor2}/{seri}/PB/Kab/03.17/{bulan}/{tahun}"

    for _twice in range(2):
        actions.set_number_pattern(office, own, actor=ACTOR, office=office.code, at=NOW)

    office.refresh_from_db()
    assert (office.number_pattern, office.edited) == (own, False)
    assert queries.example_number(office, date(2020, 11, 9)) == "14/Reg/LP/PB/Kab/03.17/XI/2020"
    (entry,) = Entry.objects.filter(chain=f"organisasi:{office.code}", verb="organisasi.diubah")
    assert (entry.actor, entry.office, entry.facts) == (ACTOR, office.code, {"changed": ["number_pattern"]})


def test_the_usual_way_is_an_empty_pattern(examples):
    office = queries.organisation("bawaslu-99.07")
    actions.set_number_pattern(office, "{seri}.{nomor}.{tahun}", actor=ACTOR, at=NOW)

    actions.set_number_pattern(office, "", actor=ACTOR, at=NOW)

    assert queries.example_number(office, date(2020, 11, 9)) == "014/Reg/LP/99.07/XI/2020"


@pytest.mark.parametrize(
    ("pattern", "says"),
    [("{nama}", "Hanya huruf"), ("{nomor}/{tahun}", "Belum ada {seri}"), ("{nomor}/{seri}/{tahun}" + "/x" * 30, "60")],
)
def test_a_pattern_that_cannot_be_is_refused_with_what_to_do(examples, pattern: str, says: str):
    office = queries.organisation("bawaslu-99.07")

    with pytest.raises(NotPossible, match=re.escape(says)) as refused:
        actions.set_number_pattern(office, pattern, actor=ACTOR, at=NOW)

    assert refused.value.field == "number_pattern"
    office.refresh_from_db()
    assert office.number_pattern == ""


def test_an_office_that_registers_no_cases_has_no_numbers(examples):
    assert queries.example_number(queries.organisation("pemkab-99.07"), date(2020, 11, 9)) == ""


def test_the_whole_country_stands_as_ri_in_numbers(examples):
    assert queries.place_in_numbers(queries.organisation("bawaslu")) == "RI"
