"""Wire doors of the written kajian: read its editions, write the next one, issue the one the members decided on."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Router
from pydantic import Field, StrictInt

from netral.cases import actions, queries
from netral.cases.assembling import assemble
from netral.cases.matrix_states import CHAPTERS
from netral.cases.models import Accused, Case, KajianText
from netral.cases.wire import Body, Said, StaffToken, acting_in

LONGEST_CHAPTER = 100_000
MOST_EDITIONS = 32_767  # what the column holds
Chapter = Field("", max_length=LONGEST_CHAPTER)
Edition = Annotated[int, Path(ge=1, le=MOST_EDITIONS)]

router = Router(tags=["perkara"], auth=StaffToken())


class ChaptersIn(Body):
    """The chapters of the next edition. `edition` is the one the caller started from, 0 for none."""

    edition: StrictInt
    events: Said = Chapter
    people: Said = Chapter
    hearings: Said = Chapter
    evidence: Said = Chapter
    analysis: Said = Chapter
    gaps: Said = Chapter
    conclusion: Said = Chapter
    recommendation: Said = Chapter


@router.get("perkara/{key}/naskah/{accused}/", summary="The editions of the kajian about one person")
def kajian_texts(request: HttpRequest, key: str, accused: str) -> dict[str, Any]:
    """Newest first; `assembled` is what the matrix says now, for whoever starts an edition."""
    person = _person(_case(request, key), accused)
    return {"editions": [_line(text) for text in queries.texts_of(person)], "assembled": assemble(person)}


@router.get("perkara/{key}/naskah/{accused}/{edition}/", summary="One edition of the kajian")
def kajian_text(request: HttpRequest, key: str, accused: str, edition: Edition) -> dict[str, Any]:
    text = _edition(_person(_case(request, key), accused), edition)
    return {**_line(text), **{code: getattr(text, code) for code in CHAPTERS}}


@router.post("perkara/{key}/naskah/{accused}/", summary="Save a further edition of the kajian")
def save_kajian_text(request: HttpRequest, key: str, accused: str, body: ChaptersIn) -> dict[str, Any]:
    """→ {edition, entry_hash}; 409: somebody has saved a newer one, read it and decide."""
    case = _case(request, key)
    chapters = body.model_dump(exclude={"edition"})
    entry = actions.save_text(
        case, accused=_person(case, accused), edition=body.edition, chapters=chapters, acting=acting_in(request),
        at=timezone.now(),
    )  # fmt: skip
    return {"edition": entry.facts["edition"], "entry_hash": entry.hash}


@router.post("perkara/{key}/naskah/{accused}/{edition}/terbitkan/", summary="Issue the frozen edition as a document")
def issue_kajian_text(request: HttpRequest, key: str, accused: str, edition: Edition) -> dict[str, Any]:
    """The same document when asked again; 422 while the edition was not put before the members."""
    case = _case(request, key)
    text = _edition(_person(case, accused), edition)
    document = actions.issue_text(case, text=text, acting=acting_in(request), at=timezone.now())
    return {"document": document.key, "number": document.number}


def _case(request: HttpRequest, key: str) -> Case:
    rows = queries.case_seen_by(acting_in(request)).select_related("laporan", "office__region", "region")
    return get_object_or_404(rows, key=key)


def _person(case: Case, key: str) -> Accused:
    """Anybody the case was ever about: what was written stays readable."""
    return get_object_or_404(Accused.objects.select_related("case__laporan", "case__region"), key=key, case=case)


def _edition(person: Accused, edition: int) -> KajianText:
    rows = KajianText.objects.select_related("document", "kajian", "accused")
    return get_object_or_404(rows, accused=person, edition=edition)


def _line(text: KajianText) -> dict[str, Any]:
    return {
        "edition": text.edition,
        "saved_at": text.saved_at.isoformat(),
        "saved_by": text.saved_by,
        "concluded": text.concluded,
        "frozen_at": text.frozen_at.isoformat() if text.frozen_at else None,
        "document": text.document.number if text.document else None,
    }
