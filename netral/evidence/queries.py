"""Questions about exhibits."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet, Sum

from netral.audit.models import Entry
from netral.evidence import spool, storing
from netral.evidence.content import Box, Original
from netral.evidence.models import Copy, Exhibit, Upload
from netral.evidence.spool import offset_of, sizes
from netral.evidence.states import CLEANED, REDACTED, CopyKind
from netral.evidence.storing import FILES
from netral.lib.at_rest import KeyMissing
from netral.lib.encrypted_files import Damaged
from netral.lib.files import TooLarge, measure_blocks
from netral.lib.rewriting import counted_files

# Of what was made of an exhibit, what another agency is handed first.
LEAVING = (CopyKind.REDACTED, CopyKind.CLEAN)


def exhibits_of(*references: str) -> QuerySet[Exhibit]:
    """The exhibits of these subjects in the order they came."""
    return Exhibit.objects.filter(subject__in=references).order_by("pk")


def check(exhibit: Exhibit) -> bool:
    """Whether the stored bytes are still those that came in. A missing file is not, and a promised one never was."""
    try:
        return measured(exhibit.file.name or "", exhibit.size) == (exhibit.sha256, exhibit.size)
    except (FileNotFoundError, IsADirectoryError, TooLarge, Damaged, KeyMissing):
        return False


def measured(name: str, largest: int) -> tuple[str, int]:
    """(SHA-256, size) of the plain content of a stored file. Damaged, TooLarge or FileNotFoundError where it is not."""
    with storing.opened(name) as reader:
        return measure_blocks(storing.blocks(reader), largest=largest)


def content_of(original: Original) -> bytes:
    """The bytes of what came in pieces and is whole."""
    with storing.opened(original.name) as reader:
        return reader.read()


def custody(exhibit: Exhibit) -> list[Entry]:
    """Everything the journal says of one exhibit, oldest first: on its own chain, and of its arrival."""
    arrival = Q(chain=exhibit.subject, verb__startswith="bukti.")
    entries = Entry.objects.filter(arrival | Q(chain=exhibit.reference)).order_by("pk")
    return [entry for entry in entries if entry.chain == exhibit.reference or exhibit.sha256 in entry.hashes]


def custodies(exhibits: Collection[Exhibit]) -> dict[int, list[Entry]]:
    """The same of many exhibits, by primary key. One query."""
    chains = {exhibit.reference: exhibit for exhibit in exhibits}
    arrival = Q(chain__in={exhibit.subject for exhibit in exhibits}, verb__startswith="bukti.")
    found: dict[int, list[Entry]] = {exhibit.pk: [] for exhibit in exhibits}
    for entry in Entry.objects.filter(arrival | Q(chain__in=list(chains))).order_by("pk"):
        if entry.chain in chains:
            found[chains[entry.chain].pk].append(entry)
            continue
        for exhibit in exhibits:
            if exhibit.subject == entry.chain and exhibit.sha256 in entry.hashes:
                found[exhibit.pk].append(entry)
    return found


def leaving_copy(exhibit: Exhibit) -> Copy | None:
    """What leaves in place of the original: the redacted copy, else the clean one, if there is any."""
    made = {copy.kind: copy for copy in exhibit.copies.filter(kind__in=LEAVING)}
    return next((made[kind] for kind in LEAVING if kind in made), None)


def leaving_copies(exhibits: Collection[Exhibit]) -> dict[int, str]:
    """Primary key of an exhibit → the SHA-256 of the copy that leaves of it, where there is one. One query."""
    rows = Copy.objects.filter(exhibit__in=[exhibit.pk for exhibit in exhibits], kind__in=LEAVING)
    made = {(exhibit, kind): sha256 for exhibit, kind, sha256 in rows.values_list("exhibit", "kind", "sha256")}
    return {
        exhibit: next(made[exhibit, kind] for kind in LEAVING if (exhibit, kind) in made) for exhibit, _kind in made
    }


def once_known_as(exhibits: Collection[Exhibit], sha256: str) -> Exhibit | None:
    """Which of these a fingerprint meant: its own, or of a copy made of it, also one that has gone since."""
    chains = {each.reference: each for each in exhibits}
    for each in exhibits:
        if each.sha256 == sha256:
            return each
    made = Entry.objects.filter(chain__in=list(chains), verb__in=(CLEANED, REDACTED)).order_by("-pk")
    return next((chains[entry.chain] for entry in made if sha256 in entry.hashes), None)


def boxes_of(exhibit: Exhibit) -> list[Box]:
    """What is black in its redacted copy; nothing where there is none."""
    copy = exhibit.copies.filter(kind=CopyKind.REDACTED).first()
    return [Box(*each) for each in copy.boxes] if copy else []


def whole_uploads(keys: Sequence[str]) -> frozenset[str]:
    """Those of these uploads that are all here."""
    if not keys:
        return frozenset()
    done = Upload.objects.filter(key__in=keys, finished_at__isnull=False)
    return frozenset(done.values_list("key", flat=True))


def known_uploads(keys: Sequence[str]) -> frozenset[str]:
    """Those of these uploads that were not forgotten, in whatever state."""
    return frozenset(Upload.objects.filter(key__in=keys).values_list("key", flat=True)) if keys else frozenset()


def upload_at(key: str) -> Upload | None:
    return Upload.objects.select_related("exhibit", "light_of__exhibit").filter(key=key).first()


def offset(upload: Upload) -> int:
    """How many bytes of an upload are here."""
    return upload.length if upload.finished_at else offset_of(upload.spool, upload.length)


def public_bytes() -> int:
    """Bytes of the public on the disk that belong to no exhibit yet: on their way, or whole and of a draft."""
    staff = set(Upload.objects.exclude(account="").filter(finished_at=None).values_list("spool", flat=True))
    growing = sum(size for name, size in sizes() if name not in staff)
    whole = Upload.objects.filter(account="", exhibit=None).exclude(file="")
    return growing + int(whole.aggregate(sum=Sum("length"))["sum"] or 0)


def copies_of(*references: str) -> dict[int, frozenset[str]]:
    """Primary key of an exhibit of these subjects → the kinds of copies there are of it."""
    kinds: dict[int, set[str]] = {}
    for exhibit, kind in Copy.objects.filter(exhibit__subject__in=references).values_list("exhibit_id", "kind"):
        kinds.setdefault(exhibit, set()).add(kind)
    return {exhibit: frozenset(found) for exhibit, found in kinds.items()}


def files_under() -> Counter[str]:
    """Key id → how many stored files of exhibits and copies that key of the house sealed."""
    return counted_files(Exhibit.objects.all(), FILES) + counted_files(Copy.objects.all(), FILES)


def uploads_under() -> Counter[str]:
    """The same of what is still on its way in pieces, or whole and not an exhibit yet."""
    growing = Upload.objects.filter(finished_at=None, problem="").values_list("spool", flat=True)
    begun = Counter(key_id for name in growing.iterator() if (key_id := spool.key_of(name)))
    return begun + counted_files(Upload.objects.filter(exhibit=None), FILES)
