"""A redacted copy is taken back: for a reason, on record, and nothing leaves that did not leave before."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from netral.audit.models import Entry
from netral.evidence import actions, queries
from netral.evidence.models import Copy, Exhibit, WithdrawnCopy
from netral.evidence.policies import check_can_leave
from netral.evidence.preparing import prepare
from netral.evidence.states import Arrival, Cleaning, EvidenceRefused, NotShown
from tests.evidence.builders import AT, SUBJECT, exhibit
from tests.evidence.test_actions_redacting import BOX, OFFICER, photo, redacted

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Kotaknya menutup pelat nomor yang justru membuktikan."
LATER = AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "berkas"


def uncovered(found: Exhibit, *, reason: str = WHY) -> WithdrawnCopy:
    return actions.uncover(found, reason=reason, acting=OFFICER, office="bawaslu-99.07", at=LATER)


def test_the_copy_is_gone_and_what_it_was_stays(settings: Any) -> None:
    found = exhibit(photo())
    copy = redacted(found)
    file = Path(settings.MEDIA_ROOT) / str(copy.file.name)
    assert file.is_file()

    gone = uncovered(found, reason=f"  {WHY} ")

    assert not file.exists()
    assert not Copy.objects.filter(kind="tertutup").exists()
    assert (gone.sha256, gone.boxes, gone.made_at, gone.reason) == (copy.sha256, [BOX.as_list()], AT, WHY)
    assert (gone.withdrawn_at, gone.withdrawn_by) == (LATER, "akun:petugas")
    assert queries.boxes_of(found) == []
    assert queries.check(found)


def test_the_trail_says_who_took_it_back_and_holds_no_reason() -> None:
    found = exhibit(photo())
    copy = redacted(found)

    uncovered(found)

    entry = Entry.objects.get(verb="bukti.tutupan_ditarik")
    assert (entry.chain, entry.actor, entry.office) == (found.reference, "akun:petugas", "bawaslu-99.07")
    assert entry.hashes == [found.sha256, copy.sha256]
    assert entry.facts == {"release_ended": False}
    assert entry in queries.custody(found)


def test_the_clean_copy_leaves_again() -> None:
    found = exhibit(photo())
    prepare(found, at=AT)
    clean = queries.leaving_copy(found)
    redacted(found)

    uncovered(found)

    assert clean is not None
    assert queries.leaving_copy(found) == clean
    assert queries.leaving_copies([found]) == {found.pk: clean.sha256}
    assert actions.leaving(found) == clean


def test_without_a_clean_copy_nothing_leaves() -> None:
    found = exhibit(photo())
    Exhibit.objects.update(cleaning=Cleaning.FAILED)
    found.refresh_from_db()
    redacted(found)
    check_can_leave(found)

    uncovered(found)

    with pytest.raises(NotShown, match="tidak bisa dibersihkan"):
        check_can_leave(found)
    assert queries.leaving_copies([found]) == {}


def test_an_earlier_word_for_the_original_does_not_count_again() -> None:
    """It was given before somebody saw what had to be hidden; it can be given anew."""
    found = exhibit(photo())
    Exhibit.objects.update(cleaning=Cleaning.FAILED)
    actions.release(found, acting=OFFICER, at=AT)
    redacted(found)

    uncovered(found)

    assert Entry.objects.get(verb="bukti.tutupan_ditarik").facts == {"release_ended": True}
    with pytest.raises(NotShown):
        actions.leaving(found)
    actions.release(found, acting=OFFICER, at=LATER)
    assert actions.leaving(found) == found


@pytest.mark.parametrize("reason", ["", "   ", "salah", f"pendek sekali{' ' * 30}"])
def test_a_reason_that_tells_nothing_takes_nothing_back(reason: str) -> None:
    found = exhibit(photo())
    redacted(found)

    with pytest.raises(EvidenceRefused) as refusal:
        uncovered(found, reason=reason)

    assert (refusal.value.field, refusal.value.code) == ("reason", "terlalu_pendek")
    assert Copy.objects.filter(kind="tertutup").count() == 1
    assert not Entry.objects.filter(verb="bukti.tutupan_ditarik").exists()


def test_what_has_no_redacted_copy_has_none_to_take_back() -> None:
    found = exhibit(photo())
    prepare(found, at=AT)

    with pytest.raises(NotShown, match="tidak punya salinan tertutup"):
        uncovered(found)

    redacted(found)
    uncovered(found)
    with pytest.raises(NotShown, match="tidak punya salinan tertutup"):
        uncovered(found)
    assert WithdrawnCopy.objects.count() == 1


def test_what_was_erased_is_not_taken_back() -> None:
    found = exhibit(photo())
    redacted(found)
    Exhibit.objects.update(arrival=Arrival.ERASED)

    with pytest.raises(NotShown, match="masa simpannya berakhir"):
        uncovered(found)


def test_it_can_be_blackened_anew_and_taken_back_again() -> None:
    found = exhibit(photo())
    redacted(found)
    uncovered(found)
    second = redacted(found, BOX, at=LATER)
    assert queries.leaving_copy(found) == second

    actions.uncover(found, reason=WHY, acting=OFFICER, at=LATER)

    assert found.withdrawn_copies.count() == 2


def test_the_reason_goes_when_the_texts_of_its_subject_go() -> None:
    found = exhibit(photo())
    redacted(found)
    uncovered(found)

    actions.erase(SUBJECT)

    gone = WithdrawnCopy.objects.get()
    assert (gone.reason, gone.boxes) == ("", [BOX.as_list()])
