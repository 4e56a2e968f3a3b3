"""One request over a real socket: whatever the other side does, it ends in time."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from netral.exchange.wire import Heard, Unanswered, ask, pull

Play = Callable[[socket.socket], None]


@contextmanager
def other_side(play: Play) -> Iterator[str]:
    """A server that takes one connection, reads what comes and then plays its part."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)

        def serve() -> None:
            try:
                line, _where = listener.accept()
            except OSError:
                return
            with line:
                line.settimeout(5)
                try:
                    line.recv(65_536)
                    play(line)
                except OSError:
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/pintu?x=1"
        thread.join(timeout=10)


def says(*pieces: bytes, pause: float = 0.0) -> Play:
    def play(line: socket.socket) -> None:
        for piece in pieces:
            line.sendall(piece)
            time.sleep(pause)

    return play


def head(length: int, *more: bytes, status: bytes = b"201 Created") -> bytes:
    return b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Length: %d" % length, *more, b"", b""])


def test_an_answer_is_heard_whole() -> None:
    with other_side(says(head(2, b"Retry-After: 30"), b"{}")) as address:
        assert ask("POST", address, b"{}") == Heard(201, b"{}", 30)


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    with other_side(says(head(0, b"Location: http://127.0.0.1:1/", status=b"302 Found"))) as address:
        assert ask("POST", address, b"{}").status == 302


def test_patience_that_is_no_number_is_none() -> None:
    with other_side(says(head(0, b"Retry-After: besok"))) as address:
        assert ask("POST", address, b"{}").patience == 0


@pytest.mark.parametrize(
    "play",
    [
        says(),
        says(b"bukan http\r\n\r\n"),
        says(head(100) + b"{}"),  # cut on the way
        says(head(70_000) + b"x" * 70_000),  # more than an answer may have
    ],
)
def test_what_is_no_whole_answer_is_none(play: Play) -> None:
    with other_side(play) as address, pytest.raises(Unanswered):
        ask("POST", address, b"{}", timeout=3)


def test_a_side_that_never_answers_ends_in_time() -> None:
    began = time.monotonic()
    with other_side(lambda line: time.sleep(1.5)) as address, pytest.raises(Unanswered):
        ask("POST", address, b"{}", timeout=0.3)

    assert time.monotonic() - began < 4


def test_a_side_that_sends_a_byte_now_and_then_ends_in_time() -> None:
    with other_side(says(head(100), *[b"x"] * 20, pause=0.1)) as address, pytest.raises(Unanswered):
        ask("POST", address, b"{}", timeout=0.5)


def test_where_nobody_listens_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(Unanswered):
        ask("POST", f"http://127.0.0.1:{port}/", b"{}")
    with pytest.raises(Unanswered):
        ask("POST", f"https://127.0.0.1:{port}/", b"{}")


def pulled(play: Play, **limits: float) -> tuple[int, bytes]:
    with other_side(play) as address, pull(address, headers={"Range": "bytes=0-"}, **limits) as answer:
        return answer.status, b"".join(answer.blocks)


def test_a_file_comes_in_pieces() -> None:
    assert pulled(says(head(40_000, status=b"206 Partial Content"), b"x" * 20_000, b"y" * 20_000)) == (
        206,
        b"x" * 20_000 + b"y" * 20_000,
    )


def test_what_came_before_the_line_was_cut_is_kept_and_the_rest_is_not_made_up() -> None:
    assert pulled(says(head(40_000), b"x" * 20_000)) == (201, b"x" * 20_000)


@pytest.mark.parametrize("play", [says(), says(b"bukan http\r\n\r\n")])
def test_nobody_there_is_no_file(play: Play) -> None:
    with pytest.raises(Unanswered):
        pulled(play, timeout=2)


def test_a_side_that_falls_silent_ends_the_try() -> None:
    def play(line: socket.socket) -> None:
        line.sendall(head(40_000) + b"x" * 100)
        time.sleep(1.5)

    with pytest.raises(Unanswered):
        pulled(play, timeout=0.3)


def test_one_try_lasts_no_longer_than_it_may() -> None:
    status, got = pulled(says(head(40_000), *[b"x" * 1_000] * 40, pause=0.02), at_once=0.1)

    assert status == 201
    assert 0 < len(got) < 40_000


def test_nobody_answers_at_a_port_that_cannot_be() -> None:
    with pytest.raises(Unanswered):
        ask("POST", "https://netral.bkn.example:70000/", b"{}")
    with pytest.raises(Unanswered), pull("https://netral.bkn.example:delapan/", headers={}):
        pass
