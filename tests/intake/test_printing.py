"""The report form on paper: every field that is known, a line where none is, no name but one typed just now."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral import rulebook
from netral.documents.sheets import Party
from netral.evidence.content import Original
from netral.intake import printing
from netral.intake.actions import submit
from netral.intake.queries import entrance_of
from netral.rulebook.forms import report_form
from tests.documents.builders import words
from tests.intake.builders import FULL, MONDAY, SECRETIVE, TIP, accepted, country, laporan, photo
from tests.intake.pages import CHECK, RECEIPT, STATUS, reported, signed_in, traced
from tests.intake.test_actions_electing import finding

pytestmark = pytest.mark.django_db
HERE = Party("Wayan Mengetik Sendiri", "Jalan Kertas 9", "0811")


def test_a_report_under_the_pemilu_is_printed_on_its_official_form() -> None:
    made = laporan(uploads=[photo()])

    seen = words(printing.for_reporter(made, HERE))

    assert "FORMULIR LAPORAN Formulir B.1, Perbawaslu 7/2022" in seen
    assert "Bukan formulir resmi" not in seen
    for known in (
        "Wayan Mengetik Sendiri", "Jalan Kertas 9", "Terlapor Rekaan", "Camat, Kecamatan Contoh", "Lapangan desa",
        "Jumat, 12 Januari 2024", "09.30", "Saksi Rekaan", "Jalan Saksi 1", "https://contoh.id/unggahan/1",
        "Camat mengajak warga memilih calon tertentu", made.number, "Senin, 15 Januari 2024 pukul 09.00 WITA",
    ):  # fmt: skip
        assert known in seen
    digest = made.receipt.statement["exhibits"][0]
    assert " ".join(digest[place : place + 8] for place in range(0, 64, 8)) in seen
    assert made.receipt.statement["entry_hash"][:32] in seen


def test_a_finding_is_printed_on_the_form_for_findings_with_who_found_it() -> None:
    made = finding()

    seen = words(printing.for_staff(made))

    assert "FORMULIR TEMUAN Formulir B.2, Perbawaslu 7/2022" in seen
    assert entrance_of(made).typed_by in seen
    assert "1. Pengawas yang menemukan" in seen
    assert "3. Peristiwa yang ditemukan" in seen
    assert f"dengan nomor {made.number}" in seen
    for foreign in ("Pelapor", "disegel", "Petugas penerima", "FORMULIR LAPORAN"):
        assert foreign not in seen


def test_the_finding_of_a_pilkada_has_no_official_title_yet() -> None:
    seen = words(printing.for_staff(finding(election="pilkada2024")))

    assert "FORMULIR TEMUAN" in seen
    assert "Bukan formulir resmi" in seen
    assert "A.2" not in seen


def test_what_was_promised_and_has_not_come_yet_says_so() -> None:
    country()
    promised = Original(None, "", "a" * 64, 70_000, filename="rekaman.mp4")
    made = submit(FULL, idempotency_key="k", at=MONDAY, sent=[promised]).laporan

    assert "berkas menyusul" in words(printing.for_reporter(made, HERE))


def test_a_title_nobody_has_seen_is_never_printed_as_official() -> None:
    pilkada = replace(FULL, election="pilkada2024", act_date=date(2024, 1, 12))

    seen = words(printing.for_reporter(laporan(pilkada), Party()))

    assert "Bukan formulir resmi" in seen
    assert "A.1" not in seen
    assert "B.1" not in seen


def test_every_regime_has_a_form_or_none_is_claimed() -> None:
    forms = rulebook.current().forms

    assert [form and form.code for form in (report_form(forms, each) for each in ("pemilu", "pilkada", "lain"))] == [
        "B.1", "A.1", None,
    ]  # fmt: skip


def test_the_seal_is_not_opened_for_a_print() -> None:
    made = laporan()

    for seen in (words(printing.for_reporter(made, Party())), words(printing.for_staff(made))):
        assert SECRETIVE.name not in seen
        assert SECRETIVE.address not in seen
        assert SECRETIVE.phone not in seen
    assert f"Identitas disegel. Disebut di sini: {made.pseudonym}" in words(printing.for_staff(made))


def test_a_tip_with_nothing_but_a_story_prints_too() -> None:
    bare = replace(
        TIP,
        election="",
        act_date=None,
        act_time=None,
        known_on=None,
        region="",
        place="",
        who=(),
        witnesses=(),
        links=(),
        conducts=(),
    )

    seen = words(printing.for_reporter(laporan(bare), Party()))

    assert "Camat mengajak warga" in seen
    assert "Tempat kejadian" in seen


@pytest.mark.parametrize("story", ["#set page(width: 1pt)\n$x$ *tebal* `kode`", "\U0001f44d\u0627\u0644", "a" * 20_000])
def test_a_story_is_printed_as_it_is(story: str) -> None:
    made = laporan(replace(FULL, what=story))

    assert printing.for_staff(made).startswith(b"%PDF")


# Doors


def test_what_is_typed_for_a_print_is_printed_and_kept_nowhere(client: Client) -> None:
    reported(client)

    answer = client.post(f"{RECEIPT}formulir.pdf", {"name": "Nama Ketikan Saja", "address": "x" * 501})

    assert answer["Content-Disposition"] == 'attachment; filename="formulir.pdf"'
    assert (answer["Referrer-Policy"], "no-store" in answer["Cache-Control"]) == ("no-referrer", True)
    assert "Nama Ketikan Saja" in words(answer.content)
    assert "Nama Ketikan Saja" not in str([dict(client.session.items()), dict(traced(client).items())])


def test_the_form_comes_from_the_status_page_too(client: Client) -> None:
    done = accepted(at=timezone.now())
    client.post(CHECK, {"code": done.code})

    assert done.laporan.number in words(client.post(f"{STATUS}formulir.pdf").content)
    assert "Unduh formulir" in client.get(STATUS).content.decode()


def test_strangers_get_no_form(client: Client) -> None:
    assert [client.post(f"{place}formulir.pdf").status_code for place in (RECEIPT, STATUS)] == [404, 404]
    assert client.get(f"{RECEIPT}formulir.pdf").status_code == 405


def test_an_officer_prints_it_with_a_pseudonym_and_another_office_does_not(client: Client, settings: Any) -> None:
    settings.DEMO = True  # no second factor
    made = laporan()
    signed_in(client)
    address = f"/kerja/laporan/{made.key}/formulir.pdf"

    answer = client.get(address)

    assert made.pseudonym in words(answer.content)
    assert "no-store" in answer["Cache-Control"]
    signed_in(client, office="bawaslu-99.08")
    assert client.get(address).status_code == 404
