"""The ground every installation stands on: tables, keys, regions, organisations, elections, the first administrator."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from netral.access import actions as access
from netral.access.models import Role, User
from netral.access.states import NATIONAL_OFFICE, SYSTEM, Acting, HeldSeat
from netral.audit import actions as audit
from netral.intake import vault
from netral.lib import at_rest
from netral.offices import actions as offices
from netral.offices import queries
from netral.offices.models import Organisation, Region
from netral.registry import actions as registry
from netral.registry.models import Election

# Whoever runs `netral` on the server seats the first people: nobody has a seat yet.
FOUNDER = Acting(SYSTEM.reference, (HeldSeat(Role.ADMINISTRATOR, NATIONAL_OFFICE),))


def laid() -> bool:
    """Whether this home already has its tables and its national office."""
    if "offices_organisation" not in connection.introspection.table_names():
        return False
    return Organisation.objects.filter(code=NATIONAL_OFFICE).exists()


def lay(*, custodian_key: Path, examples: bool) -> str:
    """Make tables, keys and reference rows; returns a sentence of counts. Safe to run again after an interruption.

    `examples` adds the invented regions and their offices, for the demo and for training.
    """
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    at_rest.ensure_key()  # before the tables: rows of an older version are encrypted on the way
    call_command("migrate", verbosity=0)
    audit.ensure_signing_key()
    vault.ensure_custodian_key(custodian_key)
    vault.ensure_receipt_key()
    with transaction.atomic():
        offices.load_regions(examples=examples)
        offices.load_organisations()
        registry.load_elections()
    counts = Region.objects.count(), Organisation.objects.count(), Election.objects.count()
    return "{} wilayah, {} instansi, {} pemilihan".format(*counts)


def first_administrator(email: str, name: str, password: str) -> User:
    """An account with the administrator's seat in the national office."""
    now = timezone.now()
    with transaction.atomic():
        user = access.create_user(email=email, name=name, password=password, acting=FOUNDER, at=now)
        office = queries.default_office()
        access.give_seat(
            user, role=Role.ADMINISTRATOR, office=office, valid_from=timezone.localdate(now), acting=FOUNDER, at=now
        )
    return user
