"""The public form as a browser sends it, and staff who are signed in."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from netral.access.models import User
from netral.intake.models import Laporan
from tests.access.builders import seated
from tests.intake.builders import OFFICE, country

REPORT, RECEIPT, CHECK, STATUS = "/lapor/", "/lapor/tanda-terima/", "/cek/", "/cek/laporan/"
YESTERDAY = timezone.now() - timedelta(days=1)


def boxes(name: str, day: Any = YESTERDAY) -> dict[str, str]:
    return {f"{name}_hari": str(day.day), f"{name}_bulan": str(day.month), f"{name}_tahun": str(day.year)}


def filled(**changes: Any) -> dict[str, Any]:
    """The form filled in by someone who names a person and a place."""
    return {
        "key": "kunci-formulir",
        "kind": "laporan",
        "conducts": ["pengarahan_ajakan"],
        "what": "Camat mengajak warga memilih calon tertentu.",
        "place_search": "Kabupaten Tirta Buana",
        "place": "Lapangan desa",
        "act_time": "09.30",
        "who1_name": "Terlapor Rekaan",
        "who1_job": "Camat",
        "links": "contoh.id/1\n\nhttps://contoh.id/2",
        "reporter_name": "Wayan Pelapor Rahasia",
        "reporter_address": "Jalan Sunyi 7",
        "reporter_phone": "0812-3456-7890",
        "truth": "on",
        **boxes("act_date"),
        **boxes("known_on"),
        **changes,
    }


def reported(client: Client, **changes: Any) -> Laporan:
    """A report handed in through the form; the client stands before its receipt."""
    country()
    answer = client.post(REPORT, filled(**changes))
    assert answer.status_code == 303, answer.context["form"].errors
    return Laporan.objects.order_by("-pk")[0]


def signed_in(client: Client, role: str = "petugas_laporan", office: str = OFFICE) -> User:
    country()
    user = seated(role, office)
    client.force_login(user)
    return user
