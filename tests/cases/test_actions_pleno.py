import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections

from netral.audit.models import Entry
from netral.cases import actions, policies
from netral.cases.forms import PlenoForm
from netral.cases.models import Case, Pleno, SendBack
from netral.cases.states import Refused
from netral.procedure.queries import clocks_of, differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, LONG, MEMBER, acting_at, assessed, day, decided, opened, proposed, votes


@pytest.mark.django_db
@pytest.mark.parametrize("decision", ["terbukti", "tidak_terbukti", "bukan_kewenangan"])
def test_the_members_decide_and_the_clocks_stop(decision: str) -> None:
    case = decided(decision)

    assert case.status == decision
    assert Pleno.objects.get(case=case).decision == decision
    assert {clock.stopped_by for clock in clocks_of(case.reference)} == {f"perkara.putuskan_{decision}"}
    assert differences(case) == []


@pytest.mark.django_db
def test_the_journal_counts_the_members_and_names_none() -> None:
    case = decided()

    entry = Entry.objects.get(chain=case.reference, verb="perkara.putuskan_terbukti")
    assert {name: entry.facts[name] for name in ("held_on", "seats", "present", "in_favour")} == {
        "held_on": "2024-01-18",
        "seats": 3,
        "present": 3,
        "in_favour": 3,
    }
    assert LONG not in str(entry.facts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": day(4).date()}, "held_on"),
        ({"held_on": day(-1).date()}, "held_on"),
        ({"present": 4}, "present"),
        ({"present": 2, "in_favour": 3}, "in_favour"),
        ({"in_favour": 1}, "in_favour"),
        ({"reason": "Singkat."}, "reason"),
    ],
)
def test_a_pleno_that_cannot_be_true_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    case = proposed()

    with pytest.raises(Refused) as refusal:
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(**changes))

    assert refusal.value.field == field
    assert (case.status, Pleno.objects.count()) == ("menunggu_pleno", 0)


@pytest.mark.django_db
def test_without_quorum_the_sentence_says_so() -> None:
    case = proposed()

    with pytest.raises(NotAllowed, match="memenuhi kuorum"):
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(present=1, in_favour=1))


@pytest.mark.django_db
def test_two_of_three_are_enough_to_decide() -> None:
    assert decided(present=2, in_favour=2).status == "terbukti"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "stranger", [EXAMINER, acting_at("anggota", "bawaslu-99"), acting_at("anggota", "bawaslu-99.08")]
)
def test_only_members_of_the_office_decide(stranger: Any) -> None:
    case = proposed()

    with pytest.raises(NotAllowed, match="diambil oleh anggota Bawaslu di Bawaslu"):
        actions.decide(case, decision="terbukti", acting=stranger, **votes())


@pytest.mark.django_db
def test_nothing_is_decided_while_the_examination_runs() -> None:
    case = opened()

    with pytest.raises(NotAllowed) as refusal:
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes())

    examining = ["klarifikasi", "minta_keterangan_tambahan", "simpan_kajian", "tambah_terlapor", "lepas_terlapor"]
    assert refusal.value.steps == [*examining, "susun_kajian"]


@pytest.mark.django_db
def test_a_decision_on_an_old_page_is_not_kept() -> None:
    case = proposed()

    with pytest.raises(SomeoneWasFaster):
        actions.decide(case, decision="terbukti", acting=MEMBER, version=case.version - 1, **votes())

    assert not Pleno.objects.exists()


@pytest.mark.django_db
def test_a_case_sent_back_is_examined_again_and_can_come_a_second_time() -> None:
    case = proposed()

    actions.send_back(case, acting=MEMBER, at=day(3), reason=LONG)

    assert case.status == "pemeriksaan"
    assert SendBack.objects.get(case=case).reason == LONG
    assert proposed(assessed(case)).status == "menunggu_pleno"
    assert differences(case) == []


@pytest.mark.django_db
def test_sending_back_needs_a_reason_and_a_member() -> None:
    case = proposed()

    with pytest.raises(Refused):
        actions.send_back(case, acting=MEMBER, at=day(3), reason="Kurang.")
    with pytest.raises(NotAllowed):
        actions.send_back(case, acting=EXAMINER, at=day(3), reason=LONG)


@pytest.mark.django_db(transaction=True)
def test_of_two_members_who_decide_at_once_exactly_one_wins() -> None:
    case = proposed()
    ready = threading.Barrier(2)
    results: list[str] = []

    def member(decision: str) -> Callable[[], None]:
        own = Case.objects.select_related("laporan", "office").get(pk=case.pk)

        def run() -> None:
            ready.wait()
            try:
                actions.decide(own, decision=decision, acting=MEMBER, **votes())
                results.append(decision)
            except SomeoneWasFaster:
                results.append("too late")
            finally:
                connections.close_all()

        return run

    threads = [threading.Thread(target=member(decision)) for decision in ("terbukti", "tidak_terbukti")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert results.count("too late") == 1
    assert Pleno.objects.filter(case=case).count() == 1
    case.refresh_from_db()
    assert case.status == Pleno.objects.get(case=case).decision
    assert Entry.objects.filter(chain=case.reference, verb__startswith="perkara.putuskan_").count() == 1
    assert differences(case) == []


@pytest.mark.django_db
def test_how_many_must_agree_is_said_as_the_rulebook_says_it() -> None:
    with pytest.raises(Refused) as refusal:
        decided(in_favour=1)

    assert str(policies.quorums()[policies.PLENO].assumption.id) in refusal.value.message


def test_a_quorum_with_an_article_is_named_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    known = replace(policies.quorums()[policies.PLENO], assumption=None, source="UU 1/2000 Pasal 1")
    monkeypatch.setattr(policies, "quorums", lambda: {policies.PLENO: known})

    assert policies.pleno_rule() == "UU 1/2000 Pasal 1"


@pytest.mark.django_db
def test_the_form_says_what_is_assumed_of_the_quorum() -> None:
    assert "lebih dari setengah" in str(PlenoForm(case=proposed()).fields["seats"].help_text)
