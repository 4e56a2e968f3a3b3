"""What a receiver will see of a hand-over that is not sent yet: the words of its dossier, nothing is stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from netral.cases.models import Accused, Case
from netral.cases.queries.calling import as_in_case
from netral.cases.queries.kajian import chosen_for, kajian_of
from netral.evidence.models import Copy, Exhibit
from netral.evidence.queries import leaving_copy
from netral.offices.models import Organisation


@dataclass(frozen=True)
class Preview:
    """The dossier about one person as the receiver will read it. The letter has its number only once it is sent.

    `exhibits`: each with the copy that leaves; None where that copy is made, or asked for, while it is sent.
    """

    receiver: Organisation
    number: str
    title: str
    sender: str
    summary: str
    norms: tuple[str, ...]
    terlapor: tuple[Accused, ...]
    exhibits: tuple[tuple[Exhibit, Copy | None], ...]
    letter: str
    # What only a hand-over that was sent has.
    document: None = None
    moved: tuple[()] = ()


def cited(accused: Accused) -> tuple[str, ...]:
    """The provisions the members found violated by this person, as cited."""
    kajian = kajian_of(accused)
    return tuple("; ".join(row["basis"]) for row in chosen_for([accused], kajian)) if kajian else ()


def seen_by_receiver(
    case: Case, receiver: Organisation, people: Sequence[Accused], *, summary: str, exhibits: Collection[Exhibit]
) -> list[Preview]:
    """One dossier for each person: a receiver of several reads of each by themselves."""
    going = tuple((exhibit, leaving_copy(exhibit)) for exhibit in as_in_case(case, exhibits))
    return [
        Preview(
            receiver=receiver,
            number=case.number,
            title=case.title,
            sender=case.office.name,
            summary=summary.strip(),
            norms=cited(accused),
            terlapor=(accused,),
            exhibits=going,
            letter=_("Nomor diberikan saat dikirim"),
        )
        for accused in people
    ]
