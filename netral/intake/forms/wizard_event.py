"""Where and when it happened."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any, NoReturn

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from netral.intake.draft_content import Answers
from netral.intake.forms.places import LONGEST, Places, places_for
from netral.intake.forms.wizard import StepForm, text
from netral.intake.wizard_report import INTERNET, ONGOING, UNKNOWN
from netral.offices import queries as offices
from netral.ui.widgets import BigRadios, DateInput3

TODAY, YESTERDAY, SAME_DAY, OTHER_DAY = "hari_ini", "kemarin", "hari_itu", "lain"
NO_SUCH_DATE = _("Tanggal ini tidak ada di kalender. Tulis hari, bulan, dan tahun.")


class PlaceForm(StepForm):
    """Step 2: one search box from province to village, the internet, or not knowing."""

    step = "di-mana"
    problems = {"where.region": "region", "where.place": "place"}
    place_search = forms.CharField(
        label=_("Cari desa, kelurahan, kecamatan, atau kota"),
        help_text=_("Misalnya: Sumurpanggang Tegal. Kata desa, kec., atau kab. tidak wajib."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off", "enterkeyhint": "search"}),
    )
    region = forms.CharField(label=_("Tempat yang Anda maksud"), required=False, widget=BigRadios)
    place = text(_("Keterangan tempat"), "place", hint=_("Nama lapangan, gedung, akun, atau alamat unggahan."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("place_search", "region"):  # one of the two is needed
            self.fields[name].asked = True  # type: ignore[attr-defined]
        self.fields["region"].widget.choices = [
            *self.candidates.items(),
            (INTERNET, _("Di internet")),
            (UNKNOWN, _("Saya tidak tahu persis")),
        ]

    @cached_property
    def places(self) -> Places:
        return places_for(str(self["place_search"].value() or ""))

    @cached_property
    def candidates(self) -> dict[str, str]:
        """Full names by code: what fits the words, and the place kept or proposed before."""
        found = dict(self.places.found)
        kept = self.data.get("pakai") or self.draft.answers(self.step).get("region", "")
        if kept and kept not in {*found, INTERNET, UNKNOWN}:
            found |= _label_of(str(kept))
        return found

    def clean_region(self) -> str:
        chosen: str = self.data.get("pakai") or self.cleaned_data["region"]
        return chosen if chosen in {*self.candidates, INTERNET, UNKNOWN} else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed, searching = cleaned.get("place_search", ""), "cari" in self.data
        if "place_search" in self.errors:
            return cleaned
        if typed and not self.places.found and (searching or not cleaned.get("region")):
            self.add_error(
                "place_search", _("Tempat ini tidak ditemukan. Periksa ejaannya, atau tulis nama kecamatannya.")
            )
        elif searching and not typed:
            self.add_error("place_search", _("Tulis nama tempat yang dicari."))
        elif not searching and not cleaned.get("region"):
            cleaned["region"] = self._meant(typed)
        return cleaned

    def _meant(self, typed: str) -> str:
        if typed and self.places.sure:
            return self.places.found[0][0]
        if typed:
            self.add_error("region", _("Pilih tempat yang Anda maksud, atau Saya tidak tahu persis."))
        else:
            message = _("Tulis nama desa atau kelurahan, atau pilih Saya tidak tahu persis.")
            self.add_error("place_search", message)
        return ""


def _label_of(code: str) -> dict[str, str]:
    try:
        return offices.region_labels([offices.region(code)])
    except offices.UnknownRegion:
        return {}


class TimeForm(StepForm):
    """Step 3: the day it happened and the day it became known. Days are kept as dates, not as words about today."""

    step = "kapan"
    problems = {"when.date": "act_date", "when.time": "act_time", "when.known_on": "known_on"}
    act = forms.ChoiceField(
        label=_("Hari kejadian"),
        choices=[
            (TODAY, _("Hari ini")),
            (YESTERDAY, _("Kemarin")),
            (OTHER_DAY, _("Tanggal lain")),
            (ONGOING, _("Masih berlangsung")),
            (UNKNOWN, _("Saya tidak tahu persis")),
        ],
        widget=BigRadios,
        error_messages={"required": _("Pilih hari kejadiannya, atau Saya tidak tahu persis.")},
    )
    act_date = forms.DateField(
        label=_("Tanggal kejadian"),
        help_text=_("Untuk Tanggal lain: hari, bulan, tahun."),
        required=False,
        widget=DateInput3,
        error_messages={"invalid": NO_SUCH_DATE},
    )
    act_time = forms.CharField(
        label=_("Jam berapa?"),
        help_text=_("Kira-kira, misalnya 09.30."),
        required=False,
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    known = forms.ChoiceField(
        label=_("Kapan Anda mengetahuinya?"),
        help_text=_("Batas waktu melapor dihitung dari hari ini. Laporan yang terlambat tetap diterima."),
        choices=[
            (SAME_DAY, _("Pada hari kejadian")),
            (TODAY, _("Hari ini")),
            (YESTERDAY, _("Kemarin")),
            (OTHER_DAY, _("Tanggal lain")),
        ],
        required=False,
        widget=BigRadios,
    )
    known_on = forms.DateField(
        label=_("Tanggal Anda mengetahuinya"),
        help_text=_("Untuk Tanggal lain: hari, bulan, tahun."),
        required=False,
        widget=DateInput3,
        error_messages={"invalid": NO_SUCH_DATE},
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        proposed = data.get("pakai", "") if data else ""
        if proposed:
            data = data.copy()
            data["act"], data["act_date"] = OTHER_DAY, proposed
        super().__init__(data, *args, **kwargs)

    def shown(self, answers: Answers) -> dict[str, Any]:
        act_day, known_on = answers.get("act_date", ""), answers.get("known_on", "")
        known = SAME_DAY if known_on and known_on == act_day else OTHER_DAY if known_on else ""
        special = answers.get("act", "")
        return {
            "act": special or (self._word_for(act_day) if act_day else ""),
            "act_date": act_day if self._word_for(act_day) == OTHER_DAY else "",
            "act_time": answers.get("act_time", "").replace(":", "."),
            "known": known,
            "known_on": known_on if known == OTHER_DAY else "",
        }

    def _word_for(self, iso: str) -> str:
        words = {self.today.isoformat(): TODAY, (self.today - timedelta(days=1)).isoformat(): YESTERDAY}
        return words.get(iso, OTHER_DAY)

    def clean_act_time(self) -> str:
        typed = self.cleaned_data["act_time"].strip()
        if not typed:
            return ""
        found = re.fullmatch(r"(?:pukul\s*)?([0-9]{1,2})(?:[.:]([0-9]{2}))?", typed.lower())
        try:
            return time(int(found[1]), int(found[2] or 0)).strftime("%H:%M") if found else self._no_such_time()
        except ValueError:
            return self._no_such_time()

    def _no_such_time(self) -> NoReturn:
        raise forms.ValidationError(_("Jam ini tidak ada. Tulis seperti 09.30."))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        self._need_date(cleaned, "act", "act_date", _("Tulis tanggal kejadiannya, atau pilih yang lain."))
        self._need_date(cleaned, "known", "known_on", _("Tulis tanggal Anda mengetahuinya, atau pilih yang lain."))
        return super().clean()

    def _need_date(self, cleaned: Mapping[str, Any], choice: str, box: str, message: Any) -> None:
        if cleaned.get(choice) == OTHER_DAY and not cleaned.get(box) and box not in self.errors:
            self.add_error(box, message)

    def answers(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        act_day = self._day(cleaned["act"], cleaned["act_date"])
        known_on = act_day if cleaned["known"] == SAME_DAY else self._day(cleaned["known"], cleaned["known_on"])
        return {
            "act": cleaned["act"] if cleaned["act"] in (ONGOING, UNKNOWN) else "",
            "act_date": act_day.isoformat() if act_day else "",
            "act_time": cleaned["act_time"],
            "known_on": known_on.isoformat() if known_on else "",
        }

    def _day(self, word: str, written: date | None) -> date | None:
        days = {TODAY: self.today, ONGOING: self.today, YESTERDAY: self.today - timedelta(days=1), OTHER_DAY: written}
        return days.get(word)
