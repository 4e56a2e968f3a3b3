"""Hearings: the invitation, the second one, and the record of who came, what was said and who signed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netral.access.models import Role, User
from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.cases import desk_policies, policies, queries
from netral.cases.actions.answers import open_link, write_link
from netral.cases.actions.here import lock_here
from netral.cases.actions.letters import issue_invitation, issue_minutes
from netral.cases.models import Accused, Case, HearingInvitation, Klarifikasi
from netral.cases.states import MINUTES_SIGNED, Party, Refused, Signing
from netral.lib.dates import clock_time, local_day, long_date
from netral.lib.keys import new_key
from netral.procedure.actions import check_unmoved, take_step
from netral.procedure.policies import check_can_take
from netral.procedure.states import SomeoneWasFaster

NAMELESS = "Terlapor"  # in a letter to somebody of whom neither name nor job is known


@transaction.atomic
def invite(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    meets_at: datetime,
    place: str,
    party: str = "",
    accused: Accused | None = None,
    name: str = "",
    note: str = "",
    previous: HearingInvitation | None = None,
    with_link: bool = False,
    version: int | None = None,
) -> Entry:
    """Issue the numbered letter that asks somebody to come. `previous` invites again whoever did not come.

    `with_link` lets the letter announce the link of the right of answer: the open one of this person while nobody has
    taken its address, else a new one. The address itself goes on a sheet of its own (`hand_out_link`).
    """
    check_can_take(case, "undang_klarifikasi", acting)
    _check_letter(case, meets_at, place, note, at=at)
    who = _as_before(case, previous) if previous else _person(case, party, accused, name)
    _check_can_be_invited(who, with_link=with_link)
    link = open_link(case, who["accused"], at) if with_link else None
    told = link.told if link else ""
    renews = with_link and (link is None or link.key in queries.handed_out(case))
    made = {"accused": who["accused"].key, "link": new_key()} if renews else {}
    number, zone = previous.round + 1 if previous else 1, case.office.zone
    facts = {"party": who["party"], "round": number, "meets_on": local_day(meets_at, zone).isoformat(), **made}
    entry = take_step(case, "undang_klarifikasi", acting=acting, at=at, facts=facts, version=version)
    if made:
        link = write_link(made["link"], case, who["accused"], told, acting=acting, at=at)
    invitation = HearingInvitation.objects.create(
        case=case, **who, round=number, previous=previous, meets_at=meets_at, zone=zone, place=place.strip(),
        note=note.strip(), link=link, issued_at=at, issued_by=acting.reference,
    )  # fmt: skip
    issue_invitation(invitation, acting=acting, at=at)
    return entry


def _check_minutes(place: str, minutes: str, signing: str, refusal_reason: str, *, attended: bool) -> None:
    """Minutes are required of a party that came; only such a one signs, or refuses to."""
    policies.check_filled("place", place)
    if attended:
        policies.check_filled("minutes", minutes)
    policies.check_signing(signing, refusal_reason, attended=attended)


def _check_stayed_away(invitation: HearingInvitation | None, reason: str, *, at: datetime) -> None:
    """Before the hour of the meeting nobody has stayed away; who cannot come says so, and that is written down."""
    if invitation and at < invitation.meets_at and not reason.strip():
        words = _("Pertemuannya baru %(day)s %(time)s. Kalau yang diundang sudah berkabar, tulis alasannya.")
        day = long_date(local_day(invitation.meets_at, invitation.zone), get_language() or "id")
        said = {"day": day, "time": clock_time(invitation.meets_at, invitation.zone)}
        raise Refused("absent_reason", words % said)


def _check_letter(case: Case, meets_at: datetime, place: str, note: str, *, at: datetime) -> None:
    """What an invitation says: a moment to come, a place, and nothing in the reporters' own words."""
    policies.check_to_come("meets_at", meets_at, at=at)
    policies.check_filled("place", place)
    policies.check_not_the_reporters(case, "place", place)
    policies.check_not_the_reporters(case, "note", note)


def _check_can_be_invited(who: dict[str, Any], *, with_link: bool) -> None:
    if who["party"] == Party.TERLAPOR and not who["accused"]:
        raise Refused("accused", _("Pilih terlapor yang diundang."))
    if with_link and not who["accused"]:
        raise Refused("with_link", _("Tautan hak jawab hanya untuk terlapor."))


@transaction.atomic
def hold_klarifikasi(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    held_on: date,
    place: str,
    attended: bool,
    party: str = "",
    name: str = "",
    accused: Accused | None = None,
    invitation: HearingInvitation | None = None,
    absent_reason: str = "",
    minutes: str = "",
    officer: User | None = None,
    signing: str = "",
    refusal_reason: str = "",
    issue: bool = False,
    version: int | None = None,
) -> Entry:
    """Record one hearing, invited or not; `issue` makes the minutes a numbered PDF.

    A reporter who is heard goes by the pseudonym: the name stays under the seal, here and in the minutes.
    """
    policies.check_happened("held_on", held_on, case, at=at)
    who = _invited(case, invitation) if invitation else _person(case, party, accused, name)
    _check_minutes(place, minutes, signing, refusal_reason, attended=attended)
    _check_stayed_away(None if attended else invitation, absent_reason, at=at)
    _check_officer(case, officer, held_on)
    facts = _facts_of(who["party"], held_on, signing, invitation, attended=attended)
    entry = take_step(case, "klarifikasi", acting=acting, at=at, facts=facts, version=version)
    heard = Klarifikasi.objects.create(
        case=case, **who, invitation=invitation, held_on=held_on, place=place.strip(), attended=attended,
        absent_reason="" if attended else absent_reason.strip(), minutes=minutes.strip(), officer=officer,
        signing=signing, refusal_reason=refusal_reason.strip() if signing == Signing.REFUSED else "",
        recorded_at=at, recorded_by=acting.reference,
    )  # fmt: skip
    if issue and attended:
        issue_minutes(heard, acting=acting, at=at)
    return entry


@transaction.atomic
def sign_minutes(
    heard: Klarifikasi, *, case: Case, acting: Acting, at: datetime, signing: str, refusal_reason: str = ""
) -> Entry:
    """Record what happened to minutes that were printed to be signed: whether the person signed, or why not. Once.

    Raises NotAllowed, Refused naming the field, or SomeoneWasFaster where it is on record already.
    """
    policies.check_examines(case, acting)
    desk_policies.check_keeps_texts(case)
    if signing not in Signing.values:
        raise Refused("signing", _("Pilih salah satu."))
    policies.check_signing(signing, refusal_reason, attended=heard.attended)
    lock_here(case)
    reason = refusal_reason.strip() if signing == Signing.REFUSED else ""
    open_still = Klarifikasi.objects.filter(pk=heard.pk, case=case, signing="")
    if not open_still.update(signing=signing, refusal_reason=reason):
        raise SomeoneWasFaster(case.reference)
    return record(
        case.reference, MINUTES_SIGNED, actor=acting.reference, office=case.office.code, at=at, about=case.also_about(),
        facts={"hearing": heard.key, "signing": signing},
    )  # fmt: skip


def _facts_of(
    party: str, held_on: date, signing: str, invitation: HearingInvitation | None, *, attended: bool
) -> dict[str, Any]:
    """What the journal says of a hearing: of the signature and the round only where there is one."""
    facts = {"party": party, "held_on": held_on.isoformat(), "attended": attended}
    told = {"signing": signing} if signing else {}
    return facts | told | ({"round": invitation.round} if invitation else {})


def _person(case: Case, party: str, accused: Accused | None, name: str) -> dict[str, Any]:
    """Who is invited or heard, as the case calls them; one of its people where that is known."""
    if party not in Party.values:
        raise Refused("party", _("Pilih pihaknya, atau undangannya."))
    if party == Party.REPORTER:
        return {"party": party, "accused": None, "name": _pseudonym(case)}
    if party == Party.TERLAPOR and accused:
        policies.check_accused(case, accused)
        return {"party": party, "accused": accused, "name": name.strip() or str(accused) or NAMELESS}
    policies.check_filled("name", name)
    return {"party": party, "accused": _only_one(case) if party == Party.TERLAPOR else None, "name": name.strip()}


def _pseudonym(case: Case) -> str:
    """What a reporter of the case is called; of several, the first."""
    if sent := case.sent():
        return sent[0].pseudonym
    raise Refused("party", _("Temuan pengawas tidak punya pelapor. Pilih pihak yang lain."))


def _only_one(case: Case) -> Accused | None:
    """The person meant by a name, where the case is about one person only."""
    people = list(queries.persons_of(case)[:2])
    return people[0] if len(people) == 1 else None


def _as_before(case: Case, previous: HearingInvitation) -> dict[str, Any]:
    """The person of an invitation that was not followed, invited once more."""
    if previous.pk not in {each.pk for each in queries.not_followed(case)}:
        raise Refused("previous", _("Undangan ini sudah diikuti, belum lewat, atau sudah disusul undangan lain."))
    return _of(previous)


def _invited(case: Case, invitation: HearingInvitation) -> dict[str, Any]:
    """The person of an invitation whose meeting nobody has recorded."""
    if invitation.pk not in {each.pk for each in queries.waiting_invitations(case)}:
        check_unmoved(case)
        raise Refused("invitation", _("Klarifikasi atas undangan ini sudah dicatat."))
    return _of(invitation)


def _of(invitation: HearingInvitation) -> dict[str, Any]:
    return {"party": invitation.party, "accused": invitation.accused, "name": invitation.name}


def _check_officer(case: Case, officer: User | None, on: date) -> None:
    if officer and officer not in queries.seated_at(case.office, Role.EXAMINER, on):
        raise Refused("officer", _("Orang ini bukan pemeriksa di kantor ini pada tanggal itu."))
