"""The closed lists of the discipline room. Its statuses and steps stand in the procedure table `disiplin`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.intake import states as intake

PROCEDURE = "disiplin"


class Level(models.TextChoices):
    """How heavy a sanction is, lightest first; which sanctions each level holds, the rulebook says."""

    MORAL = "moral", _("Sanksi moral")
    LIGHT = "ringan", _("Hukuman disiplin ringan")
    MEDIUM = "sedang", _("Hukuman disiplin sedang")
    HEAVY = "berat", _("Hukuman disiplin berat")
    DISMISSAL = "ptdh", _("Pemberhentian tidak dengan hormat")


class Outcome(models.TextChoices):
    """How a penanganan ends without a sanction."""

    STOPPED = "dihentikan", _("Dihentikan")
    DECLINED = "tidak_dijatuhi_sanksi", _("Tidak dijatuhi sanksi")


# Below this score linking a person asks for a reason: a matter of care, not of law (ux: picker of pegawai).
SURE_ENOUGH = 80


def is_lighter(level: str, recommended: str) -> bool:
    order = list(Level.values)
    return order.index(level) < order.index(recommended)


class Refused(intake.Refused):
    """One value an action does not accept; `field` names it so that a form shows the sentence there."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(intake.Problem(field, message, "tidak_sesuai"))
        self.field = field
        self.message = message


# Requirements the form of the step itself brings: a page may offer the step before they are met.
BROUGHT_BY_THE_FORM = frozenset({"orang_ditetapkan", "surat_terbit", "keputusan_diunggah"})
