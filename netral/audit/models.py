"""The journal: one hash chain per subject, signed heads, a Merkle root per day. Rows are only ever added.

The database itself refuses UPDATE and DELETE on entries, their subjects, anchors and anchor leaves (triggers, migration
0002). A chain's head is the one row that moves.
"""

from django.db import models


class Chain(models.Model):
    """The head of one subject's chain, e.g. `perkara:7k4m2pxd91qf0`."""

    subject = models.CharField(max_length=60, unique=True)
    length = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=88)

    def __str__(self) -> str:
        return self.subject


class Entry(models.Model):
    """One act. Holds codes, times and hashes only: never a name, a narrative or anything that identifies a person."""

    chain = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    office = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=60)
    subjects = models.JSONField()
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    facts = models.JSONField()
    hashes = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="entry_place")]

    def __str__(self) -> str:
        return f"{self.chain}#{self.position}"


class EntrySubject(models.Model):
    """Every subject an entry is about, so that a laporan's milestones are read without knowing cases."""

    # The constraint begins with it: an index of its own would be written for nobody. So below.
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "subject"], name="entry_subject_once")]
        indexes = [models.Index(fields=["subject", "entry"], name="entry_subject")]


class Anchor(models.Model):
    """The Merkle root over all chain heads at the moment a day was sealed, signed and published."""

    day = models.DateField(unique=True)
    made_at = models.DateTimeField()
    root = models.CharField(max_length=64)
    chains = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, unique=True)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=88)

    def __str__(self) -> str:
        return self.day.isoformat()


class AnchorLeaf(models.Model):
    """A head that changed since the anchor before: (chain, position). Older leaves stay in force until replaced.

    `entries` is the Merkle root over the hashes of all entries up to that head, so that one entry can be proved
    without showing its neighbours.
    """

    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    chain = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    entries = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["anchor", "chain"], name="anchor_leaf_once")]
        indexes = [models.Index(fields=["chain", "anchor"], name="anchor_leaf_chain")]


class SealedHead(models.Model):
    """What the last sealed tree says of a chain, ready for the next one; made anew from the leaves where it is lost.

    `leaf` is the hash of the chain's leaf in force: a chain that stood still costs the next day nothing more. `peaks`
    are those of the tree over its entries, in hex one after the other: of a chain that moved, only what is new is read.
    """

    chain = models.CharField(max_length=60, unique=True)
    position = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)
    peaks = models.TextField(blank=True, default="")  # nothing: the chain is read from its first entry

    def __str__(self) -> str:
        return self.chain


class AnchorStamp(models.Model):
    """What an outside authority answered over a published root (RFC 3161, DER), and the moment it vouches for."""

    anchor = models.OneToOneField(Anchor, on_delete=models.PROTECT, related_name="stamp")
    answer = models.BinaryField()
    stamped_at = models.DateTimeField()
