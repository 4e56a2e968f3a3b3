"""What the examination found: the assessment by element, hearings and answers, the decision, where it went."""

from collections.abc import Iterator

from netral import rulebook
from netral.cases import queries
from netral.cases.assembling import pin_said
from netral.cases.berkas.reading import Reading
from netral.cases.matrix_states import ElementState
from netral.cases.models import AnswerLink, Klarifikasi, Penerusan
from netral.cases.states import UNSURE, Party
from netral.documents.sheets import Section, Table
from netral.lib.dates import local_day, long_date
from netral.lib.texts import paragraphs

NOT_KNOWN = "Nama belum diketahui"
COLUMNS, WIDTHS = ("Unsur", "Penilaian", "Alasan", "Bukti"), (4, 3, 6, 3)


def assessment(reading: Reading) -> Section:
    """Person by person, norm by norm, element by element: what people found, why, and on what it rests."""
    shown = tuple(_person(reading, matrix) for matrix in reading.matrices)
    return Section("Penilaian hukum", () if shown else ("Belum ada terlapor.",), sections=shown)


def _person(reading: Reading, matrix: queries.Matrix) -> Section:
    kajian = matrix.kajian
    facts = (
        ("Kajian", f"edisi {kajian.edition}, {reading.day(kajian.saved_at)}" if kajian else "belum ada"),
        ("Paket aturan", kajian.rulebook_version if kajian else ""),
    )
    said = paragraphs(reading.released(kajian.conclusion)) if kajian and kajian.conclusion else ()
    sheets = tuple(_sheet(reading, sheet) for sheet in matrix.sheets)
    if not sheets:
        said = (*said, "Belum ada norma yang dipakai.")
    return Section(matrix.accused.name or NOT_KNOWN, said, facts, sections=sheets)


def _sheet(reading: Reading, sheet: queries.NormSheet) -> Section:
    known = rulebook.current().provisions.get(sheet.norm.provision)
    doubt = "perlu dilihat ahli hukum" if sheet.row["confidence"] == UNSURE else ""
    facts = (
        ("Dasar", "; ".join(sheet.row["basis"])),
        ("Terpenuhi", f"{sheet.met} dari {len(sheet.lines)} unsur"),
        ("Kepastian pasal", doubt),
    )
    rows = tuple(_line(reading, line) for line in sheet.lines)
    return Section(known.title.id if known else sheet.norm.provision, (), facts, Table(COLUMNS, rows, WIDTHS))


def _line(reading: Reading, line: queries.ElementLine) -> tuple[str, str, str, str]:
    if line.said is None:
        return line.text, "Belum dinilai", "", ""
    row = line.said.row
    state = str(ElementState(row.state).label)
    by = f"{line.said.by}, " if reading.internal and line.said.by else ""
    reason = f"{reading.released(row.reason)}\n({by}{reading.day(row.assessed_at)})"
    return line.text, state, reason, reading.released("; ".join(pin_said(pin) for pin in line.said.pins))


def hearings(reading: Reading) -> Section:
    """Who was invited and heard, and what the accused answered."""
    heard = tuple(_hearing(reading, each) for each in reading.hearings)
    answers = tuple(_answer(reading, each) for each in reading.links)
    said = () if heard else ("Belum ada klarifikasi.",)
    return Section("Klarifikasi dan hak jawab", said, table=_invitations(reading), sections=(*heard, *answers))


def _invitations(reading: Reading) -> Table | None:
    rows = tuple(
        (
            _called(reading, each.party, each.name),
            long_date(local_day(each.meets_at, each.zone)),
            each.document.number if each.document else "",
        )
        for each in reading.invitations
    )
    return Table(("Diundang", "Pertemuan", "Surat"), rows, (4, 3, 4)) if rows else None


def _called(reading: Reading, party: str, name: str) -> str:
    """Outside the office nobody is named but the accused: witnesses and experts go by their part."""
    part = str(Party(party).label)
    return f"{part}: {name}" if reading.internal or party == Party.TERLAPOR else part


def _hearing(reading: Reading, heard: Klarifikasi) -> Section:
    came = "hadir" if heard.attended else "tidak hadir"
    facts = (
        ("Tanggal", long_date(heard.held_on)),
        ("Kehadiran", came),
        ("Tempat", heard.place if reading.internal else ""),
        ("Berita acara", heard.document.number if heard.document else ""),
        ("Tanda tangan", heard.get_signing_display() if heard.signing else ""),
        ("Alasan menolak", (heard.refusal_reason or "") if reading.internal else ""),
        ("Sebab tidak hadir", (heard.absent_reason or "") if reading.internal else ""),
    )
    said = paragraphs(heard.minutes) if reading.internal else ("Isi keterangan tidak dimuat pada salinan rilis.",)
    heading = f"Klarifikasi {_called(reading, heard.party, heard.name)}"
    return Section(heading, said if heard.attended else (), facts)


def _answer(reading: Reading, link: AnswerLink) -> Section:
    state = queries.state_of(link, reading.at)
    given = getattr(link, "answer", None)
    facts = (
        ("Diminta", reading.day(link.made_at)),
        ("Keadaan", str(state.label)),
        ("Dijawab", reading.moment(given.given_at) if given else ""),
        (
            "Bukti dari terlapor",
            ", ".join(each.called for each in reading.called(given.exhibits.all())) if given else "",
        ),
    )
    if given and not reading.reads_answers:
        said: tuple[str, ...] = ("Isi jawaban dibaca pemeriksa dan anggota; tidak dimuat di sini.",)
    else:
        said = paragraphs(given.text) if given else ()
    return Section(f"Hak jawab {link.accused.name or NOT_KNOWN}", said, facts)


def decision(reading: Reading) -> Section:
    """What the members decided; who did what and why only inside the office."""
    pleno = reading.pleno
    if pleno is None:
        return Section("Pleno", ("Belum ada putusan pleno.",))
    meeting = pleno.meeting
    facts = (
        ("Putusan", str(pleno.get_decision_display())),
        ("Tanggal rapat", long_date(meeting.held_on)),
        ("Hadir", f"{meeting.present} dari {meeting.seats} anggota"),
        ("Setuju", f"{meeting.in_favour}" if reading.internal else ""),
        ("Tentang jumlah anggota", meeting.seats_reason if reading.reads_votes else ""),
    )
    rows = tuple(
        (vote.user.name, str(vote.get_part_display()), vote.note if reading.reads_votes else "")
        for vote in reading.votes
    )
    listed = Table(("Anggota", "Kehadiran dan suara", "Catatan"), rows, (4, 3, 5)) if rows else None
    return Section("Pleno", paragraphs(pleno.reason) if reading.internal else (), facts, listed, _found(reading))


def _found(reading: Reading) -> tuple[Section, ...]:
    """What was found of each of several people; why, only inside the office."""
    rows = tuple(
        (each.accused.name or NOT_KNOWN, str(each.get_decision_display()), each.reason if reading.internal else "")
        for each in reading.rulings
    )
    head = ("Terlapor", "Putusan", "Pertimbangan")
    return (Section("Putusan per terlapor", table=Table(head, rows, (4, 3, 5))),) if rows else ()


def handovers(reading: Reading) -> Section:
    """Where each person went, and what came back."""
    sent = tuple(_handover(reading, each) for each in _sent(reading))
    return Section("Penerusan", () if sent else ("Perkara ini belum diteruskan.",), sections=sent)


def _sent(reading: Reading) -> Iterator[Penerusan]:
    for standing in reading.standings:
        yield from standing.sent


def _handover(reading: Reading, sent: Penerusan) -> Section:
    facts = (
        ("Penerima", sent.receiver.name),
        ("Dasar", sent.basis),
        ("Surat", sent.document.number),
        ("Dikirim", reading.moment(sent.sent_at)),
        ("Diterima", reading.moment(sent.acknowledged_at) or "belum diakui penerima"),
        ("Hasil", f"{sent.get_outcome_display()}, {reading.day(sent.ended_at)}" if sent.ended_at else ""),
        ("Catatan hasil", (sent.outcome_note or "") if reading.internal else ""),
        ("Alasan penerima tambahan", (sent.further_reason or "") if reading.internal else ""),
        ("Alasan memilih", sent.override_reason if reading.internal else ""),
        ("Konflik kepentingan", sent.conflict_note if reading.internal and sent.conflict_of_interest else ""),
    )
    return Section(sent.accused.name or NOT_KNOWN, paragraphs(reading.released(sent.summary)), facts)
