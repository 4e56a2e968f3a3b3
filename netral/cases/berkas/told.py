"""What was reported, of whom, what happened since, which periods ran, and what the desk wrote."""

from collections.abc import Iterator
from datetime import date

from netral import rulebook
from netral.cases import queries
from netral.cases.berkas.reading import Reading
from netral.documents.sheets import Section, Table
from netral.intake.models import Laporan
from netral.intake.queries import release_copy
from netral.lib.dates import long_date
from netral.lib.texts import paragraphs
from netral.offices.queries import region_label
from netral.procedure.models import Clock
from netral.procedure.queries import clock_view
from netral.ui.strip import length

NOT_APPROVED = "[Uraian pelapor tidak dimuat: salinan rilisnya belum disahkan.]"


def events(reading: Reading) -> Section:
    """The report the case began with, and those that go on inside it."""
    case, laporan = reading.case, reading.case.laporan
    facts = (
        ("Laporan", f"{laporan.number} ({laporan.get_kind_display()})"),
        ("Diterima", reading.moment(laporan.received_at)),
        ("Diregistrasi", reading.moment(case.opened_at)),
        ("Pemilihan", _election(case.election)),
        ("Peristiwa", "; ".join(_conducts(laporan))),
        ("Terjadi", long_date(laporan.act_date) if laporan.act_date else ""),
        ("Tempat", _place(reading)),
        ("Laporan lain di dalamnya", ", ".join(each.number for each in reading.reports[1:])),
    )
    return Section("Peristiwa yang dilaporkan", _story(reading), facts)


def _story(reading: Reading) -> tuple[str, ...]:
    """Inside the office what the reporter wrote; outside what an officer left of it."""
    if reading.internal:
        return paragraphs(reading.case.laporan.what)
    return paragraphs(release_copy(reading.case.laporan).words) or (NOT_APPROVED,)


def _place(reading: Reading) -> str:
    """To the village alone where it leaves the house: closer than that may be the reporter's own door."""
    region = region_label(reading.case.region) if reading.case.region else ""
    return ", ".join(filter(None, (reading.case.laporan.place if reading.internal else "", region)))


def _election(code: str) -> str:
    known = rulebook.current().elections.get(code)
    return known.name.id if known else code


def _conducts(laporan: Laporan) -> list[str]:
    return [rulebook.conducts[code].id for code in laporan.conducts if code in rulebook.conducts]


def people(reading: Reading) -> Section:
    """Everybody the case is or was about."""
    shown = enumerate(reading.standings, start=1)
    return Section("Terlapor", sections=tuple(_person(reading, number, each) for number, each in shown))


def _person(reading: Reading, number: int, standing: queries.Standing) -> Section:
    who = standing.accused
    facts = (
        ("Jabatan", who.job),
        ("Instansi", who.agency_text),
        ("Status kepegawaian", who.subject),
        ("Keadaan", standing.words),
        ("Alasan dilepas", who.left_reason if reading.internal else ""),
    )
    return Section(f"{number}. {who.name or 'Nama belum diketahui'}", pairs=facts)


def chronology(reading: Reading) -> Section:
    """What the journal says, oldest first; outside the office only what the public may read."""
    rows = tuple((reading.moment(line.at), line.text, line.office_name) for line in reading.timeline)
    return Section("Kronologi", table=Table(("Waktu", "Langkah", "Kantor"), rows, (3, 5, 4)))


def clocks(reading: Reading) -> Section:
    """Every period with how it was counted, as it was counted then."""
    views = tuple(_clock(reading, each) for each in reading.clocks)
    return Section("Tenggat dan cara menghitungnya", () if views else ("Tidak ada tenggat.",), sections=views)


def _clock(reading: Reading, clock: Clock) -> Section:
    view = clock_view(clock, reading.at)
    facts = (
        ("Dasar", view.source),
        ("Mulai", reading.moment(view.started)),
        ("Lama", length(view) if view.count else ""),
        ("Hari yang tidak dihitung", "; ".join(f"{_day(day)}: {name}" for day, name in view.skipped)),
        ("Jatuh tempo", reading.moment(view.due) or "Peraturan tidak menyebut angka."),
        ("Berhenti", reading.moment(view.stopped)),
        ("Hasil", {True: "dipenuhi", False: "TIDAK dipenuhi", None: view.label}[view.met]),
        ("Perpanjangan", view.letter),
        ("Anggapan", " ".join(view.assumptions)),
        ("Kepastian pasal", "perlu dilihat ahli hukum" if view.confidence == "low" else ""),
    )
    return Section(view.title, pairs=facts)


def _day(day: str) -> str:
    return long_date(date.fromisoformat(day))


def desk(reading: Reading) -> Section:
    """What colleagues wrote for each other. Only inside the office."""
    tasks = tuple(_tasks(reading))
    notes = tuple(
        Section(
            f"Catatan {reading.day(each.note.written_at)}", paragraphs(each.latest.text), (("Penulis", each.author),)
        )
        for each in reversed(queries.notes_of(reading.case))
    )
    listed = Table(("Tugas", "Untuk", "Sampai", "Selesai"), tasks, (5, 3, 2, 3)) if tasks else None
    said = () if tasks or notes else ("Tidak ada catatan atau tugas.",)
    return Section("Catatan dan tugas", said, table=listed, sections=notes)


def _tasks(reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    for each in queries.tasks_of(reading.case, now=reading.at):
        task = each.task
        until = long_date(task.due_on) if task.due_on else ""
        yield task.text, task.user.name, until, ", ".join(filter(None, (reading.day(task.done_at), each.done_by)))
