"""Files whose period is over: the bytes go, their fingerprint stays for the journal."""

from django.db import transaction

from netral.evidence.models import Copy, Exhibit, Upload, WithdrawnCopy
from netral.evidence.states import Arrival
from netral.lib import files


@transaction.atomic
def erase(subject_ref: str) -> int:
    """Remove the bytes and names of every exhibit of a subject, and all that was made of them; how many.

    The caller journals it. A rollback keeps the files: they go when the transaction has ended well.
    """
    exhibits = Exhibit.objects.filter(subject=subject_ref).exclude(arrival=Arrival.ERASED)
    copies = Copy.objects.filter(exhibit__in=exhibits)
    uploads = Upload.objects.filter(owner=subject_ref)
    held = (rows.select_for_update() for rows in (exhibits, copies, uploads))  # a file sealed again gets another name
    names = [name for rows in held for name in rows.values_list("file", flat=True) if name]
    copies.delete()
    uploads.delete()
    WithdrawnCopy.objects.filter(exhibit__in=exhibits).update(reason="")
    erased = exhibits.update(arrival=Arrival.ERASED, file="", filename="")
    transaction.on_commit(lambda: files.remove(names))
    return erased
