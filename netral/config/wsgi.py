"""The WSGI doorway for gunicorn."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from netral.config.bodies import WholeBody
from netral.lib.garbage import settle

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.config.settings")
_house = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loads every room now, not while the first citizen waits
settle()


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    length = environ.get("CONTENT_LENGTH") or "0"  # gunicorn has refused whatever is no number
    environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
    return _house(environ, start_response)
