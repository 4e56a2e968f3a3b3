"""One person at several receivers: each hand-over goes its own way, and the case waits for the last of them."""

import pytest

from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.models import Case, Penerusan
from netral.cases.queries import standings
from netral.cases.states import Refused
from netral.discipline import actions as discipline
from netral.discipline import policies
from netral.discipline.queries import received_by
from netral.offices.queries import organisation
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed
from netral.tracks import actions, queries
from netral.tracks.models import Track
from tests.cases.builders import EXAMINER, LONG, day, forwarded
from tests.discipline.builders import AUDITOR, taken_in
from tests.tracks.builders import OFFICIAL, again, followed, handed, take

pytestmark = pytest.mark.django_db
REGENCY = "pemkab-99.07"


def further(case: Case, receiver: str, *, hour: int = 6, **changes: str) -> Penerusan:
    cases.forward_further(
        case, acting=EXAMINER, at=day(hour), receiver=organisation(receiver), conflict_of_interest=False,
        summary="Ringkasan untuk penerima kedua.", further_reason=LONG, **changes,
    )  # fmt: skip
    rows = Penerusan.objects.select_related("case__laporan", "receiver", "document", "accused")
    return rows.get(case=case, receiver__code=receiver)


def test_each_receiver_of_a_soldier_gets_a_track_of_its_own() -> None:
    first = followed("tni", "penerusan_tni")
    assert first.case
    second = further(first.case, "kemendagri", override_reason=LONG)

    other = actions.open_from(second, at=day(7))

    assert other
    assert other.pk != first.pk
    assert {each.penerusan_id for each in Track.objects.all()} == {first.penerusan_id, second.pk}
    assert {each.receiver.code for each in Track.objects.all() if each.receiver} == {"tni", "kemendagri"}
    assert differences(first.case) == differences(again(other)) == []


def test_opening_the_first_track_again_opens_nothing_because_there_is_a_second() -> None:
    first = followed("tni", "penerusan_tni")
    assert first.case
    further(first.case, "kemendagri", override_reason=LONG)

    assert actions.open_waiting(day(7)) == 1
    assert actions.open_waiting(day(8)) == 0
    assert Track.objects.count() == 2


def test_the_case_goes_on_until_the_last_track_has_ended() -> None:
    first = followed("kontrak", "penerusan_kontrak")
    assert first.case
    second = further(first.case, "kemendagri")
    other = actions.open_from(second, at=day(7))
    assert other

    ended = []
    for track in (again(first), again(other)):
        for step in ("catat_diterima_pemberi_kerja", "catat_ditindak"):
            take(again(track), step)
        ended.append(Case.objects.get().status)

    assert ended == ["diteruskan", "selesai"]
    [line] = standings(Case.objects.get())
    assert [each.outcome for each in line.sent] == ["dijatuhi_sanksi"] * 2
    assert Entry.objects.filter(verb="perkara.tutup").count() == 1


def test_an_employer_elsewhere_is_followed_at_the_office_that_sent_the_letter() -> None:
    penerusan = handed("honorer", "kemendagri")

    track = actions.open_from(penerusan, at=day(5))

    assert track
    assert (track.procedure, track.office, track.receiver) == ("kontrak", penerusan.case.office, penerusan.receiver)
    assert queries.worked_at(penerusan) is None


def test_beside_the_supervisor_of_civil_servants_a_government_says_itself_how_it_ended() -> None:
    handling = taken_in(forwarded())
    second = further(Case.objects.select_related("laporan", "office").get(), REGENCY)

    discipline.take_in(second, acting=OFFICIAL, at=day(7))
    assert actions.open_waiting(day(7)) == 0
    discipline.report_outcome(
        second, acting=OFFICIAL, at=day(8), outcome="tidak_dijatuhi_sanksi", note="Tidak terbukti."
    )

    assert Case.objects.get().status == "diteruskan"
    assert type(handling).objects.get().open
    cases.settle(Penerusan.objects.get(receiver__code="kasn"), at=day(9), outcome="dijatuhi_sanksi")
    assert Case.objects.get().status == "selesai"


def test_each_receiver_sees_its_own_hand_over_only() -> None:
    forwarded()
    second = further(Case.objects.select_related("laporan", "office").get(), REGENCY)

    assert [each.receiver.code for each in received_by(AUDITOR)] == ["kasn"]
    assert list(received_by(OFFICIAL)) == [second]
    with pytest.raises(NotAllowed):
        policies.check_can_take_in(second, AUDITOR)


def test_a_case_that_has_ended_goes_to_nobody_any_more() -> None:
    first = forwarded()
    cases.acknowledge(first, at=day(5), by="akun:x")
    cases.settle(first, at=day(6), outcome="dijatuhi_sanksi")

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        further(Case.objects.select_related("laporan", "office").get(), REGENCY, hour=7)


def test_the_same_receiver_is_refused_even_where_its_track_has_ended() -> None:
    first = followed("kontrak", "penerusan_kontrak")
    assert first.case
    further(first.case, "kemendagri")
    for step in ("catat_diterima_pemberi_kerja", "catat_ditindak"):
        take(again(first), step)

    with pytest.raises(Refused, match="sudah diteruskan"):
        further(Case.objects.select_related("laporan", "office").get(), REGENCY, hour=9)
