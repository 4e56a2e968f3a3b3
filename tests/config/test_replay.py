"""The whole demo told again from its journal alone; and the journal, read for anything it was not to hold."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from netral import rulebook
from netral.audit.actions import past_the_guard
from netral.audit.models import Entry, EntrySubject
from netral.audit.queries import verify
from netral.cases.models import Case
from netral.discipline.models import Penanganan
from netral.discipline.states import Outcome
from netral.evidence.queries import exhibits_of
from netral.intake.models import Laporan
from netral.procedure.models import Clock, Tracked
from netral.procedure.queries import clocks_of, differences, rebuild
from netral.procedure.states import RebuiltClock
from netral.tracks.models import Track
from tests.config.confided import names, sayings, words
from tests.config.world import World, world

__all__ = ["world"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


def subjects() -> list[Tracked]:
    """Every laporan, perkara, penanganan and jalur, read afresh."""
    return [each for model in (Laporan, Case, Penanganan, Track) for each in model._default_manager.order_by("pk")]


def a_penanganan() -> Penanganan:
    """The one that went all the way, with five clocks behind it."""
    return Penanganan.objects.get(status="dilaksanakan")


def as_told(clock: Clock) -> RebuiltClock:
    """A row as the journal must tell it."""
    return RebuiltClock(
        clock.key, clock.rule, clock.rule_version, clock.started_at, clock.due_at, clock.zone, clock.count, clock.unit,
        clock.stopped_at, clock.stopped_by,
    )  # fmt: skip


def dated_rows(subject: Tracked) -> Iterator[tuple[datetime, str]]:
    """(moment, verb) of whatever the tables remember having happened to a subject."""
    yield subject.opened_at, f"{subject.KIND}.dibuka"
    yield from ((exhibit.received_at, "bukti.disimpan") for exhibit in exhibits_of(subject.reference))
    if isinstance(subject, Laporan):
        yield from ((review.at, f"laporan.{review.step}") for review in subject.reviews.all())
        yield from ((case.opened_at, "laporan.registrasi") for case in Case.objects.filter(laporan=subject))
    elif isinstance(subject, Case):
        yield from of_case(subject)
    elif isinstance(subject, Penanganan):
        yield from of_penanganan(subject)
    elif isinstance(subject, Track):
        yield from ((each.recorded_at, f"jalur.{each.step}") for each in subject.records.all())


def of_case(case: Case) -> Iterator[tuple[datetime, str]]:
    yield from ((heard.recorded_at, "perkara.klarifikasi") for heard in case.klarifikasi_set.all())
    yield from ((kajian.saved_at, "perkara.simpan_kajian") for kajian in case.kajian_set.all())
    if hasattr(case, "pleno"):
        yield case.pleno.recorded_at, f"perkara.putuskan_{case.pleno.decision}"
    letters = {handed.document_id: handed.sent_at for handed in case.penerusan_set.all()}
    yield from ((sent_at, "perkara.teruskan") for sent_at in letters.values())
    for handed in case.penerusan_set.exclude(acknowledged_at=None):
        yield handed.acknowledged_at, "perkara.catat_diterima"


def of_penanganan(penanganan: Penanganan) -> Iterator[tuple[datetime, str]]:
    if hasattr(penanganan, "rekomendasi"):
        yield penanganan.rekomendasi.made_at, "penanganan.rekomendasikan"
    if hasattr(penanganan, "ending"):
        declined = penanganan.ending.outcome == Outcome.DECLINED
        yield penanganan.ending.recorded_at, f"penanganan.{'tidak_menjatuhkan' if declined else 'hentikan'}"


def test_the_demo_has_something_of_every_kind_to_tell_again() -> None:
    told = [type(subject) for subject in subjects()]

    assert [told.count(model) for model in (Laporan, Case, Penanganan, Track)] == [44, 33, 13, 9]
    assert Clock.objects.count() > 50


def test_status_and_version_are_what_the_journal_alone_tells() -> None:
    rebuilt = {subject.reference: rebuild(subject.reference) for subject in subjects()}

    assert {name: (told.status, told.version) for name, told in rebuilt.items()} == {
        subject.reference: (subject.status, subject.version) for subject in subjects()
    }


def test_clocks_are_what_the_journal_alone_tells() -> None:
    in_tables = {
        subject.reference: tuple(sorted(map(as_told, clocks_of(subject.reference)), key=lambda clock: clock.key))
        for subject in subjects()
    }

    assert {name: rebuild(name).clocks for name in in_tables} == in_tables
    assert sum(map(len, in_tables.values())) == Clock.objects.count()


def test_what_the_journal_leaves_out_of_a_clock_is_counted_again_from_what_it_tells() -> None:
    for clock in Clock.objects.all():
        again = rulebook.due(clock.rule, clock.started_at, zone=clock.zone)

        assert (again.source, again.confidence, again.bound) == (clock.source, clock.confidence, clock.bound)
        assert [(day.date.isoformat(), day.name) for day in again.skipped] == [
            (day["date"], day["name"]) for day in clock.skipped
        ]
        assert [{"id": text.id, "en": text.en} for text in again.assumptions] == clock.assumptions


def test_whatever_the_tables_remember_stands_in_the_rebuilt_timeline() -> None:
    missing = {
        subject.reference: set(dated_rows(subject)) - set(rebuild(subject.reference).timeline) for subject in subjects()
    }

    assert {name: rows for name, rows in missing.items() if rows} == {}


def test_a_timeline_runs_forward_and_never_beyond_the_day_of_building(world: World) -> None:
    for subject in subjects():
        moments = [at for at, _verb in rebuild(subject.reference).timeline]

        assert moments == sorted(moments)
        assert moments[-1] <= world.now


def test_nothing_differs_between_journal_and_tables() -> None:
    assert [sentence for subject in subjects() for sentence in differences(subject)] == []


def test_the_journal_of_the_demo_holds() -> None:
    verdict = verify()

    assert (verdict.ok, verdict.problem) == (True, None)
    assert verdict.entries == Entry.objects.count()


@pytest.mark.parametrize("model", [Laporan, Case, Penanganan, Track])
@pytest.mark.parametrize(("field", "value"), [("status", "dicabut"), ("version", 99)])
def test_a_row_changed_by_hand_is_named_with_its_field(model: type[Tracked], field: str, value: object) -> None:
    subject = model._default_manager.order_by("pk")[0]
    model._default_manager.filter(pk=subject.pk).update(**{field: value})

    found = differences(subject)

    assert len(found) == 1
    assert all(part in found[0] for part in (subject.reference, field, repr(value)))


EARLY = timedelta(days=-1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda clock: {"due_at": clock.due_at + EARLY},
        lambda clock: {"started_at": clock.started_at + EARLY},
        lambda clock: {"stopped_at": clock.stopped_at + EARLY},
        lambda clock: {"stopped_at": None},
        lambda clock: {"stopped_by": "penanganan.hentikan"},
        lambda clock: {"zone": "Asia/Jayapura"},
        lambda clock: {"count": 99},
        lambda clock: {"unit": "hours"},
        lambda clock: {"rule": "D-KEB"},
        lambda clock: {"rule_version": "1999-01-01"},
        lambda clock: {"subject": "perkara:lain"},
    ],
)
def test_a_clock_changed_by_hand_is_named(damage: Callable[[Clock], dict[str, object]]) -> None:
    subject = a_penanganan()
    clock = Clock.objects.get(subject=subject.reference, rule="D-SAMP")
    Clock.objects.filter(pk=clock.pk).update(**damage(clock))

    found = differences(subject)

    assert len(found) == 1
    assert f"{subject.reference}: clock {clock.key}" in found[0]


def test_a_clock_added_by_hand_is_named() -> None:
    subject = a_penanganan()
    clock = clocks_of(subject.reference)[0]
    clock.pk, clock.key = None, "disusupkan"
    clock.save()

    assert [f"clock {clock.key}" in sentence for sentence in differences(subject)] == [True]


def test_an_entry_hidden_from_the_citizens_timeline_is_named() -> None:
    subject = a_penanganan()
    laporan = subject.case.laporan.reference
    entry = Entry.objects.get(chain=subject.reference, verb="penanganan.jatuhkan_sanksi")
    with past_the_guard():
        EntrySubject.objects.filter(entry=entry, subject=laporan).delete()

        found = differences(subject)

    assert found == [f"{subject.reference}: the timeline of {laporan} does not tell what the chain tells"]


def journal_text() -> str:
    """Every row of every table of the journal, as text in small letters.

    Without signatures: of thousands in base64, one spells a short word between its signs now and then.
    """
    rows = [list(model._default_manager.values()) for model in apps.get_app_config("audit").get_models()]
    text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False)
    return re.sub(r'"signature": "[A-Za-z0-9+/=]*"', "", text).lower()


# Further codes of the journal, looked at one by one: chains, facts, warnings, levels, kinds of letters and offices.
OTHER_CODES = """
    akun.jabatan orang pegawai organisasi:daftar contoh example admin kustodian disiplin media_type sedang
    berita_acara_klarifikasi belum_lengkap lewat_batas_waktu bawaslu pemkab kasn desa surat jalur
    unsur dinilai terpenuhi belum_terang pemilihan image undangan_klarifikasi
    calon suami_istri rekomendasi lebih_ringan_dari_rekomendasi tindakan blokir.diminta surat_pemblokiran viii netral
    tautan.kode_dikirim tautan.alamat_diambil pengembalian.dijawab hanya_di_sini cocok kiriman.sampai tugas naskah
"""


def codes_of_the_house() -> set[str]:
    """Words of the codes that may stand in the journal: steps, statuses, requirements, and the others."""
    book = rulebook.current()
    tables = [table for versions in book.procedures.values() for table in versions]
    steps = {f"{step.code} {step.subject} {' '.join(step.by)}" for table in tables for step in table.steps}
    statuses = {status for table in tables for status in table.statuses}
    items = {item.code for item in (*book.report_requirements, *book.review_checks)}
    return words(" ".join({*steps, *statuses, *items, OTHER_CODES}))


def stands_in(text: str, journal: str) -> bool:
    """As words of their own: among thousands of random keys one spells a short word now and then."""
    return bool(re.search(rf"(?<![0-9a-z]){re.escape(text)}(?![0-9a-z])", journal))


def test_the_journal_names_nobody(world: World) -> None:
    journal = journal_text()

    assert words(journal) & names() == set()
    assert [text for text in sayings(world) if stands_in(text, journal) and text not in codes_of_the_house()] == []


def test_no_word_of_a_story_stands_in_the_journal_unless_it_is_a_code(world: World) -> None:
    told = words(" ".join(sayings(world)))

    assert (words(journal_text()) & told) - codes_of_the_house() == set()


def test_nothing_was_logged_that_names_anybody(world: World) -> None:
    log = world.log.lower()

    assert words(log) & names() == set()
    assert [text for text in sayings(world) if text in log] == []
