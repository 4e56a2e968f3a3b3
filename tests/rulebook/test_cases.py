"""What published cases teach, retold with invented details: must-pass stories, not statistics."""

import pytest

from netral import rulebook
from tests.rulebook.builders import facts


def kinds(**said: object) -> set[str]:
    return {row["kind"] for row in rulebook.assess(facts(**said))["allegations"]}


# Support for an independent hopeful and approaches to parties are over once candidates are determined.
NOT_COVERED = {("dukungan_ktp", "after"), ("pendekatan_parpol_pencalonan", "after")}


@pytest.mark.parametrize("subject", ["PNS", "PPPK", "ASN"])
@pytest.mark.parametrize("conduct", list(rulebook.conducts))
def test_a_civil_servant_is_judged_by_ethics_or_discipline_never_by_other_law(subject: str, conduct: str) -> None:
    for phase in ("before", "after"):
        found = kinds(subject=subject, conduct=[conduct], phase=phase, date=..., target=...)
        # A team or a candidacy that breaks the election law is a matter of its own, for KPU.
        assert found <= {"kode_etik", "disiplin", "administrasi"}
        assert found & {"kode_etik", "disiplin"} or (conduct, phase) in NOT_COVERED


OLD_LAW = {"PP-53-2010", "PP-42-2004", "SKB-2020", "UU-7-2017", "UU-10-2016", "UU-5-2014", "SE-MENPANRB-B36-2018"}


@pytest.mark.parametrize("election", ["pilkada2017", "pilkada2018", "pemilu2019", "pilkada2020"])
@pytest.mark.parametrize("conduct", [code for code in rulebook.conducts if code != "anggota_pengurus_parpol"])
def test_old_acts_are_judged_by_old_law(election: str, conduct: str) -> None:
    answer = rulebook.assess(facts(election=election, conduct=[conduct], date=...))
    instruments = {row["provision"].split("/")[0] for row in answer["allegations"]}

    assert instruments
    assert instruments <= OLD_LAW
    assert ("SKB-2020" in instruments) <= (election == "pilkada2020")
    assert answer["referrals"][0]["to"] == "KASN"


def test_one_event_sends_each_person_to_another_desk() -> None:
    people = {"kades": "kepala_daerah", "PNS": "BKN", "perangkat_desa": "kepala_desa", "penyelenggara": "DKPP"}

    for subject, receiver in people.items():
        answer = rulebook.assess(facts(subject=subject, conduct=["ikut_kampanye"]))
        assert answer["referrals"][0]["to"] == receiver


def test_the_same_like_is_ethics_the_day_before_determination_and_discipline_on_the_day() -> None:
    assert kinds(date="2024-09-21") == {"kode_etik"}
    assert kinds(date="2024-09-22") == {"disiplin"}
