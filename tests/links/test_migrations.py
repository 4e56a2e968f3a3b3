"""What was declared by links moves to the table of everybody's declarations, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from netral.cases.models import Declaration
from netral.links import actions
from tests.discipline.builders import recommended
from tests.intake.builders import day
from tests.links.builders import acknowledged, again, link_for

pytestmark = pytest.mark.django_db(transaction=True)
BESIDE_ITS_LINK = ("links", "0002_declarations_of_their_own")


def test_a_declaration_goes_back_beside_its_link_and_comes_again() -> None:
    link = acknowledged(link_for(recommended()))
    actions.declare(link, at=day(11), conflicted=True, note="Adik ipar terlapor.")
    said = again(link).declaration
    assert said is not None
    of_account = Declaration.objects.create(
        subject=said.subject, office=said.office, conflicted=False, at=day(10), by="akun:5f6g7h8j9k0m1"
    )
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()  # going back takes the rooms above along

    before = MigrationExecutor(connection).migrate([BESIDE_ITS_LINK]).apps.get_model("links", "ConflictDeclared")
    rows = list(before._default_manager.values_list("link__key", "conflicted", "note", "at"))
    left = list(Declaration.objects.all())
    MigrationExecutor(connection).migrate(latest)

    assert (rows, left) == ([(link.key, True, "Adik ipar terlapor.", day(11))], [of_account])
    now = again(link).declaration
    assert now is not None
    assert (now.subject, now.office, now.note, now.by) == (said.subject, said.office, said.note, link.reference)
