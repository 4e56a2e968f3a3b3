"""Drafts: readable with their key, and with nothing else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from netral.intake.actions import drafting
from netral.intake.draft_content import LONGEST_CAPTION, DraftContent
from netral.intake.draft_seal import DraftKey
from netral.intake.models import Draft, DraftFile, ReturnCode
from netral.intake.states import DraftGone, Refused
from netral.lib.encrypted_files import HEAD, SEALED_CHUNK, Damaged
from tests.intake.builders import MONDAY, PNG, answered, day, photo
from tests.sizes import examples

pytestmark = pytest.mark.django_db
STORY = "Camat Rahasia mengajak warga di lapangan."


@pytest.fixture
def key() -> DraftKey:
    return drafting.begin(at=MONDAY)


def stored() -> list[Path]:
    return [path for path in (Path(house.MEDIA_ROOT) / "draf").rglob("*") if path.is_file()]


def test_a_draft_opens_with_its_key_and_says_what_was_answered(key: DraftKey) -> None:
    answered(key, "cerita", {"what": STORY}, at=MONDAY)

    assert drafting.read(key, at=MONDAY).answers("cerita") == {"what": STORY}
    assert drafting.read(key, at=MONDAY).answers("siapa") == {}


def test_no_other_key_opens_it(key: DraftKey) -> None:
    with pytest.raises(DraftGone):
        drafting.read(DraftKey.new(), at=MONDAY)


def test_bytes_put_in_the_place_of_another_draft_do_not_open(key: DraftKey) -> None:
    other = drafting.begin(at=MONDAY)
    Draft.objects.filter(locator=other.locator).update(ciphertext=Draft.objects.get(locator=key.locator).ciphertext)

    with pytest.raises(DraftGone):
        drafting.read(other, at=MONDAY)


@fuzzing(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 4_000), bit=st.integers(0, 7))
def test_one_bit_changed_is_noticed(key: DraftKey, place: int, bit: int) -> None:
    row = Draft.objects.get(locator=key.locator)
    kept = bytearray(row.ciphertext)
    kept[place] ^= 1 << bit
    Draft.objects.filter(pk=row.pk).update(ciphertext=bytes(kept))

    with pytest.raises(DraftGone):
        drafting.read(key, at=MONDAY)

    Draft.objects.filter(pk=row.pk).update(ciphertext=row.ciphertext)


def test_something_else_under_the_right_key_is_no_draft(key: DraftKey) -> None:
    for plain in (b"[]", b"{}", b"nihil", b'{"files": [{"a": 1}]}'):
        Draft.objects.update(ciphertext=key.seal_bytes(plain))
        with pytest.raises(DraftGone):
            drafting.read(key, at=MONDAY)


def test_every_draft_is_as_long_as_another_and_no_two_writings_look_alike(key: DraftKey) -> None:
    before = bytes(Draft.objects.get().ciphertext)
    answered(key, "cerita", {"what": STORY}, at=MONDAY)

    after = bytes(Draft.objects.get().ciphertext)
    assert len(before) == len(after)
    assert before[:100] != after[:100]


def test_answers_of_two_tabs_both_stay(key: DraftKey) -> None:
    for step in ("apa", "kapan", "apa"):
        answered(key, step, {"step": step}, at=MONDAY)

    assert sorted(drafting.read(key, at=MONDAY).steps) == ["apa", "kapan"]


def test_a_draft_ends_days_after_its_last_change(key: DraftKey) -> None:
    answered(key, "apa", {}, at=day(1))

    last = day(1 + house.DRAFT_DAYS)
    assert drafting.read(key, at=last)
    with pytest.raises(DraftGone):
        drafting.read(key, at=last + timedelta(days=1))


def test_the_job_removes_what_ended_and_leaves_the_rest(key: DraftKey) -> None:
    drafting.attach(key, photo(), at=MONDAY)
    drafting.keep_for_later(key, at=MONDAY)
    later = drafting.begin(at=day(3))

    assert drafting.forget_expired(at=day(house.DRAFT_DAYS)) == 0
    assert drafting.forget_expired(at=day(house.DRAFT_DAYS + 1)) == 1

    assert Draft.objects.get().locator == later.locator
    assert not ReturnCode.objects.exists()


def test_the_row_knows_a_day_and_no_moment(key: DraftKey) -> None:
    columns = {field.name for field in Draft._meta.get_fields() if not field.is_relation}

    assert columns == {"id", "locator", "ciphertext", "expires_on"}


def test_a_phone_may_bring_its_own_idempotency_key() -> None:
    assert drafting.read(drafting.begin(at=MONDAY, key="dari-ponsel"), at=MONDAY).key == "dari-ponsel"


def test_what_a_browser_brings_is_a_key_or_none() -> None:
    key = DraftKey.new()

    assert DraftKey.from_text(key.text) == key
    assert [DraftKey.from_text(text) for text in ("", "a", "é", "a" * 43 + "a", "a" * 400)] == [None] * 5


def test_a_key_is_never_printed(key: DraftKey) -> None:
    told = repr(key) + repr(replace(DraftContent(), steps={"cerita": {"what": STORY}}, return_code="ABCD"))

    assert (key.text in told, "Rahasia" in told, "ABCD" in told) == (False, False, False)


# Files


def test_a_file_comes_back_as_it_was(key: DraftKey) -> None:
    tail = bytes(range(256)) * 900  # several blocks and a piece
    drafting.attach(key, photo("foto rahasia.png", tail), at=MONDAY)

    content = drafting.read(key, at=MONDAY)
    sent = PNG + tail
    with drafting.packed(key, content, positions=True) as ([upload], _in_pieces):
        assert (upload.name, upload.size, upload.read()) == ("foto rahasia.png", len(sent), sent)
        upload.seek(0)
        assert upload.read(8) == sent[:8]
        assert b"".join(upload.chunks()) == sent
    assert upload.closed


def test_the_same_file_twice_is_kept_once(key: DraftKey, django_capture_on_commit_callbacks: object) -> None:
    drafting.attach(key, photo(), at=MONDAY)
    before = len(stored())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        drafting.attach(key, photo("lagi.png"), at=MONDAY)

    assert len(drafting.read(key, at=MONDAY).files) == 1
    assert len(stored()) == before


def test_a_file_that_is_no_evidence_is_refused_and_leaves_no_bytes(key: DraftKey) -> None:
    before = len(stored())
    page = photo("halaman.png")
    page.file.write(b"<!DOCTYPE html><script>")
    page.seek(0)

    with pytest.raises(Refused, match=r"halaman\.png"):
        drafting.attach(key, page, at=MONDAY)
    assert len(stored()) == before


def test_one_file_too_many_is_refused_and_leaves_no_bytes(key: DraftKey) -> None:
    for number in range(10):
        drafting.attach(key, photo(tail=bytes([number])), at=MONDAY)
    before = len(stored())

    with pytest.raises(Refused, match="Paling banyak 10"):
        drafting.attach(key, photo(tail=b"lagi"), at=MONDAY)
    assert (len(stored()), DraftFile.objects.count()) == (before, 10)


def test_a_file_goes_when_its_reporter_says_so(key: DraftKey, django_capture_on_commit_callbacks: object) -> None:
    drafting.attach(key, photo(), at=MONDAY)
    [kept] = drafting.read(key, at=MONDAY).files

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        drafting.detach(key, kept.id, at=MONDAY)
        drafting.detach(key, "tidakada", at=MONDAY)

    assert drafting.read(key, at=MONDAY).files == ()
    assert not (Path(house.MEDIA_ROOT) / kept.file).exists()


@pytest.mark.parametrize("harm", ["changed", "cut", "emptied", "swapped"])
def test_a_file_that_was_touched_does_not_open(key: DraftKey, harm: str) -> None:
    drafting.attach(key, photo(tail=bytes(200_000)), at=MONDAY)
    content = drafting.read(key, at=MONDAY)
    path = Path(house.MEDIA_ROOT) / content.files[0].file
    kept = path.read_bytes()
    first, second = HEAD + SEALED_CHUNK, HEAD + 2 * SEALED_CHUNK
    harmed = {
        "changed": kept[:50] + bytes([kept[50] ^ 1]) + kept[51:],
        "cut": kept[:first],
        "emptied": b"",
        "swapped": kept[:HEAD] + kept[first:second] + kept[HEAD:first] + kept[second:],
    }
    path.chmod(0o600)
    path.write_bytes(harmed[harm])

    with pytest.raises(Damaged), drafting.packed(key, content, positions=True) as ([upload], _in_pieces):
        upload.read()


def test_what_is_said_of_a_file_is_kept_with_it(key: DraftKey) -> None:
    drafting.attach(key, photo(), at=MONDAY)
    [kept] = drafting.read(key, at=MONDAY).files

    drafting.caption(key, {kept.id: "Kendaraan dinas" + "." * 400, "lain": "x"}, at=MONDAY)

    assert drafting.read(key, at=MONDAY).files[0].caption.startswith("Kendaraan dinas...")
    assert len(drafting.read(key, at=MONDAY).files[0].caption) == LONGEST_CAPTION


# Coming back


def test_a_return_code_leads_back_however_it_was_typed(key: DraftKey) -> None:
    code = drafting.keep_for_later(key, at=MONDAY)

    assert drafting.come_back(f" {code[:4].lower()}-{code[4:]} ", at=MONDAY) == key
    assert drafting.keep_for_later(key, at=MONDAY) == code


@pytest.mark.parametrize("code", ["", "0000 0000 0000 0000", "é\ud800", "a" * 9_999])
def test_another_code_leads_nowhere(key: DraftKey, code: str) -> None:
    drafting.keep_for_later(key, at=MONDAY)

    with pytest.raises(DraftGone):
        drafting.come_back(code, at=MONDAY)


def test_a_return_code_ends_with_its_draft(key: DraftKey) -> None:
    code = drafting.keep_for_later(key, at=MONDAY)

    with pytest.raises(DraftGone):
        drafting.come_back(code, at=day(house.DRAFT_DAYS + 1))


def test_a_wrapped_key_that_was_touched_leads_nowhere(key: DraftKey) -> None:
    code = drafting.keep_for_later(key, at=MONDAY)
    ReturnCode.objects.update(wrapped_key=bytes(72))

    with pytest.raises(DraftGone):
        drafting.come_back(code, at=MONDAY)


def test_no_row_and_no_file_holds_what_was_told_or_a_key(key: DraftKey) -> None:
    answered(key, "cerita", {"what": STORY}, at=MONDAY)
    drafting.attach(key, photo("Wayan di lapangan.png", b"isi foto rahasia"), at=MONDAY)
    code = drafting.keep_for_later(key, at=MONDAY)

    planted = [STORY, "Wayan", "isi foto rahasia", code, key.text, key.secret.hex()]
    with connection.cursor() as cursor:
        dump = b""
        for table in ("intake_draft", "intake_draftfile", "intake_returncode"):
            cursor.execute(f"SELECT * FROM {table}")
            dump += b"".join(
                bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                for row in cursor.fetchall()
                for cell in row
            )
    dump += b"".join(path.read_bytes() + path.name.encode() for path in stored())
    assert [word for word in planted if word.encode() in dump] == []
    assert key.secret not in dump


# Endings


def test_once_sent_only_the_way_to_the_receipt_is_left(key: DraftKey) -> None:
    answered(key, "cerita", {"what": STORY}, at=MONDAY)
    drafting.attach(key, photo(), at=MONDAY)
    code = drafting.keep_for_later(key, at=MONDAY)
    before = drafting.read(key, at=MONDAY)

    drafting.mark_sent(key, {"laporan": "abc"}, at=MONDAY)
    answered(key, "cerita", {"what": "Lagi."}, at=MONDAY)

    assert drafting.read(key, at=MONDAY) == DraftContent(key=before.key, sent={"laporan": "abc"})
    assert not DraftFile.objects.exists()
    with pytest.raises(DraftGone):
        drafting.come_back(code, at=MONDAY)


def test_a_draft_is_forgotten_at_once(key: DraftKey) -> None:
    drafting.forget(key)
    drafting.forget(key)

    assert not Draft.objects.exists()


def test_in_a_hurry_a_draft_with_a_return_code_stays_for_its_code(key: DraftKey) -> None:
    other = drafting.begin(at=MONDAY)
    code = drafting.keep_for_later(key, at=MONDAY)

    for each in (key, other):
        drafting.forget(each, unless_kept_for_later=True)

    assert drafting.come_back(code, at=MONDAY) == key
    assert Draft.objects.count() == 1


def test_all_drafts_together_fill_their_share_and_no_more(key: DraftKey, settings: Any, tmp_path: Path) -> None:
    settings.UPLOADS_DIR = tmp_path  # what other stories left growing is not of this one
    first, second = photo(), photo(tail=b"lagi")
    settings.UPLOADS_MOST = first.size + second.size - 1
    drafting.attach(key, first, at=MONDAY)
    other, before = drafting.begin(at=MONDAY), stored()

    with pytest.raises(Refused) as refused:
        drafting.attach(other, second, at=MONDAY)
    assert stored() == before
    drafting.forget(key)
    drafting.attach(other, second, at=MONDAY)

    assert [each.code for each in refused.value.problems] == ["penyimpanan_penuh"]
    assert DraftFile.objects.get().size == second.size
