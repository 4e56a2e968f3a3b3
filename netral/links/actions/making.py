"""Making a link for one matter of one office, handing its address over once, and ending it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.queries import hash_of
from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.discipline.models import Penanganan
from netral.lib.keys import new_key
from netral.links import policies, queries
from netral.links.models import Handed, OfficialLink
from netral.links.states import MADE, MAKERS, REPLACED, REVOKED, ROLES, TAKEN, Channel, Ending, Purpose, Refused
from netral.notices.actions import tell
from netral.notices.gateways import is_on
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.notices.whatsapp_states import WrongNumber, e164
from netral.offices.models import Organisation
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@transaction.atomic
def make(
    handed: Handed,
    *,
    purpose: str,
    acting: Acting,
    at: datetime,
    channel: str,
    address: str,
    role: str = ROLES[0],
    official: str = "",
) -> OfficialLink:
    """Make a link by which the receiving office does this one matter until the fourteenth day ends there.

    An earlier one for the same ends with it. Raises NotAllowed, Refused for a channel no code can go to.
    """
    office = policies.check_can_make(handed, purpose, acting)
    if role not in ROLES:
        raise Refused("role", _("Pilih sebagai siapa penerimanya bekerja."))
    said = {"channel": channel, "address": checked_address(channel, address), "role": role, "official": official}
    earlier = queries.links_for(handed).filter(purpose=purpose, ended_at=None)
    for link in earlier:
        hold(link)
    _lock_matter(handed)
    before = earlier.all().first()
    if before:
        _end(before, Ending.REPLACED, REPLACED, acting=acting, at=at)
    return _write(handed, office, purpose, said, acting=acting, at=at)


def renew(link: OfficialLink, *, acting: Acting, at: datetime) -> OfficialLink:
    """Another link for the same office, channel and matter, with fourteen new days; what was typed goes along."""
    policies.check_is_maker(link.about, link.purpose, acting)
    if queries.moved_on(link):  # neither its channel nor what was typed there is the new office's
        raise NotAllowed(_("Urusan ini beralih ke kantor lain. Buat tautan baru untuk kantor itu."))
    if link.erased_at or not link.address:
        raise NotAllowed(_("Saluran tautan ini sudah dihapus. Buat tautan baru."))
    with transaction.atomic():
        made = make(
            link.about, purpose=link.purpose, acting=acting, at=at, channel=link.channel, address=link.address,
            role=link.role, official=link.official,
        )  # fmt: skip
        made.draft, made.acknowledged_at = link.draft, link.acknowledged_at
        made.save(update_fields=["draft", "acknowledged_at"])
    return made


@transaction.atomic
def hand_out(link: OfficialLink, *, acting: Acting, at: datetime) -> Entry:
    """Take the address of a link, to hand it over: once. Raises SomeoneWasFaster for the second who takes it."""
    policies.check_is_maker(link.about, link.purpose, acting)
    policies.check_usable(link, at)
    hold(link)
    if not OfficialLink.objects.filter(pk=link.pk, taken_at=None, ended_at=None).update(taken_at=at):
        raise SomeoneWasFaster(link.reference)
    link.taken_at = at
    return told(link, TAKEN, acting=acting, at=at, office=link.maker.code)


@transaction.atomic
def revoke(link: OfficialLink, *, acting: Acting, at: datetime) -> Entry:
    """Make a link useless from this moment, whoever sits at it."""
    policies.check_is_maker(link.about, link.purpose, acting)
    return _end(link, Ending.REVOKED, REVOKED, acting=acting, at=at)


def checked_address(channel: str, address: str) -> str:
    """The address as a code can be sent to it."""
    if channel not in Channel.values or (channel == Channel.WHATSAPP and not is_on()):
        raise Refused("channel", _("Rumah ini tidak mengirim kode lewat saluran itu."))
    try:
        if channel == Channel.WHATSAPP:
            return e164(address)
        validate_email(address.strip())
    except WrongNumber as problem:
        raise Refused("address", str(problem)) from None
    except ValidationError:
        raise Refused("address", _("Tulis alamat surel dinas, misalnya sekretariat@kantor.go.id.")) from None
    return address.strip().lower()


def told(
    link: OfficialLink,
    verb: str,
    *,
    acting: Acting,
    at: datetime,
    office: str = "",
    facts: dict[str, Any] | None = None,
) -> Entry:
    """One entry of a link's own chain, which the matter's timelines show as well."""
    about = queries.matter_of(link).about
    return record(link.reference, verb, actor=acting.reference, office=office, at=at, about=about, facts=facts or {})


def tell_maker(link: OfficialLink, kind: Told, *, at: datetime, mark: str = "") -> None:
    """Tell whoever made a link; who has left the office is followed by everybody there who could have made it.

    The office is the one whose link it is by now: the matter may have gone to another one since.
    """
    office = queries.maker_of(link.about, link.purpose)
    seated = people_in(office, (MAKERS[Purpose(link.purpose)],), at=at)
    made = [each for each in seated if each.reference == link.made_by]
    found = queries.matter_of(link)
    subject = found.penanganan.reference if found.penanganan else found.about[-1]
    tell(made or seated, subject=subject, kind=kind, mark=mark or link.key, at=at)


def tell_of_expired(at: datetime) -> int:
    """Tell the makers of links that ran out unfinished, once each; how many links there are. Safe at any time."""
    found = list(queries.just_expired(at))
    for link in found:
        tell_maker(link, Told.LINK_EXPIRED, at=at)
    return len(found)


def _write(
    handed: Handed, office: Organisation, purpose: str, said: dict[str, str], *, acting: Acting, at: datetime
) -> OfficialLink:
    maker = queries.maker_of(handed, purpose)
    about = {"penanganan" if isinstance(handed, Penanganan) else "penerusan": handed}
    link = OfficialLink(key=new_key(), **about, purpose=purpose, office=office, maker=maker, **said)
    link.official = link.official.strip()
    link.made_at, link.made_by = at, acting.reference
    link.token_hash, link.expires_at = hash_of(queries.token_of(link)), queries.last_moment_of(office, at=at)
    link.save(force_insert=True)
    facts = {"purpose": link.purpose, "channel": link.channel, "to_office": office.code, "role": link.role}
    told(link, MADE, acting=acting, at=at, office=maker.code, facts=facts)
    return link


def hold(link: OfficialLink) -> None:
    """Its chain before its row and before its matter: whoever uses a link and whoever ends it never wait in a ring."""
    Chain.objects.select_for_update().filter(subject=link.reference).first()


def _lock_matter(handed: Handed) -> None:
    """Of two who make a link at once the second ends the first one's."""
    subject = handed.reference if isinstance(handed, Penanganan) else handed.case.reference
    Chain.objects.select_for_update().filter(subject=subject).first()


def _end(link: OfficialLink, ending: Ending, verb: str, *, acting: Acting, at: datetime) -> Entry:
    """Of two who end it one does."""
    hold(link)
    if not OfficialLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=at, ending=ending):
        raise SomeoneWasFaster(link.reference)
    link.ended_at, link.ending = at, ending.value
    return told(link, verb, acting=acting, at=at, office=link.maker.code)
