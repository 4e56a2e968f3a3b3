"""The text of a kajian put together from the matrix: a draft for a person to edit, always in Indonesian.

The reporter's own words and name are not in it: who reported goes by the pseudonym, and what was told is for people to
put into words of their own.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import translation

from netral import rulebook
from netral.cases import queries
from netral.cases.matrix_states import ElementState
from netral.cases.models import Accused, Case, Klarifikasi, Pin
from netral.evidence.models import Exhibit
from netral.intake.models import Laporan
from netral.intake.queries import received_by
from netral.intake.states import Kind
from netral.lib.dates import local_day, long_date

NOTHING = "Belum ada."


def assemble(accused: Accused) -> dict[str, str]:
    """Every chapter of the text about one person, by its code."""
    case = accused.case
    with translation.override("id"):
        matrix, exhibits = queries.matrix_of(accused), queries.exhibits_of_case(case)
        queries.call_pins(queries.said_in(matrix), exhibits)
        return {
            "events": _events(case, matrix),
            "people": _people(accused),
            "hearings": _joined(_hearings(case)),
            "evidence": _joined(_evidence(exhibits)),
            "analysis": _joined(_analysis(case, matrix), between="\n\n"),
            "gaps": _joined(_gaps(matrix)),
            "conclusion": matrix.kajian.conclusion if matrix.kajian else "",
            "recommendation": _joined(_recommended(matrix), empty=""),
        }


def pin_said(pin: Pin) -> str:
    """A pin as it stands in a line: what it points at, and where in it."""
    if pin.exhibit:
        said = pin.exhibit.called
    elif pin.klarifikasi:
        said = hearing_said(pin.klarifikasi)
    else:
        said = f"jawaban atas {pin.request.document.number}" if pin.request else ""
    return f"{said} ({pin.place})" if pin.place else said


def hearing_said(heard: Klarifikasi) -> str:
    """A hearing in a few words: whose, and on which day."""
    return f"klarifikasi {heard.get_party_display().lower()} {long_date(heard.held_on, 'id')}"


def _events(case: Case, matrix: queries.Matrix) -> str:
    came = f"{case.laporan.get_kind_display()} {case.laporan.number}"
    told = [f"{came}, diregistrasi dengan nomor {case.number} pada {_day(case)}: {case.title}."]
    facts = matrix.kajian.facts if matrix.kajian else {}
    if facts.get("date"):
        told.append(f"Perbuatan terjadi pada {long_date(date.fromisoformat(facts['date']), 'id')}.")
    done = [rulebook.conducts[code].id for code in facts.get("conduct", ()) if code in rulebook.conducts]
    if done:
        told.append(f"Yang dinilai: {'; '.join(done).lower()}.")
    if case.region:
        told.append(f"Tempat: {case.region.name}.")
    return "\n".join(told)


def _day(case: Case) -> str:
    return long_date(local_day(case.opened_at, case.office.zone), "id")


def _people(accused: Accused) -> str:
    said = (accused.name or "(belum diketahui)", accused.job, accused.agency_text, accused.subject)
    return f"Terlapor: {', '.join(part for part in said if part)}.\n{_told_by(accused.case.laporan)}"


def _told_by(laporan: Laporan) -> str:
    if laporan.kind == Kind.TEMUAN:
        return f"Penemu: pengawas pemilihan, {received_by(laporan)}; tidak ada pelapor."
    return f"Pelapor: {laporan.pseudonym}; identitasnya disegel."


def _hearings(case: Case) -> Iterator[str]:
    for heard in case.klarifikasi_set.select_related("document").order_by("held_on", "pk"):
        came = "hadir" if heard.attended else "tidak hadir"
        minutes = f"; berita acara {heard.document.number}" if heard.document else ""
        yield f"{long_date(heard.held_on, 'id')}: {heard.get_party_display()} {heard.name}, {came}{minutes}."


def _evidence(exhibits: Iterable[Exhibit]) -> Iterator[str]:
    for exhibit in exhibits:
        yield f"{exhibit.called}: {exhibit.media_type or 'berkas'}, sidik SHA-256 {exhibit.sha256[:16]}…"


def _analysis(case: Case, matrix: queries.Matrix) -> Iterator[str]:
    """A heading and then one paragraph per element, so that edited texts can be compared line by line."""
    for sheet in matrix.sheets:
        known = rulebook.current().provisions.get(sheet.norm.provision)
        yield f"{known.title.id if known else sheet.norm.provision} ({'; '.join(sheet.row['basis'])})"
        for place, line in enumerate(sheet.lines, start=1):
            yield f"{place}. {line.text}: {_found(case, line)}"


def _found(case: Case, line: queries.ElementLine) -> str:
    if line.said is None:
        return "belum dinilai oleh pemeriksa."
    row = line.said.row
    told = [f"{ElementState(row.state).label.lower()}."]
    if row.reason:
        told.append(row.reason)
    if line.said.pins:
        told.append(f"Bukti: {'; '.join(pin_said(pin) for pin in line.said.pins)}.")
    by = f"{line.said.by}, " if line.said.by else ""
    told.append(f"({by}{long_date(local_day(row.assessed_at, case.office.zone), 'id')})")
    return " ".join(told)


def _gaps(matrix: queries.Matrix) -> Iterator[str]:
    for line in matrix.gaps:
        asked = [each.document.number for each in line.open_requests]
        waiting = f" Sudah diminta dengan surat {', '.join(asked)}; belum dijawab." if asked else ""
        yield f"{line.text}: {str(ElementState(line.state).label).lower() if line.state else 'belum dinilai'}.{waiting}"


def _recommended(matrix: queries.Matrix) -> Iterator[str]:
    """Receivers the rulebook names, once people have taken over a norm."""
    if matrix.kajian and matrix.sheets:
        for each in matrix.kajian.assessment.get("referrals", ()):
            yield f"Diteruskan ke {each['to']} ({each['basis']})."


def _joined(lines: Iterator[str], *, between: str = "\n", empty: str = NOTHING) -> str:
    return between.join(lines) or empty
