"""The file itself: cover and chapters in their order, by edition."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils import translation

from netral.access.states import Acting
from netral.cases.berkas import examined, exhibited, told
from netral.cases.berkas.reading import Reading
from netral.cases.berkas_states import Edition
from netral.cases.models import Case
from netral.documents.sheets import BerkasPerkara, Section, Table
from netral.intake.models import Laporan
from netral.intake.queries import received_by
from netral.intake.states import Kind
from netral.procedure.queries import say, table

ABOUT = {
    Edition.INTERNAL: (
        "Hanya untuk kantor ini. Memuat catatan petugas, keterangan yang diminta, dan pendapat anggota. Identitas "
        "pelapor disegel: di sini hanya nama samarannya."
    ),
    Edition.RELEASE: (
        "Salinan untuk dibawa keluar. Tidak memuat catatan petugas, isi keterangan dan jawaban, nama saksi, pendapat "
        "anggota, serta kata-kata pelapor dan bukti yang belum boleh keluar. Identitas pelapor disegel: di sini hanya "
        "nama samarannya."
    ),
}
ERASED = " Isi perkara ini sudah dihapus karena masa simpannya berakhir; yang tercetak adalah yang masih disimpan."
# A word longer than this is broken, as no archivable PDF may hold one without end; fingerprints have a form of their
# own.
ENDLESS = re.compile(r"(\S{40})(?=\S)")
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def compose(case: Case, acting: Acting, edition: Edition, at: datetime) -> BerkasPerkara:
    """Everything that stands in one edition at a moment. The same case at the same moment is the same file."""
    with translation.override("id"):
        reading = Reading(case, acting, edition, at)
        chapters = tuple(_breakable(chapter) for chapter in _chapters(reading))
        return BerkasPerkara(
            edition=str(edition.label),
            about=ABOUT[edition] + (ERASED if case.texts_erased_at else ""),
            case_title=_broken(reading.released(case.title)),
            facts=_cover(reading),
            chapters=chapters,
            enclosures=tuple(paper.enclosure for paper in reading.papers if paper.enclosure),
            printed=reading.moment(at),
        )


def _cover(reading: Reading) -> tuple[tuple[str, str], ...]:
    case = reading.case
    return (
        ("Kantor", case.office.name),
        ("Status", say(table(case).statuses[case.status].label)),
        ("Diregistrasi", reading.day(case.opened_at)),
        _told_by(case.laporan),
        ("Terlapor", f"{sum(1 for each in reading.standings if not each.accused.left_at)} orang"),
        ("Bukti", f"{len(reading.exhibits)} berkas"),
        ("Naskah terbit", f"{len(reading.papers)}"),
        ("Dicetak", reading.moment(reading.at)),
    )


def _told_by(laporan: Laporan) -> tuple[str, str]:
    if laporan.kind == Kind.TEMUAN:
        return "Penemu", f"Pengawas pemilihan, {received_by(laporan)}"
    return "Pelapor", f"{laporan.pseudonym} (identitas disegel)"


def _chapters(reading: Reading) -> Iterator[Section]:
    yield told.events(reading)
    yield told.people(reading)
    yield told.chronology(reading)
    yield told.clocks(reading)
    yield examined.assessment(reading)
    yield examined.hearings(reading)
    yield examined.decision(reading)
    yield examined.handovers(reading)
    yield exhibited.exhibits(reading)
    yield exhibited.papers(reading)
    if reading.internal:
        yield told.desk(reading)
    yield exhibited.checking(reading)


def _breakable(section: Section) -> Section:
    """The same section with every endless word broken."""
    shown = section.table
    return replace(
        section,
        heading=_broken(section.heading),
        paragraphs=tuple(map(_broken, section.paragraphs)),
        pairs=tuple((label, _broken(said)) for label, said in section.pairs),
        table=shown and Table(shown.header, tuple(tuple(map(_broken, row)) for row in shown.rows), shown.widths),
        sections=tuple(map(_breakable, section.sections)),
    )


def _broken(text: str) -> str:
    return text if FINGERPRINT.fullmatch(text) else ENDLESS.sub(r"\1 ", text)
