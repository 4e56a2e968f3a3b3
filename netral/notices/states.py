"""Words of this room: what the journal says about days off and the clocks they move."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText

CALENDAR = "kalender:nasional"
ADDED = "kalender.libur_ditambahkan"
MOVED = "tenggat_bergeser"


def verbs(kinds: Iterable[str]) -> dict[str, VerbText]:
    """The verbs of this room, for every kind of subject that has clocks."""
    moved = VerbText(
        _("Tenggat bergeser karena hari libur baru"), public=_("Batas waktu bergeser karena ada hari libur baru")
    )
    return {ADDED: VerbText(_("Hari libur ditambahkan")), **{f"{kind}.{MOVED}": moved for kind in kinds}}
