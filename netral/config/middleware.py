"""What no address of this house ever holds."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """PostgreSQL keeps no NUL and fails on being asked for one; no link of ours has one. In bodies the forms look."""

    def answered(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404("no address has a NUL")
        return get_response(request)

    return answered
