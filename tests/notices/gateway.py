"""A WhatsApp gateway on a real socket, as strict as the Cloud API where this house meets it.

It checks path, token and template like the real one, answers its errors in its shape, and makes the reports it would
send: `statuses` and `messages` inside `entry[].changes[].value`, signed over the bytes of the body.
"""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from netral.notices.whatsapp_states import sentences

SENDER, TOKEN, SECRET, VERIFY = "106540352242922", "EAAJB-token-rekaan", "rahasia-aplikasi-rekaan", "kata-rekaan"
KNOWN = {each.name: len(each.examples) for each in sentences().values()}
Answer = tuple[int, dict[str, Any] | bytes]


def refusal(status: int, code: int, message: str) -> Answer:
    detail = {"messaging_product": "whatsapp", "details": message}
    error = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code, "error_data": detail}
    return status, {"error": {**error, "fbtrace_id": "AbCdEf"}}


@dataclass
class Gateway:
    """`moods`: how it answers next, the last one for ever; `asked` what came in, `sent` what it would deliver.

    `absent` are numbers without WhatsApp; `knows_keys`: it sends once for one Idempotency-Key, as some gateways do.
    """

    port: int = 0
    moods: list[str] = field(default_factory=lambda: ["good"])
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    knows_keys: bool = False
    _ids: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v23.0/{SENDER}"

    def mood(self) -> str:
        return self.moods.pop(0) if len(self.moods) > 1 else self.moods[0]

    def take(self, path: str, headers: dict[str, str], body: bytes, mood: str) -> Answer:
        if path != f"/v23.0/{SENDER}/messages":
            return refusal(404, 100, "Unsupported post request")
        if headers.get("Authorization") != f"Bearer {TOKEN}":
            return refusal(401, 190, "Access token has expired")
        message = json.loads(body)
        self.asked.append(message)
        self.headers.append(headers)
        if problem := self._problem(message):
            return problem
        return self._moody(mood) or (200, self._accepted(message, headers.get("Idempotency-Key", "")))

    def _problem(self, message: dict[str, Any]) -> Answer | None:
        if message.get("messaging_product") != "whatsapp" or message.get("type") != "template":
            return refusal(400, 100, "Invalid parameter")
        template = message["template"]
        bodies = [part for part in template["components"] if part["type"] == "body"]
        if template["name"] not in KNOWN or template["language"]["code"] not in ("id", "en"):
            return refusal(404, 132001, "Template name does not exist in the translation")
        if [len(part["parameters"]) for part in bodies] != [KNOWN[template["name"]]]:
            return refusal(400, 132000, "Number of parameters does not match the expected number of params")
        return refusal(400, 131026, "Message undeliverable") if message["to"] in self.absent else None

    def _moody(self, mood: str) -> Answer | None:
        return {
            "busy": refusal(429, 130429, "Rate limit hit"),
            "pair": refusal(400, 131056, "(Business Account, Consumer Account) pair rate limit hit"),
            "down": refusal(503, 131016, "Service unavailable"),
            "broken": (502, b"<html>Bad gateway</html>"),
            "garbage": (200, b"<html>bukan json</html>"),
            "nameless": (200, {"messaging_product": "whatsapp", "messages": []}),
            "deep": (200, b"[" * 60_000),
            "half a letter": (200, {"messages": [{"id": "wamid.\ud800"}]}),
            "nul": (200, {"messages": [{"id": "wamid.\0"}]}),
            "long": (200, {"messages": [{"id": "x" * 201}]}),
            "moved": (302, b""),
            "odd": (400, {"error": "rusak"}),
        }.get(mood)

    def _accepted(self, message: dict[str, Any], key: str) -> dict[str, Any]:
        if not (self.knows_keys and key in self._ids):
            self.sent.append(message)
            self._ids[key] = f"wamid.{hashlib.sha256(f'{key}{len(self.sent)}'.encode()).hexdigest()[:32]}"
        to = message["to"]
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": to.removeprefix("+")}],
            "messages": [{"id": self._ids[key], "message_status": "accepted"}],
        }


@contextmanager
def serving() -> Iterator[Gateway]:
    """The gateway on a port of its own until the block ends."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            mood = gateway.mood()
            status, content = gateway.take(self.path, dict(self.headers), body, mood)
            if mood == "silent":
                time.sleep(1.0)
                return
            if mood == "hangs up":
                return
            self.send_response(status)
            if status == 302:
                self.send_header("Location", gateway.url)
            if mood == "busy":
                self.send_header("Retry-After", "7200")
            answer = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        gateway.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield gateway
        finally:
            server.shutdown()
            thread.join()


def report(**value: Any) -> bytes:
    """The bytes of one report."""
    told = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": SENDER}, **value}
    changes = [{"value": told, "field": "messages"}]
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}).encode()


def status(name: str, *, gateway_id: str, key: str = "", code: int = 0) -> dict[str, Any]:
    """How one message stands."""
    row: dict[str, Any] = {"id": gateway_id, "status": name, "timestamp": "1764547200", "recipient_id": "62812"}
    if key:
        row["biz_opaque_callback_data"] = key
    if code:
        row["errors"] = [{"code": code, "title": "Gagal", "message": "Gagal", "error_data": {"details": "Gagal"}}]
    return row


def reply(words: str, *, number: str, at: int, kind: str = "text") -> dict[str, Any]:
    """What somebody wrote back, or pressed."""
    said = {"text": {"text": {"body": words}}, "button": {"button": {"text": words, "payload": words}}}[kind]
    return {"from": number.removeprefix("+"), "id": "wamid.balasan", "timestamp": str(at), "type": kind, **said}


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
