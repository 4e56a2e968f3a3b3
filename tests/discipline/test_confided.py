"""What people write in this room cannot be read in a copy of the database, nor looked for in it."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from netral.discipline.models import Decision, Ending, Penanganan, Rekomendasi
from netral.lib import at_rest
from tests.cases.builders import LONG
from tests.discipline.builders import declined, imposed, recommended, someone, stopped, verified

PLAIN = ("discipline", "0004_texts_of_people_go")
WHY = r"Ia menyebut \namanya sendiri di video itu."
OWN_WORDS = "Meminta maaf kepada Terlapor Rekaan di alun-alun"
SAID: dict[tuple[type[Model], str], str] = {
    (Penanganan, "match_reason"): WHY,
    (Rekomendasi, "reasons"): LONG,
    (Decision, "sanction_name"): OWN_WORDS,
    (Decision, "deviation_reason"): "Baru sekali, dan mengakui perbuatannya.",
    (Ending, "reason"): LONG,
}
each_text = pytest.mark.parametrize(("model", "field"), list(SAID), ids=[field for _model, field in SAID])


def everything_said() -> None:
    """Two handlings in which every text of this room was written."""
    person = someone("Nama Lain Sekali")
    imposed(recommended(verified(person=person, reason=WHY)), sanction="", other_sanction=OWN_WORDS, level="sedang")
    declined()
    stopped()


def stored(model: type[Model], field: str) -> list[bytes | str]:
    """The column as the database holds it, past every field."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM {model._meta.db_table} ORDER BY id")
        return [value if isinstance(value, str) else bytes(value) for (value,) in cursor.fetchall()]


@pytest.mark.django_db
@each_text
def test_the_column_holds_no_clear_text(model: type[Model], field: str) -> None:
    everything_said()
    place = f"{model._meta.label_lower}.{field}"

    values = stored(model, field)

    assert all(isinstance(value, bytes) for value in values)
    opened = [at_rest.decrypt(value, place=place).decode() for value in values if isinstance(value, bytes)]
    assert SAID[model, field] in opened
    words = {word for said in SAID.values() for word in said.split() if len(word) > 3}
    assert [word for word in words for value in values if word.encode() in bytes(value)] == []  # type: ignore[arg-type]


@pytest.mark.django_db
@each_text
@pytest.mark.parametrize("lookup", ["exact", "contains", "icontains", "startswith", "in"])
def test_nothing_looks_in_it(model: type[Model], field: str, lookup: str) -> None:
    with pytest.raises(FieldError):
        model._default_manager.filter(**{f"{field}__{lookup}": [LONG] if lookup == "in" else LONG}).exists()


@pytest.mark.django_db(transaction=True)
def test_rows_from_before_say_afterwards_what_they_said_and_the_way_back_is_open() -> None:
    everything_said()
    said = {place: sorted(place[0]._default_manager.values_list(place[1], flat=True)) for place in SAID}
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()  # going back takes the rooms above along
    try:
        MigrationExecutor(connection).migrate([PLAIN])
        before = {place: sorted(stored(*place)) for place in SAID}
    finally:
        MigrationExecutor(connection).migrate(latest)

    assert before == said
    assert {place: sorted(place[0]._default_manager.values_list(place[1], flat=True)) for place in SAID} == said
    assert all(isinstance(value, bytes) for place in SAID for value in stored(*place))
