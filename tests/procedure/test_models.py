"""What a subject must say of itself."""

from typing import ClassVar

import pytest
from django.apps import apps

from netral.procedure.models import Tracked


class Bare:
    """Only what `Tracked` gives; not a table of its own."""

    KIND: ClassVar[str] = "perkara"
    key = "7k4m2pxd91qf0"
    reference = Tracked.reference
    office_at = Tracked.office_at
    also_about = Tracked.also_about


def test_a_subject_is_named_by_kind_and_key() -> None:
    assert Bare().reference == "perkara:7k4m2pxd91qf0"  # type: ignore[comparison-overlap]


def test_a_subject_is_about_nothing_else_unless_it_says_so() -> None:
    assert Bare().also_about() == []  # type: ignore[misc]


def test_a_subject_must_know_its_offices() -> None:
    with pytest.raises(NotImplementedError):
        Bare().office_at("pengawas")  # type: ignore[misc]


def test_every_subject_has_a_kind_and_a_short_reference() -> None:
    tracked = [model for model in apps.get_models() if issubclass(model, Tracked)]

    assert {model.KIND for model in tracked} == {"laporan", "perkara", "penanganan", "jalur"}
    assert all(len(model().reference) <= 60 for model in tracked)
