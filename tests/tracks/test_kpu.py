"""Ethics of the ad hoc bodies at KPU: the plenary, the team of three, the days of the law, and what DKPP answers."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from netral import rulebook
from netral.access.models import User
from netral.access.states import Acting, HeldSeat
from netral.audit.models import Entry
from netral.cases.states import Refused
from netral.intake.house_rules import house_rule
from netral.offices.queries import organisation
from netral.procedure.meetings import Attendance
from netral.procedure.models import Meeting, Vote
from netral.procedure.queries import clocks_of, differences, table
from netral.procedure.states import NotAllowed, Part
from netral.tracks import actions, policies, queries
from netral.tracks.forms import StepForm
from netral.tracks.models import StepRecord, TeamMember, Track
from netral.tracks.states import BY_TEAM
from tests.access.builders import seated, signed_in
from tests.cases.builders import acting_at, day
from tests.intake.builders import country
from tests.tracks.builders import (
    HOLDERS,
    again,
    agreed,
    at_station,
    begun,
    examiners,
    kpu_people,
    one_of,
    take,
    way_to,
)
from tests.tracks.pages import client

pytestmark = pytest.mark.django_db
KPU = "kpu-99.07"


def adhoc(status: str = "dugaan_etik") -> Track:
    return at_station("kpu_etik", "adhoc", status)


def members(track: Track) -> list[User]:
    return queries.kpu_members_on(track.office, day(40).date())


def test_the_days_of_the_law_are_one_seven_working_and_one() -> None:
    track = adhoc("diperingatkan")

    clocks = clocks_of(track.reference)

    assert [(clock.rule, clock.count, clock.unit) for clock in clocks] == [
        ("U-KLAR", 1, "calendar"),
        ("U-PERIK", 7, "working"),
        ("U-PLENO", 1, "calendar"),
    ]
    assert all(clock.stopped_at for clock in clocks)


def test_without_quorum_or_most_in_favour_nothing_is_decided() -> None:
    track = adhoc("menunggu_pleno_kpu")
    first, second, third = members(track)
    away = Attendance(first.key, Part.EXCUSED, "Sakit.")
    against = [Attendance(each.key, Part.DISAGREED, "Belum cukup bukti.") for each in (first, second)]

    for rows, words in (
        (agreed(track.office, away), "tidak memenuhi kuorum"),
        (agreed(track.office, *against), "belum cukup"),
        (agreed(track.office)[:2], third.name),
    ):
        with pytest.raises(Refused, match=words) as refusal:
            take(track, "putuskan_peringatan", members=rows)
        assert refusal.value.field == "members"
    with pytest.raises(Refused) as refusal:
        take(track, "putuskan_peringatan", seats=5)
    assert refusal.value.field == "seats_reason"
    assert Meeting.objects.filter(subject=track.reference).count() == 1  # the first plenary


def test_a_day_before_anybody_held_a_seat_is_no_day_of_a_meeting() -> None:
    track = begun("kpu_etik", "adhoc")
    track.office.seats.all().update(valid_from=day(39).date())

    with pytest.raises(Refused) as refusal:
        take(track, "pleno_awal", on=day(20).date(), members=(), acting=acting_at("anggota_kpu", KPU))
    assert refusal.value.field == "on"


def test_the_meeting_is_kept_with_its_votes_and_the_journal_has_numbers_only() -> None:
    track = begun("kpu_etik", "adhoc")
    first = members(track)[0]
    entry = take(track, "pleno_awal")

    meeting = StepRecord.objects.get(track=track).meeting
    assert meeting
    assert (meeting.subject, meeting.present, meeting.in_favour) == (track.reference, 3, 3)
    assert Vote.objects.filter(meeting=meeting).count() == 3
    assert (entry.facts["present"], entry.facts["seats"], first.name in str(entry.facts)) == (3, 3, False)
    assert differences(again(track)) == []


def test_the_team_is_three_different_people_of_the_office_without_a_conflict() -> None:
    country()
    track = adhoc("terklarifikasi")
    chair, second, third = examiners(track.office)
    outsider = User.objects.create(email="luar@contoh.id", name="Orang Luar")

    for team in ((chair, second), (chair, second, second), (chair, second, third, outsider), (chair, second, outsider)):
        with pytest.raises(Refused) as refusal:
            take(track, "bentuk_tim_pemeriksa", team=team)
        assert refusal.value.field == "chair"
    vote = Vote.objects.filter(meeting__subject=track.reference, user=chair)
    vote.update(part=Part.CONFLICTED, note="Saudara kandung.")
    with pytest.raises(Refused, match="benturan kepentingan"):
        take(track, "bentuk_tim_pemeriksa", team=(chair, second, third))
    vote.update(part=Part.AGREED)
    entry = take(track, "bentuk_tim_pemeriksa", team=(chair, second, third))

    first, *_others = queries.team_of(track)
    assert (first.user, first.chair) == (chair, True)
    assert TeamMember.objects.filter(track=track).count() == 3
    assert entry.facts["team"] == [chair.reference, second.reference, third.reference]


def test_only_one_of_the_team_finishes_its_examination() -> None:
    track = adhoc("diperiksa_tim")
    stranger = acting_at("pemeriksa_kpu", KPU)

    with pytest.raises(NotAllowed, match="tim pemeriksanya"):
        take(track, "selesaikan_pemeriksaan", stranger)
    take(track, "selesaikan_pemeriksaan", one_of(track.office, "pemeriksa_kpu", 1))
    assert again(track).status == "menunggu_pleno_kpu"


def clocks_told(track: Track) -> list[tuple[object, ...]]:
    """Each clock with the days that count."""
    return [(each.key, each.started_at, each.due_at, each.stopped_at) for each in clocks_of(track.reference)]


def test_a_member_of_the_team_is_replaced_with_a_reason_and_no_clock_moves() -> None:
    track = adhoc("diperiksa_tim")
    chair, second, third = examiners(track.office)
    spare = User.objects.filter(seats__office=track.office, seats__role="anggota_kpu").order_by("pk")[2]
    ran = clocks_told(track)

    entry = take(track, "ganti_tim_pemeriksa", team=(chair, second, spare), note="Anggota ketiga ipar yang diperiksa.")

    assert queries.team_of(track)[0].user == chair
    assert {each.user for each in queries.team_of(track)} == {chair, second, spare}
    assert entry.facts["team"] == [chair.reference, second.reference, spare.reference]
    assert entry.facts["left"] == [third.reference]
    assert "ipar" not in str(entry.facts)
    assert clocks_told(track) == ran
    assert (again(track).status, differences(again(track))) == ("diperiksa_tim", [])
    gone = Acting(third.reference, (HeldSeat("pemeriksa_kpu", KPU),))
    with pytest.raises(NotAllowed, match="tim pemeriksanya"):
        take(again(track), "selesaikan_pemeriksaan", gone)
    take(again(track), "selesaikan_pemeriksaan", one_of(track.office, "pemeriksa_kpu", 0))


def test_where_nobody_of_the_team_is_left_a_member_of_kpu_still_replaces_them() -> None:
    track = adhoc("diperiksa_tim")
    for user in examiners(track.office):
        User.objects.filter(pk=user.pk).update(is_active=False)
    for number in range(2):
        seated("pemeriksa_kpu", track.office, email=f"baru{number}@contoh.id")

    member = one_of(track.office, "anggota_kpu", 1)
    able = queries.may_examine(track, day(40).date())
    take(track, "ganti_tim_pemeriksa", member, team=able[:3])

    assert {each.user for each in queries.team_of(track)} == set(able[:3])


def test_only_the_chair_may_change_but_something_must() -> None:
    track = adhoc("diperiksa_tim")
    chair, second, third = examiners(track.office)

    with pytest.raises(Refused, match="sama dengan yang sekarang") as refusal:
        take(track, "ganti_tim_pemeriksa", team=(chair, third, second))
    assert refusal.value.field == "chair"
    entry = take(track, "ganti_tim_pemeriksa", team=(second, chair, third))

    assert "left" not in entry.facts
    assert [each.user for each in queries.team_of(track) if each.chair] == [second]


def test_who_declared_a_conflict_in_the_plenary_replaces_nobody() -> None:
    track = adhoc("diperiksa_tim")
    chair, second, _third = examiners(track.office)
    spare = members(track)[-1]
    Vote.objects.filter(meeting__subject=track.reference, user=spare).update(part=Part.CONFLICTED, note="Ipar.")

    with pytest.raises(Refused, match="benturan kepentingan"):
        take(track, "ganti_tim_pemeriksa", team=(chair, second, spare))


def test_the_page_of_a_replacement_begins_with_those_who_can_stay() -> None:
    track = adhoc("diperiksa_tim")
    chair, second, third = examiners(track.office)
    step = table(track).step("ganti_tim_pemeriksa")
    seats = [each.user for each in queries.team_of(track)]
    User.objects.filter(pk=seats[2].pk).update(is_active=False)

    form = StepForm(track=track, step=step)

    assert {chair, second, third} == set(seats)
    assert [form.fields[name].initial for name in form.team] == [seats[0].key, seats[1].key, None]
    assert form.fields["note"].required
    assert not form.fields["letter_number"].required


def test_what_goes_to_dkpp_ends_the_hand_over_and_goes_on_there() -> None:
    track = adhoc("diteruskan_dkpp")
    council = again(track.next)

    assert track.penerusan
    assert (track.penerusan.outcome, track.open) == ("dilimpahkan", False)
    assert (council.procedure, council.status, council.office) == ("dkpp", "pengaduan_diterima", track.office)
    assert council.receiver == organisation("dkpp")
    assert council.person == track.person
    assert council.also_about() == [track.reference, track.case.reference, track.case.laporan.reference]  # type: ignore[union-attr]
    take(council, "verifikasi_administrasi")
    assert [clock.rule for clock in clocks_of(council.reference)] == ["E-ADM"]
    assert differences(council) == []


# role, office, whether they may open a matter of ethics at kpu-99.07
OPENERS = [
    ("anggota_kpu", KPU, True),
    ("pemeriksa_kpu", KPU, True),
    ("anggota_kpu", "kpu-99.08", False),
    ("anggota_kpu", "bawaslu-99.07", False),
    ("anggota", KPU, False),
    ("pemeriksa", "bawaslu-99.07", False),
    ("petugas_laporan", "bawaslu-99.07", False),
    ("auditor", "bkn", False),
    ("admin", KPU, False),
    ("pejabat_pembina", "pemkab-99.07", False),
]


def test_who_opens_a_matter_of_ethics_row_by_row() -> None:
    country()
    office = organisation(KPU)

    for role, place, may in OPENERS:
        acting = acting_at(role, place)
        if may:
            policies.check_can_open_ethics(office, acting)
            continue
        with pytest.raises(NotAllowed):
            policies.check_can_open_ethics(office, acting)


def test_kpu_opens_from_its_own_supervision_and_bawaslu_does_not_see_it() -> None:
    country()
    kpu_people()
    office = organisation(KPU)
    acting = one_of(office, "anggota_kpu")
    with pytest.raises(Refused) as refusal:
        actions.open_ethics(office, acting=acting, at=day(1))
    assert refusal.value.field == "name"

    track = again(actions.open_ethics(office, acting=acting, at=day(1), name="Nama Rekaan", job="anggota PPS"))

    assert (track.case, track.subject, track.person.name) == (None, "adhoc", "Nama Rekaan")
    assert track.number == "001/Etik/99.07/I/2024"
    assert "Nama Rekaan" not in str(list(Entry.objects.values()))
    assert track.also_about() == []
    assert queries.earliest_day(track) == day(1).date()
    assert [track in queries.track_seen_by(each) for each in (acting, HOLDERS["pemeriksa"])] == [True, False]
    take(track, "pleno_awal")
    take(track, "klarifikasi_adhoc")
    take(track, "tutup_setelah_klarifikasi")
    assert (again(track).status, differences(again(track))) == ("direhabilitasi", [])


def test_its_own_matter_can_go_to_dkpp_too() -> None:
    country()
    kpu_people()
    office = organisation(KPU)
    acting = one_of(office, "anggota_kpu")
    track = again(actions.open_ethics(office, acting=acting, at=day(1), job="anggota PPS"))
    steps = ["pleno_awal", "klarifikasi_adhoc", "bentuk_tim_pemeriksa", "selesaikan_pemeriksaan"]
    for code in (*steps, "putuskan_berhenti_sementara", "teruskan_ke_dkpp"):
        take(track, code)

    council = again(track.next)
    assert (council.case, council.person.job) == (None, "anggota PPS")
    assert council.also_about() == [track.reference]


def test_overseas_bodies_are_decided_on_by_the_national_kpu() -> None:
    track = at_station("kpu_etik", "luar_negeri", "diputus_kpu")

    assert track.office.code == "kpu"
    assert [(clock.rule, clock.count) for clock in clocks_of(track.reference)] == [("U-PPLN", 7)]


def test_the_pages_of_kpu_from_the_list_to_the_team() -> None:
    country()
    kpu_people()
    boss = User.objects.get(email="anggota_kpu0@kpu-99.07.contoh.id")
    browser = signed_in(boss)

    assert "Buka perkara etik" in browser.get("/kerja/jalur/").content.decode()
    assert browser.get("/kerja/jalur/etik/").status_code == 200
    assert browser.post("/kerja/jalur/etik/", {"office": KPU}).status_code == 422
    assert browser.post("/kerja/jalur/etik/", {"office": KPU, "job": "anggota KPPS"}).status_code == 303
    track = Track.objects.get()
    own = f"/kerja/jalur/{track.key}/"
    assert "Pengawasan internal KPU" in browser.get(own).content.decode()
    page = browser.get(f"{own}langkah/pleno_awal/").content.decode()
    assert all(user.name in page for user in members(track))
    votes = {f"member-{user.key}-part": "setuju" for user in members(track)}
    on = {"on": str(queries.today_at(track, again(track).opened_at)), "version": 1}
    assert browser.post(f"{own}langkah/pleno_awal/", {**on}).status_code == 422
    absent = {**on, **dict.fromkeys(votes, "berhalangan")}
    assert browser.post(f"{own}langkah/pleno_awal/", absent).status_code == 422
    assert browser.post(f"{own}langkah/pleno_awal/", {**on, **votes}).status_code == 303
    assert "Hadir 3 dari 3 anggota, setuju 3." in browser.get(own).content.decode()
    assert browser.post(f"{own}langkah/klarifikasi_adhoc/", {**on, "version": 2}).status_code == 303
    team = dict(zip(("chair", "member_2", "member_3"), [user.key for user in examiners(track.office)], strict=True))
    twice = {**on, "version": 3, "letter_number": "PE-1/2026", **team, "member_3": team["member_2"]}
    assert browser.post(f"{own}langkah/bentuk_tim_pemeriksa/", twice).status_code == 422
    assert browser.post(f"{own}langkah/bentuk_tim_pemeriksa/", {**twice, **team}).status_code == 303
    assert "Tim pemeriksa" in browser.get(own).content.decode()
    other = {**on, "version": 4, **team, "chair": members(track)[-1].key, "note": "Ketua pindah tugas."}
    assert browser.post(f"{own}langkah/ganti_tim_pemeriksa/", {**other, **team}).status_code == 422
    assert "Ganti anggota tim" in browser.get(f"{own}langkah/ganti_tim_pemeriksa/").content.decode()
    assert browser.post(f"{own}langkah/ganti_tim_pemeriksa/", other).status_code == 303
    stranger = client("pemeriksa_kpu", KPU)
    answer = stranger.post(f"{own}langkah/selesaikan_pemeriksaan/", {**on, "version": 5, "declared": ["pembelaan"]})
    assert (answer.status_code, "tim pemeriksanya" in answer.content.decode()) == (422, True)


def test_words_of_votes_go_with_those_of_the_case() -> None:
    track = begun("kpu_etik", "adhoc")
    first = members(track)[0]
    take(track, "pleno_awal", members=agreed(track.office, Attendance(first.key, Part.AGREED, "Catatan anggota.")))
    type(track.case).objects.filter(pk=track.case.pk).update(texts_erased_at=day(49))  # type: ignore[union-attr]

    assert actions.erase_expired(day(50)) == 1
    assert [vote.note for vote in Vote.objects.filter(meeting__subject=track.reference)] == [""] * 3


KEPT = house_rule("ethics_kept").length


def own_matter() -> Track:
    """What KPU found by itself, with a name, a job and a place."""
    country()
    kpu_people()
    office = organisation(KPU)
    acting = one_of(office, "anggota_kpu")
    said = {"name": "Nama Rekaan", "job": "anggota PPS", "agency_text": "Desa Rekaan"}
    return again(actions.open_ethics(office, acting=acting, at=day(1), **said))


def who(track: Track) -> tuple[str, str, str]:
    track = again(track)
    return track.name, track.job, track.agency_text


def test_a_matter_of_its_own_is_forgotten_a_period_after_its_end() -> None:
    track, running = own_matter(), own_matter()
    for code in ("pleno_awal", "klarifikasi_adhoc", "tutup_setelah_klarifikasi"):
        take(track, code, note="Catatan rekaan.")
    before = who(track)

    assert actions.erase_expired(day(40) + KEPT - timedelta(seconds=1)) == 0
    assert (who(track), before) == (before, ("Nama Rekaan", "anggota PPS", "Desa Rekaan"))
    assert [actions.erase_expired(day(40) + KEPT) for _turn in range(2)] == [1, 0]

    assert (who(track), who(running)) == (("", "", ""), before)
    assert {record.note for record in StepRecord.objects.filter(track=track)} == {""}
    entry = Entry.objects.get(verb="jalur.isi_dihapus")
    assert (entry.chain, entry.actor) == (track.reference, "sistem")
    assert (
        signed_in(User.objects.get(email="anggota_kpu0@kpu-99.07.contoh.id"))
        .get(f"/kerja/jalur/{track.key}/")
        .status_code
        == 200
    )


def test_what_went_on_at_dkpp_is_forgotten_in_its_own_time() -> None:
    track = own_matter()
    steps = ["pleno_awal", "klarifikasi_adhoc", "bentuk_tim_pemeriksa", "selesaikan_pemeriksaan"]
    for code in (*steps, "putuskan_berhenti_sementara", "teruskan_ke_dkpp"):
        take(track, code)
    council = again(track.next)
    assert who(council)[0] == "Nama Rekaan"
    assert actions.erase_expired(day(40) + KEPT) == 1
    assert (who(track)[0], who(council)[0]) == ("", "Nama Rekaan")
    for code in way_to("dkpp", "pengaduan", next(each.code for each in finals("dkpp", "pengaduan"))):
        take(again(council), code, at=day(50), on=day(50).date())

    assert actions.erase_expired(day(50) + KEPT) == 1

    assert who(council) == ("", "", "")


def finals(procedure: str, subject: str) -> list[rulebook.Status]:
    table = rulebook.current().procedures[procedure][-1]
    return [status for status in table.statuses_of(subject) if status.final]


def test_nothing_is_written_down_where_everything_was_erased() -> None:
    track = own_matter()
    actions.erase_texts(track, at=day(30))

    with pytest.raises(NotAllowed, match="tidak ditulisi lagi"):
        take(again(track), "pleno_awal", note="Kata baru.")
    assert not StepRecord.objects.exists()


def test_how_many_are_in_the_team_says_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    track = adhoc("terklarifikasi")
    step = table(track).step("bentuk_tim_pemeriksa")
    assert StepForm(track=track, step=step).team == ["chair", "member_2", "member_3"]
    four = replace(table(track).teams["tim_tiga"], size=4)
    monkeypatch.setattr("netral.tracks.queries.team_asked", lambda *_: four)

    form = StepForm(track=track, step=step)

    assert list(form.fields) == [
        "version",
        "on",
        "letter_number",
        "chair",
        "member_2",
        "member_3",
        "member_4",
        "note",
        "upload",
    ]
    assert [str(form.fields[name].label) for name in form.team][::3] == ["Ketua tim pemeriksa", "Anggota tim ke-4"]
    with pytest.raises(Refused, match="Pilih 4 orang yang berbeda: satu ketua dan 3 anggota"):
        take(track, "bentuk_tim_pemeriksa")


def test_every_table_that_asks_for_a_team_says_how_large() -> None:
    tables = [table for versions in rulebook.current().procedures.values() for table in versions]
    asking = {(table.code, need) for table in tables for step in table.steps for need in step.needs if need in BY_TEAM}

    assert asking == {(table.code, need) for table in tables for need in table.teams}


def test_the_day_of_somebody_at_kpu_begins_with_the_tracks() -> None:
    answer = client("pemeriksa_kpu", KPU).get("/kerja/")

    assert answer["Location"] == "/kerja/jalur/"


def test_a_nervous_finger_opens_one_matter_of_ethics() -> None:
    country()
    kpu_people()
    browser = signed_in(User.objects.get(email="anggota_kpu0@kpu-99.07.contoh.id"))
    door = "/kerja/jalur/etik/"
    [copy] = re.findall(r'name="lembar" value="(\w+)"', browser.get(door).content.decode())
    given = {"office": KPU, "name": "Anggota Rekaan", "job": "PPS", "lembar": copy}

    answers = [browser.post(door, given) for _ in range(2)]

    track = Track.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/kerja/jalur/{track.key}/", "/kerja/jalur/"]
