"""What a step of a track brings with it, and the days that can be true."""

from datetime import timedelta

import pytest

from netral.audit.models import Entry
from netral.cases.models import Penerusan
from netral.cases.states import Refused
from netral.discipline import actions as discipline
from netral.discipline import policies as discipline_policies
from netral.evidence.models import Exhibit
from netral.procedure.models import Clock
from netral.procedure.queries import clocks_of
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.tracks import actions, queries
from netral.tracks.models import StepRecord
from netral.tracks.states import TEXTS_ERASED
from tests.cases.builders import day
from tests.evidence.builders import PNG, upload
from tests.tracks.builders import EXAMINER, OFFICIAL, PERSONNEL, again, at_station, criminal, followed, handed, take

pytestmark = pytest.mark.django_db


def test_a_day_lies_between_the_hand_over_and_today() -> None:
    track = followed()
    sent = track.penerusan.sent_at.date()  # type: ignore[union-attr]

    for on, words in ((day(41).date(), "belum tiba"), (sent - timedelta(days=1), "atau sesudahnya")):
        with pytest.raises(Refused, match=words) as refusal:
            take(track, "catat_diterima_tni", on=on)
        assert refusal.value.field == "on"
    take(track, "catat_diterima_tni", on=sent)
    with pytest.raises(Refused, match="atau sesudahnya"):
        take(track, "catat_hukuman_militer", on=sent - timedelta(days=1))
    assert queries.earliest_day(track) == sent


def test_a_crime_is_older_than_no_registration() -> None:
    track = criminal()

    with pytest.raises(Refused, match="atau sesudahnya"):
        take(track, "lanjutkan_ke_kajian", on=day(-1).date())


def test_clocks_count_from_the_day_of_the_letter_and_hours_from_the_moment() -> None:
    track = followed()
    take(track, "catat_diterima_tni", on=day(10).date())
    begun = clocks_of(track.reference)[0].started_at
    crime = criminal()
    take(crime, "lanjutkan_ke_kajian", at=day(1, 11), on=day(1).date())
    stopped = clocks_of(crime.reference)[0].stopped_at

    assert (begun.astimezone(day(10).tzinfo).date(), begun.astimezone(day(10).tzinfo).hour) == (day(10).date(), 12)
    assert stopped == day(1, 11)


def test_a_number_with_spaces_or_without_digits_is_no_letter() -> None:
    track = followed()

    for number in ("B 12", "tanpa-angka", "x" * 200):
        with pytest.raises(Refused) as refusal:
            take(track, "catat_diterima_tni", letter_number=number)
        assert refusal.value.field == "letter_number"


def test_a_file_is_a_pdf_with_something_in_it() -> None:
    track = at_station("desa", "kades", "kades_diteruskan")

    for file in (upload(PNG, "foto.png", "image/png"), upload(b"", "kosong.pdf", "application/pdf")):
        with pytest.raises(Refused) as refusal:
            take(track, "kades_tegur_lisan", upload=file)
        assert refusal.value.field == "upload"
    assert Exhibit.objects.filter(subject=track.reference).count() == 0


def test_a_decision_is_kept_with_its_fingerprint_in_the_journal() -> None:
    track = at_station("desa", "perangkat", "perangkat_ditegur")
    entry = take(track, "perangkat_berhentikan_sementara", PERSONNEL, letter_number="SK/1/2024", note="Konsultasi 3/2")

    record = StepRecord.objects.get(track=track, version=track.version)
    assert record.exhibit
    assert record.exhibit.sha256 in entry.hashes
    assert (record.letter_number, record.note) == ("SK/1/2024", "Konsultasi 3/2")
    assert entry.facts["declared"] == ["konsultasi_camat", "teguran_tidak_dilaksanakan"]
    assert "Konsultasi" not in str(entry.facts)


def test_a_stale_page_changes_nothing() -> None:
    track = followed()
    stale = again(track)
    take(track, "catat_diterima_tni")

    with pytest.raises(SomeoneWasFaster):
        take(stale, "catat_diterima_tni")
    with pytest.raises(SomeoneWasFaster):
        take(again(track), "catat_hukuman_militer", version=1)
    assert StepRecord.objects.count() == 1


def test_a_regency_with_a_track_of_its_own_says_how_it_ended_by_its_steps_only() -> None:
    penerusan = handed("kades", "pemkab-99.07")
    discipline.take_in(penerusan, acting=OFFICIAL, at=day(5))
    penerusan.refresh_from_db()

    with pytest.raises(NotAllowed, match="langkah jalurnya"):
        discipline_policies.check_works_outside(penerusan)


def test_an_employer_that_said_so_itself_before_is_not_settled_twice() -> None:
    penerusan = handed("honorer", "pemkab-99.07")
    discipline.take_in(penerusan, acting=OFFICIAL, at=day(5))
    penerusan = Penerusan.objects.select_related("case", "receiver", "accused").get(pk=penerusan.pk)
    track = actions.open_from(penerusan, at=day(5)) or again(penerusan.track)
    discipline.report_outcome(penerusan, acting=OFFICIAL, at=day(9), outcome="dijatuhi_sanksi", note="SK 1/2024.")
    track = again(track)
    take(track, "catat_diterima_pemberi_kerja")
    take(track, "catat_tidak_ditindak")

    penerusan.refresh_from_db()
    assert (penerusan.outcome, penerusan.ended_at) == ("dijatuhi_sanksi", day(9))
    assert Entry.objects.filter(chain=track.case.reference, verb="perkara.tutup").count() == 1
    assert not again(track).open


def test_no_clock_runs_on_after_the_end() -> None:
    track = at_station("polri", "penerusan_polri", "selesai_polri")

    assert not Clock.objects.filter(subject=track.reference, stopped_at=None).exists()


def test_words_go_with_those_of_the_case() -> None:
    track = followed()
    take(track, "catat_diterima_tni", note="Menyebut nama.")
    assert actions.erase_expired(day(50)) == 0
    type(track.case).objects.filter(pk=track.case.pk).update(texts_erased_at=day(49))

    assert actions.erase_expired(day(50)) == 1
    assert actions.erase_expired(day(51)) == 0
    actions.erase_texts(again(track), at=day(51))
    assert StepRecord.objects.get(track=track).note == ""
    assert Entry.objects.filter(chain=track.reference, verb=TEXTS_ERASED).count() == 1


def test_the_jobs_do_what_the_actions_do() -> None:
    from netral.tracks import jobs

    assert (jobs.open_waiting.call(), jobs.forget_people.call()) == (0, 0)


def test_who_takes_no_part_is_refused_before_anything_is_looked_at() -> None:
    with pytest.raises(NotAllowed):
        actions.take(followed(), "catat_diterima_tni", acting=PERSONNEL, at=day(1), on=day(90).date())
    assert EXAMINER.seats
