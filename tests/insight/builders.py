"""Stories for counting: rows and journal entries at chosen hours, without walking through every form."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from netral.access.models import User
from netral.access.states import Acting, HeldSeat
from netral.audit.actions import record
from netral.cases.models import Accused, Case, Penerusan
from netral.discipline.models import Penanganan
from netral.documents.models import Document
from netral.documents.states import Kind
from netral.insight.listed import Listed
from netral.insight.models import Figure
from netral.insight.states import Measure
from netral.intake.models import Laporan
from netral.lib.keys import new_key
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.models import Clock
from tests.access.builders import seated
from tests.intake.builders import country

START = datetime(2024, 2, 5, 2, 0, tzinfo=UTC)
NOW = START + timedelta(days=60)
OFFICE, SECOND, PROVINCE = "bawaslu-99.07", "bawaslu-99.08", "bawaslu-99"
TABLE = {"procedure": "pemilu", "procedure_version": "2022"}
# (hours after the start, verb, from, to) of a case from its report to its end.
STEPS = (
    (0, "laporan.dibuka", "", "diterima"),
    (10, "laporan.nyatakan_lengkap", "diterima", "memenuhi_syarat"),
    (20, "laporan.registrasi", "memenuhi_syarat", "diregistrasi"),
    (20, "perkara.dibuka", "", "pemeriksaan"),
    (44, "perkara.klarifikasi", "pemeriksaan", "pemeriksaan"),
    (92, "perkara.susun_kajian", "pemeriksaan", "menunggu_pleno"),
    (140, "perkara.putuskan_tidak_terbukti", "menunggu_pleno", "tidak_terbukti"),
)
_numbers = iter(range(1, 1_000_000))


def hours(count: float) -> datetime:
    return START + timedelta(hours=count)


def laporan(office: str = OFFICE, election: str = "pemilu2024", **fields: Any) -> Laporan:
    """A row, without its journal."""
    country()
    common = {"status": "diterima", "version": 1, "opened_at": START, "kind": "laporan", "what": "x", "salt": "x"}
    number = f"TT-{next(_numbers)}"
    place = organisation(office)
    return Laporan.objects.create(**{**common, **TABLE, **fields}, office=place, election=election, number=number)


def case(office: str = OFFICE, election: str = "pemilu2024", **fields: Any) -> Case:
    """A row with its laporan's, without their journals."""
    origin = laporan(office, election)
    common = {"status": "tidak_terbukti", "version": 1, "opened_at": START, "open": False, "title": "Perkara"}
    return Case.objects.create(
        **{**common, **TABLE, **fields}, office=origin.office, election=election, laporan=origin, number=new_key()
    )


@transaction.atomic
def write(subject: Laporan | Case, hour: float, verb: str, before: str = "", after: str = "", **fields: Any) -> None:
    """One entry of a chain, an opening with the table it is pinned to."""
    facts = {"version": 1, **(TABLE if verb.endswith(".dibuka") else {})}
    about = [subject.laporan.reference] if isinstance(subject, Case) else []
    told = {"actor": "akun:5f6g7h8j9k0m1", "office": subject.office.code, "about": about, "facts": facts, **fields}
    record(subject.reference, verb, at=hours(hour), before=before, after=after, **told)


def story(office: str = OFFICE, election: str = "pemilu2024", *, slower: float = 1, open: bool = False) -> Case:  # noqa: A002
    """A case from its report to its end, each step so many times slower."""
    found = case(office, election, open=open)
    for hour, verb, before, after in STEPS:
        subject = found.laporan if verb.startswith("laporan.") else found
        write(subject, hour * slower, verb, before, after)
    return found


def handling(found: Case, *, open: bool = False, authority: str = "bkn", began: float = 150) -> Penanganan:  # noqa: A002
    """What an authority did with a case's hand-over: begun, and given back three days later."""
    place, common = organisation(authority), {"status": "dikembalikan", "version": 1, "opened_at": START, "open": open}
    accused = Accused.objects.create(case=found, place=1, name="Arif Contoh", added_at=START, added_by="sistem")
    values = {"basis": "x", "conflict_of_interest": False, "summary": "x", "sent_at": START}
    sent = Penerusan.objects.create(case=found, accused=accused, receiver=place, document=letter(place), **values)
    table = {"procedure": "pp94", "procedure_version": "2021"}
    made = Penanganan.objects.create(penerusan=sent, case=found, authority=place, **common, **table)
    with transaction.atomic():
        told = {"actor": "akun:5f6g7h8j9k0m1", "office": authority, "about": [found.reference]}
        facts = {"version": 1, **table}
        record(made.reference, "penanganan.dibuka", at=hours(began), after="diterima", facts=facts, **told)
        record(
            made.reference, "penanganan.kembalikan", at=hours(began + 72), before="diterima", after="dikembalikan",
            facts={"version": 2}, **told,
        )  # fmt: skip
    return made


def clock(
    subject: Case | Penanganan, *, late: bool, verb: str = "perkara.putuskan_tidak_terbukti", **fields: Any
) -> Clock:
    """A clock that ran for a day, stopped an hour before or after its end."""
    end = hours(24)
    stopped = end + timedelta(hours=1 if late else -1)
    common = {"rule": "P-TL", "rule_version": "2022", "source": "x", "confidence": "high", "unit": "working",
              "bound": "max", "zone": "Asia/Jakarta"}  # fmt: skip
    values = {**common, "started_at": START, "due_at": end, "stopped_at": stopped, "stopped_by": verb, **fields}
    return Clock.objects.create(subject=subject.reference, **values)


def figure(measure: str = Measure.STEP, cell: str = OFFICE, number: int = 12, **fields: Any) -> Figure:
    """A number as if it had been counted."""
    values = {"what": "perkara.susun_kajian", "median": 7_200, "p90": 90_000, **fields}
    return Figure.objects.create(measure=measure, cell=cell, number=number, **values)


def somebody(role: str = "anggota", office: str = OFFICE) -> User:
    """Who has this seat; the same account when asked for again."""
    country()
    place = Organisation.objects.get(code=office)
    return User.objects.filter(seats__role=role, seats__office=place).first() or seated(role, place)


def hand_over(
    number: str = "001/Reg/LP/99.07/II/2024", name: str = "Arif Contoh", *, office: str = OFFICE, receiver: str = "bkn",
    **fields: Any,
) -> Penerusan:  # fmt: skip
    """One person handed over, without the steps that led there."""
    found = case(office)
    Case.objects.filter(pk=found.pk).update(number=number)
    accused = Accused.objects.create(case=found, place=1, name=name, added_at=START, added_by="sistem")
    values = {"basis": "x", "conflict_of_interest": False, "summary": "x", "sent_at": START, **fields}
    place = organisation(receiver)
    return Penerusan.objects.create(case=found, accused=accused, receiver=place, document=letter(place), **values)


def letter(office: Organisation) -> Document:
    """Some document; nobody reads it here."""
    values = {"kind": Kind.values[0], "subject": "perkara:x", "sha256": "ab" * 32, "file": "x", "issued_at": START}
    return Document.objects.create(**values, office=office, number=new_key())


def listed(number: str = "001/Reg/LP/99.07/II/2024", name: str = "Arif Contoh", **fields: Any) -> Listed:
    """A row of the partner's list."""
    values = {"place": next(_numbers), "day": None, "status": "", **fields}
    return Listed(number=number, name=name, **values)


def person(role: str, office: str, code: str = "") -> Acting:
    country()
    return Acting(f"akun:{code or role.replace('_', '')}", (HeldSeat(role, office),))
