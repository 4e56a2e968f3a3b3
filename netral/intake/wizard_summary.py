"""The answers so far in the reporter's words, page by page, for reading them over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from netral import rulebook
from netral.intake.draft_content import DraftContent
from netral.intake.states import Kind
from netral.intake.wizard_progress import page_url
from netral.intake.wizard_report import CIVIL_SERVANT, INTERNET, ONGOING, PEOPLE, UNKNOWN, WITNESSES
from netral.lib.dates import date_with_day
from netral.offices import queries as offices


@dataclass(frozen=True)
class Row:
    """A question and what was answered; no lines: not answered. `page` leads back to it."""

    page: str
    label: str
    lines: Sequence[str]

    @property
    def url(self) -> str:
        return page_url(self.page)


def rows(content: DraftContent, *, whole: bool) -> list[Row]:
    """One row per question; `whole` with those not answered yet and with who reports, for the last page."""
    table = [
        Row("apa", _("Yang Anda lihat"), list(_conducts(content))),
        Row("cerita", _("Cerita Anda"), list(_story(content)) if whole else []),
        Row("di-mana", _("Di mana"), list(_place(content))),
        Row("kapan", _("Kapan"), list(_time(content))),
        Row("siapa", _("Siapa"), list(_people(content))),
        Row("bukti", _("Bukti"), list(_evidence(content))),
        Row("tentang-anda", _("Tentang Anda"), list(_sender(content)) if whole else []),
    ]
    return [row for row in table if whole or row.lines]


def _conducts(content: DraftContent) -> Iterator[str]:
    known, language = rulebook.current().conducts, get_language() or "id"
    for code in content.answers("apa").get("conducts", ()):
        yield known[code].text(language) if code in known else _("Saya tidak yakin")


def _story(content: DraftContent) -> Iterator[str]:
    yield from filter(None, content.answers("cerita").get("what", "").splitlines())


def _place(content: DraftContent) -> Iterator[str]:
    answers = content.answers("di-mana")
    code, words = answers.get("region", ""), {INTERNET: _("Di internet"), UNKNOWN: _("Saya tidak tahu persis")}
    if code:
        yield words[code] if code in words else offices.region_label(offices.region(code))
    yield from filter(None, [answers.get("place", "")])


def _time(content: DraftContent) -> Iterator[str]:
    answers = content.answers("kapan")
    if answers.get("act_date"):
        day, hour = _day(answers["act_date"]), answers.get("act_time", "").replace(":", ".")
        yield _("%(day)s, sekitar pukul %(hour)s") % {"day": day, "hour": hour} if hour else day
    special = {ONGOING: _("Masih berlangsung"), UNKNOWN: _("Tanggalnya tidak tahu persis")}
    yield from filter(None, [special.get(answers.get("act", ""), "")])
    if answers.get("known_on"):
        yield _("Anda mengetahuinya %(day)s") % {"day": _day(answers["known_on"])}


def _day(iso: str) -> str:
    return date_with_day(date.fromisoformat(iso), get_language() or "id")


def _people(content: DraftContent) -> Iterator[str]:
    answers = content.answers("siapa")
    for number in PEOPLE:
        told = [answers.get(f"who{number}_{part}", "") for part in ("name", "job", "agency")]
        yield from filter(None, [", ".join(filter(None, told))])
    yield from filter(None, [answers.get("description", "")])
    for number in WITNESSES:
        told = [answers.get(f"witness{number}_{part}", "") for part in ("name", "address")]
        if any(told):
            yield _("Saksi: %(words)s") % {"words": ", ".join(filter(None, told))}


def _evidence(content: DraftContent) -> Iterator[str]:
    for each in content.files:
        told = f"{each.name} ({filesizeformat(each.size)})"
        yield f"{told}: {each.caption}" if each.caption else told
    yield from content.answers("bukti").get("links", ())


def _sender(content: DraftContent) -> Iterator[str]:
    answers = content.answers("tentang-anda")
    ways = {
        Kind.LAPORAN.value: _("Laporan resmi, identitas disegel"),
        Kind.INFORMASI_AWAL.value: _("Informasi awal tanpa nama"),
        CIVIL_SERVANT: _("Saya ASN dan khawatir pada atasan: laporan resmi, identitas disegel"),
    }
    yield from filter(None, [ways.get(answers.get("way", ""), "")])
    yield from filter(None, [answers.get(part, "") for part in ("name", "address", "phone")])
