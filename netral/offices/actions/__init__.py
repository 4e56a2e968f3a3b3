"""What is done to places and organisations: loading the shipped lists, and changes by an administrator."""

from netral.offices.actions.editing import (
    close_organisation,
    create_organisation,
    edit_organisation,
    set_number_pattern,
)
from netral.offices.actions.extending import extend_organisation
from netral.offices.actions.loading import load_examples, load_organisations, load_regions

__all__ = [
    "close_organisation",
    "create_organisation",
    "edit_organisation",
    "extend_organisation",
    "load_examples",
    "load_organisations",
    "load_regions",
    "set_number_pattern",
]
