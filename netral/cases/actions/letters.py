"""The documents of a case: minutes of a klarifikasi and of the pleno, and the letter that hands the case over."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import translation

from netral import rulebook
from netral.access.models import Role
from netral.access.states import ROLE_NAMES, Acting
from netral.cases import queries
from netral.cases.models import Accused, Case, HearingInvitation, Kajian, Klarifikasi, Penerusan, Pleno
from netral.cases.states import Signing
from netral.documents.actions import issue, next_letter_number
from netral.documents.content import (
    AttachedExhibit,
    BeritaAcaraKlarifikasi,
    BeritaAcaraPleno,
    Content,
    MemberVote,
    Norm,
    Person,
    PersonRuling,
    Receiver,
    Signer,
    SuratPenerusan,
    UndanganKlarifikasi,
)
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.lib.dates import clock_time, local_day
from netral.lib.texts import paragraphs


@contextmanager
def in_indonesian() -> Iterator[None]:
    """Official papers are in Indonesian, whoever presses the button and whatever they read in."""
    with translation.override("id"):
        yield


@in_indonesian()
def issue_invitation(invitation: HearingInvitation, *, acting: Acting, at: datetime) -> Document:
    """The invitation as a numbered PDF, addressed as the person is called in the case."""
    case, link, accused = invitation.case, invitation.link, invitation.accused
    job = f", {accused.job}" if accused and accused.job and accused.job != invitation.name else ""
    content = UndanganKlarifikasi(
        signer=Signer(acting.name, str(ROLE_NAMES[Role.EXAMINER])),
        receiver=Receiver(invitation.name + job),
        party=invitation.get_party_display(),
        case_number=case.number,
        case_title=case.title if accused else "",
        meets_on=local_day(invitation.meets_at, invitation.zone),
        meets_at=clock_time(invitation.meets_at, invitation.zone),
        place=invitation.place,
        notes=paragraphs(invitation.note),
        earlier=_number_of(invitation.previous),
        answer_until=local_day(link.expires_at, invitation.zone) if link else None,
    )
    invitation.document = _issue(case, content, acting=acting, at=at)
    invitation.save(update_fields=["document"])
    return invitation.document


def _number_of(invitation: HearingInvitation | None) -> str:
    return invitation.document.number if invitation and invitation.document else ""


@in_indonesian()
def issue_minutes(heard: Klarifikasi, *, acting: Acting, at: datetime) -> Document:
    """The minutes as a numbered PDF. Who signs for the office may be another examiner than who wrote them."""
    signer = Signer(heard.officer.name if heard.officer else acting.name, str(ROLE_NAMES[Role.EXAMINER]))
    content = BeritaAcaraKlarifikasi(
        signer=signer,
        case_number=heard.case.number,
        held_on=heard.held_on,
        place=heard.place,
        party=heard.get_party_display(),
        person=Person(heard.name),
        attended=heard.attended,
        invitation=_number_of(heard.invitation),
        minutes=paragraphs(heard.minutes),
        signed={Signing.SIGNED: True, Signing.REFUSED: False}.get(heard.signing),  # type: ignore[call-overload]
        refusal=heard.refusal_reason or "",
        examiners=(signer,),
    )
    heard.document = _issue(heard.case, content, acting=acting, at=at)
    heard.save(update_fields=["document"])
    return heard.document


@in_indonesian()
def issue_pleno_minutes(pleno: Pleno, *, acting: Acting, at: datetime) -> Document:
    """The minutes of the meeting that decided as a numbered PDF, for the members who were there to sign."""
    votes, meeting = queries.votes_of(pleno), pleno.meeting
    members = tuple(_member(user.name) for user in queries.deciders(votes))
    content = BeritaAcaraPleno(
        signer=members[0],
        case_number=pleno.case.number,
        case_title=pleno.case.title,
        held_on=meeting.held_on,
        seats=meeting.seats,
        seats_reason=meeting.seats_reason,
        present=meeting.present,
        in_favour=meeting.in_favour,
        votes=tuple(MemberVote(vote.user.name, vote.get_part_display(), vote.note) for vote in votes),
        decision=pleno.get_decision_display(),
        reasons=paragraphs(pleno.reason),
        members=members,
        rulings=_rulings(pleno),
    )
    pleno.document = _issue(pleno.case, content, acting=acting, at=at)
    pleno.save(update_fields=["document"])
    return pleno.document


def _rulings(pleno: Pleno) -> tuple[PersonRuling, ...]:
    """What was found of each, in the order of the case; of one person the decision says it all."""
    rows = queries.rulings_of(pleno)
    return tuple(
        PersonRuling(_called(each.accused), str(each.get_decision_display()), paragraphs(each.reason))
        for each in (rows if len(rows) > 1 else ())
    )


@in_indonesian()
def issue_letter(rows: Sequence[Penerusan], exhibits: Collection[Exhibit], *, acting: Acting, at: datetime) -> Document:
    """The letter of hand-overs to one receiver. It names the people handed over; the reporter does not occur."""
    penerusan, people = rows[0], [_named(each.accused) for each in rows]
    case = penerusan.case
    content = SuratPenerusan(
        signer=_signer(case, acting, at),
        receiver=Receiver(penerusan.receiver.name),
        case_number=case.number,
        decided_on=case.pleno.meeting.held_on,
        terlapor=people[0],
        others=tuple(people[1:]),
        facts=paragraphs(penerusan.summary),
        norms=_norms(case, [each.accused for each in rows]),
        basis=tuple(dict.fromkeys(each.basis for each in rows)),
        exhibits=tuple(AttachedExhibit(each.called, each.sha256) for each in exhibits),
    )
    return _issue(case, content, acting=acting, at=at)


def _issue(case: Case, content: Content, *, acting: Acting, at: datetime) -> Document:
    number = next_letter_number(content.KIND, office=case.office, at=at)
    return issue(content, subject=case, number=number, office=case.office, acting=acting, at=at)


def _signer(case: Case, acting: Acting, at: datetime) -> Signer:
    """A member who decided this case and still holds the seat signs for the office, never one who was conflicted.

    Without one (all have left, or the members were only counted), the person who prepared the letter.
    """
    seated = queries.members_on(case.office, queries.today_of(case, at))
    able = [user for user in queries.deciders(queries.votes_of(case.pleno)) if user in seated]
    return _member(able[0].name) if able else Signer(acting.name, str(ROLE_NAMES[Role.EXAMINER]))


def _member(name: str) -> Signer:
    return Signer(name, str(ROLE_NAMES[Role.MEMBER]))


def _named(accused: Accused) -> Person:
    return Person(accused.name or "(belum diketahui)", accused.job, accused.agency_text)


def _called(accused: Accused) -> str:
    """Name and job, as far as they are known."""
    named = _named(accused)
    return f"{named.name}, {named.position}" if named.position else named.name


def _norms(case: Case, people: Sequence[Accused]) -> tuple[Norm, ...]:
    """What people took over for anybody the letter names, each norm once."""
    about = queries.kajian_by_person(case, people)
    found: dict[str, Norm] = {}
    for each, kajian in ((each, about[each.pk]) for each in people if about.get(each.pk)):
        rows = queries.chosen_for([each], kajian)
        found |= {row["provision"]: _norm(row, kajian) for row in rows if row["provision"] not in found}
    return tuple(found.values())


def _norm(allegation: dict[str, Any], kajian: Kajian) -> Norm:
    """The norm with the sentences the case page shows about it."""
    code = allegation["provision"]
    known = rulebook.current().provisions.get(code)
    return Norm("; ".join(allegation["basis"]), known.title.id if known else "", kajian.explanation(code))
