"""docs/panduan: what a guide gives an operator to copy does what the guide says, and fits this house."""

import re
from pathlib import Path

import pytest

from netral.config.commands.running import gunicorn

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "panduan").glob("*.md"))
LOGS = (ROOT / "docs" / "panduan" / "catatan.md").read_text("utf-8")
# Directives of every fragment, as words: comments and spacing are the operator's own.
PROMISED = {
    "nginx": (
        *("access_log off;", "error_log /var/log/nginx/netral.log emerg;", "proxy_request_buffering on;"),
        *("proxy_max_temp_file_size 0;", "client_body_temp_path /dev/shm/netral-masuk;", "proxy_cache off;"),
        *("proxy_set_header Host $host;", "proxy_set_header X-Real-IP $remote_addr;"),
        *('proxy_set_header X-Forwarded-For "";', 'proxy_set_header User-Agent "";', "client_body_timeout 60s;"),
    ),
    "caddy": (
        *("exclude http.log.access http.log.error http.handlers.reverse_proxy", "request_buffers 32MiB"),
        *("header_up X-Real-IP {remote_host}", "header_up -X-Forwarded-For", "header_up -User-Agent"),
    ),
    "ini": ("LimitCORE=0", "MemorySwapMax=0", "UMask=0077", "MaxRetentionSec=14day", "ForwardToSyslog=no"),
    "conf": (
        *("log_min_error_statement = panic", "log_error_verbosity = terse", "log_statement = none"),
        *("log_min_duration_statement = -1", "synchronous_commit = on", "fsync = on"),
    ),
}
# What a proxy would write a line with.
TELLING = ("$http_user_agent", "$http_referer", "$args", "$query_string", "$request ", "log_format", "access-logfile")


def fragments(language: str) -> list[str]:
    """Every fenced block of the guide in one language, without comments, spaces made single."""
    blocks = re.findall(rf"```{language}\n(.*?)```", LOGS, re.DOTALL)
    return [re.sub(r"[ \t]+", " ", re.sub(r"#.*", "", block)) for block in blocks]


@pytest.mark.parametrize("language", PROMISED)
def test_a_fragment_sets_what_the_guide_promises(language: str) -> None:
    told = "\n".join(fragments(language))

    assert [directive for directive in PROMISED[language] if directive not in told] == []


@pytest.mark.parametrize("language", PROMISED)
def test_no_fragment_writes_a_line_about_a_visitor(language: str) -> None:
    told = "\n".join(fragments(language))

    assert [word for word in TELLING if word in told] == []


def test_every_server_of_the_proxy_is_silent_and_tells_the_address_once_for_counting() -> None:
    [nginx] = fragments("nginx")
    servers = nginx.split("server {")[1:]

    assert len(servers) == 2
    assert all("access_log off;" in server and " emerg;" in server for server in servers)
    assert [line.strip() for line in nginx.splitlines() if "$remote_addr" in line] == [
        "proxy_set_header X-Real-IP $remote_addr;"
    ]


def test_a_fragment_is_balanced() -> None:
    for language in ("nginx", "caddy"):
        for block in fragments(language):
            assert block.count("{") == block.count("}")


def test_the_proxy_lets_through_what_the_house_takes(settings: object) -> None:
    """Ten files in one form of a browser without scripts."""
    most = [int(size) * 10**6 for size in re.findall(r"(?:client_max_body_size|max_size) (\d+)(?:m|MB)", LOGS)]

    assert [size >= 10 * settings.EVIDENCE_LARGEST for size in most] == [True, True]  # type: ignore[attr-defined]


def test_the_house_itself_starts_without_an_access_log_as_the_guide_says() -> None:
    arguments = " ".join(gunicorn("127.0.0.1:8000", 2))

    assert "--log-level error" in arguments
    assert "access" not in arguments


def test_every_variable_a_guide_names_is_read_by_the_house() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "netral").rglob("*.py"))
    named = {name for guide in GUIDES for name in re.findall(r"NETRAL_[A-Z_]+", guide.read_text("utf-8"))}

    assert named
    assert {name for name in named if name not in code} == set()


def test_every_way_a_guide_points_to_is_there() -> None:
    broken = [
        (guide.name, way)
        for guide in GUIDES
        for way in re.findall(r"\]\(([^)#:]+)\)", guide.read_text("utf-8"))
        if not (guide.parent / way).exists()
    ]

    assert broken == []


def test_the_front_page_of_the_code_names_every_guide() -> None:
    told = (ROOT / "README.md").read_text("utf-8")

    assert [guide.name for guide in GUIDES if f"docs/panduan/{guide.name}" not in told] == []
