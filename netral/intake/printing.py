"""A report on the fields of the supervisors' form: the reporter's name is typed by who prints, or a line.

A finding stands on the form for findings, with the supervisor who wrote it down.
"""

import re
from collections.abc import Mapping

from netral import rulebook
from netral.documents import actions as documents
from netral.documents.content import AttachedExhibit
from netral.documents.sheets import FormulirLaporan, Party
from netral.intake import queries
from netral.intake.models import Laporan
from netral.intake.states import Kind
from netral.lib.dates import clock_time, date_with_day, local_day
from netral.offices.queries import region_label
from netral.rulebook.forms import Form, finding_form, report_form

FILENAME = "formulir.pdf"
# A word longer than a line is broken, as no archivable PDF may hold one without end.
ENDLESS = re.compile(r"(\S{80})(?=\S)")
# Of our own, where no official title was seen.
TITLES = {Kind.TEMUAN: "Formulir temuan"}
TITLE = "Formulir laporan"


def for_reporter(laporan: Laporan, reporter: Party) -> bytes:
    """The form for who holds the code. `reporter` is what they typed just now: it is printed and kept nowhere."""
    return _printed(laporan, reporter=reporter)


def for_staff(laporan: Laporan) -> bytes:
    """The form as officers may read it: the seal stays closed."""
    return _printed(laporan, pseudonym="" if laporan.kind == Kind.TEMUAN else laporan.pseudonym)


def _printed(laporan: Laporan, *, reporter: Party | None = None, pseudonym: str = "") -> bytes:
    paper = _paper(laporan, reporter or Party(), pseudonym)
    return documents.printed(paper, office=laporan.office, at=laporan.received_at, number=laporan.number)


def _paper(laporan: Laporan, reporter: Party, pseudonym: str) -> FormulirLaporan:
    report, book = queries.report_as_received(laporan), rulebook.current()
    form = _form(book.forms, laporan)
    official = form.official_title if form else None
    conducts = [book.conducts[code].text("id") for code in report.conducts if code in book.conducts]
    election = queries.election_of(laporan)
    return FormulirLaporan(
        code=form.code if form and official else "",
        title=official.id if official else TITLES.get(Kind(laporan.kind), TITLE),
        official=official is not None,
        regulation=form.source.partition(",")[0] if form and official else "",
        election=election.name if election else "",
        reporter=reporter,
        pseudonym=pseudonym,
        finder=queries.entrance_of(laporan).typed_by if laporan.kind == Kind.TEMUAN else "",
        reported=tuple(Party(name=who.name, job=", ".join(filter(None, (who.job, who.agency)))) for who in report.who),
        act="; ".join(conducts),
        acted_on=report.act_date,
        acted_at=f"{report.act_time:%H.%M}" if report.act_time else "",
        known_on=report.known_on,
        place=", ".join(filter(None, (report.place, region_label(laporan.region) if laporan.region else ""))),
        story=ENDLESS.sub(r"\1 ", report.what),
        witnesses=tuple(Party(name=who.name, address=who.address) for who in report.witnesses),
        exhibits=_exhibits(laporan),
        links=report.links,
        received=_received(laporan),
        entry_hash=laporan.receipt.statement["entry_hash"],
    )


def _form(forms: Mapping[str, Form], laporan: Laporan) -> Form | None:
    return (finding_form if laporan.kind == Kind.TEMUAN else report_form)(forms, laporan.procedure)


def _exhibits(laporan: Laporan) -> tuple[AttachedExhibit, ...]:
    """What the statement names, in its order; what was promised and has not come yet says so."""
    kept = {exhibit.sha256: exhibit for exhibit in queries.exhibits_of(laporan)}
    return tuple(
        AttachedExhibit(f"{place}", digest, (digest in kept and kept[digest].media_type) or "berkas menyusul")
        for place, digest in enumerate(laporan.receipt.statement["exhibits"], 1)
    )


def _received(laporan: Laporan) -> str:
    at, zone = laporan.received_at, laporan.office.zone
    moment = f"{date_with_day(local_day(at, zone))} pukul {clock_time(at, zone)}"
    office = queries.received_by(laporan)
    if laporan.kind == Kind.TEMUAN:
        return f"Temuan dicatat di {office} pada {moment} dengan nomor {laporan.number}."
    return f"Laporan disampaikan kepada {office} pada {moment} dan tercatat dengan nomor {laporan.number}."
