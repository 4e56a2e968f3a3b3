import pytest

from netral.offices.models import Organisation

pytestmark = pytest.mark.django_db


def test_an_organisation_is_shown_by_its_name():
    organisation = Organisation.objects.create(code="bkn", kind="lembaga", name="Badan Kepegawaian Negara")

    assert str(organisation) == "Badan Kepegawaian Negara"
