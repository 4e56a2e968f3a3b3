"""Messages that were there before an office looked after them: whoever sent them does."""

from importlib import import_module

import pytest
from django.apps import apps

from netral.exchange.models import Kiriman
from tests.exchange.builders import office, sent

pytestmark = pytest.mark.django_db
looked_after = import_module("netral.exchange.migrations.0004_looked_after_moved_on_replaced")


def test_the_sender_looks_after_what_it_sent() -> None:
    sent()
    Kiriman.objects.update(office=office("bawaslu"))

    looked_after.sender_looks_after(apps, None)

    assert Kiriman.objects.get().office == office()
