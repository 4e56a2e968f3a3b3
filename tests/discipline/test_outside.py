"""Receivers that are no supervisors of ASN: who takes in, what each sees, and when the case closes."""

import pytest
from django.test import Client

from netral.access.actions import create_token
from netral.access.models import User
from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.desk_policies import allows
from netral.cases.models import Kekurangan, Penerusan, TakenNorm
from netral.cases.states import Refused
from netral.discipline import actions, policies, queries
from netral.discipline.models import Penanganan
from netral.discipline.states import Refused as NotSaid
from netral.offices.queries import organisation
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.tracks.models import Track
from tests.cases.builders import LONG, acting_at, day, decided, forwarded, heard, opened
from tests.cases.pages import fetched
from tests.cases.test_actions_people import THREE
from tests.discipline.builders import AUDITOR, OFFICIAL, PERSONNEL, stopped, taken_in
from tests.discipline.pages import client
from tests.intake.builders import country
from tests.tracks.builders import handed

pytestmark = pytest.mark.django_db
REGENCY = "pemkab-99.07"
# role, office, whether they take in a hand-over to the regency; the same for one to KASN
TAKERS = [
    ("pejabat_pembina", REGENCY, True, False),
    ("petugas_kepegawaian", REGENCY, True, False),
    ("auditor", REGENCY, False, False),
    ("pejabat_pembina", "pemkot-99.08", False, False),
    ("petugas_kepegawaian", "bkn", False, False),
    ("pejabat_pembina", "kasn", False, False),
    ("auditor", "kasn", False, True),
    ("auditor", "bkn", False, False),
    ("pemeriksa", "bawaslu-99.07", False, False),
    ("anggota", "bawaslu-99.07", False, False),
    ("petugas_laporan", "bawaslu-99.07", False, False),
    ("kustodian", "bawaslu-99.07", False, False),
    ("admin", REGENCY, False, False),
]


def to_regency() -> Penerusan:
    country()
    return forwarded(receiver=organisation(REGENCY), override_reason=LONG)


def test_who_takes_in_row_by_row() -> None:
    regency, kasn = to_regency(), forwarded()
    people = [(acting_at(role, office), here, there) for role, office, here, there in TAKERS]

    assert [
        tuple(allows(policies.check_can_take_in, each, who) for each in (regency, kasn))
        for who, _here, _there in people
    ] == [(here, there) for _who, here, there in people]
    assert [list(queries.incoming(who)) for who, _here, _there in people] == [
        [regency] * here + [kasn] * there for _who, here, there in people
    ]


def test_who_sees_the_pages_of_a_hand_over_to_a_regency_row_by_row() -> None:
    own = f"/kerja/disiplin/masuk/{to_regency().key}/"

    for role, office, here, _there in TAKERS:
        browser = client(role, office)
        answers = [fetched(browser, f"{own}{rest}").status_code for rest in ("", "surat/", "hasil/")]
        assert (answers == [200, 200, 303]) is here, (role, office, answers)
        assert here or set(answers) <= {403, 404}, (role, office, answers)


def test_a_regency_acknowledges_works_and_says_how_it_ended() -> None:
    penerusan = to_regency()

    actions.take_in(penerusan, acting=OFFICIAL, at=day(5))
    assert [list(queries.outside(PERSONNEL, finished=each)) for each in (False, True)] == [[penerusan], []]
    actions.report_outcome(penerusan, acting=PERSONNEL, at=day(9), outcome="dijatuhi_sanksi", note="SK 1/2024.")

    penerusan.refresh_from_db()
    assert (penerusan.outcome, penerusan.outcome_note, penerusan.ended_at) == ("dijatuhi_sanksi", "SK 1/2024.", day(9))
    assert penerusan.case.status == "selesai"
    assert differences(penerusan.case) == []
    told = Entry.objects.filter(chain=penerusan.case.reference).order_by("position")
    assert [(each.verb, each.actor) for each in told][-3:] == [
        ("perkara.catat_diterima", "sistem"),
        ("perkara.hasil_dicatat", PERSONNEL.reference),
        ("perkara.tutup", "sistem"),
    ]
    assert told.get(verb="perkara.catat_diterima").facts["by"] == OFFICIAL.reference
    assert "SK 1/2024" not in str(list(told.values()))
    assert [list(queries.outside(OFFICIAL, finished=each)) for each in (False, True)] == [[], [penerusan]]


def test_an_outcome_comes_after_the_acknowledgement_once_and_in_words() -> None:
    penerusan, said = to_regency(), {"outcome": "dihentikan", "note": "Tidak cukup bukti."}

    with pytest.raises(NotAllowed, match="Akui dulu"):
        actions.report_outcome(penerusan, acting=OFFICIAL, at=day(9), **said)
    actions.take_in(penerusan, acting=OFFICIAL, at=day(5))
    stale = Penerusan.objects.get(pk=penerusan.pk)
    with pytest.raises(Refused):
        actions.report_outcome(penerusan, acting=OFFICIAL, at=day(9), outcome="dihentikan", note=" ")
    with pytest.raises(Refused):
        actions.report_outcome(penerusan, acting=OFFICIAL, at=day(9), outcome="lain", note="x")
    with pytest.raises(NotAllowed):
        actions.report_outcome(penerusan, acting=AUDITOR, at=day(9), **said)
    actions.report_outcome(penerusan, acting=OFFICIAL, at=day(9), **said)
    with pytest.raises(SomeoneWasFaster):
        actions.report_outcome(stale, acting=OFFICIAL, at=day(9), **said)
    penerusan.refresh_from_db()
    with pytest.raises(NotAllowed, match="sudah dicatat"):
        actions.report_outcome(penerusan, acting=OFFICIAL, at=day(9), **said)


def test_a_supervisor_of_asn_tells_the_outcome_by_its_steps_only() -> None:
    with pytest.raises(NotAllowed, match="langkah penanganan"):
        actions.report_outcome(taken_in().penerusan, acting=AUDITOR, at=day(9), outcome="dihentikan", note="x")


SOLDIER = "Terlapor ini bukan pegawai ASN: Prajurit TNI"


def test_a_handling_is_about_civil_servants_at_their_supervisor_only() -> None:
    regency, soldier = to_regency(), handed("TNI", "kasn")

    for penerusan, acting, words in ((regency, OFFICIAL, "bukan pengawas ASN"), (soldier, AUDITOR, SOLDIER)):
        with pytest.raises(NotAllowed, match=words):
            actions.open_from(penerusan, acting=acting, at=day(5))
        penerusan.refresh_from_db()
        assert penerusan.acknowledged_at is None
    assert not Penanganan.objects.exists()


def test_who_is_no_civil_servant_is_taken_in_without_a_handling_and_told_on() -> None:
    soldier, browser = handed("TNI", "kasn"), client("auditor", "kasn")
    own = f"/kerja/disiplin/masuk/{soldier.key}/"
    assert "penanganan dibuka" not in browser.get(own).content.decode()

    assert browser.post(own)["Location"] == own
    assert [list(queries.outside(AUDITOR, finished=each)) for each in (False, True)] == [[soldier], []]
    assert not Track.objects.exists()
    answer = browser.post(f"{own}hasil/", {"outcome": "dilimpahkan", "note": "Diteruskan ke TNI."})

    soldier.refresh_from_db()
    assert (answer.status_code, soldier.outcome) == (303, "dilimpahkan")
    assert not Penanganan.objects.exists()


@pytest.mark.parametrize(
    ("status", "asn"), [("PNS", True), ("PPPK", True), ("ASN", True), ("pj_kepala_daerah", True), ("kades", False)]
)
def test_who_counts_as_a_civil_servant(status: str, asn: bool) -> None:
    assert queries.is_asn(handed(status, "kasn").accused) is asn


def test_whose_status_nobody_knows_may_be_a_civil_servant() -> None:
    penerusan = forwarded()
    TakenNorm.objects.all().delete()
    penerusan.case.kajian_set.all().delete()
    penerusan.accused.subject = "camat"

    assert queries.is_asn(penerusan.accused)


def test_an_outcome_is_not_written_where_the_texts_are_gone() -> None:
    penerusan = to_regency()
    actions.take_in(penerusan, acting=OFFICIAL, at=day(5))
    type(penerusan.case).objects.update(texts_erased_at=day(8))

    with pytest.raises(NotAllowed, match="tidak ditulisi lagi"):
        actions.report_outcome(penerusan, acting=OFFICIAL, at=day(9), outcome="dihentikan", note="Kata baru.")
    penerusan.refresh_from_db()
    assert (penerusan.outcome, penerusan.outcome_note) == ("", None)


def test_a_receiver_sees_only_the_people_of_its_hand_over() -> None:
    case = decided(case=heard(opened(report=THREE)))
    first, second, third = case.accused_set.all()
    kasn = forwarded(case, persons=[first])
    regency = forwarded(case, persons=[second], receiver=organisation(REGENCY), override_reason=LONG)

    assert queries.handed_over(kasn).terlapor == (first,)
    assert queries.handed_over(regency).terlapor == (second,)
    page = client("auditor", "kasn").get(f"/kerja/disiplin/masuk/{kasn.key}/").content.decode()
    assert first.name in page
    assert second.name not in page
    assert (third.job in page) is False


def test_the_case_closes_with_the_last_hand_over_and_not_before_everybody_went() -> None:
    case = decided(case=heard(opened(report=THREE)))
    first, second, third = case.accused_set.all()
    one = forwarded(case, persons=[first])
    two = forwarded(case, persons=[second], receiver=organisation(REGENCY), override_reason=LONG)
    stopped(taken_in(one))
    actions.take_in(two, acting=OFFICIAL, at=day(5))
    actions.report_outcome(two, acting=OFFICIAL, at=day(9), outcome="dijatuhi_sanksi", note="SK 1.")

    case.refresh_from_db()
    assert case.status == "diteruskan"
    three = forwarded(case, persons=[third])
    stopped(taken_in(three))

    case.refresh_from_db()
    assert case.status == "selesai"
    assert Entry.objects.filter(chain=case.reference, verb="perkara.tutup").count() == 1
    assert differences(case) == []


def test_nobody_is_sent_twice_to_one_receiver_nor_by_another_case() -> None:
    case = decided(case=heard(opened(report=THREE)))
    first, second, _third = case.accused_set.all()
    forwarded(case, persons=[first])

    with pytest.raises(Refused, match="ke-1 sudah diteruskan"):
        forwarded(case, persons=[first, second])
    with pytest.raises(Refused, match="terlapor perkara ini"):
        forwarded(case, persons=[opened().accused_set.get()])
    assert cases.settle(Penerusan.objects.get(), at=day(9), outcome="dihentikan") is None


def test_the_page_of_a_regency_from_list_to_outcome() -> None:
    penerusan, browser = to_regency(), client("pejabat_pembina", REGENCY)
    own = f"/kerja/disiplin/masuk/{penerusan.key}/"

    assert own in browser.get("/kerja/disiplin/", follow=True).content.decode()
    assert browser.post(own).status_code == 303
    assert "Catat hasil" in browser.get(own).content.decode()
    assert "Menunggu hasil" in browser.get("/kerja/disiplin/", follow=True).content.decode()
    assert browser.get(f"{own}hasil/").status_code == 200
    assert browser.post(f"{own}hasil/", {"outcome": "dihentikan"}).status_code == 422
    assert browser.post(f"{own}hasil/", {"outcome": "dihentikan", "note": "Tidak cukup."}).status_code == 303
    assert "Tidak cukup." in browser.get(own).content.decode()
    assert browser.post(own).status_code == 303
    assert browser.get(f"{own}hasil/").status_code == 303


def test_who_says_what_it_lacks_row_by_row() -> None:
    regency, kasn = to_regency(), forwarded()
    people = [(acting_at(role, office), here) for role, office, here, _there in TAKERS]

    assert [policies.can_name_gaps(regency, who) for who, _here in people] == [here for _who, here in people]
    assert not any(policies.can_name_gaps(kasn, who) for who, _here in people)


def test_what_it_lacks_is_said_once_until_it_is_completed_and_never_after_the_end() -> None:
    penerusan = to_regency()

    entry = actions.name_gaps(penerusan, acting=PERSONNEL, at=day(5), gaps="Surat keputusan")

    assert (entry.verb, entry.office, "keputusan" in str(entry.facts)) == (
        "perkara.penerusan_dikembalikan", REGENCY, False,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="belum dilengkapi"):
        actions.name_gaps(penerusan, acting=PERSONNEL, at=day(5), gaps="Foto")
    Kekurangan.objects.update(answered_at=day(6))
    with pytest.raises(NotSaid):
        actions.name_gaps(penerusan, acting=PERSONNEL, at=day(6), gaps="  ")
    actions.take_in(penerusan, acting=OFFICIAL, at=day(6))
    actions.report_outcome(penerusan, acting=OFFICIAL, at=day(8), outcome="dihentikan", note="Tidak terbukti.")
    with pytest.raises(NotAllowed, match="sudah dicatat"):
        actions.name_gaps(Penerusan.objects.get(), acting=PERSONNEL, at=day(9), gaps="Foto")


def test_page_and_program_say_what_it_lacks() -> None:
    penerusan, browser = to_regency(), client("petugas_kepegawaian", REGENCY)
    page = f"/kerja/disiplin/masuk/{penerusan.key}/"

    offered = browser.get(page).content.decode()
    form = browser.get(f"{page}kembalikan/")
    empty = browser.post(f"{page}kembalikan/", {"gaps": ""})
    done = browser.post(f"{page}kembalikan/", {"gaps": "Surat keputusan"}, follow=True).content.decode()
    again = browser.get(f"{page}kembalikan/", follow=True).content.decode()
    token = create_token(User.objects.get(seats__role="petugas_kepegawaian", seats__office__code=REGENCY))
    ask = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {token}"}}
    door = f"/api/v1/penerusan/{penerusan.key}/kembalikan/"
    refused = Client().post(door, {"gaps": "Foto"}, **ask)  # type: ignore[arg-type]
    Kekurangan.objects.update(answered_at=day(6))
    said = Client().post(door, {"gaps": "Foto"}, **ask)  # type: ignore[arg-type]

    assert (f"{page}kembalikan/" in offered, form.status_code, empty.status_code) == (True, 200, 422)
    assert ("Surat keputusan" in done, f"{page}kembalikan/" in done) == (True, False)
    assert "belum dilengkapi" in again
    assert (refused.status_code, said.status_code) == (422, 200)
    assert said.json()["entry_hash"] == Entry.objects.latest("pk").hash
