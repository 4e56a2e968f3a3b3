"""What messages say of people goes with the case they are about; that they went, when and to whom stays."""

from collections.abc import Collection

from netral.exchange.models import Kiriman, Reply


def erase(subjects: Collection[str]) -> None:
    """Blank the contents of everything sent about these subjects, and the words of the replies to it.

    A part of the step that erases the subjects. Fingerprints and receipts stay: they prove that it arrived.
    """
    about = Kiriman.objects.filter(subject__in=subjects)
    Reply.objects.filter(kiriman__in=about).update(gaps=[], note="")
    about.update(content={})
