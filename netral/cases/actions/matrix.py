"""Filling in the matrix: a norm is taken over or let go, an element is assessed by a person.

Nothing here is a step of the procedure table: the case does not move, two people may work on two elements at once, and
only of those at one element the slower is told.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.cases import queries
from netral.cases.matrix_states import (
    ELEMENT_ASSESSED,
    LONGEST_PLACE,
    MOST_PINS,
    NORM_RELEASED,
    NORM_TAKEN,
    WORK_STEP,
    ElementState,
    Overtaken,
    PinTo,
)
from netral.cases.models import Accused, Case, ElementAssessment, Kajian, Pin, TakenNorm
from netral.cases.states import Refused
from netral.procedure.policies import check_can_take
from netral.procedure.states import SomeoneWasFaster


def hold(case: Case, acting: Acting) -> None:
    """Lock the case as it stands now for its examiners; NotAllowed once it lies before the members."""
    lock(case)
    check_can_take(case, WORK_STEP, acting)


def lock(case: Case) -> None:
    """Wait for whoever works on this case, then see it as they left it, also at another office."""
    Chain.objects.select_for_update().filter(subject=case.reference).first()
    read = case.office
    case.refresh_from_db(fields=["status", "version", "open", "texts_erased_at", "office"])
    if case.office_id == read.pk:  # as nearly always: what was fetched with it stays at hand
        case.office = read


@transaction.atomic
def take_over(case: Case, *, accused: Accused, provision: str, acting: Acting, at: datetime) -> Entry:
    """Make a norm the machine proposes one that counts for this person ("Pakai")."""
    hold(case, acting)
    kajian = _kajian_about(case, accused)
    if provision not in {row["provision"] for row in kajian.assessment["allegations"]}:
        raise Refused("provision", _("Norma ini tidak diusulkan untuk terlapor ini. Muat ulang halamannya."))
    if TakenNorm.objects.filter(accused=accused, provision=provision, released_at=None).exists():
        raise SomeoneWasFaster(case.reference)
    norm = use(accused, provision, kajian, by=acting.reference, at=at)
    facts = {"accused": accused.key, "norm": norm.key, "provision": provision, "rulebook": kajian.rulebook_version}
    return _record(case, NORM_TAKEN, acting, at, facts=facts)


@transaction.atomic
def release(case: Case, *, norm: TakenNorm, acting: Acting, at: datetime) -> Entry:
    """Let a norm go. What people found of its elements stays readable and comes back with the norm."""
    hold(case, acting)
    if not _let_go(TakenNorm.objects.filter(pk=norm.pk), by=acting.reference, at=at):
        raise SomeoneWasFaster(case.reference)
    return _record(case, NORM_RELEASED, acting, at, facts={"norm": norm.key, "provision": norm.provision})


@transaction.atomic
def assess_element(
    case: Case,
    *,
    norm: TakenNorm,
    element: str,
    number: int,
    state: str,
    acting: Acting,
    at: datetime,
    reason: str = "",
    pins: Sequence[PinTo] = (),
) -> Entry:
    """Say whether an element is met. `number` is that of the assessment the person saw, 0 for none.

    A reason is required where the person differs from the machine. Raises Overtaken when somebody has written a newer
    one: the caller shows both texts, and the person decides.
    """
    hold(case, acting)
    line = line_in_use(case, norm, element)
    if number != line.number:
        raise Overtaken(case.reference, line.number)
    machine = line.machine.state if line.machine else ""
    _check_said(state, reason, machine)
    said = ElementAssessment.objects.create(
        norm=norm, element=element, number=number + 1, state=state, reason=reason.strip(), machine=machine,
        rulebook_version=line.machine.rulebook if line.machine else "", assessed_at=at, assessed_by=acting.reference,
    )  # fmt: skip
    Pin.objects.bulk_create(_pins(case, said, pins))
    facts = {
        "norm": norm.key,
        "provision": norm.provision,
        "element": element,
        "number": said.number,
        "state": state,
        "machine": machine,
        "rulebook": said.rulebook_version,
        "pins": len(pins),
    }
    return _record(case, ELEMENT_ASSESSED, acting, at, facts=facts, hashes=[text_hash(said.salt, said.reason)])


def use(accused: Accused, provision: str, kajian: Kajian, *, by: str, at: datetime) -> TakenNorm:
    """The row of a norm in use: a new one, or the one that was let go."""
    said = {"kajian": kajian, "taken_at": at, "taken_by": by, "released_at": None, "released_by": ""}
    return TakenNorm.objects.update_or_create(accused=accused, provision=provision, defaults=said)[0]


def follow(kajian: Kajian, before: Kajian | None, people: Collection[Accused], *, by: str, at: datetime) -> None:
    """Everybody a new edition is about uses its norms. A norm it no longer proposes stays, for a person to let go.

    About several people at once only what changed since the edition `before` counts: what somebody took over or let go
    for one of them alone is not undone.
    """
    about = queries.kajian_by_person(kajian.case, people)
    mine = [each for each in people if about.get(each.pk) == kajian]
    wanted = set(kajian.provisions)
    offered = {row["provision"] for row in kajian.assessment["allegations"]}
    known = set(before.provisions) if before and len(mine) > 1 else set()
    dropped = (known if len(mine) > 1 else offered) - wanted
    kept = {(norm.accused_id, norm.provision) for norm in queries.taken_norms(mine)}
    for each in mine:
        for provision in kajian.provisions:
            if provision not in known and (each.pk, provision) not in kept:
                use(each, provision, kajian, by=by, at=at)
    _let_go(TakenNorm.objects.filter(accused__in=mine, provision__in=dropped), by=by, at=at)


def line_in_use(case: Case, norm: TakenNorm, element: str) -> queries.ElementLine:
    """The element as it stands; SomeoneWasFaster where the norm was let go, Refused for one it does not have."""
    rows = TakenNorm.objects.filter(pk=norm.pk, released_at=None, accused__case=case, accused__left_at=None)
    if not rows.exists():
        raise SomeoneWasFaster(case.reference)
    line = queries.line_of(norm, element)
    if line is None:
        raise Refused("element", _("Norma ini tidak punya unsur itu. Muat ulang halamannya."))
    return line


def text_hash(salt: str, text: str) -> str:
    """What the journal keeps of a text: nobody can guess it without the salt, which goes with the text."""
    return sha256(f"{salt}\n{text}".encode()).hexdigest()


def _let_go(rows: Any, *, by: str, at: datetime) -> int:
    return int(rows.filter(released_at=None).update(released_at=at, released_by=by))


def _kajian_about(case: Case, accused: Accused) -> Kajian:
    if not queries.persons_of(case).filter(pk=accused.pk).exists():
        raise Refused("accused", _("Orang ini bukan terlapor perkara ini, atau sudah tidak diperiksa lagi."))
    kajian = queries.kajian_by_person(case, [accused]).get(accused.pk)
    if kajian is None:
        raise Refused("accused", _("Simpan kajian dulu, supaya ada norma yang dapat dipakai."))
    return kajian


def _check_said(state: str, reason: str, machine: str) -> None:
    if state not in ElementState.values:
        raise Refused("state", _("Pilih penilaiannya."))
    if state != machine and not reason.strip():
        raise Refused("reason", _("Penilaian Anda berbeda dari usulan mesin. Tulis alasannya."))


def _pins(case: Case, said: ElementAssessment, pins: Sequence[PinTo]) -> list[Pin]:
    if len(pins) > MOST_PINS:
        raise Refused("pins", _("Paling banyak %(most)s sematan untuk satu unsur.") % {"most": MOST_PINS})
    known = queries.pinnable(case) if pins else {}
    if any(pin.what not in known for pin in pins):
        raise Refused("pins", _("Salah satu sematan tidak menunjuk bukti atau klarifikasi perkara ini."))
    if any(len(pin.place.strip()) > LONGEST_PLACE for pin in pins):
        raise Refused("pins", _("Tulis tempatnya dengan singkat, misalnya “hal. 3” atau “menit 02.10”."))
    fields = {"bukti": "exhibit", "klarifikasi": "klarifikasi", "permintaan": "request"}
    return [
        Pin(assessment=said, place=pin.place.strip(), **{fields[pin.what.partition(":")[0]]: known[pin.what]})
        for pin in pins
    ]


def _record(
    case: Case, verb: str, acting: Acting, at: datetime, *, facts: dict[str, Any], hashes: Sequence[str] = ()
) -> Entry:
    about, office = case.also_about(), case.office.code
    return record(
        case.reference, verb, actor=acting.reference, office=office, at=at, about=about, facts=facts, hashes=hashes
    )
