"""Ad hoc offices: an end and an office above from the first day, and going on longer by letter."""

from datetime import date
from typing import Any

import pytest

from netral.audit.models import Entry
from netral.offices.actions import create_organisation, edit_organisation, extend_organisation
from netral.offices.models import Organisation
from netral.offices.policies import NotPossible
from tests.access.builders import AT, office

pytestmark = pytest.mark.django_db
LAST = date(2027, 3, 1)


def made(**changes: Any) -> Organisation:
    values: dict[str, Any] = {"parent": office(), "valid_until": LAST, **changes}
    return create_organisation(
        "panwaslu-99.07.01", kind="panwaslu_kecamatan", name="Panwaslu Rekaan", actor="sistem", at=AT, **values
    )


@pytest.mark.parametrize("missing", ["parent", "valid_until"])
def test_it_names_its_last_day_and_the_office_above(missing: str) -> None:
    with pytest.raises(NotPossible) as refusal:
        made(**{missing: None})
    assert refusal.value.field == missing

    there = made()
    with pytest.raises(NotPossible) as refusal:
        edit_organisation(there, actor="sistem", at=AT, **{missing: None})
    assert refusal.value.field == missing


def test_a_permanent_office_needs_neither() -> None:
    assert office("bawaslu-99.08").valid_until is None


def test_it_goes_on_longer_by_letter_also_after_its_end() -> None:
    there = made(valid_until=date(2026, 1, 1))

    extend_organisation(there, last_day=LAST, letter="9/K1/2026", actor="sistem", at=AT)

    assert Organisation.objects.get(pk=there.pk).valid_until == there.valid_until == LAST
    entry = Entry.objects.get(verb="organisasi.diperpanjang")
    assert entry.facts == {"valid_until": "2027-03-01", "before": "2026-01-01", "letter": "9/K1/2026"}


@pytest.mark.parametrize("day", [LAST, date(2026, 12, 31)])
def test_a_day_that_is_no_later_is_no_extension(day: date) -> None:
    with pytest.raises(NotPossible, match="1 Maret 2027"):
        extend_organisation(made(), last_day=day, letter="9", actor="sistem", at=AT)


def test_what_has_no_end_is_not_extended() -> None:
    with pytest.raises(NotPossible, match="tidak punya hari terakhir"):
        extend_organisation(office(), last_day=LAST, letter="9", actor="sistem", at=AT)
