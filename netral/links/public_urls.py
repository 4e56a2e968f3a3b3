"""Below `/tautan/`: the door of an official link, and the sitting behind it, whose addresses hold no secret."""

from django.urls import path, register_converter

from netral.links.states import SIGN
from netral.links.views import door, sitting


class OfficialToken:
    """A token of an official link; every other secret below this address is somebody else's."""

    regex = SIGN.replace(".", r"\.") + r"[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(OfficialToken, "official_token")

app_name = "links"
urlpatterns = [
    path("<official_token:token>/", door.enter, name="open"),
    path("urusan/<slug:key>/", sitting.home, name="matter"),
    path("urusan/<slug:key>/surat/<slug:what>/", sitting.letter, name="letter"),
    path("urusan/<slug:key>/bukti/<slug:exhibit>/", sitting.exhibit, name="exhibit"),
    path("urusan/<slug:key>/catatan/", sitting.record, name="record"),
    path("urusan/<slug:key>/catatan/unduh/", sitting.fetch, name="fetch"),
    path("urusan/<slug:key>/keluar/", sitting.leave, name="leave"),
    path("urusan/<slug:key>/<slug:code>/", sitting.task, name="task"),
]
