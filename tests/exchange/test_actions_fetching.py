"""Files of a hand-over come over the wire in pieces, are compared with what was announced, and kept once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.http import Http404
from django.test import Client
from django.utils import timezone

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.evidence.states import Busy, DiskFull, NotShown, UploadGone, WrongOffset
from netral.exchange import actions, handing, tickets
from netral.exchange.actions import fetching
from netral.exchange.actions.fetching import REFUSED_PAUSE, missing
from netral.exchange.models import Kiriman, Masukan, Refusal
from netral.exchange.queries import files_of
from netral.exchange.states import CHANGED, LEASE, PAUSES, WITHHELD, Answer, Door
from netral.exchange.wire import Pulled, Unanswered
from netral.exchange.words import files_said
from tests.evidence.builders import PDF
from tests.exchange.builders import BOSS, OFFICIAL, came_in, clock, foreign_key, office, partner, sent
from tests.intake.builders import day

pytestmark = pytest.mark.django_db
LETTER, LONG = PDF, PDF + b"%" * 200_000
NOW = day(2)


def content(*files: bytes) -> dict[str, Any]:
    first, *others = files
    rows = [
        {"label": f"B{n}", "sha256": sha256(each).hexdigest(), "size": len(each), "media_type": "application/pdf"}
        for n, each in enumerate(others, 1)
    ]
    return {"letter": {"number": "1", "sha256": sha256(first).hexdigest(), "size": len(first)}, "exhibits": rows}


class Shelf:
    """The sender's side of the wire. It plays its moods one after the other; without any it gives what is asked."""

    def __init__(self, *files: bytes, moods: tuple[str, ...] = ()) -> None:
        self.files, self.moods = {sha256(each).hexdigest(): each for each in files}, iter(moods)
        self.asked: list[tuple[str, int]] = []

    @contextmanager
    def __call__(self, address: str, *, headers: dict[str, str]) -> Iterator[Pulled]:
        mood, name = next(self.moods, ""), address.rstrip("/").rpartition("/")[2]
        start = int(headers["Range"].removeprefix("bytes=").removesuffix("-"))
        self.asked.append((name, start))
        assert headers[tickets.HEADER]
        if mood == "away":
            raise Unanswered("ConnectionRefusedError")
        if mood.isdigit():
            yield Pulled(int(mood), iter([b"tidak"]))
            return
        yield Pulled(206, self._blocks(self.files[name], start, mood))

    def _blocks(self, file: bytes, start: int, mood: str) -> Iterator[bytes]:
        if mood == "flipped":
            file = file[:-1] + bytes([file[-1] ^ 1])
        reader = BytesIO(file[start:])
        while block := reader.read(16_384):
            yield block
            if mood == "cut" and reader.tell() > 100_000:
                raise Unanswered("IncompleteRead")
        if mood == "more":
            yield b"x" * 16_384


def fetch(shelf: Shelf, at: Any = NOW) -> int:
    return actions.fetch_due(clock=clock(at), pulled=shelf)


def exhibits(masukan: Masukan) -> list[tuple[str, str]]:
    return list(Exhibit.objects.filter(subject=masukan.reference).order_by("pk").values_list("filename", "arrival"))


def test_letter_and_exhibits_are_fetched_and_kept() -> None:
    masukan, shelf = came_in(content=content(LETTER, LONG)), Shelf(LETTER, LONG)

    assert fetch(shelf) == 1

    masukan.refresh_from_db()
    assert [(each.size, each.arrival) for each in Exhibit.objects.filter(subject=masukan.reference).order_by("pk")] == [
        (len(LETTER), "ada"),
        (len(LONG), "ada"),
    ]
    assert (masukan.files_due_at, masukan.files_said, missing(masukan)) == (None, "", [])
    assert fetch(shelf) == 0
    assert len(shelf.asked) == 2
    assert verify().ok


def test_a_line_that_was_cut_goes_on_where_it_stopped() -> None:
    masukan = came_in(content=content(LETTER, LONG))
    shelf = Shelf(LETTER, LONG, moods=("", "cut"))

    assert fetch(shelf) == 0
    masukan.refresh_from_db()
    waits = (masukan.files_said, masukan.files_due_at)
    assert fetch(shelf, NOW + PAUSES[0]) == 1

    assert waits == ("tidak_menjawab:B1.pdf", NOW + PAUSES[0])
    assert shelf.asked[-1][1] >= 65_536


def test_a_flipped_byte_is_refused_by_name_and_nothing_of_it_stays() -> None:
    masukan = came_in(content=content(LETTER, LONG))

    fetch(Shelf(LETTER, LONG, moods=("", "flipped")))

    masukan.refresh_from_db()
    refused = Exhibit.objects.get(subject=masukan.reference, sha256=sha256(LONG).hexdigest())
    assert (masukan.files_said, masukan.files_due_at) == (f"{CHANGED}:B1.pdf", NOW + REFUSED_PAUSE)
    assert (refused.arrival, bool(refused.file), refused.mismatched_at) == ("menyusul", False, NOW)
    assert Entry.objects.filter(chain=masukan.reference, verb="bukti.tidak_cocok").count() == 1
    assert fetch(Shelf(LETTER, LONG), NOW + REFUSED_PAUSE) == 1


def test_a_byte_flipped_in_the_letter_does_not_keep_the_exhibits_away() -> None:
    masukan = came_in(content=content(LETTER, LONG))

    fetch(Shelf(LETTER, LONG, moods=("flipped",)))

    assert [each.name for each in missing(masukan)] == ["surat.pdf"]
    masukan.refresh_from_db()
    assert masukan.files_said == f"{CHANGED}:surat.pdf"


@pytest.mark.parametrize(
    ("mood", "said"), [("away", "tidak_menjawab"), ("404", "http_404"), ("500", "http_500"), ("401", "http_401")]
)
def test_a_sender_that_gives_nothing_is_asked_again_later(mood: str, said: str) -> None:
    masukan, shelf = came_in(content=content(LETTER)), Shelf(LETTER, moods=(mood,))

    assert fetch(shelf) == 0
    assert fetch(shelf) == 0

    masukan.refresh_from_db()
    assert (masukan.files_said, masukan.files_tries, len(shelf.asked)) == (f"{said}:surat.pdf", 1, 1)
    assert fetch(shelf, NOW + PAUSES[0]) == 1


def test_bytes_beyond_those_announced_are_not_read() -> None:
    masukan = came_in(content=content(LETTER))

    assert fetch(Shelf(LETTER, moods=("more",))) == 1

    assert Exhibit.objects.get(subject=masukan.reference).size == len(LETTER)


def test_a_round_has_an_end_and_the_next_goes_on() -> None:
    for _ in range(3):
        came_in(content=content(LETTER))
    shelf = Shelf(LETTER)

    rounds = [actions.fetch_due(clock=clock(NOW), pulled=shelf, most=2) for _ in range(2)]

    assert rounds == [2, 1]


def test_what_another_worker_took_in_this_moment_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    came_in(content=content(LETTER))
    missing_files, looks = fetching.queries.missing_files, []

    def seen_late(at: Any) -> Any:
        found = list(missing_files(at))
        looks.append(len(found))
        Masukan.objects.update(files_due_at=at + LEASE)  # somebody else was faster
        return Seen(found)

    monkeypatch.setattr(fetching.queries, "missing_files", seen_late)
    shelf = Shelf(LETTER)

    assert fetch(shelf) == 0
    assert (looks, shelf.asked) == ([1, 0], [])


class Seen(list[Masukan]):
    """Rows as they were when somebody looked."""

    def select_related(self, *_names: str) -> "Seen":
        return self

    def first(self) -> Masukan | None:
        return self[0] if self else None


def test_a_paused_partner_is_not_asked() -> None:
    masukan, shelf = came_in(content=content(LETTER)), Shelf(LETTER)
    actions.pause(partner(), paused=True, acting=BOSS, at=NOW)

    fetch(shelf)

    masukan.refresh_from_db()
    assert (masukan.files_said, shelf.asked) == ("tanpa_alamat:surat.pdf", [])


def test_what_announces_no_file_waits_for_none() -> None:
    assert came_in().files_due_at is None


def test_a_worker_that_was_killed_loses_what_it_held() -> None:
    masukan = came_in(content=content(LETTER))
    Masukan.objects.filter(pk=masukan.pk).update(files_due_at=NOW + LEASE, files_tries=1)

    assert fetch(Shelf(LETTER)) == 0
    assert fetch(Shelf(LETTER), NOW + LEASE) == 1


# ---- the other end: what a sender gives -----------------------------------------------------------------------------


def ticket(kiriman: Kiriman, file: str, *, signed_by: str = "", **changes: Any) -> str:
    key = foreign_key(signed_by or kiriman.receiver.code)
    values = {"key": kiriman.key, "file": file, "by": kiriman.receiver.code, "audience": settings.BASE_URL}
    values |= {"at": timezone.now(), "key_id": key.key_id, "sign": key.sign_json, **changes}
    return tickets.ticket(**values)


def ask(kiriman: Kiriman, file: str, **headers: str) -> Any:
    named = {"Netral-Ticket": ticket(kiriman, file), **headers}
    return Client().get(f"/api/v1/kiriman/{kiriman.key}/berkas/{file}/", headers=named)


def passed_on() -> tuple[Kiriman, str]:
    """A hand-over that came in with its letter and goes on to another house."""
    masukan = came_in(content=content(LONG))
    fetch(Shelf(LONG))
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)
    partner("kasn")
    kiriman = actions.pass_on(masukan, receiver=office("kasn"), acting=OFFICIAL, at=NOW)
    assert isinstance(kiriman, Kiriman)
    return kiriman, sha256(LONG).hexdigest()


def test_the_next_house_gets_the_same_bytes_in_the_part_it_asks_for() -> None:
    kiriman, file = passed_on()

    whole, part = ask(kiriman, file), ask(kiriman, file, Range="bytes=100000-")

    assert (whole.status_code, whole.getvalue()) == (200, LONG)
    assert (part.status_code, part.getvalue()) == (206, LONG[100_000:])
    assert part["Content-Range"] == f"bytes 100000-{len(LONG) - 1}/{len(LONG)}"
    assert ask(kiriman, file, Range=f"bytes={len(LONG)}-").status_code == 416


def test_a_file_that_did_not_go_along_is_not_there() -> None:
    kiriman, _file = passed_on()

    assert ask(kiriman, "c" * 64).status_code == 404
    assert ask(sent(), "c" * 64).status_code == 404


def test_only_the_receiver_gets_a_file_and_every_other_knock_counts() -> None:
    kiriman, file = passed_on()
    address = f"/api/v1/kiriman/{kiriman.key}/berkas/{file}/"

    answers = [
        Client().get(address),
        Client().get(address, headers={"Netral-Ticket": ticket(kiriman, file, signed_by="bkn")}),
        Client().get(address, headers={"Netral-Ticket": ticket(kiriman, "c" * 64)}),
        Client().get(f"/api/v1/kiriman/tidakada/berkas/{file}/"),
    ]

    assert [answer.status_code for answer in answers] == [401] * 4
    assert [answer.json()["errors"][0]["code"] for answer in answers] == [
        "tanda_tangan",
        "tidak_dikenal",
        "bukan_miliknya",
        "tidak_dikenal",
    ]
    assert Refusal.objects.count() == 3


def test_of_what_goes_by_hand_nothing_is_fetched() -> None:
    partner(door=Door.PACKAGE)

    assert ask(sent(), "c" * 64).status_code == 401


def test_a_file_that_is_gone_or_held_back_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    kiriman, file = passed_on()

    def held_back(_exhibit: Exhibit) -> None:
        raise NotShown

    monkeypatch.setattr(handing.evidence, "opened_as_it_came", held_back)

    with pytest.raises(Http404):
        handing.file_answer(kiriman.key, file, ticket=ticket(kiriman, file), part="", at=timezone.now())


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (DiskFull(), "tanpa_ruang"),
        (Busy(), "tidak_menjawab"),
        (WrongOffset(7), "tidak_menjawab"),
        (UploadGone(), "tidak_menjawab"),
    ],
)
def test_what_stands_in_its_way_here_is_said_too(
    problem: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise problem

    masukan = came_in(content=content(LETTER))
    monkeypatch.setattr(evidence, "receive", refuse)

    fetch(Shelf(LETTER))

    masukan.refresh_from_db()
    assert masukan.files_said == f"{said}:surat.pdf"


def test_what_came_short_goes_on_the_next_time() -> None:
    masukan = came_in(content={**content(LETTER), "letter": {**content(LETTER)["letter"], "size": len(LETTER) + 1}})

    fetch(Shelf(LETTER))

    masukan.refresh_from_db()
    assert masukan.files_said == "tidak_menjawab:surat.pdf"


# ---- a file that leaves no more as it was announced -----------------------------------------------------------------

BLACKENED = PDF + b"%" * 70_000


def fingerprint(file: bytes) -> str:
    return sha256(file).hexdigest()


class Replacing(Shelf):
    """A sender whose second file was blackened since: it says so, signed, and gives what leaves now."""

    def __init__(self, *files: bytes, row: dict[str, Any] | None, signed_by: str = "bkn", **changes: Any) -> None:
        super().__init__(*files)
        self.row, self.signed_by, self.changes = row, signed_by, changes

    @contextmanager
    def __call__(self, address: str, *, headers: dict[str, str]) -> Iterator[Pulled]:
        *_path, key, _files, name = address.rstrip("/").split("/")
        if name != fingerprint(LONG):
            with super().__call__(address, headers=headers) as pulled:
                yield pulled
            return
        self.asked.append((name, 0))
        yield Pulled(410, iter([json.dumps({"errors": [], "replaced": self.word(key)}).encode()]))

    def word(self, key: str) -> dict[str, Any]:
        signer = foreign_key(self.signed_by)
        values = {"key": key, "file": fingerprint(LONG), "by": "pemkab-99.07", "at": NOW, **self.changes}
        return tickets.replacement(self.row, key_id=signer.key_id, sign=signer.sign_json, **values)


def leaves_now(file: bytes = BLACKENED, **changes: Any) -> dict[str, Any]:
    row = {"label": "B1", "sha256": fingerprint(file), "media_type": "application/pdf", "size": len(file)}
    return {**row, **changes}


def test_what_was_blackened_since_is_fetched_under_the_fingerprint_its_sender_signs_now() -> None:
    masukan = came_in(content=content(LETTER, LONG))

    assert fetch(Replacing(LETTER, BLACKENED, row=leaves_now())) == 1

    masukan.refresh_from_db()
    assert (masukan.files_due_at, masukan.files_said, missing(masukan)) == (None, "", [])
    assert masukan.replaced == {fingerprint(LONG): leaves_now()}
    assert [(each.filename, each.sha256) for each in files_of(masukan)] == [
        ("surat.pdf", fingerprint(LETTER)), ("B1.pdf", fingerprint(BLACKENED)),
    ]  # fmt: skip
    entry = Entry.objects.get(chain=masukan.reference, verb="masukan.berkas_diganti")
    assert (entry.hashes, entry.facts) == ([fingerprint(LONG), fingerprint(BLACKENED)], {"sender": "bkn"})
    assert verify().ok


def test_blackened_once_more_the_newest_is_fetched() -> None:
    masukan, newest = came_in(content=content(LETTER, LONG)), BLACKENED + b"%"
    gone = Replacing(LETTER, row=leaves_now())
    gone.moods = iter(("", "404"))

    assert fetch(gone) == 0
    assert fetch(Replacing(newest, row=leaves_now(newest)), NOW + PAUSES[0]) == 1

    masukan.refresh_from_db()
    assert masukan.replaced == {fingerprint(LONG): leaves_now(newest)}
    assert [each.sha256 for each in files_of(masukan)] == [fingerprint(LETTER), fingerprint(newest)]


def test_what_is_held_back_is_said_and_asked_for_again_and_keeps_no_other_away() -> None:
    masukan = came_in(content=content(LETTER, LONG, BLACKENED))

    fetch(Replacing(LETTER, BLACKENED, row=None))
    fetch(Replacing(row=None, at=NOW + REFUSED_PAUSE), NOW + REFUSED_PAUSE)

    masukan.refresh_from_db()
    assert (masukan.files_said, masukan.files_due_at) == (f"{WITHHELD}:B1.pdf", NOW + REFUSED_PAUSE * 2)
    assert [each.name for each in missing(masukan)] == ["B1.pdf"]
    assert files_said(masukan).startswith("B1.pdf ditahan Badan Kepegawaian Negara")
    assert Entry.objects.filter(chain=masukan.reference, verb="masukan.berkas_ditahan").count() == 1


@pytest.mark.parametrize(
    "spoiled",
    [
        {"row": leaves_now(), "signed_by": "kasn"},
        {"row": leaves_now(), "key": "lain"},
        {"row": leaves_now(), "file": "c" * 64},
        {"row": leaves_now(), "by": "kasn"},
        {"row": leaves_now(), "at": NOW - LEASE * 10},
        {"row": leaves_now(size=-1)},
        {"row": leaves_now(label="../../B1")},
    ],
)
def test_what_its_sender_did_not_sign_for_this_file_is_no_word_of_it(spoiled: dict[str, Any]) -> None:
    masukan = came_in(content=content(LETTER, LONG))

    assert fetch(Replacing(LETTER, BLACKENED, **spoiled)) == 0

    masukan.refresh_from_db()
    assert (masukan.files_said, masukan.replaced) == ("http_410:B1.pdf", {})


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"replaced": 1}', b"<html>"])
def test_a_word_nobody_can_read_is_none(body: bytes) -> None:
    masukan = came_in(content=content(LETTER))

    @contextmanager
    def gone(_address: str, **_options: Any) -> Iterator[Pulled]:
        yield Pulled(410, iter([body]))

    actions.fetch_due(clock=clock(NOW), pulled=gone)

    masukan.refresh_from_db()
    assert (masukan.files_said, masukan.replaced) == ("http_410:surat.pdf", {})


def passed_on_again(shelf: Shelf) -> Kiriman:
    """A hand-over whose file its sender replaced, passed on to another house."""
    masukan = came_in(content=content(LETTER, LONG))
    fetch(shelf)
    masukan.refresh_from_db()
    actions.answer(masukan, Answer.RECEIVED, acting=OFFICIAL, at=NOW)
    partner("kasn")
    kiriman = actions.pass_on(masukan, receiver=office("kasn"), acting=OFFICIAL, at=NOW)
    assert isinstance(kiriman, Kiriman)
    return kiriman


def test_the_next_house_hears_of_it_too() -> None:
    kiriman = passed_on_again(Replacing(LETTER, BLACKENED, row=leaves_now()))

    answer = ask(kiriman, fingerprint(LONG))

    assert (answer.status_code, answer.json()["replaced"]["leaves"]) == (410, leaves_now())
    assert ask(kiriman, fingerprint(BLACKENED)).getvalue() == BLACKENED


def test_the_next_house_hears_what_is_held_back_and_waits_for_what_is_not_here_yet() -> None:
    held = passed_on_again(Replacing(LETTER, row=None))
    away = Replacing(LETTER, row=leaves_now())
    away.moods = iter(("", "away"))
    waits = passed_on_again(away)

    assert ask(held, fingerprint(LONG)).json()["replaced"]["leaves"] is None
    assert ask(waits, fingerprint(LONG)).status_code == 404
