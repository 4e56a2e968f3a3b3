"""The ways out of every public page. An entry whose address does not exist in this installation is left out."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """A link by URL name, so that rooms above this one are named and never imported."""

    name: str
    label: str | Promise


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    current: bool


MAIN = (
    Way("intake:report", _("Lapor")),
    Way("intake:check", _("Cek status")),
    Way("publishing:ask", _("Tanya dulu")),
    Way("publishing:rules", _("Aturan")),
    Way("publishing:help", _("Bantuan")),
    Way("publishing:journal", _("Jurnal")),
)
HELP = (
    Way("publishing:help", _("Bantuan dan jawaban")),
    Way("intake:lost_code", _("Kode saya hilang")),
)
CHECK = (
    Way("publishing:ask", _("Bolehkah saya …?")),
    Way("publishing:rules", _("Aturan netralitas")),
    Way("publishing:glossary", _("Daftar istilah")),
    Way("publishing:overdue", _("Jam publik")),
    Way("publishing:journal", _("Jurnal publik")),
)
ABOUT = (
    Way("publishing:privacy", _("Privasi")),
    Way("publishing:accessibility", _("Aksesibilitas")),
    Way("account_login", _("Masuk untuk petugas")),
)
GROUPS = {"utama": MAIN, "bantuan": HELP, "periksa": CHECK, "tentang": ABOUT}


def links(ways: tuple[Way, ...], path: str) -> list[Link]:
    """The ways that lead somewhere, in order; the one that leads to `path` is current."""
    found = []
    for way in ways:
        try:
            url = reverse(way.name)
        except NoReverseMatch:
            continue
        found.append(Link(way.label, url, path.startswith(url)))
    return found
