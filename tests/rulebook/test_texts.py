from netral.rulebook import Text


def test_a_text_speaks_english_when_asked_and_indonesian_otherwise() -> None:
    text = Text("laporan", "report")

    assert [text.text(code) for code in ("en", "en-GB", "EN", "id", "jv")] == ["report"] * 3 + ["laporan"] * 2
    assert str(text) == "laporan"
