"""The closed lists of the discipline room. Its statuses and steps stand in the procedure table `disiplin`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PROCEDURE = "disiplin"


class Level(models.TextChoices):
    """How heavy a sanction is, lightest first; which sanctions each level holds, the rulebook says."""

    MORAL = "moral", _("Sanksi moral")
    LIGHT = "ringan", _("Hukuman disiplin ringan")
    MEDIUM = "sedang", _("Hukuman disiplin sedang")
    HEAVY = "berat", _("Hukuman disiplin berat")


class Outcome(models.TextChoices):
    """How a penanganan ends without a sanction."""

    STOPPED = "dihentikan", _("Dihentikan")
    DECLINED = "tidak_dijatuhi_sanksi", _("Tidak dijatuhi sanksi")


# Below this score linking a person asks for a reason: a matter of care, not of law (ux: picker of pegawai).
SURE_ENOUGH = 80


def is_lighter(level: str, recommended: str) -> bool:
    order = list(Level.values)
    return order.index(level) < order.index(recommended)
