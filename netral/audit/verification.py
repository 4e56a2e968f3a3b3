"""The whole journal against itself, against its signatures, and against the roots that were published.

First the anchors, because a leaf under a signed root is evidence; then the published files; then every chain beside its
head and its leaves. All tables are read as sorted streams side by side, so a journal of any length needs the memory of
a short one: what grows is one small tree per sealed day. Nothing here believes a row before it has been checked.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from netral.audit import anchor_check, chain_check, guard, streams
from netral.audit.findings import Broken, Problem, broken
from netral.audit.grounds import Counts, Keys
from netral.lib.signing import read_public_keys


@dataclass(frozen=True)
class Verdict:
    """What a check counted until it ended, and the first problem if there is one."""

    ok: bool
    entries: int
    chains: int
    anchors: int
    published: int
    problem: Problem | None = None


def verify(published_roots: Path | None = None) -> Verdict:
    """Check everything; `published_roots` is a folder of published roots, ours or one that somebody kept elsewhere.

    Without the folder a journal that was rolled back together with its last anchors cannot be told from an older one.
    """
    counts = Counts()
    try:
        _check(counts, published_roots)
    except Broken as found:
        return _verdict(counts, found.problem)
    return _verdict(counts, None)


def _check(counts: Counts, published_roots: Path | None) -> None:
    keys = _known_keys()
    with streams.one_snapshot():
        anchors = anchor_check.check_anchors(keys, counts)
        if published_roots is not None:
            anchor_check.check_published(published_roots, anchors, keys, counts)
        chain_check.check_chains({anchor.pk: anchor.day for anchor in anchors}, keys, counts)
    # Last: what follows is a finding only if every entry still holds.
    if unguarded := guard.missing(connection):
        raise broken("guard_missing", ", ".join(unguarded))


def _known_keys() -> Keys:
    folder = Path(settings.KEYS_DIR)
    keys = {str(key["key_id"]): str(key["public_key"]) for key in read_public_keys(folder)}
    if not keys:
        raise broken("keys_missing", folder)
    return Keys(keys)


def _verdict(counts: Counts, problem: Problem | None) -> Verdict:
    return Verdict(problem is None, counts.entries, counts.chains, counts.anchors, counts.published, problem)
