"""When a track opens, under which table, at which office; and a criminal one beside a case."""

from typing import Any

import pytest

from netral import rulebook
from netral.access.states import SYSTEM
from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.desk_policies import allows
from netral.cases.models import Accused, Case, Penerusan, TakenNorm
from netral.cases.pages import CasePage
from netral.cases.queries import kajian_of, persons_of
from netral.cases.states import Refused
from netral.discipline import actions as discipline
from netral.intake.queries import headline, public_status
from netral.offices.queries import organisation
from netral.procedure.queries import clocks_of, differences, milestones
from netral.procedure.states import NotAllowed
from netral.tracks import actions, jobs, policies, queries
from netral.tracks.models import Track, WithoutTrack
from tests.cases.builders import (
    EXAMINER,
    LONG,
    MEMBER,
    TWO,
    acting_at,
    assessed,
    assessed_apart,
    day,
    decided,
    forwarded,
    heard,
    opened,
    proposed,
    votes,
)
from tests.cases.test_actions_people import THREE
from tests.cases.transfers import accepted
from tests.cases.transfers import handed as sent_on
from tests.tracks.builders import HANDED, OFFICIAL, again, criminal, facts_of, followed, handed, take

pytestmark = pytest.mark.django_db
REGENCY = "pemkab-99.07"
WORKED_HERE = ("desa", "kpu_etik")  # the receiver takes the steps itself, at its own seats


@pytest.mark.parametrize(("procedure", "subject"), list(HANDED))
def test_a_hand_over_goes_on_under_the_table_of_the_persons_status(procedure: str, subject: str) -> None:
    track = followed(procedure, subject)
    receiver = HANDED[procedure, subject][1]

    assert (track.procedure, track.subject, track.version) == (procedure, subject, 1)
    assert track.office.code == (receiver if procedure in WORKED_HERE else "bawaslu-99.07")
    assert (track.receiver.code if track.receiver else None) == (None if procedure in WORKED_HERE else receiver)
    assert track.number == track.case.number == str(track)
    entry = Entry.objects.get(chain=track.reference)
    assert (entry.verb, entry.actor) == ("jalur.dibuka", SYSTEM.reference)
    assert differences(track) == []


@pytest.mark.parametrize("status", ["PNS", "BPD", "pj_kepala_daerah"])
def test_without_a_table_no_track_opens(status: str) -> None:
    penerusan = handed(status, "kemendagri")

    assert queries.plan_of(penerusan) is None
    assert actions.open_from(penerusan, at=day(5)) is None
    assert actions.open_waiting(day(5)) == 0


def test_an_agency_that_cannot_be_the_place_of_a_table_gets_no_track() -> None:
    assert queries.plan_of(handed("kades", "kemendagri"))  # a ministry can be
    assert queries.plan_of(handed("kades", "polri")) is None


def test_a_person_with_a_status_nobody_knows_gets_no_track() -> None:
    penerusan = handed("TNI", "tni")
    TakenNorm.objects.all().delete()
    penerusan.case.kajian_set.all().delete()
    penerusan.accused.subject = "prajurit"

    assert queries.plan_of(penerusan) is None


def test_the_worker_opens_what_waits_once_and_at_the_regency_after_it_took_in() -> None:
    soldier, head = handed("TNI", "tni"), handed("kades", REGENCY)

    assert jobs.open_waiting.call() == 1
    assert jobs.open_waiting.call() == 0
    assert Track.objects.get().penerusan == soldier
    discipline.take_in(head, acting=OFFICIAL, at=day(5))

    track = Track.objects.get(penerusan=head)
    assert Entry.objects.get(chain=track.reference).actor == OFFICIAL.reference
    assert jobs.open_waiting.call() == 0
    assert actions.open_from(head, at=day(5)) is None


def test_what_got_no_track_is_not_looked_at_again_until_the_law_changes(django_assert_num_queries: Any) -> None:
    without, early = handed("PNS", "kemendagri"), handed("kades", REGENCY)
    assert actions.open_waiting(day(5)) == 0
    found = WithoutTrack.objects.order_by("pk").values_list("penerusan", "rulebook", "awaits_receipt")
    version = rulebook.current().version
    assert list(found) == [(without.pk, version, False), (early.pk, version, True)]

    with django_assert_num_queries(1):
        assert actions.open_waiting(day(5)) == 0
    Penerusan.objects.update(acknowledged_at=day(6))
    assert [each.pk for each in queries.waiting_for_track()] == [early.pk]
    assert actions.open_waiting(day(7)) == 1
    WithoutTrack.objects.update(rulebook="2020.1")

    assert [each.pk for each in queries.waiting_for_track()] == [without.pk]
    assert actions.open_waiting(day(8)) == 0
    assert set(WithoutTrack.objects.filter(penerusan=without).values_list("rulebook", flat=True)) == {version}


def test_one_hand_over_that_cannot_be_read_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = handed("TNI", "tni"), handed("Polri", "polri")
    plan_of = queries.plan_of

    def read(penerusan: Penerusan) -> queries.Plan | None:
        if penerusan.pk == broken.pk:
            raise KeyError("tni")
        return plan_of(penerusan)

    monkeypatch.setattr("netral.tracks.queries.plan_of", read)

    assert actions.open_waiting(day(5)) == 1
    assert Track.objects.get().penerusan == good
    assert [record.getMessage() for record in caplog.records] == [f"Penerusan {broken.pk} was passed over."]


def test_what_was_handed_to_a_supervisor_of_asn_or_has_ended_waits_for_no_track() -> None:
    ended, asn = handed("TNI", "tni"), handed("TNI", "kasn")
    assert {each.pk for each in queries.waiting_for_track()} == {ended.pk}
    Penerusan.objects.filter(pk=ended.pk).update(ended_at=day(6), outcome="dihentikan")

    assert list(queries.waiting_for_track()) == []
    assert asn.receiver.kind == "pengawas_asn"
    assert queries.plan_of(asn) is None


def test_of_many_people_each_goes_by_the_kajian_about_them() -> None:
    case = heard(opened(report=THREE))
    first, second, third = case.accused_set.all()
    for person, status in ((first, "TNI"), (second, "kades"), (third, "PNS")):
        assess_alone(case, person, status)
        person.subject = "honorer"  # the reporter's word
        person.save()
    case = decided(case=Case.objects.get(pk=case.pk))
    one = forwarded(case, persons=[first], receiver=organisation("tni"), override_reason=LONG)
    two = forwarded(case, persons=[second], receiver=organisation(REGENCY), override_reason=LONG)
    three = forwarded(case, persons=[third], receiver=organisation("kemendagri"), override_reason=LONG)

    found = [queries.plan_of(each) for each in (one, two, three)]

    assert [(each.procedure, each.subject) if each else None for each in found] == [
        ("tni", "penerusan_tni"),
        ("desa", "kades"),
        None,
    ]


def test_norms_taken_over_for_others_lead_nobody_elsewhere() -> None:
    """Of two at one government, the member of staff goes by the table of staff, whoever was assessed last."""
    case = heard(opened(report=THREE))
    staff, head, _third = case.accused_set.all()
    for person, status in ((staff, "honorer"), (head, "kades"), (_third, "PNS")):
        assess_alone(case, person, status)
    case = decided(case=Case.objects.get(pk=case.pk))
    sent = forwarded(case, persons=[staff], receiver=organisation(REGENCY), override_reason=LONG)

    track = actions.open_from(sent, at=day(5))

    assert track
    assert (track.procedure, track.subject) == ("kontrak", "penerusan_kontrak")


def assess_alone(case: Case, person: Accused, status: str) -> None:
    """A kajian about one person, who is of this status, with the first norm proposed taken over."""
    said = {"acting": EXAMINER, "at": day(2), "facts": facts_of(status), "accused": person}
    cases.save_kajian(Case.objects.get(pk=case.pk), **said)
    kajian = kajian_of(person)
    assert kajian
    first = [row["provision"] for row in kajian.assessment["allegations"]][:1]
    cases.save_kajian(Case.objects.get(pk=case.pk), **said, provisions=first, conclusion=LONG)


def test_without_any_kajian_the_word_written_with_the_person_counts() -> None:
    penerusan = handed("TNI", "tni")
    TakenNorm.objects.all().delete()
    penerusan.case.kajian_set.all().delete()
    penerusan.accused.subject = "TNI"

    plan = queries.plan_of(penerusan)

    assert plan
    assert (plan.procedure, plan.subject) == ("tni", "penerusan_tni")


def test_a_person_left_alone_in_the_case_goes_by_the_kajian() -> None:
    track = followed("polri", "penerusan_polri")
    track.accused.subject = "kades"
    track.accused.save()

    assert queries.status_of(track.accused) == "Polri"


def test_receivers_of_forces_are_proposed_by_the_law() -> None:
    case = decided(case=assessed(heard(opened()), facts=facts_of("TNI")))

    route = next(each for each in cases_routes(case) if each.receiver.code == "tni")
    cases.forward(
        case, acting=EXAMINER, at=day(4), receiver=route.receiver, conflict_of_interest=False, summary="Ringkasan."
    )
    assert actions.open_waiting(day(5)) == 1


def cases_routes(case: Case) -> list[object]:
    from netral.cases.queries import routes

    return list(routes(case, day(4).date()))


def test_the_first_news_acknowledges_and_the_citizen_reads_the_progress() -> None:
    track = followed()
    assert track.penerusan
    assert track.penerusan.acknowledged_at is None
    take(track, "catat_diterima_tni")
    take(track, "catat_hukuman_militer", note="Nama Rahasia disebut di sini")

    told = public_status(track.case.laporan, "id")["milestones"]
    lines = [line["what"] for line in told]
    assert lines[-2:] == [
        "Komandan atau polisi militer menerima perkara.",
        "Ankum menjatuhkan hukuman disiplin militer.",
    ] or ("Ankum menjatuhkan hukuman disiplin militer." in lines)
    assert "Perkara sudah diteruskan ke TNI; penerimaannya belum dikabarkan." in lines
    assert again(track).penerusan.acknowledged_at is not None  # type: ignore[union-attr]
    staff = [each.text for each in milestones(track.case.reference, public=False, language="en")]
    assert "The commander imposed a military sanction." in staff


def test_the_clock_of_a_receiver_lies_with_the_receiver() -> None:
    track = followed()
    take(track, "catat_diterima_tni")

    assert [clock.rule for clock in clocks_of(track.reference)] == ["TN-DAL"]
    assert Track.objects.annotate(holder=Track.held_by()).get().holder == organisation("tni").pk


def test_an_examiner_opens_a_criminal_track_beside_a_running_case() -> None:
    case = opened()
    provision = next(iter(queries.criminal_provisions(case)))
    track = criminal(case, provisions=[provision])

    assert (track.procedure, track.subject, track.provisions) == ("pidana_pemilu", "pidana", [provision])
    assert [(clock.rule, clock.started_at) for clock in clocks_of(track.reference)] == [("G-GAK1", case.opened_at)]
    entry = Entry.objects.get(chain=track.reference)
    assert entry.actor == EXAMINER.reference
    assert entry.facts["provisions"] == [provision]
    assert differences(track) == []
    assert queries.without_criminal_track(case) == []


def test_a_criminal_track_is_opened_once_about_people_of_the_case_for_its_own_crimes() -> None:
    case, other = opened(), opened()
    person = case.accused_set.get()

    for accused, provisions, field in (
        (other.accused_set.get(), [], "accused"),
        (person, ["SKB-2022/DS-6"], "provisions"),
    ):
        with pytest.raises(Refused) as refusal:
            actions.open_criminal(case, acting=EXAMINER, at=day(1), accused=accused, provisions=provisions)
        assert refusal.value.field == field
    criminal(case)
    with pytest.raises(Refused, match="sudah dibuka"):
        criminal(case)
    assert Track.objects.count() == 1


# role, office, whether they may open a criminal track of a case at bawaslu-99.07
OPENERS = [
    ("pemeriksa", "bawaslu-99.07", True),
    ("anggota", "bawaslu-99.07", False),
    ("petugas_laporan", "bawaslu-99.07", False),
    ("kustodian", "bawaslu-99.07", False),
    ("pemeriksa", "bawaslu-99", False),
    ("pemeriksa", "bawaslu-99.08", False),
    ("auditor", "bkn", False),
    ("pejabat_pembina", REGENCY, False),
    ("petugas_kepegawaian", REGENCY, False),
    ("admin", "bawaslu", False),
]


def test_who_may_open_a_criminal_track_row_by_row() -> None:
    case = opened()

    check = policies.check_can_open_criminal
    assert [allows(check, case, acting_at(role, office)) for role, office, _may in OPENERS] == [
        may for _role, _office, may in OPENERS
    ]


def test_a_case_that_is_over_or_under_another_law_gets_no_criminal_track() -> None:
    over = opened()
    over.open = False
    with pytest.raises(NotAllowed, match="sudah berakhir"):
        policies.check_can_open_criminal(over, EXAMINER)
    strange = opened()
    strange.procedure = "lain"
    with pytest.raises(NotAllowed, match="tidak punya jalur pidana"):
        policies.check_can_open_criminal(strange, EXAMINER)
    assert queries.without_criminal_track(strange) == []


def test_whoever_read_the_case_before_it_went_to_another_office_opens_nothing_there() -> None:
    case = opened()
    read = Case.objects.get(pk=case.pk)
    accepted(case)

    with pytest.raises(NotAllowed):
        actions.open_criminal(read, acting=EXAMINER, at=day(2), accused=persons_of(read)[0])

    assert not Track.objects.exists()


def test_on_its_way_to_another_office_a_case_gets_no_criminal_track() -> None:
    case = opened()
    read = Case.objects.get(pk=case.pk)
    transfer = sent_on(case)

    for seen in (case, read):
        with pytest.raises(NotAllowed, match="Sedang menunggu diterima"):
            actions.open_criminal(seen, acting=EXAMINER, at=day(1, 12), accused=persons_of(seen)[0])
    assert not Track.objects.exists()
    assert not CasePage(case, EXAMINER, day(1, 12)).may_open_beside

    cases.withdraw_transfer(transfer, case, acting=MEMBER, at=day(1, 13))
    assert criminal(case).open


def test_a_case_that_ended_since_it_was_read_gets_no_criminal_track() -> None:
    case = proposed()
    read = Case.objects.get(pk=case.pk)
    cases.decide(case, decision="tidak_terbukti", acting=MEMBER, **votes())

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        actions.open_criminal(read, acting=EXAMINER, at=day(4), accused=persons_of(read)[0])


def test_stopping_the_crime_leaves_the_examination_running_to_its_end() -> None:
    case = opened()
    track = criminal(case)
    take(track, "lanjutkan_ke_kajian", at=day(1), on=day(1).date())
    take(track, "selesaikan_kajian_pidana", at=day(2), on=day(2).date())
    take(track, "hentikan_pada_pembahasan_kedua", at=day(2), on=day(2).date())

    case.refresh_from_db()
    assert (again(track).open, case.status) == (False, "pemeriksaan")
    assert decided(case=heard(case)).status == "terbukti"
    assert differences(case) == []


def test_a_crime_never_speaks_for_the_whole_and_a_hand_over_does() -> None:
    case = opened()
    before = headline(case.laporan)
    track = criminal(case)
    take(track, "hentikan_pada_pembahasan_pertama")
    handed_over = followed()
    take(handed_over, "catat_diterima_tni")

    assert headline(case.laporan) == before
    assert headline(handed_over.case.laporan).id == "Komandan atau polisi militer sudah menerima."  # type: ignore[union-attr]


def test_a_crime_goes_to_the_police_and_its_clock_with_it() -> None:
    track = criminal()
    for code in ("lanjutkan_ke_kajian", "selesaikan_kajian_pidana", "nyatakan_tindak_pidana"):
        take(track, code)
    assert track.receiver is None
    take(track, "teruskan_ke_polri")

    assert again(track).receiver == organisation("polri")
    assert [clock.rule for clock in clocks_of(track.reference) if clock.stopped_at is None] == ["P-PENY"]


def test_of_people_examined_apart_each_goes_on_as_what_their_own_kajian_says() -> None:
    case = decided(case=assessed_apart(heard(opened(report=TWO)), "kades", "honorer"))
    people = list(persons_of(case))
    sent = [forwarded(case, persons=[each], receiver=organisation(REGENCY), override_reason=LONG) for each in people]

    assert [plan.procedure for plan in map(queries.plan_of, sent) if plan] == ["desa", "kontrak"]
