from netral.lib.secret_tokens import derived_digits, derived_token


def test_a_token_follows_from_purpose_and_key_and_from_nothing_else() -> None:
    assert derived_token("a", "kunci") == derived_token("a", "kunci")
    assert len({derived_token("a", "kunci"), derived_token("b", "kunci"), derived_token("a", "lain")}) == 3
    assert len(derived_token("a", "kunci")) == 43
    assert set(derived_token("a", "kunci")) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def test_a_token_hangs_on_the_secret_of_the_server(settings: object) -> None:
    before = derived_token("a", "kunci")
    settings.SECRET_KEY = "lain"  # type: ignore[attr-defined]

    assert derived_token("a", "kunci") != before


def test_digits_are_as_many_as_asked_for_and_all_of_them_occur() -> None:
    codes = [derived_digits("a", str(number), 6) for number in range(200)]

    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) == set("0123456789")
    assert len(set(codes)) > 190
