"""Time-stamps from an authority on a real socket: good ones hold, every other answer is none."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral.audit import stamping
from netral.audit.stamping import NoStamp, ask, check_stamp, moment_of, trusted_roots
from tests.audit.authority import Served, Stamper, serving
from tests.sizes import examples

pytestmark = pytest.mark.once
DATA = b'{"number":"TT-99.07-2026-000001"}'


@pytest.fixture(scope="module")
def stamper(tmp_path_factory: pytest.TempPathFactory) -> Stamper:
    return Stamper.made_in(tmp_path_factory.mktemp("otoritas") / "tsa")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Stamper:
    return Stamper.made_in(tmp_path_factory.mktemp("lain") / "tsa")


@pytest.fixture(scope="module")
def stamp(stamper: Stamper) -> bytes:
    return stamper.stamp(DATA)


@pytest.fixture
def served(stamper: Stamper) -> Iterator[Served]:
    with serving(stamper) as served:
        yield served


def asked(served: Served, *, data: bytes = DATA, timeout: float = 5) -> tuple[bytes, datetime]:
    return ask(data, url=served.url, roots=trusted_roots(served.stamper.roots), timeout=timeout)


def test_a_good_answer_is_kept_whole_and_names_its_moment(served: Served) -> None:
    before = datetime.now(UTC).replace(microsecond=0)

    answer, moment = asked(served)

    assert before <= moment <= datetime.now(UTC)
    assert moment_of(answer, DATA, trusted_roots(served.stamper.roots)) == moment


@pytest.mark.parametrize(
    ("mood", "why"),
    [
        ("other", "untuk isi yang lain"),
        ("garbage", "Bukan jawaban stempel waktu"),
        ("empty", "Bukan jawaban stempel waktu"),
        ("refused", r"menolak \(status 2\)"),
        ("flood", "terlalu panjang"),
        ("moved", "menjawab 302"),
        ("busy", "menjawab 503"),
        ("unknown", "menjawab 404"),
        ("hangs up", "tidak terjangkau"),
    ],
)
def test_any_other_answer_is_no_stamp(served: Served, mood: str, why: str) -> None:
    served.moods = [mood]

    with pytest.raises(NoStamp, match=why):
        asked(served)


def test_an_answer_to_an_earlier_question_is_refused_by_its_nonce(served: Served) -> None:
    served.moods = ["good", "earlier"]
    asked(served)

    with pytest.raises(NoStamp, match="Nonce mismatch"):
        asked(served)


def test_silence_ends_after_the_time_it_was_given(served: Served) -> None:
    served.moods = ["silent"]

    with pytest.raises(NoStamp, match="tidak terjangkau"):
        asked(served, timeout=0.3)


def test_an_authority_that_is_down_is_no_stamp(served: Served) -> None:
    with serving(served.stamper) as gone:
        pass

    with pytest.raises(NoStamp, match="tidak terjangkau"):
        asked(gone)


def test_an_answer_that_drips_is_given_up(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamping, "PIECE", 1)
    now = iter(range(1000))
    monkeypatch.setattr(stamping.time, "monotonic", lambda: float(next(now)))

    with pytest.raises(NoStamp, match="terlalu lama"):
        asked(served)


@pytest.mark.parametrize("url", ["ftp://contoh.id/", "file:///etc/passwd", "tsa"])
def test_only_the_web_is_asked(served: Served, url: str) -> None:
    with pytest.raises(NoStamp, match="diawali http"):
        ask(DATA, url=url, roots=trusted_roots(served.stamper.roots), timeout=1)


def test_a_stamp_of_another_authority_is_not_trusted(stamp: bytes, other: Stamper) -> None:
    with pytest.raises(NoStamp, match="tidak dapat dipercaya"):
        moment_of(stamp, DATA, trusted_roots(other.roots))


@pytest.mark.parametrize("content", [b"", b"bukan sertifikat"])
def test_a_file_without_certificates_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "tsa.pem").write_bytes(content)

    with pytest.raises(NoStamp, match="bukan berkas sertifikat PEM"):
        trusted_roots(tmp_path / "tsa.pem")
    with pytest.raises(NoStamp, match="bukan berkas sertifikat PEM"):
        trusted_roots(tmp_path / "tidak-ada.pem")


def test_one_of_several_forms_is_enough(stamp: bytes, stamper: Stamper) -> None:
    roots = trusted_roots(stamper.roots)

    found = check_stamp(stamp, [b"lain", DATA], roots)

    assert found.holds
    assert "sudah ada pada" in found.because
    assert not check_stamp(stamp, [b"lain", b"juga lain"], roots).holds


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_a_stamp_with_a_byte_changed_does_not_hold_or_says_the_same(
    stamp: bytes, stamper: Stamper, data: st.DataObject
) -> None:
    place, byte = data.draw(st.integers(0, len(stamp) - 1)), data.draw(st.integers(0, 255))
    changed = stamp[:place] + bytes([byte]) + stamp[place + 1 :]

    found = check_stamp(changed, [DATA], trusted_roots(stamper.roots))

    assert not found.holds or found.because == check_stamp(stamp, [DATA], trusted_roots(stamper.roots)).because


@settings(max_examples=examples(60), deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(stamper: Stamper, content: bytes) -> None:
    assert not check_stamp(content, [DATA], trusted_roots(stamper.roots)).holds
