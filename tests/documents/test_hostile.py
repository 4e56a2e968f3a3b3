"""Whatever people type stands in the letter as they typed it: no command, no markup, no other page is made of it."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from netral.documents.content import Answer, AttachedExhibit, Content, Norm, Person, Receiver, Signer
from netral.documents.typesetting import typeset
from tests.documents.builders import SHA, berita_acara, penerusan, rekomendasi, undangan, words
from tests.documents.test_typesetting import frame

pytestmark = pytest.mark.once

# Each would do something if Typst, JSON, a template, SVG or a PDF viewer read it as its own.
HOSTILE = {
    "a call": '#panic("habis")',
    "an import": '#import "letter.typ": *',
    "a file read": '#read("/etc/passwd")',
    "an evaluation": '#eval("1+1") #sys.inputs',
    "a page": "#pagebreak() #set page(fill: black)",
    "markup": "*tebal* _miring_ = Judul - butir + nomor / istilah: arti",
    "mathematics": "$ x^2 $ dan $sum_(i=0)$",
    "code": "`kode` ```python print(1)```",
    "a label": "<label> @label https://contoh.id/?a=1&b=2",
    "escapes": "\\ \\u{41} \\n ~ -- --- ...",
    "a comment": "// sisa baris /* hilang */ tampak",
    "brackets": "]] }} )) [[ {{ (( #] #)",
    "quotes": '"},"token":"palsu","x":"',
    "html": "<script>alert(1)</script> &amp; <img src=x>",
    "a template": "{{ settings.SECRET_KEY }} {% load i18n %}",
    "pdf": "(x) Tj ET endstream endobj /JS (app.alert(1)) >>",
}


def squeezed(text: str) -> str:
    """Without white space, and dashes alike: lines break anywhere."""
    return "".join(text.split())


def everywhere(text: str) -> list[Content]:
    """Every kind of letter with the text in every field a person fills."""
    signer, person = Signer(text, text), Person(text, text, text, text)
    exhibits = (AttachedExhibit("B1", SHA, text),)
    norms, texts = (Norm(text, text),), (text, text)
    shared: dict[str, Any] = {"signer": signer, "copies": texts, "title": text}
    listed: dict[str, Any] = {"facts": texts, "norms": norms, "basis": texts, "exhibits": exhibits, **shared}
    return [
        penerusan(receiver=Receiver(text, text), case_number=text, terlapor=person, **listed),
        rekomendasi(
            receiver=Receiver(text, text), referral_number=text, person=person, level=text, sanctions=texts, **listed
        ),
        undangan(
            receiver=Receiver(text, text),
            case_number=text,
            case_title=text,
            party=text,
            place=text,
            notes=texts,
            earlier=text,
            **shared,
        ),
        berita_acara(signed=False, refusal=text, case_number=text, place=text, person=person, **shared),
        berita_acara(
            case_number=text,
            place=text,
            party=text,
            person=person,
            answers=(Answer(text, text),),
            minutes=texts,
            examiners=(signer,),
            **shared,
        ),
    ]


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_are_printed_as_words_in_every_field(kind: str) -> None:
    text = HOSTILE[kind]

    for content in everywhere(text):
        printed = squeezed(words(typeset(content, frame())))
        assert printed.count(squeezed(text)) >= 8, content.KIND
        assert "palsu/v/" not in printed
        assert "/v/7k4m2pxd91qf0/" in printed


@pytest.mark.parametrize("field", ["facts", "basis", "copies"])
def test_a_text_does_not_reach_into_what_stands_after_it(field: str) -> None:
    text = words(typeset(penerusan(**{field: ('"]) #text(fill: white)[', "Kalimat sesudahnya.")}), frame()))

    assert "Kalimat sesudahnya." in text
    assert "Drs. H. Arif Contoh, M.Si." in text


def test_no_letter_holds_anything_a_viewer_would_run() -> None:
    for content in everywhere("/OpenAction << /S /JavaScript /JS (app.alert(1)) >> javascript:alert(1)"):
        reader = PdfReader(io.BytesIO(typeset(content, frame())))
        root: Any = reader.trailer["/Root"]
        assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(root)
        assert not [page for page in reader.pages if "/Annots" in page or "/AA" in page]


def test_the_number_and_the_office_are_words_too() -> None:
    text = "#panic() <x>"

    printed = squeezed(words(typeset(penerusan(), frame(number=text))))

    assert squeezed(text) in printed


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\u202e terbalik \u202c",
        "a\u0300\u0301\u0302" * 50,
        "\u200b" * 500,
        "العربية وبعدها Latin",
        "x" * 5_000,
        "satu\r\ndua\ttiga",
        "\u0000\u0007\u001b[31m merah",
    ],
)
def test_no_text_however_odd_keeps_a_letter_from_being_set(text: str) -> None:
    for content in everywhere(text):
        pdf = typeset(replace(content, title="Judul"), frame())
        assert pdf.startswith(b"%PDF")
        assert "/v/7k4m2pxd91qf0/" in squeezed(words(pdf))


def test_a_statement_of_a_hundred_thousand_letters_is_set_to_its_last_word() -> None:
    long = tuple(f"Paragraf {number}. " + "Kata demi kata. " * 60 for number in range(100))

    text = words(typeset(berita_acara(minutes=(*long, "Kalimat penutup sekali.")), frame()))

    assert "Paragraf 0." in text
    assert "Paragraf 99." in text
    assert "Kalimat penutup sekali." in text
    assert text.index("Kalimat penutup") < text.rindex("Sri Contoh")
