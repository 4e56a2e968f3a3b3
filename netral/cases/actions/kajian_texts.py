"""The text of a kajian: a person saves editions, the proposal to the pleno freezes the newest, and it is issued."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from netral.access.models import Role
from netral.access.states import ROLE_NAMES, Acting
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.cases import policies, queries
from netral.cases.actions.matrix import hold, lock, text_hash
from netral.cases.matrix_states import CHAPTERS, TEXT_SAVED, Overtaken
from netral.cases.models import Accused, Case, KajianText
from netral.cases.states import Refused
from netral.documents.actions import issue, next_letter_number, preview
from netral.documents.content import Chapter, KajianDugaan, Person, Signer
from netral.documents.models import Document
from netral.lib.texts import paragraphs


@transaction.atomic
def save_text(
    case: Case, *, accused: Accused, edition: int, chapters: Mapping[str, str], acting: Acting, at: datetime
) -> Entry:
    """A new edition of the text about one person. `edition` is the one the person started from, 0 for none.

    Raises Overtaken when somebody has saved a newer one. A conclusion may follow later, but must then say enough.
    """
    hold(case, acting)
    if not queries.persons_of(case).filter(pk=accused.pk).exists():
        raise Refused("accused", _("Orang ini bukan terlapor perkara ini, atau sudah tidak diperiksa lagi."))
    newest = queries.latest_text(accused)
    if edition != (newest.edition if newest else 0):
        raise Overtaken(case.reference, newest.edition if newest else 0)
    kajian = queries.kajian_by_person(case, [accused]).get(accused.pk)
    if kajian is None:
        raise Refused("accused", _("Simpan kajian dulu, supaya ada penilaian yang dapat ditulis."))
    said = {code: chapters.get(code, "").strip() for code in CHAPTERS}
    if said["conclusion"]:
        policies.check_says_enough("conclusion", said["conclusion"])
    text = KajianText.objects.create(
        accused=accused,
        edition=edition + 1,
        kajian=kajian,
        **said,
        concluded=bool(said["conclusion"]),
        saved_at=at,
        saved_by=acting.reference,
    )
    facts = {"accused": accused.key, "edition": text.edition, "rulebook": kajian.rulebook_version}
    return record(
        case.reference, TEXT_SAVED, actor=acting.reference, office=case.office.code, at=at, about=case.also_about(),
        facts=facts, hashes=[text_hash(text.salt, "\n\n".join(said.values()))],
    )  # fmt: skip


def freeze(case: Case, *, at: datetime) -> None:
    """The newest edition about everybody is what the members decide on: it is marked, and never changes anyway."""
    later = KajianText.objects.filter(accused=OuterRef("accused"), edition__gt=OuterRef("edition"))
    texts = KajianText.objects.filter(~Exists(later), accused__in=queries.persons_of(case), frozen_at=None)
    newest = list(texts.values_list("pk", flat=True))
    KajianText.objects.filter(pk__in=newest).update(frozen_at=at)


@transaction.atomic
def issue_text(case: Case, *, text: KajianText, acting: Acting, at: datetime) -> Document:
    """The edition that lay before the members as a numbered PDF; the same document when asked again."""
    lock(case)
    policies.check_examines(case, acting)
    text = KajianText.objects.select_related("accused", "document", "kajian").get(pk=text.pk)
    if text.frozen_at is None:
        raise Refused("edition", _("Edisi ini belum diajukan ke pleno. Sebelum itu hanya ada konsep."))
    if text.document:
        return text.document
    content = _content(case, text, acting.name)
    number = next_letter_number(content.KIND, office=case.office, at=at)
    document = issue(content, subject=case, number=number, office=case.office, acting=acting, at=at)
    KajianText.objects.filter(pk=text.pk).update(document=document)
    return document


def draft(case: Case, *, text: KajianText, signer: str, at: datetime) -> bytes:
    """Any edition as a PDF marked KONSEP; nothing is stored."""
    return preview(_content(case, text, signer), office=case.office, at=at)


def _content(case: Case, text: KajianText, signer: str) -> KajianDugaan:
    accused = text.accused
    with translation.override("id"):
        chapters = tuple(
            Chapter(str(heading), _lines(getattr(text, code)))
            for code, heading in CHAPTERS.items()
            if getattr(text, code)
        )
        return KajianDugaan(
            signer=Signer(signer, str(ROLE_NAMES[Role.EXAMINER])),
            case_number=case.number,
            case_title=case.title,
            person=Person(accused.name or "(belum diketahui)", accused.job, accused.agency_text),
            edition=text.edition,
            rulebook=text.kajian.rulebook_version,
            chapters=chapters,
        )


def _lines(text: str) -> tuple[str, ...]:
    """Each line is a paragraph of its own: lists of exhibits and hearings stay lists."""
    return tuple(each for line in text.splitlines() for each in paragraphs(line))
