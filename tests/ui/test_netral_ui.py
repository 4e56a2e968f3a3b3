import re
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from pytest_django.fixtures import Settings

from netral.rulebook import Text
from tests.ui.builders import NOW, Clock, Milestone, ReportForm

FILLED = {"when_hari": "21", "when_bulan": "nov", "when_tahun": "2026", "who": "a", "seen": ["x"], "true": "on"}


def shown(source: str, **context: object) -> str:
    """The rendered template with its white space folded."""
    return re.sub(r"\s+", " ", Template(source).render(Context(context))).strip()


def test_an_icon_points_into_the_sprite_and_stays_silent() -> None:
    assert shown('{% ikon "lock" %}') == (
        '<svg class="ic" aria-hidden="true" focusable="false"><use href="/static/ui/icons.svg#lock"/></svg>'
    )


def test_an_icon_alone_carries_its_name() -> None:
    icon = shown('{% ikon "trash" "Hapus" %}')

    assert 'role="img" aria-label="Hapus"' in icon
    assert "aria-hidden" not in icon


def test_a_text_of_the_law_is_said_in_the_language_of_the_page() -> None:
    text = Text("Kajian awal", "Initial study")

    with translation.override("en"):
        assert shown("{{ text|say }}", text=text) == "Initial study"
    assert shown("{{ text|say }}", text=text) == "Kajian awal"
    assert shown("{{ text|say }}", text="apa adanya") == "apa adanya"
    assert shown("{{ text|say }}", text=None) == ""


def test_dates_and_hours_are_written_for_people() -> None:
    moment = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)

    assert shown("{{ m|tanggal }}", m=date(2026, 11, 20)) == "20 November 2026"
    assert shown("{{ m|tanggal_hari }}", m=moment) == "Jumat, 20 November 2026"
    assert shown("{{ m|tanggal_hari:'Asia/Jayapura' }}", m=moment) == "Sabtu, 21 November 2026"
    assert shown("{{ m|waktu }} {{ m|waktu:'Asia/Jayapura' }}", m=moment) == "23.30 WIB 01.30 WIT"
    assert shown("{{ d|hari_iso }}", d="2026-12-25") == "25 Des"
    assert shown("{{ d|tanggal_iso }}", d="2026-12-25") == "25 Desember 2026"
    assert shown("{{ d|tanggal_iso }}", d="") == ""


def test_no_date_is_no_text() -> None:
    assert shown("[{{ m|tanggal }}{{ m|tanggal_hari }}{{ m|waktu }}]", m=None) == "[]"


@pytest.mark.parametrize(
    ("tone", "css"), [("hijau", "h"), ("bata", "b"), ("berhenti", "n"), ("netral", "n"), ("apa saja", "n")]
)
def test_a_chip_takes_the_class_of_its_tone(tone: str, css: str) -> None:
    assert shown("{% cip 'Kata' tone %}", tone=tone) == f'<span class="cap cap--{css}">Kata</span>'


def test_a_chip_escapes_its_word() -> None:
    assert "<b>" not in shown("{% cip word 'hijau' %}", word="<b>")


def test_a_late_clock_warns_with_more_than_its_colour() -> None:
    late = shown("{% cip_tenggat clock %}", clock=Clock(label="Lewat 2 hari", tone="bata"))

    assert "#alert-triangle" in late
    assert "Lewat 2 hari" in late


def test_no_clock_is_no_chip() -> None:
    assert shown("[{% cip_tenggat clock %}]", clock=None) == "[]"


def test_the_strip_says_what_runs_until_when_and_why() -> None:
    clock = Clock(skipped=(("2026-11-21", "Sabtu"),), assumptions=("Hari berarti hari kerja.",), confidence="low")

    strip = shown("{% strip_tenggat clocks now %}", clocks=[clock], now=NOW)

    assert "4 hari kerja lagi" in strip
    assert "sampai Jumat, 27 November 2026" in strip
    assert "pukul 11.00 WITA" in strip
    assert "21 Nov (Sabtu)" in strip
    assert "Hari berarti hari kerja." in strip
    assert "pasal belum dipastikan" in strip
    assert "style=" not in strip


def test_a_late_strip_says_when_it_fell_due() -> None:
    strip = shown("{% strip_tenggat clocks %}", clocks=[Clock(tone="bata", due=NOW)])

    assert "jatuh tempo Senin, 23 November 2026" in strip


def test_stopped_clocks_leave_an_account_and_no_picture() -> None:
    stopped = Clock(stopped=NOW, met=True, label="Dihentikan")

    strip = shown("{% strip_tenggat clocks now %}", clocks=[stopped], now=NOW)

    assert "Tidak ada tenggat berjalan" in strip
    assert "Ditepati." in strip
    assert "<rect" not in strip


def test_a_lengthened_clock_names_its_letter_and_the_longer_one_says_that_it_is_one() -> None:
    letter = "Diperpanjang dengan surat 9/X tanggal 1 Mei 2024 (UU Contoh)."
    before = Clock(stopped=NOW, extended=True, letter=letter, label="Diperpanjang")

    account = shown("{% hitungan clock %}", clock=before)
    chip = shown("{% tenggat clock %}", clock=Clock(longer=True, letter=letter))

    assert letter in account
    assert "Dihentikan" not in account
    assert "Diperpanjang dengan surat" in chip


def test_no_clocks_are_no_strip() -> None:
    assert shown("{% strip_tenggat clocks %}", clocks=[]) == ""


def test_a_timeline_shows_when_what_and_which_office() -> None:
    milestones = [Milestone(NOW, "Diregistrasi", "Bawaslu Kota Sagara"), Milestone(NOW, "Pleno", ahead=True)]

    timeline = shown("{% linimasa milestones 'Asia/Makassar' %}", milestones=milestones)

    assert "Senin, 23 November 2026, 11.00 WITA</time>Diregistrasi" in timeline
    assert "Bawaslu Kota Sagara" in timeline
    assert timeline.count("rwy__hal--nanti") == 1
    assert timeline.count("rwy__oleh") == 1


def test_a_field_has_label_hint_and_control_tied_together() -> None:
    field = shown("{% field form.name %}", form=ReportForm())

    assert '<label class="isian__label" for="id_name"> Nama <span class="isian__opsi">(boleh kosong)</span>' in field
    assert 'id="id_name_helptext">Boleh nama panggilan.' in field
    assert 'aria-describedby="id_name_helptext"' in field
    assert 'class="isi"' in field


def test_a_refused_field_says_so_in_words_and_to_a_screen_reader() -> None:
    field = shown("{% field form.when %}", form=ReportForm({}))

    assert "isian--galat" in field
    assert 'aria-describedby="id_when_error"' in field
    assert 'id="id_when_error"' in field
    assert field.count('aria-invalid="true"') == 3


def test_a_group_of_radios_is_a_fieldset_with_hints() -> None:
    field = shown("{% field form.who %}", form=ReportForm())

    assert field.startswith("<fieldset")
    assert field.count('class="rd__kotak"') == 2
    assert '<span class="rd__ptj">Disegel.</span>' in field


def test_one_checkbox_stands_inside_its_label() -> None:
    field = shown("{% field form.true %}", form=ReportForm())

    assert re.search(r'<label class="rd"><input type="checkbox"[^>]*class="rd__kotak"[^>]*>', field)
    assert "Menurut yang saya lihat." in field


def test_the_error_summary_leads_to_every_refused_field() -> None:
    form = ReportForm({})
    form.add_error(None, "Kirim salah satu saja.")

    summary = shown("{% ringkasan_galat form %}", form=form)

    assert re.findall(r'href="#(\w+)"', summary) == ["id_when_0", "id_who_0", "id_seen_0", "id_true"]
    assert "<li>Kirim salah satu saja.</li>" in summary
    assert "Kapan: " in summary
    assert "autofocus" in summary


def test_a_form_without_problems_has_no_summary() -> None:
    assert shown("{% ringkasan_galat form %}", form=ReportForm(FILLED)) == ""
    assert shown("{% ringkasan_galat form %}", form=ReportForm()) == ""


def test_the_language_switch_stays_on_the_page() -> None:
    source = '{% alamat_bahasa "id" %} {% alamat_bahasa "en" %}'
    request = RequestFactory().get("/bantuan/?a=1")

    assert shown(source, request=request) == "/bantuan/?a=1 /en/bantuan/?a=1"


def test_without_a_request_the_language_switch_leads_home() -> None:
    assert shown('{% alamat_bahasa "en" %}') == "/en/"


def test_the_shell_may_ask_for_two_settings_only(settings: Settings) -> None:
    settings.DEMO = True
    settings.HELP_LINES = ["Telepon 0000"]

    page = shown('{% setelan "demo" as d %}{{ d }} {% setelan "bantuan" as b %}{{ b.0 }}')

    assert page == "True Telepon 0000"
    with pytest.raises(KeyError):
        shown('{% setelan "SECRET_KEY" %}')


def test_a_calculation_names_start_length_days_left_out_article_and_doubts() -> None:
    clock = Clock(
        skipped=(("2026-11-21", "Sabtu"), ("2026-11-22", "Minggu")),
        assumptions=("Hari dihitung sebagai hari kerja.",),
        confidence="medium",
    )

    page = re.sub(r"<[^>]+>", " ", shown("{% hitungan clock %}", clock=clock))

    words = " ".join(page.split())
    assert words == (
        "Mulai Senin, 16 November 2026, 11.00 WITA. Hari pertama tidak dihitung. Lamanya 7 hari kerja "
        "Berakhir Jumat, 27 November 2026, 11.00 WITA Tidak dihitung 21 Nov (Sabtu), 22 Nov (Minggu) "
        "Dasar UU Contoh Pasal 7 Keyakinan Sedang: belum semua bagiannya dicocokkan dengan naskahnya. "
        "Anggapan Hari dihitung sebagai hari kerja."
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due": None}, "Aturan tidak menyebut angkanya."),
        ({"confidence": "high"}, "Tinggi:"),
        ({"confidence": "low"}, "Rendah: pasal belum dipastikan."),
        ({"stopped": NOW, "met": True}, "Ditepati."),
        ({}, "Tidak ada hari yang dilewati."),
    ],
)
def test_a_calculation_says_what_is_special_about_a_clock(changes: dict[str, object], sentence: str) -> None:
    assert sentence in shown("{% hitungan clock %}", clock=Clock().but(**changes))


def test_hours_count_from_their_start() -> None:
    assert "Hari pertama" not in shown("{% hitungan clock %}", clock=Clock(unit="hours", count=24))


def test_a_deadline_in_a_list_opens_its_calculation_without_a_script() -> None:
    page = shown("{% tenggat clock %}", clock=Clock())

    assert "<details" in page
    assert page.count("Menindaklanjuti laporan") == 2
    assert "Tanpa tenggat" in shown("{% tenggat clock %}", clock=None)
