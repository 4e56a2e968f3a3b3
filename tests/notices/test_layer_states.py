"""Layers: every deadline lies on one, and addresses choose among them."""

import pytest
from django.db.models import Q

from netral import rulebook
from netral.notices.layer_states import (
    ALL,
    AT_THE_PLENARY,
    DEADLINES,
    OF_KIND,
    TABLES_BESIDE,
    TRACK,
    Layer,
    layer_links,
    layer_of,
    layers_asked,
    rows_on,
    written,
)
from netral.procedure.queries import kinds
from netral.tracks.models import Track
from tests.tracks.builders import statuses_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "procedure", "status", "layer"),
    [
        ("laporan", "pemilu", "diterima", Layer.STUDY),
        ("perkara", "pilkada", "pemeriksaan", Layer.EXAMINATION),
        ("perkara", "pemilu", "menunggu_pleno", Layer.PLENARY),
        ("penanganan", "disiplin", "terverifikasi", Layer.DISCIPLINE),
        ("jalur", "pp94", "dipanggil", Layer.DISCIPLINE),
        ("jalur", "tni", "diterima_komandan", Layer.DISCIPLINE),
        ("jalur", "pidana_pemilu", "penyidikan", Layer.BESIDE),
        ("jalur", "kpu_etik", "diperiksa_tim", Layer.BESIDE),
        ("jalur", "kpu_etik", "menunggu_pleno_kpu", Layer.PLENARY),
    ],
)
def test_a_deadline_lies_where_its_work_stands(kind: str, procedure: str, status: str, layer: Layer) -> None:
    assert layer_of(kind, procedure, status) == layer


def test_the_words_of_the_tables_are_known_to_the_rulebook() -> None:
    procedures = rulebook.current().procedures
    statuses = {code for versions in procedures.values() for table in versions for code in table.statuses}

    assert set(TABLES_BESIDE) <= procedures.keys()
    assert set(AT_THE_PLENARY) <= statuses
    assert {*OF_KIND, TRACK} == {model.KIND for model in kinds()}


@pytest.mark.parametrize("layer", Layer)
def test_the_rows_of_a_layer_are_those_that_say_they_lie_on_it(layer: Layer) -> None:
    """Asked of the database, a status and a table answer as the function does."""
    tables = [("kpu_etik", "adhoc"), ("pidana_pemilu", "pidana"), ("pp94", "pemeriksaan")]
    places = [(code, status) for code, subject in tables for status in statuses_of(code, subject)]
    Track.objects.bulk_create(
        Track(key=f"rekaan{n}", procedure=code, procedure_version="x", status=status, **_needed())
        for n, (code, status) in enumerate(places)
    )

    found = Track.objects.filter(rows_on([layer]).get(TRACK, Q(pk__in=[])))

    expected = {place for place in places if layer_of(TRACK, *place) == layer}
    assert set(found.values_list("procedure", "status")) == expected


def _needed() -> dict[str, object]:
    from tests.procedure.builders import MONDAY, offices

    return {"office": offices(), "opened_at": MONDAY, "number": "x"}


@pytest.mark.parametrize(
    ("layers", "kinds_asked"),
    [
        ([Layer.STUDY], {"laporan"}),
        ([Layer.PLENARY], {"laporan", "perkara", "penanganan", "jalur"}),
        ([Layer.DISCIPLINE], {"penanganan", "jalur"}),
        ([Layer.BESIDE], {"jalur"}),
        ([Layer.HOLIDAYS, Layer.STAGES], set()),
        (list(DEADLINES), {"laporan", "perkara", "penanganan", "jalur"}),
    ],
)
def test_only_kinds_with_something_on_the_layers_are_asked(layers: list[Layer], kinds_asked: set[str]) -> None:
    assert rows_on(layers).keys() == kinds_asked


@pytest.mark.parametrize(
    ("text", "layers"),
    [("", ALL), ("x,,9", ALL), ("libur", {Layer.HOLIDAYS}), ("libur,x,kajian", {Layer.STUDY, Layer.HOLIDAYS})],
)
def test_an_address_names_layers_and_nonsense_is_all(text: str, layers: set[Layer]) -> None:
    assert layers_asked(text) == layers


def test_layers_are_written_in_one_order_and_all_of_them_not_at_all() -> None:
    assert written({Layer.HOLIDAYS, Layer.STUDY}) == "kajian,libur"
    assert written(ALL) == written(()) == ""


def test_the_first_click_shows_one_layer_and_further_ones_add_and_take_away() -> None:
    everything = layer_links(ALL, {})
    assert [each.chosen for each in everything] == [True, *[False] * len(Layer)]
    assert [each.query for each in everything] == ["", *(f"lapis={each}" for each in Layer.values)]

    some = {each.label: each for each in layer_links(frozenset({Layer.STUDY}), {"bulan": "2026-11", "hari": ""})}

    assert some["Kajian"].chosen
    assert not some["Semua"].chosen
    assert some["Kajian"].query == "bulan=2026-11"  # the last one taken away: all again
    assert some["Libur"].query == "bulan=2026-11&lapis=kajian,libur"
