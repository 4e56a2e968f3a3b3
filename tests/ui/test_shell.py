"""The frames every page stands in."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory

from netral.ui.widgets import BigCheckboxes

BASES = ["public", "report", "plain", "workspace", "workspace_aside", "error"]


@dataclass
class Staff:
    name: str = "Nur Aini, S.H."
    is_authenticated: bool = True


@dataclass
class Item:
    label: str
    url: str
    icon: str = "inbox"
    count: int | None = None
    current: bool = False


@dataclass
class Group:
    heading: str
    items: list[Item] = field(default_factory=list)
    folded: bool = False


QUEUE = Item("Antrean", "/kerja/antrean/", count=12, current=True)
RAIL = [Group("Pekerjaan", [QUEUE, Item("Tenggat", "/kerja/tenggat/")]), Group("", [Item("Cari", "/kerja/cari/")])]


def page(base: str, blocks: str = "", *, user: object = None, path: str = "/bantuan/", **context: Any) -> str:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()  # type: ignore[assignment]
    source = f'{{% extends "ui/{base}.html" %}}{blocks}'
    return re.sub(r"\s+", " ", Template(source).render(Context({"request": request, **context})))


@pytest.mark.parametrize("base", BASES)
def test_every_frame_has_its_landmarks_once(base: str) -> None:
    shown = page(base)

    for landmark in ("<header", "<main", "<footer"):
        assert shown.count(landmark) == 1, landmark
    assert shown.count('id="isi"') == 1
    assert shown.index('href="#isi"') < shown.index("<header")


@pytest.mark.parametrize("base", BASES)
def test_every_frame_offers_the_other_language_and_help(base: str) -> None:
    shown = page(base)

    assert 'href="/en/bantuan/" lang="en" hreflang="en"' in shown
    assert 'href="/bantuan/"' in shown.split("<footer")[1]


@pytest.mark.parametrize("base", BASES)
def test_no_id_is_given_twice(base: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page(base, navigation=RAIL, user=Staff()))

    assert sorted(ids) == sorted(set(ids))


def test_the_title_says_the_page_first() -> None:
    shown = page("public", "{% block title %}Periksa lalu kirim{% endblock %}")

    assert "<title>Periksa lalu kirim \N{EN DASH} Netral</title>" in shown


def test_the_public_header_marks_where_one_is() -> None:
    header = page("public", path="/aturan/SKB-2022/DS-4/").split("</header>")[0]

    assert re.findall(r'<a href="([^"]+)" aria-current="page"', header) == ["/aturan/"]


def test_a_report_page_offers_the_way_out_before_anything_else() -> None:
    header = page("report").split("</header>")[0]

    assert header.index("/keluar-cepat/") < header.index('class="logo"')
    assert "kepala__nav" not in header


def test_the_workspace_rail_shows_where_one_is_and_what_waits() -> None:
    rail = page("workspace", user=Staff(), navigation=RAIL, office_name="Bawaslu Kota Sagara").split("</header>")[0]

    assert re.findall(r'<a href="([^"]+)" aria-current="page"', rail) == ["/kerja/antrean/"]
    assert "<b>12</b>" in rail
    assert rail.count("<h2>") == 1
    assert "Bawaslu Kota Sagara" in rail
    assert "Nur Aini, S.H." in rail


def test_a_folded_group_shows_its_heading_and_opens_without_a_script() -> None:
    folded = [*RAIL, Group("Rujukan", [Item("Buku kontak", "/kerja/wasdal/kontak/")], folded=True)]

    rail = page("workspace", user=Staff(), navigation=folded).split("</header>")[0]

    assert re.search(r'<details class="rel__lipat"><summary>Rujukan</summary><ul><li><a href="/kerja/wasdal/', rail)
    assert rail.count("<details") == 1


def test_on_a_phone_the_menu_is_a_link_to_the_same_rail_below() -> None:
    shown = page("workspace", user=Staff(), navigation=RAIL)

    header, footer = shown.split("</header>")[0], shown.split("<footer")[1]
    assert 'href="#menu-kerja"' in header
    assert 'id="menu-kerja"' in footer
    assert "/kerja/tenggat/" in footer


def test_signing_out_is_a_form_and_never_a_link() -> None:
    shown = page("workspace", user=Staff())

    assert re.search(r'<form method="post" action="/akun/keluar/">', shown)
    assert not re.search(r'<a[^>]+href="/akun/keluar/"', shown)


def test_nobody_signed_in_means_no_name_and_no_sign_out() -> None:
    assert "/akun/keluar/" not in page("workspace")


def test_the_workspace_has_one_heading_and_its_own_styles() -> None:
    shown = page("workspace", "{% block heading %}Antrean{% endblock %}")

    assert shown.count("<h1>Antrean</h1>") == 1
    assert "ui/kerja.css" in shown
    assert "ui/kerja.css" not in page("public")


def test_a_right_column_is_a_landmark_beside_the_content() -> None:
    blocks = "{% block content %}kiri{% endblock %}{% block aside %}kanan{% endblock %}"

    assert re.search(
        r'kiri</div><aside class="kn" aria-label="Keterangan">kanan</aside>', page("workspace_aside", blocks)
    )


@pytest.mark.parametrize(
    ("level", "icon"),
    [(constants.SUCCESS, "circle-check"), (constants.ERROR, "alert-circle"), (constants.INFO, "info-circle")],
)
@pytest.mark.parametrize("base", ["public", "plain", "workspace"])
def test_what_just_happened_is_said_once_politely(base: str, level: int, icon: str) -> None:
    shown = page(base, messages=[Message(level, "Tersimpan <b>.")])

    assert shown.count('role="status"') == 1
    assert f"#{icon}" in shown
    assert "Tersimpan &lt;b&gt;." in shown


def test_a_long_group_of_boxes_may_stand_in_columns() -> None:
    def group(size: int) -> str:
        choices = [(str(number), str(number)) for number in range(size)]
        form = type("F", (forms.Form,), {"f": forms.MultipleChoiceField(choices=choices, widget=BigCheckboxes())})()
        return Template("{% field form.f %}").render(Context({"form": form}))

    assert "pilihan--banyak" not in group(8)
    assert "pilihan--banyak" in group(9)
