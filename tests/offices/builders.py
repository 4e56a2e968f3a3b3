"""Places and organisations to test with: an invented country in miniature, or the whole of it."""

from datetime import UTC, date, datetime

from netral.audit.actions import ensure_signing_key
from netral.offices import actions
from netral.offices.models import Organisation

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def small_country() -> None:
    """The invented regions with their offices, and the national organisations."""
    ensure_signing_key()
    actions.load_examples(at=NOW)


def whole_country() -> None:
    """All 91,599 regions, the invented ones, and every organisation that follows from them."""
    ensure_signing_key()
    actions.load_regions(at=NOW)
    actions.load_organisations(at=NOW)


def an_office(code: str = "dinas-contoh", **fields: object) -> Organisation:
    """An organisation an administrator added by hand."""
    ensure_signing_key()
    values = {"kind": "lembaga", "name": "Dinas Contoh", "actor": "akun:7k4m2pxd91qf0", "at": NOW, **fields}
    return actions.create_organisation(code, **values)  # type: ignore[arg-type]
