"""Both ways out of the house, each against the real thing: a socket, and a folder."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from netral.notices.gateways import Letter, NotTaken, NumberAbsent, TryLater, gateway, is_on
from netral.notices.gateways.cloud import CloudGateway, body_of
from netral.notices.gateways.folder import FolderGateway
from netral.notices.whatsapp_states import Template
from tests.notices.gateway import SENDER, TOKEN, Gateway, serving

pytestmark = pytest.mark.once
NEWS = Letter("kunci01", "+6281234567890", Template.NEWS, "id", ["netral.example/cek"])


@pytest.fixture
def served() -> Iterator[Gateway]:
    with serving() as running:
        yield running


def cloud(served: Gateway, **changes: Any) -> CloudGateway:
    return CloudGateway(**{"url": served.url, "token": TOKEN, "timeout": 0.4, **changes})


def test_a_template_message_goes_out_and_its_id_comes_back(served: Gateway) -> None:
    found = cloud(served).send(NEWS)

    assert found.startswith("wamid.")
    assert served.sent == [{
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+6281234567890",
        "type": "template",
        "template": {
            "name": "netral_pembaruan",
            "language": {"code": "id"},
            "components": [{"type": "body", "parameters": [{"type": "text", "text": "netral.example/cek"}]}],
        },
        "biz_opaque_callback_data": "kunci01",
    }]  # fmt: skip
    assert served.headers[0]["Idempotency-Key"] == "kunci01"


def test_a_code_stands_on_its_button_too() -> None:
    components = body_of(replace(NEWS, template=Template.CODE, parameters=["482915"]))["template"]["components"]

    assert [(part["type"], part.get("sub_type"), part["parameters"][0]["text"]) for part in components] == [
        ("body", None, "482915"),
        ("button", "url", "482915"),
    ]


@pytest.mark.parametrize(
    ("mood", "reason", "uncertain"),
    [
        ("busy", "429:130429", False),
        ("pair", "400:131056", False),
        ("down", "503:131016", False),
        ("broken", "502", False),
        ("silent", "jawaban_hilang", True),
        ("hangs up", "jawaban_hilang", True),
        ("garbage", "jawaban_tidak_terbaca", True),
        ("nameless", "jawaban_tidak_terbaca", True),
        ("long", "jawaban_tidak_terbaca", True),
    ],
)
def test_what_passes_is_said_to_pass(served: Gateway, mood: str, reason: str, uncertain: bool) -> None:
    served.moods = [mood]

    with pytest.raises(TryLater) as delay:
        cloud(served).send(NEWS)

    assert (delay.value.reason, delay.value.uncertain) == (reason, uncertain)
    assert delay.value.after == (timedelta(hours=2) if mood == "busy" else None)


def test_a_token_that_is_refused_is_no_fault_of_the_message(served: Gateway) -> None:
    with pytest.raises(TryLater, match="401:190"):
        cloud(served, token="lain").send(NEWS)


@pytest.mark.parametrize(
    ("changes", "reason"), [({"parameters": []}, "400:132000"), ({"language": "fr"}, "404:132001")]
)
def test_a_message_that_can_never_go_is_refused_for_good(served: Gateway, changes: Any, reason: str) -> None:
    with pytest.raises(NotTaken, match=reason):
        cloud(served).send(replace(NEWS, **changes))


@pytest.mark.parametrize(("mood", "reason"), [("moved", "302"), ("odd", "400")])
def test_answers_without_a_code_are_refusals_and_the_token_follows_nobody(
    served: Gateway, mood: str, reason: str
) -> None:
    served.moods = [mood]

    with pytest.raises(NotTaken, match=reason):
        cloud(served).send(NEWS)

    assert len(served.asked) == 1


def test_a_number_without_whatsapp_is_called_so(served: Gateway) -> None:
    served.absent = {NEWS.number}

    with pytest.raises(NumberAbsent):
        cloud(served).send(NEWS)


def test_where_nobody_listens_nothing_went_out() -> None:
    with serving() as gone:
        pass

    with pytest.raises(TryLater) as delay:
        cloud(gone).send(NEWS)

    assert (delay.value.reason, delay.value.uncertain) == ("tidak_terjangkau", False)


def test_an_address_that_is_none_of_the_web_is_not_opened(served: Gateway) -> None:
    with pytest.raises(TryLater, match="alamat"):
        cloud(served, url="file:///etc").send(NEWS)


def test_a_gateway_that_knows_keys_sends_once_however_often_it_is_asked(served: Gateway) -> None:
    served.knows_keys = True

    assert cloud(served).send(NEWS) == cloud(served).send(NEWS)
    assert (len(served.asked), len(served.sent)) == (2, 1)


def test_a_folder_gets_one_private_file_a_message_with_the_whole_sentence(tmp_path: Path) -> None:
    way = FolderGateway(tmp_path / "keluar")

    assert (way.send(NEWS), way.send(NEWS)) == ("kunci01", "kunci01")

    [file] = list((tmp_path / "keluar").iterdir())
    assert file.name == "kunci01.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8") == (
        "+6281234567890\n\nAda pembaruan pada urusan Anda. Buka netral.example/cek dengan kode Anda. "
        "Balas STOP untuk berhenti.\n"
    )


def test_a_folder_that_cannot_be_written_passes(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")

    with pytest.raises(TryLater, match="folder:"):
        FolderGateway(tmp_path / "berkas" / "dalam").send(NEWS)


def test_the_settings_choose_the_way(settings: Any, tmp_path: Path) -> None:
    assert (gateway(), is_on()) == (None, False)

    settings.WHATSAPP, settings.WHATSAPP_FOLDER = "berkas", str(tmp_path)
    assert isinstance(gateway(), FolderGateway)
    settings.WHATSAPP, settings.WHATSAPP_URL = "cloud", f"https://gerbang.example/v23.0/{SENDER}/"
    assert is_on()
    assert isinstance(found := gateway(), CloudGateway)
    assert found.url == f"https://gerbang.example/v23.0/{SENDER}"


@pytest.mark.parametrize("mood", ["deep", "half a letter", "nul"])
def test_an_answer_made_to_break_its_reader_is_only_unreadable(served: Gateway, mood: str) -> None:
    served.moods = [mood]

    with pytest.raises(TryLater) as delay:
        cloud(served).send(NEWS)

    assert (delay.value.reason, delay.value.uncertain) == ("jawaban_tidak_terbaca", True)
