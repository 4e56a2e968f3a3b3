"""What can be asked of the journal."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from netral.audit import published, sealing, streams
from netral.audit.models import Anchor, AnchorLeaf, Entry, EntrySubject
from netral.audit.states import PUBLIC_ZONE, JournalError
from netral.audit.verification import Verdict, verify
from netral.lib import merkle
from netral.lib.merkle import leaf_hash
from netral.lib.signing import read_public_keys

__all__ = ["Verdict", "verify"]


def entries_about(reference: str) -> QuerySet[Entry]:
    """Every entry that names `reference` among its subjects, in the order they were recorded."""
    about = EntrySubject.objects.filter(subject=reference).values("entry_id")
    return Entry.objects.filter(pk__in=about).order_by("pk")


def public_keys() -> list[dict[str, str | None]]:
    """{`key_id`, `public_key`, `from`} of every key that ever signed here, the one in use first."""
    return read_public_keys(Path(settings.KEYS_DIR))


def recent_anchors(limit: int = 30) -> QuerySet[Anchor]:
    """The sealed days, the newest first."""
    return Anchor.objects.order_by("-day")[:limit]


def anchor_covering(entry: Entry) -> Anchor | None:
    """The first anchor an entry is under; None until the day is sealed."""
    leaves = AnchorLeaf.objects.filter(chain=entry.chain, position__gte=entry.position)
    leaf = leaves.select_related("anchor").order_by("anchor_id").first()
    return leaf.anchor if leaf else None


def days_without_anchor(now: datetime | None = None) -> list[date]:
    """The finished days that wait for their anchor, the earliest first.

    Before the first anchor that is only yesterday: it covers all that came before.
    """
    yesterday = (now or timezone.now()).astimezone(PUBLIC_ZONE).date() - timedelta(days=1)
    last = Anchor.objects.order_by("-day").first()
    waiting = (yesterday - last.day).days if last else 1
    return [yesterday - timedelta(days=ago) for ago in reversed(range(waiting))]


def signed_root(anchor: Anchor) -> dict[str, Any]:
    """What is published for a day: everything needed to check it offline, signature included."""
    public_key = _known_keys().get(anchor.key_id)
    if public_key is None:
        message = _("%(day)s: disegel dengan kunci %(key)s; kembalikan berkas .pub kunci itu ke KEYS_DIR.")
        raise JournalError(message % {"day": anchor.day, "key": anchor.key_id})
    return sealing.signed_root(anchor, public_key)


def inclusion(entry: Entry, anchor: Anchor) -> dict[str, Any]:
    """A proof, for whoever holds the hash of an entry, that it is under the root of a day. Shows no other entry.

    Two steps: from the entry's hash up to the root over its chain's entries, which the chain's leaf commits to, and
    from that leaf up to the day's root. `proof_holds` checks it offline. JournalError if the anchor is older.
    """
    leaves = list(sealing.leaves_under(anchor))
    places = {leaf.chain: place for place, leaf in enumerate(leaves)}
    place = places.get(entry.chain)
    if place is None or leaves[place].position < entry.position:
        message = _("%(entry)s: dicatat sesudah %(day)s disegel; pakai akar harian yang lebih baru.")
        raise JournalError(message % {"entry": entry, "day": anchor.day})
    upto = Entry.objects.filter(chain=entry.chain, position__lte=leaves[place].position).order_by("position")
    return published.proof(
        entry_hashes=list(upto.values_list("hash", flat=True)),
        position=entry.position,
        leaves=[sealing.header_leaf(anchor), *(leaf.bytes() for leaf in leaves)],
        index=place + 1,
        chain=entry.chain,
    )


def inclusions(anchor: Anchor, entry_hashes: Collection[str]) -> dict[str, dict[str, Any]]:
    """Entry hash → its proof under an anchor, for many entries at once: the day's tree is walked a single time.

    Entries that came after the anchor are left out.
    """
    batches = streams.chunks(iter(entry_hashes))
    entries = [entry for batch in batches for entry in Entry.objects.filter(hash__in=batch)]
    chains, places = {entry.chain for entry in entries}, dict[str, tuple[int, int]]()
    hashes = [leaf_hash(sealing.header_leaf(anchor))]
    for leaf in sealing.leaves_under(anchor):
        if leaf.chain in chains:
            places[leaf.chain] = (len(hashes), leaf.position)
        hashes.append(leaf_hash(leaf.bytes()))
    covered = [each for each in entries if each.chain in places and each.position <= places[each.chain][1]]
    ways = merkle.proofs(hashes, {places[entry.chain][0] for entry in covered})
    return {entry.hash: _proof_upto(entry, places[entry.chain], ways) for entry in covered}


def _proof_upto(entry: Entry, place: tuple[int, int], ways: Mapping[int, merkle.Proof]) -> dict[str, Any]:
    index, length = place
    upto = Entry.objects.filter(chain=entry.chain, position__lte=length).order_by("position")
    hashes = list(upto.values_list("hash", flat=True))
    return published.proof_upto(chain=entry.chain, entry_hashes=hashes, position=entry.position, to_root=ways[index])


def proof_holds(proof: Mapping[str, Any], signed: Mapping[str, Any]) -> bool:
    """Whether a proof of `inclusion` leads to a published root that one of our keys signed. Needs no database."""
    return published.root_holds(signed, _known_keys()) and published.proof_holds(proof, str(signed["root"]))


def _known_keys() -> dict[str, str]:
    return {str(key["key_id"]): str(key["public_key"]) for key in public_keys()}
