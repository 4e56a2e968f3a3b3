"""A gateway that speaks like the WhatsApp Cloud API: a template message posted with a bearer token.

`POST <url>/messages`, where the url ends in the version and the id of the sending number. It answers 200 with
`messages[0].id`, or an `error` with a `code`. The Cloud API knows no idempotency key: `Idempotency-Key` is for gateways
that do, and our key comes back in its reports as `biz_opaque_callback_data`.
"""

import json
import urllib.error
import urllib.request
from datetime import timedelta
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from netral.notices.gateways import Letter, NotTaken, NumberAbsent, TryLater
from netral.notices.whatsapp_states import Template, sentences

# Meaning of the gateway's own codes; every other 4xx is a refusal for good.
ABSENT = frozenset({131026})
# Too many at once, its own trouble, an account that somebody must set right: the message itself is sound.
_ACCOUNT, _TOO_MANY, _TROUBLE = {0, 10, 190, 131005, 131042}, {4, 80007, 130429, 131048, 131056}, {1, 2, 131000, 131016}
PASSING = frozenset(_ACCOUNT | _TOO_MANY | _TROUBLE | {131057, 133004})
PASSING_STATUS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
LARGEST = 64 * 1024  # bytes of an answer that are read
LONGEST_ID = 200


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The gateway is where the operator said it is: its token goes nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


def body_of(letter: Letter) -> dict[str, Any]:
    """The message in the gateway's words."""
    components: list[dict[str, Any]] = [{"type": "body", "parameters": _texts(letter)}]
    if letter.template == Template.CODE:  # templates of codes carry them once more, on the button that copies them
        components.append({"type": "button", "sub_type": "url", "index": "0", "parameters": _texts(letter)})
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": letter.number,
        "type": "template",
        "template": {
            "name": sentences()[letter.template].name,
            "language": {"code": letter.language},
            "components": components,
        },
        "biz_opaque_callback_data": letter.key,
    }


def _texts(letter: Letter) -> list[dict[str, str]]:
    return [{"type": "text", "text": value} for value in letter.parameters]


class CloudGateway:
    """One sending number behind one address."""

    def __init__(self, url: str, token: str, *, timeout: float) -> None:
        self.url, self.token, self.timeout = url.rstrip("/"), token, timeout

    def send(self, letter: Letter) -> str:
        status, answer, headers = self._post(letter)
        if status < HTTPStatus.MULTIPLE_CHOICES:
            return _id_in(answer)
        code = _code_in(answer)
        if code in ABSENT:
            raise NumberAbsent
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in PASSING_STATUS or code in PASSING:
            raise TryLater(_reason(status, code), after=_retry_after(headers))
        raise NotTaken(_reason(status, code))

    def _post(self, letter: Letter) -> tuple[int, Any, Message]:
        if urlsplit(self.url).scheme not in {"http", "https"}:
            raise TryLater("alamat")
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": letter.key,
        }
        request = urllib.request.Request(  # noqa: S310 - looked at
            f"{self.url}/messages", json.dumps(body_of(letter)).encode(), headers
        )
        try:
            with urllib.request.build_opener(_NoRedirects).open(request, timeout=self.timeout) as answer:
                return answer.status, _json(answer.read(LARGEST)), answer.headers
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, _json(refusal.read(LARGEST)), refusal.headers
        except urllib.error.URLError as problem:  # no connection: nothing has gone out, unless it waited for an answer
            uncertain = isinstance(problem.reason, TimeoutError)
            raise TryLater("tidak_terjangkau", uncertain=uncertain) from problem
        except (OSError, HTTPException) as problem:
            raise TryLater("jawaban_hilang", uncertain=True) from problem


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _id_in(answer: Any) -> str:
    try:
        found = answer["messages"][0]["id"]
    except (TypeError, KeyError, IndexError):
        found = None
    if not isinstance(found, str) or not found.isprintable() or not 0 < len(found) <= LONGEST_ID:
        raise TryLater("jawaban_tidak_terbaca", uncertain=True)
    return found


def _code_in(answer: Any) -> int | None:
    error = answer.get("error") if isinstance(answer, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) else None


def _reason(status: int, code: int | None) -> str:
    return f"{status}:{code}" if code is not None else str(status)


def _retry_after(headers: Message) -> timedelta | None:
    seconds = headers.get("Retry-After", "")
    return timedelta(seconds=min(int(seconds), 86_400)) if seconds.isdecimal() and len(seconds) < 7 else None  # noqa: PLR2004 - digits
