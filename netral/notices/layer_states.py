"""Layers of the calendar: which one a deadline lies on, and how an address chooses among them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Layer(models.TextChoices):
    """What can be drawn. The last two are no deadlines: they say what the days are."""

    STUDY = "kajian", _("Kajian")
    EXAMINATION = "pemeriksaan", _("Pemeriksaan")
    PLENARY = "pleno", _("Pleno")
    DISCIPLINE = "disiplin", _("Disiplin")
    BESIDE = "pidana", _("Pidana dan etik penyelenggara")
    STAGES = "tahapan", _("Tahapan pemilu")
    HOLIDAYS = "libur", _("Libur")


ALL = frozenset(Layer)
DEADLINES = ALL - {Layer.STAGES, Layer.HOLIDAYS}
ASKED = "lapis"
# Where a subject waits for the members: whatever it is, its clock belongs to the plenary.
AT_THE_PLENARY = ("menunggu_pleno", "menunggu_pleno_kpu")
# Tracks that are no discipline of an employer: courts and police, and the ethics of election organisers.
TABLES_BESIDE = ("pidana_pemilu", "pidana_pilkada", "kpu_etik", "dkpp")
TRACK = "jalur"
OF_KIND = {"laporan": Layer.STUDY, "perkara": Layer.EXAMINATION, "penanganan": Layer.DISCIPLINE}


def layer_of(kind: str, procedure: str, status: str) -> Layer:
    """On which layer the clocks of a subject lie while it stands there."""
    if status in AT_THE_PLENARY:
        return Layer.PLENARY
    return OF_KIND.get(kind) or (Layer.BESIDE if procedure in TABLES_BESIDE else Layer.DISCIPLINE)


def rows_on(layers: Collection[Layer]) -> dict[str, Q]:
    """The rows of each kind whose clocks lie on these layers; a kind of which none does is absent."""
    found: dict[str, Q] = {}
    for kind, layer in OF_KIND.items():
        if (rows := _rows(layer in layers, Layer.PLENARY in layers)) is not None:
            found[kind] = rows
    beside, discipline = Q(procedure__in=TABLES_BESIDE), ~Q(procedure__in=TABLES_BESIDE)
    wanted = [each for layer, each in ((Layer.BESIDE, beside), (Layer.DISCIPLINE, discipline)) if layer in layers]
    tracks = Q(pk__in=[])
    for each in wanted:
        tracks |= each & ~Q(status__in=AT_THE_PLENARY)
    if Layer.PLENARY in layers:
        tracks |= Q(status__in=AT_THE_PLENARY)
    if wanted or Layer.PLENARY in layers:
        found[TRACK] = tracks
    return found


def _rows(own: bool, plenary: bool) -> Q | None:
    if own and plenary:
        return Q()
    waiting = Q(status__in=AT_THE_PLENARY)
    return ~waiting if own else waiting if plenary else None


def layers_asked(text: str) -> frozenset[Layer]:
    """The layers an address names, `kajian,libur`; all where it names none that is known."""
    named = frozenset(Layer(word) for word in text.split(",") if word in Layer.values)
    return named or ALL


def written(layers: Collection[Layer]) -> str:
    """The same layers as they stand in an address: nothing for all of them and for none."""
    return ",".join(each.value for each in Layer if each in layers) if frozenset(layers) < ALL else ""


@dataclass(frozen=True)
class LayerLink:
    """One choice above the calendar: its words, the query that makes it, and whether it is made now."""

    label: str | Promise
    query: str
    chosen: bool


def layer_links(layers: frozenset[Layer], kept: Mapping[str, str]) -> list[LayerLink]:
    """All layers, then each: the first click on one shows it alone, every further one adds or takes away.

    `kept` is what else the address says and goes on saying.
    """
    everything = layers == ALL
    links = [LayerLink(_("Semua"), _query("", kept), everything)]
    for each in Layer:
        after = frozenset([each]) if everything else layers ^ {each}
        links.append(LayerLink(each.label, _query(written(after), kept), not everything and each in layers))
    return links


def _query(text: str, kept: Mapping[str, str]) -> str:
    named = {**kept, ASKED: text}
    return urlencode({name: value for name, value in named.items() if value}, safe=",")
