from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from django.core.management import CommandError, call_command

from netral.ui import texts

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def house(folder: Path, *, code: str = "", template: str = "", english: str = "") -> Path:
    """A tiny tree with one room: some code, some template, one fragment."""
    room = folder / "room"
    po = room / "locale/en/LC_MESSAGES/django.po"
    po.parent.mkdir(parents=True)
    (room / "templates").mkdir()
    (room / "views.py").write_text(code)
    (room / "templates/page.html").write_text(template)
    po.write_text(PO + english)
    return folder


def told(folder: Path) -> list[str]:
    return [str(trouble) for trouble in texts.troubles(folder)]


def test_every_text_of_this_house_has_its_english() -> None:
    assert [str(trouble) for trouble in texts.troubles()] == []


def test_texts_are_found_in_code_and_templates(tmp_path: Path) -> None:
    code = '_("Satu")\ngettext_lazy("Dua")\nngettext("%(n)s hari", "%(n)s hari", 2)\npgettext("bulan", "Mei")\n'
    template = (
        "{# x #}{% load i18n %}\n  <p title=\"it's\">{% trans 'Tiga' %}</p>\n"
        "    {% blocktrans with a=b %}Empat {{ a }}\nbaris{% endblocktrans %}{% translate 'Lima' as five %}"
    )

    found = texts.used(house(tmp_path, code=code, template=template))

    assert [(text.text, text.context) for text in found] == [
        ("Satu", None),
        ("Dua", None),
        ("%(n)s hari", None),
        ("Mei", "bulan"),
        ("Tiga", None),
        ("Empat %(a)s\nbaris", None),
        ("Lima", None),
    ]


def test_a_text_without_english_is_reported_where_it_stands(tmp_path: Path) -> None:
    root = house(tmp_path, code='\n_("Kirim")', english='msgid "Kirim"\nmsgstr ""\n')

    assert told(root) == ["room/views.py:2: no English for 'Kirim'"]


def test_english_that_is_only_guessed_does_not_count(tmp_path: Path) -> None:
    root = house(tmp_path, code='_("Kirim")', english='#, fuzzy\nmsgid "Kirim"\nmsgstr "Send"\n')

    assert told(root) == ["room/views.py:1: no English for 'Kirim'"]


def test_a_plural_needs_both_forms(tmp_path: Path) -> None:
    root = house(
        tmp_path, code='ngettext("%(n)s hari", "%(n)s hari", 2)', english='msgid "%(n)s hari"\nmsgstr "%(n)s day"\n'
    )

    assert told(root) == ["room/views.py:1: no English for '%(n)s hari'"]


def test_english_without_a_text_is_stale(tmp_path: Path) -> None:
    root = house(tmp_path, english='msgid "Lama"\nmsgstr "Old"\n')

    assert told(root) == ["room/locale/en/LC_MESSAGES/django.po: no text 'Lama' any more"]


def test_placeholders_must_survive_translation(tmp_path: Path) -> None:
    root = house(tmp_path, code='_("Sampai %(day)s")', english='msgid "Sampai %(day)s"\nmsgstr "Until %(date)s"\n')

    assert told(root) == [
        "room/locale/en/LC_MESSAGES/django.po: 'Sampai %(day)s' and its English name different placeholders"
    ]


def test_two_rooms_must_agree_on_the_english(tmp_path: Path) -> None:
    root = house(tmp_path, code='_("Kirim")', english='msgid "Kirim"\nmsgstr "Send"\n')
    other = root / "other/locale/en/LC_MESSAGES/django.po"
    other.parent.mkdir(parents=True)
    other.write_text(PO + 'msgid "Kirim"\nmsgstr "Submit"\n')

    place = "locale/en/LC_MESSAGES/django.po"
    assert told(root) == [f"other/{place}: 'Kirim' has two English texts; the other in room/{place}"]


def test_compiling_writes_one_catalogue_beside_each_fragment(tmp_path: Path) -> None:
    root = house(tmp_path, english='msgid "Kirim"\nmsgstr "Send"\n')

    written = texts.compile_all(root)

    assert [str(path.relative_to(root)) for path in written] == ["room/locale/en/LC_MESSAGES/django.mo"]
    assert b"Send" in written[0].read_bytes()


def test_the_command_fails_when_a_text_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = house(tmp_path, code='_("Kirim")')
    monkeypatch.setattr(texts, "troubles", lambda: [texts.Trouble(str(root), "no English for 'Kirim'")])

    with pytest.raises(CommandError, match="1 troubles"):
        call_command("texts", "--check")

    assert "no English for 'Kirim'" in capsys.readouterr().err


def test_the_command_compiles_and_counts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(texts, "troubles", list)
    monkeypatch.setattr(texts, "compile_all", lambda: [Path("a"), Path("b")])

    call_command("texts", "--compile", "--check")

    out = capsys.readouterr().out
    assert "2 fragments compiled" in out
    assert "every one with its English" in out


def test_a_fragment_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    root = house(tmp_path, english='msgid "Kirim"\nterjemahan "Send"\n')

    with pytest.raises(PoFileError):
        texts.troubles(root)


def test_a_text_with_a_context_is_another_text(tmp_path: Path) -> None:
    english = 'msgctxt "bulan"\nmsgid "Mei"\nmsgstr "May"\n'
    root = house(tmp_path, code='pgettext("bulan", "Mei")\n_("Mei")', english=english)

    assert told(root) == ["room/views.py:2: no English for 'Mei'"]


def test_what_is_commented_out_in_a_template_is_no_text(tmp_path: Path) -> None:
    root = house(
        tmp_path, template="{% load i18n %}{# {% trans 'Lama' %} #}{% comment %}{% trans 'Tua' %}{% endcomment %}"
    )

    assert texts.used(root) == []


def test_the_command_without_an_order_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("texts")

    assert capsys.readouterr().out == ""
