"""Where a request comes from, for counting. The address itself is never stored: only its keyed hash of one day is."""

from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from netral.intake import receipts

# Subscribers of one IPv6 line share this many leading bits.
LINE_BITS = 64


def client_address(request: HttpRequest) -> str:
    """The client's address: of the connection, or where the operator's proxy writes it (`NETRAL_CLIENT_HEADER`)."""
    return str(request.META.get(settings.CLIENT_ADDRESS_META, "")).rpartition(",")[2].strip()


def counted_client(address: str, at: datetime) -> str:
    """Under which name a client is counted on this day; empty in the demo on this machine, where nobody is."""
    return "" if _wide_open(address) else receipts.client_hash(_line(address), at.date().isoformat())


def _wide_open(address: str) -> bool:
    return settings.DEMO and _parsed(address).is_loopback


def _parsed(address: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(address)
    except ValueError:  # a socket file has no address: all who come that way are counted together
        return IPv4Address(0)


def _line(address: str) -> str:
    parsed = _parsed(address)
    return str(ip_network((parsed, LINE_BITS), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
