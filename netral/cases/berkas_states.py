"""The editions of a printed case file, and what the journal says of a print."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText


class Edition(models.TextChoices):
    """For whom a case file is printed. It decides what stands in it."""

    INTERNAL = "internal", _("Edisi internal")
    RELEASE = "rilis", _("Salinan rilis")

    def file_name(self, number: str) -> str:
        """What the printed file of a case is called, without what a file system does not take."""
        return f"berkas-{number.replace('/', '-')}-{self.value}"


PRINTED = "perkara.berkas_dicetak"
VERBS = {PRINTED: VerbText(staff=_("Berkas perkara dicetak."))}
