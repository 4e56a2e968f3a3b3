"""A second receiver for somebody handed over already; the employer of a contract worker, named as a normal choice."""

from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.berkas_states import Edition
from netral.cases.forms import ForwardForm, FurtherForm
from netral.cases.models import Case, Penerusan
from netral.cases.states import Refused
from netral.intake.queries import public_status
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.tracks import queries as tracks
from tests.cases.builders import (
    EXAMINER,
    FACTS,
    LONG,
    MEMBER,
    TWO,
    assessed,
    assessed_apart,
    day,
    decided,
    forwarded,
    heard,
    opened,
)
from tests.cases.pages import client, step_url, url
from tests.cases.stations import at_station, nothing_left_behind
from tests.cases.test_api import LIST, caller, take
from tests.documents.builders import words

pytestmark = pytest.mark.django_db
GOVERNMENT, STEP = "pemkab-99.07", "teruskan_lagi"
SAID = {"conflict_of_interest": False, "summary": "Uraian untuk penerima kedua.", "further_reason": LONG}


def further(case: Case, receiver: str = GOVERNMENT, **changes: Any) -> Any:
    given = {"receiver": organisation(receiver), "acting": EXAMINER, "at": day(6), **SAID}
    return actions.forward_further(case, **{**given, **changes})


def test_one_person_goes_to_a_second_receiver_by_a_letter_of_its_own() -> None:
    case = forwarded().case

    entry = further(case)

    first, second = Penerusan.objects.filter(case=case).order_by("pk")
    assert (first.receiver.code, second.receiver.code) == ("kasn", GOVERNMENT)
    assert (first.further_reason, second.further_reason) == (None, LONG)
    assert first.document.number != second.document.number
    assert (entry.verb, entry.facts["receiver"], entry.facts["receiver_by_law"]) == (
        "perkara.teruskan_lagi", GOVERNMENT, True,
    )  # fmt: skip
    assert case.status == "diteruskan"
    assert LONG not in str(entry.facts)


def test_the_reason_for_one_more_receiver_stays_in_the_office() -> None:
    case = forwarded().case
    further(case, further_reason="Soal izin rangkap jabatan ditangani pemerintah daerah, bukan pengawas ASN.")

    second = Penerusan.objects.get(receiver__code=GOVERNMENT)
    with second.document.opened() as file:
        assert "rangkap jabatan" not in words(file.read())
    assert "rangkap jabatan" in client().get(url(case, "penerusan/")).content.decode()


@pytest.mark.parametrize("reason", ["", " ", "Terlalu pendek."])
def test_without_a_reason_that_says_enough_nothing_is_printed(reason: str) -> None:
    case = forwarded().case

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        further(case, further_reason=reason)

    assert refusal.value.field == "further_reason"


def test_the_same_receiver_gets_nobody_twice() -> None:
    case = forwarded().case

    with nothing_left_behind(case), pytest.raises(Refused, match="Terlapor ke-1 sudah diteruskan"):
        further(case, "kasn")


def test_a_receiver_no_rule_leads_to_needs_its_own_basis_besides() -> None:
    case = forwarded().case

    with pytest.raises(Refused) as refusal:
        further(case, "kemendagri")
    entry = further(case, "kemendagri", override_reason=LONG)

    assert refusal.value.field == "override_reason"
    assert entry.facts["receiver_by_law"] is False


def test_somebody_who_waits_goes_to_a_first_receiver_before_anybody_to_a_second() -> None:
    case = decided(case=assessed_apart(heard(opened(report=TWO)), "PNS", "PNS"))
    one, other = queries.persons_of(case)
    forwarded(case, persons=[one])

    assert queries.met(case) & {"semua_diteruskan", "terlapor_menunggu"} == {"terlapor_menunggu"}
    with nothing_left_behind(case), pytest.raises(NotAllowed, match="setiap terlapor terbukti sudah diteruskan"):
        further(case, persons=[one])
    forwarded(case, persons=[other], at=day(5))
    further(case, persons=[one])

    assert queries.met(case) & {"semua_diteruskan", "terlapor_menunggu"} == {"semua_diteruskan"}
    handed = {line.accused.pk: [each.receiver.code for each in line.sent] for line in queries.standings(case)}
    assert handed == {one.pk: ["kasn", GOVERNMENT], other.pk: ["kasn"]}


@pytest.mark.parametrize("status", ["terbukti", "pemeriksaan", "selesai"])
def test_before_the_first_letter_and_after_the_end_there_is_no_second_one(status: str) -> None:
    case = at_station(status)

    with nothing_left_behind(case), pytest.raises(NotAllowed):
        further(case)


def test_only_an_examiner_and_only_from_the_newest_page() -> None:
    case = forwarded().case

    with nothing_left_behind(case), pytest.raises(NotAllowed):
        further(case, acting=MEMBER)
    with nothing_left_behind(case), pytest.raises(SomeoneWasFaster):
        further(case, version=case.version - 1)


def test_the_case_ends_with_the_last_of_its_receivers() -> None:
    first = forwarded()
    further(first.case)
    second = Penerusan.objects.get(receiver__code=GOVERNMENT)

    actions.acknowledge(first, at=day(7), by="akun:x")
    assert actions.settle(first, at=day(8), outcome="dijatuhi_sanksi") is None
    assert Case.objects.get().status == "diteruskan"
    actions.acknowledge(second, at=day(8), by="akun:y")
    actions.settle(second, at=day(9), outcome="dihentikan")

    assert Case.objects.get().status == "selesai"
    [line] = queries.standings(Case.objects.get())
    assert line.words == "Selesai: Dijatuhi sanksi, Dihentikan"


def test_the_reporter_reads_that_it_went_to_one_more() -> None:
    case = forwarded().case
    further(case)

    told = [line["what"] for line in public_status(case.laporan, "id")["milestones"]]

    assert any("juga kepada instansi lain" in line for line in told)


def test_what_was_written_of_a_further_receiver_goes_with_the_other_texts() -> None:
    case = forwarded().case
    further(case)

    from netral.cases.actions.erasing import erase_texts

    erase_texts(case, at=day(30))

    assert set(Penerusan.objects.values_list("further_reason", "summary")) == {(None, "")}


def test_the_form_offers_only_receivers_that_have_not_everybody() -> None:
    case = decided(case=assessed_apart(heard(opened(report=TWO)), "PNS", "PNS"))
    one, other = queries.persons_of(case)
    bkn, now = organisation("bkn"), day(700)
    forwarded(case, persons=[one], receiver=bkn, at=now)
    forwarded(case, persons=[other], receiver=organisation(GOVERNMENT), at=now)

    partly = FurtherForm(case=case)
    actions.forward_further(case, acting=EXAMINER, at=now, receiver=bkn, persons=[other], **SAID)
    wholly = FurtherForm(case=case)

    assert [route.receiver.code for route in partly.routes] == ["bkn", GOVERNMENT]
    assert [route.receiver.code for route in wholly.routes] == [GOVERNMENT]
    assert wholly.initial["persons"] == [one.key, other.key]
    assert queries.receivers_with_all(case) == {bkn.pk}


def test_the_button_stands_under_the_letters_and_leads_to_a_form_that_works() -> None:
    case, browser = forwarded(at=day(700)).case, client()
    tab, page = browser.get(url(case, "penerusan/")).content.decode(), browser.get(url(case)).content.decode()
    address = step_url(case, STEP)
    values = {
        "receiver": GOVERNMENT, "conflict_of_interest": "tidak", "summary": "Uraian.", "further_reason": LONG,
        "version": case.version,
    }  # fmt: skip

    short = browser.post(address, {**values, "further_reason": ""})
    done = browser.post(address, values)

    assert (address in tab, address in page) == (True, False)
    assert (short.status_code, list(short.context["form"].errors)) == (422, ["further_reason"])
    assert done.status_code == 303
    assert set(Penerusan.objects.values_list("receiver__code", flat=True)) == {"bkn", GOVERNMENT}


def test_a_program_forwards_further_by_the_same_step() -> None:
    case, program = forwarded(at=day(700)).case, caller()
    shown = {step["step"]: step for step in program.get(f"{LIST}{case.key}/").json()["steps"]}
    said = {"receiver": GOVERNMENT, "conflict_of_interest": "tidak", "summary": "Uraian.", "further_reason": LONG}

    refused = take(program, case, STEP, **{**said, "further_reason": "x"})
    done = take(program, case, STEP, **said)

    assert "because" not in shown[STEP]
    assert "further_reason" in shown[STEP]["fields"]["required"]
    assert "further_reason" not in shown["teruskan"]["fields"]["properties"]
    assert [error["field"] for error in refused.json()["errors"]] == ["further_reason"]
    assert done.json()["status"] == "diteruskan"
    assert Entry.objects.filter(verb="perkara.teruskan_lagi").count() == 1


def test_the_file_of_the_case_tells_the_reason_inside_the_office_and_not_outside() -> None:
    case = forwarded().case
    further(case, further_reason="Soal izin rangkap jabatan ditangani pemerintah daerah, bukan pengawas ASN.")

    inside, outside = (
        words(actions.print_berkas(case, edition=edition, acting=EXAMINER, at=day(7))) for edition in Edition
    )

    assert "rangkap jabatan" in inside
    assert "rangkap jabatan" not in outside
    assert outside.count("KASN") or "Komisi Aparatur Sipil Negara" in outside


def test_a_program_reads_every_receiver_of_a_person() -> None:
    case = forwarded().case
    further(case)

    [person] = caller().get(f"{LIST}{case.key}/terlapor/").json()["items"]

    assert person["handed_to"] == ["kasn", GOVERNMENT]
    assert person["standing"].startswith("Diteruskan ke Komisi Aparatur Sipil Negara, ")


def test_after_one_receiver_has_ended_the_line_names_only_those_still_at_work() -> None:
    first = forwarded()
    further(first.case)
    actions.acknowledge(first, at=day(7), by="akun:x")
    actions.settle(first, at=day(8), outcome="dihentikan")

    [line] = queries.standings(Case.objects.get())

    assert line.words == f"Diteruskan ke {organisation(GOVERNMENT).name}"
    assert line.tone == "kunyit"


@pytest.mark.parametrize("gone", ["first", "second"])
def test_who_is_examined_no_more_counts_for_no_receiver(gone: str) -> None:
    case = decided(case=assessed_apart(heard(opened(report=TWO)), "PNS", "PNS"))
    one, other = queries.persons_of(case)
    forwarded(case, persons=[one])
    assert queries.receivers_with_all(case) == set()

    type(one).objects.filter(pk=(one if gone == "first" else other).pk).update(left_at=day(3, 20))

    kasn = {organisation("kasn").pk}
    assert queries.receivers_with_all(case) == (set() if gone == "first" else kasn)


# ---- The employer of a contract worker ----
def contract(status: str = "honorer") -> Case:
    return decided(case=assessed(heard(), facts={**FACTS, "subject": status}))


def filled(case: Case, **changes: str) -> ForwardForm:
    values = {"receiver": "pemberi_kerja", "conflict_of_interest": "tidak", "summary": "Uraian.", **changes}
    data = MultiValueDict({name: [value] for name, value in {**values, "version": str(case.version)}.items()})
    return ForwardForm(data, case=case)


def test_a_contract_worker_goes_to_the_named_employer_without_an_override() -> None:
    case = contract()
    form = filled(case, other_receiver="kemendagri")
    assert form.is_valid(), form.errors

    entry = actions.forward(case, acting=EXAMINER, at=day(700), **form.values())

    [penerusan] = Penerusan.objects.all()
    assert (penerusan.receiver.code, penerusan.override_reason) == ("kemendagri", "")
    assert penerusan.basis == "SKB netralitas 2022 hanya menyebut pegawai ASN"
    assert entry.facts["receiver_by_law"] is True
    plan = tracks.plan_of(penerusan)
    assert plan is not None
    assert (plan.procedure, plan.office) == ("kontrak", case.office)


def test_the_government_of_the_region_stays_the_first_choice() -> None:
    form = ForwardForm(case=contract())

    assert [code for code, _name in form.fields["receiver"].choices] == [GOVERNMENT, "pemberi_kerja", "lain"]  # type: ignore[attr-defined]
    assert form.initial["receiver"] == GOVERNMENT


def test_a_facilitator_has_only_the_employer() -> None:
    case = contract("pendamping")
    form = ForwardForm(case=case)

    page = client().get(step_url(case, "teruskan")).content.decode()

    assert [code for code, _name in form.fields["receiver"].choices] == ["pemberi_kerja", "lain"]  # type: ignore[attr-defined]
    assert form.initial["receiver"] == "pemberi_kerja"
    assert "Tidak ada jalur otomatis" not in page


@pytest.mark.parametrize("typed", ["", "Tidak Ada Instansi Begini Sama Sekali"])
def test_an_employer_is_an_institution_that_exists(typed: str) -> None:
    form = filled(contract(), other_receiver=typed)

    assert list(form.errors) == ["other_receiver"]


@pytest.mark.parametrize("status", ["PNS", "TNI", "kades", "penyelenggara"])
def test_nobody_else_has_an_employer_to_choose(status: str) -> None:
    case = contract(status)

    assert ForwardForm(case=case).employer is None
    assert filled(case, other_receiver="kemendagri").errors["receiver"]


def test_of_a_letter_about_two_only_the_contract_worker_goes_to_the_employer_by_law() -> None:
    case = decided(case=assessed_apart(heard(opened(report=TWO)), "PNS", "honorer"))
    servant, worker = queries.persons_of(case)
    elsewhere = {"receiver": organisation("kemendagri"), "at": day(700)}

    with pytest.raises(Refused) as refusal:
        forwarded(case, **elsewhere)
    alone = forwarded(case, persons=[worker], **elsewhere)

    assert refusal.value.field == "override_reason"
    assert alone.accused == worker
    assert queries.waiting(case) == [servant]
    assert queries.employer_route(servant, day(700).date()) is None


def test_without_a_kajian_nobody_is_employed_anywhere() -> None:
    person = opened().accused_set.get()

    assert queries.employer_route(person, day(4).date()) is None
    assert queries.route_to(person, Organisation.objects.get(code="kemendagri"), day(4).date()) is None
