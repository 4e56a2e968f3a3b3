"""What is done to the register: a posting is entered, elections are loaded or made for training."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from netral import rulebook
from netral.audit.actions import record
from netral.offices.models import Organisation
from netral.registry import names, policies
from netral.registry.models import Election, ElectionStage, NameKey, Person
from netral.registry.states import StageDays


@transaction.atomic
def add_person(
    name: str,
    *,
    agency: Organisation,
    employment: str,
    front_titles: str = "",
    back_titles: str = "",
    nip: str = "",
    position: str = "",
    position_class: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
    example: bool = False,
    actor: str = "sistem",
    office: str = "",
    at: datetime | None = None,
) -> Person:
    """Enter one posting of one person; titles written in the name join the others. Raises NotPossible by field.

    The journal learns the opaque key only, on the chain of the agency.
    """
    parsed = names.parse(" ".join(name.split()) if name.isprintable() else name)
    nip = nip.replace(" ", "")
    policies.check_person(parsed.name, nip=nip, employment=employment, position_class=position_class)
    policies.check_days(valid_from, valid_until)
    person = Person.objects.create(
        **_named(parsed, front_titles, back_titles),
        nip=nip,
        employment=employment,
        position=position.strip(),
        position_class=position_class,
        agency=agency,
        valid_from=valid_from,
        valid_until=valid_until,
        example=example,
        search_name=names.comparable(name),
    )
    _index(person)
    _note(person, actor=actor, office=office, at=at or timezone.now())
    return person


def _named(parsed: names.ParsedName, front_titles: str, back_titles: str) -> dict[str, str]:
    """Name and titles as stored: those written in the name stand beside those given apart."""
    return {
        "name": parsed.name,
        "front_titles": f"{front_titles} {parsed.front_titles}".strip(),
        "back_titles": f"{parsed.back_titles}, {back_titles}".strip(", "),
    }


def _note(person: Person, *, actor: str, office: str, at: datetime) -> None:
    """The journal's line: the opaque key, on the chain of the agency."""
    facts = {"agency": person.agency.code, "employment": person.employment}
    chain = f"organisasi:{person.agency.code}"
    record(chain, "pegawai.ditambahkan", actor=actor, office=office, at=at, about=[person.reference], facts=facts)


def _index(person: Person) -> None:
    own = sorted(names.keys(person.search_name.split()))
    NameKey.objects.bulk_create(NameKey(person=person, key=key) for key in own)


@transaction.atomic
def load_elections(*, at: datetime | None = None) -> dict[str, int]:
    """Bring the elections of the law into the tables; says how many were created and changed. Safe to run again."""
    book = rulebook.current()
    stored = {each.code: each for each in Election.objects.prefetch_related("stages")}
    changed = [law for law in book.elections.values() if law.code not in stored or _differs(stored[law.code], law)]
    created = sum(law.code not in stored for law in changed)
    counts = {"total": len(book.elections), "created": created, "changed": len(changed) - created}
    if changed:
        _store(changed)
        facts = {**counts, "rulebook": book.version}
        record("pemilihan:daftar", "pemilihan.dimuat", actor="sistem", at=at or timezone.now(), facts=facts)
    return counts


def _values(law: rulebook.ElectionLaw) -> dict[str, Any]:
    return {
        "name": law.name.id,
        "name_en": law.name.en,
        "regime": law.regime,
        "voting_day": law.voting_day,
        "offices": list(law.offices),
    }


def _differs(row: Election, law: rulebook.ElectionLaw) -> bool:
    same = all(getattr(row, field) == value for field, value in _values(law).items())
    return not same or {_days(each) for each in row.stages.all()} != {_days(each) for each in law.stages}


def _days(stage: ElectionStage | rulebook.Stage | StageDays) -> tuple[object, ...]:
    return (stage.code, tuple(stage.offices), stage.starts_on, stage.ends_on, stage.source, stage.confidence)


def _store(laws: Sequence[rulebook.ElectionLaw]) -> None:
    rows = [Election(code=law.code, **_values(law)) for law in laws]
    told = list(_values(laws[0]))
    Election.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=told)
    stored = Election.objects.in_bulk([law.code for law in laws], field_name="code")
    ElectionStage.objects.filter(election__in=stored.values()).delete()
    ElectionStage.objects.bulk_create(_stage(stored[law.code], each) for law in laws for each in law.stages)


def _stage(election: Election, stage: rulebook.Stage | StageDays) -> ElectionStage:
    return ElectionStage(
        election=election,
        code=stage.code,
        offices=list(stage.offices),
        starts_on=stage.starts_on,
        ends_on=stage.ends_on,
        source=stage.source,
        confidence=stage.confidence,
    )


@transaction.atomic
def create_election(
    code: str,
    *,
    name: str,
    name_en: str = "",
    regime: str,
    voting_day: date,
    stages: Iterable[StageDays | tuple[str, Sequence[str], date, date]],
    offices: Sequence[str] = (),
    example: bool = True,
    actor: str = "sistem",
    office: str = "",
    at: datetime | None = None,
) -> Election:
    """Make an election that no law file knows, for training or a by-election. Raises NotPossible naming the field."""
    days = [StageDays(*stage) for stage in stages]
    policies.check_election(code, name=name, regime=regime, offices=offices, stages=days)
    row = Election.objects.create(
        code=code,
        name=name.strip(),
        name_en=name_en.strip() or name.strip(),
        regime=regime,
        voting_day=voting_day,
        offices=list(offices),
        example=example,
    )
    ElectionStage.objects.bulk_create(_stage(row, each) for each in days)
    facts = {"regime": regime, "voting_day": voting_day.isoformat(), "stages": len(days), "example": example}
    record(f"pemilihan:{code}", "pemilihan.dibuat", actor=actor, office=office, at=at or timezone.now(), facts=facts)
    return row
