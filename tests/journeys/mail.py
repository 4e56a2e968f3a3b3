"""A post office for the journeys: it speaks just enough SMTP to take every letter the house sends."""

import email.policy
import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser

ARRIVES_WITHIN = 30  # seconds; the worker looks every second
ANSWERS = {b"EHLO": b"250 kotak", b"HELO": b"250 kotak", b"DATA": b"354 .", b"QUIT": b"221 ."}


@dataclass
class Mailbox:
    """Every letter that came in. `port` is where it listens, on 127.0.0.1."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def newest(self, address: str, subject: str) -> EmailMessage:
        """The newest letter to an address under this subject, once it is there."""
        give_up = time.monotonic() + ARRIVES_WITHIN
        while time.monotonic() < give_up:
            found = [letter for letter in self.to(address) if letter["Subject"] == subject]
            if found:
                return found[-1]
            time.sleep(0.1)
        told = [(letter["To"], letter["Subject"]) for letter in self.letters]
        raise AssertionError(f"no letter {subject!r} to {address} within {ARRIVES_WITHIN} seconds, only {told}")


class _Counter(socketserver.StreamRequestHandler):
    """One sender at the counter."""

    server: "_PostOffice"

    def handle(self) -> None:
        self.wfile.write(b"220 kotak\r\n")
        for line in self.rfile:
            command = line[:4].strip().upper()
            self.wfile.write(ANSWERS.get(command, b"250 .") + b"\r\n")
            if command == b"DATA":
                self.server.mailbox.letters.append(self._letter())
                self.wfile.write(b"250 .\r\n")
            if command == b"QUIT":
                return

    def _letter(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line[1:] if line.startswith(b"..") else line for line in lines)
        return BytesParser(EmailMessage, policy=email.policy.default).parsebytes(content)


class _PostOffice(socketserver.ThreadingTCPServer):
    daemon_threads = True
    mailbox: Mailbox


@contextmanager
def post_office() -> Iterator[Mailbox]:
    with _PostOffice(("127.0.0.1", 0), _Counter) as server:
        server.mailbox = Mailbox(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.mailbox
        server.shutdown()
        thread.join()


def link_in(letter: EmailMessage) -> str:
    """The one address a letter holds."""
    [address] = re.findall(r"https?://\S+", letter.get_content())
    return str(address)
