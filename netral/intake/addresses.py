"""Where a request comes from, for counting wrong codes. The address itself is never stored."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's address: of the connection, or where the operator's proxy writes it (`NETRAL_CLIENT_HEADER`)."""
    return str(request.META.get(settings.CLIENT_ADDRESS_META, "")).rpartition(",")[2].strip()
