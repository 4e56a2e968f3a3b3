"""A time-stamp authority on a real socket: `openssl ts` behind a small server, with a certificate made for the run."""

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client import TimestampRequestBuilder

CONFIG = """[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
"""


def _certificate(
    name: str, issuer: tuple[x509.Name, ec.EllipticCurvePrivateKey] | None
) -> tuple[bytes, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer_name, signer = issuer or (subject, key)
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if issuer:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), key


@dataclass
class Stamper:
    """An authority on disk. `roots` is the PEM file to trust."""

    folder: Path

    @property
    def roots(self) -> Path:
        return self.folder / "akar.pem"

    @classmethod
    def made_in(cls, folder: Path) -> "Stamper":
        folder.mkdir(parents=True)
        root, root_key = _certificate("Akar Rekaan", None)
        name = x509.load_pem_x509_certificate(root).subject
        own, own_key = _certificate("Otoritas Rekaan", (name, root_key))
        pem = own_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        for file, content in (("akar.pem", root), ("tsa.pem", own), ("tsa.key", pem), ("serial", b"01\n")):
            (folder / file).write_bytes(content)
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
        return cls(folder)

    def reply(self, query: bytes) -> bytes:
        request, answer = self.folder / f"{time.monotonic_ns()}.tsq", self.folder / f"{time.monotonic_ns()}.tsr"
        request.write_bytes(query)
        openssl = shutil.which("openssl")
        assert openssl, "no openssl on the path"
        subprocess.run(
            [openssl, "ts", "-reply", "-config", self.folder / "tsa.cnf", "-section", "here", "-queryfile", request,
             "-signer", self.folder / "tsa.pem", "-inkey", self.folder / "tsa.key", "-out", answer],
            check=True, capture_output=True,
        )  # fmt: skip
        return answer.read_bytes()

    def stamp(self, data: bytes) -> bytes:
        """An answer over these bytes without any network."""
        from rfc3161_client import HashAlgorithm

        request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
        return self.reply(request.as_bytes())


@dataclass
class Served:
    """A running authority. `moods` are how it answers next, the last one for ever; `asked` what it was asked."""

    stamper: Stamper
    port: int = 0
    moods: list[str] = field(default_factory=lambda: ["good"])
    asked: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/tsr"

    def mood(self) -> str:
        return self.moods.pop(0) if len(self.moods) > 1 else self.moods[0]


OTHER_QUERY = TimestampRequestBuilder().data(b"sesuatu yang lain").build().as_bytes()
REFUSED = bytes.fromhex("30053003020102")  # PKIStatus 2, nothing else


def _answer(served: Served, query: bytes, mood: str) -> tuple[int, bytes]:
    first = served.asked[0]
    return {
        "good": lambda: (200, served.stamper.reply(query)),
        "earlier": lambda: (200, served.stamper.reply(first)),
        "other": lambda: (200, served.stamper.reply(OTHER_QUERY)),
        "garbage": lambda: (200, b"<html>bukan stempel</html>"),
        "empty": lambda: (200, b""),
        "refused": lambda: (200, REFUSED),
        "flood": lambda: (200, b"\x30" * 200_000),
        "moved": lambda: (302, b""),
        "busy": lambda: (503, b""),
        "unknown": lambda: (404, b""),
    }[mood]()


@contextmanager
def serving(stamper: Stamper) -> Iterator[Served]:
    """The authority on a port of its own until the block ends."""
    served = Served(stamper)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            served.asked.append(query)
            mood = served.mood()
            if mood == "silent":
                time.sleep(1.5)
                return
            if mood == "hangs up":
                return
            status, content = _answer(served, query, mood)
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            if status == 302:
                self.send_header("Location", served.url)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
