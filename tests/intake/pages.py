"""The wizard as a browser sends it, and staff who are signed in."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from netral.access.models import User
from netral.intake import trace_cookie
from netral.intake.models import Laporan
from netral.intake.trace_cookie import TraceStore
from tests.access.builders import seated
from tests.intake.builders import OFFICE, country

REPORT, RECEIPT, CHECK, STATUS = "/lapor/", "/lapor/tanda-terima/", "/cek/", "/cek/laporan/"
YESTERDAY = timezone.now() - timedelta(days=1)


def boxes(name: str, day: Any = YESTERDAY) -> dict[str, str]:
    return {f"{name}_hari": str(day.day), f"{name}_bulan": str(day.month), f"{name}_tahun": str(day.year)}


def answers() -> dict[str, dict[str, Any]]:
    """The wizard filled in by someone who names a person and a place: what each page is sent."""
    return {
        "apa/": {"conducts": ["pengarahan_ajakan"]},
        "apa/cerita/": {"what": "Camat mengajak warga memilih calon tertentu."},
        "di-mana/": {"place_search": "Kabupaten Tirta Buana", "place": "Lapangan desa"},
        "kapan/": {
            "act": "lain",
            "act_time": "09.30",
            "known": "lain",
            **boxes("act_date"),
            **boxes("known_on"),
        },
        "siapa/": {"who1_name": "Terlapor Rekaan", "who1_job": "Camat"},
        "bukti/": {"links": "contoh.id/1\n\nhttps://contoh.id/2", "location": "ya"},
        "tentang-anda/": {
            "way": "laporan",
            "name": "Wayan Pelapor Rahasia",
            "address": "Jalan Sunyi 7",
            "phone": "0812-3456-7890",
        },
        "periksa/": {"truth": "on"},
    }


# Fields the usual filling leaves empty, and the page that asks for them.
ELSEWHERE = {
    "region": "di-mana/",
    "act_date": "kapan/",
    "known_on": "kapan/",
    "evidence": "bukti/",
    "description": "siapa/",
}


def page_of(field: str) -> str:
    """The page a field is on."""
    known = {name: page for page, told in answers().items() for name in told} | ELSEWHERE
    return known.get(field) or ("siapa/" if field.startswith(("who", "witness")) else known[field])


def shown(client: Client, page: str) -> str:
    """The HTML of a page of the wizard."""
    return client.get(REPORT + page).content.decode()


def sent(client: Client, page: str, **changes: Any) -> Any:
    """The answer of one page of the wizard to its usual filling, with changes."""
    return client.post(REPORT + page, answers()[page] | changes)


def filled(client: Client, *, until: str = "periksa/", **changes: Any) -> None:
    """Every page before `until` answered as usual but for some fields; of what another test left, nothing is kept."""
    client.post(REPORT, {"baru": "ya"})
    for page in list(answers())[: list(answers()).index(until)]:
        told = {field: value for field, value in changes.items() if page_of(field) == page}
        answer = sent(client, page, **told)
        assert answer.status_code == 303, answer.context["form"].errors


def reported(client: Client, **changes: Any) -> Laporan:
    """A report handed in through the wizard; the client stands before its receipt."""
    country()
    filled(client, **changes)
    answer = sent(client, "periksa/")
    assert answer.status_code == 303, answer.context["form"].errors
    return Laporan.objects.order_by("-pk")[0]


def one_page(**changes: Any) -> dict[str, Any]:
    """The form of the counter filled in by someone who names a person and a place."""
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


def traced(client: Client) -> TraceStore:
    """What this browser's traces hold."""
    kept = client.cookies.get(trace_cookie.COOKIE)
    return TraceStore(kept.value if kept else None)


def signed_in(client: Client, role: str = "petugas_laporan", office: str = OFFICE) -> User:
    country()
    user = seated(role, office)
    client.force_login(user)
    return user
