"""The closed lists of codes, as the wire contract names them."""

from netral import rulebook

BOOK = rulebook.current()


def test_the_conducts_are_the_twenty_one_of_the_contract_the_vague_one_last() -> None:
    assert len(rulebook.conducts) == 21
    assert next(iter(rulebook.conducts)) == "pasang_alat_peraga"
    assert list(rulebook.conducts)[-1] == "lain"


def test_subjects_and_offices_are_those_of_the_contract() -> None:
    assert " ".join(rulebook.subjects) == (
        "PNS PPPK ASN kades perangkat_desa BPD TNI Polri penyelenggara honorer pendamping pj_kepala_daerah"
    )
    assert " ".join(rulebook.offices) == "presiden dpr dpd dprd gubernur bupati walikota"


def test_targets_and_circumstances_are_those_of_the_contract() -> None:
    assert " ".join(BOOK.vocabulary.targets) == "bakal_calon calon parpol diri_sendiri"
    assert " ".join(BOOK.vocabulary.circumstances) == (
        "cltn state_facility attributes campaign_period active_support posted_publicly purpose_support knew repeat "
        "deceived name_used_without_consent deployed_others"
    )


def test_the_lists_of_the_module_are_those_of_the_rulebook() -> None:
    assert rulebook.conducts == BOOK.conducts
    assert rulebook.subjects == BOOK.subjects
    assert rulebook.offices == BOOK.offices
    assert rulebook.report_requirements == BOOK.report_requirements


def test_a_report_has_three_formal_and_three_material_requirements() -> None:
    kinds = [requirement.kind for requirement in rulebook.report_requirements]

    assert kinds == ["formal"] * 3 + ["material"] * 3
    assert all(requirement.article and requirement.label.en for requirement in rulebook.report_requirements)


def test_what_the_initial_study_checks_stands_elsewhere_for_regional_elections() -> None:
    checked = [*BOOK.report_requirements, *BOOK.review_checks]

    assert all("7/2022" in item.basis("pemilu").source for item in checked)
    assert not any("7/2022" in item.basis("pilkada").source for item in checked)
    assert all("8/2020" in item.basis("pilkada").source for item in checked if item.code != "tenggat")
    assert all(item.basis("lain") == item for item in checked)


def test_a_civil_servant_is_one_of_two_and_an_acting_head_is_a_civil_servant() -> None:
    subjects = BOOK.vocabulary.subjects

    assert subjects["ASN"].one_of == ("PNS", "PPPK")
    assert subjects["pj_kepala_daerah"].one_of == ("PNS",)
    assert subjects["kades"].one_of == ("kades",)


def test_what_citizens_read_is_never_an_ambiguous_abbreviation() -> None:
    texts = [*rulebook.conducts.values(), *rulebook.offices.values(), *BOOK.notes.values()]

    assert not any("PPK" in text.id.split() for text in texts)
