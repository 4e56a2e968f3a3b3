import pytest
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from netral.access.models import User
from netral.access.states import InvitationUnusable, NotAllowed
from netral.access.views.answers import answering, done, page_of, posted, see_other
from netral.offices.policies import NotPossible
from tests.access.builders import person


class OneField(forms.Form):
    name = forms.CharField()


def filled(**data: str) -> OneField:
    return OneField({"name": "x", **data})


def test_a_post_binds_a_form_even_when_it_is_empty():
    requests = RequestFactory()

    assert posted(requests.post("/")) is not None
    assert posted(requests.get("/?name=x")) is None


def test_what_was_done_is_done_with_clean_values():
    seen: list[dict[str, str]] = []

    assert done(filled(name=" x "), seen.append)
    assert seen == [{"name": "x"}]


def test_nothing_is_done_with_a_form_that_is_not_clean():
    seen: list[dict[str, str]] = []

    assert not done(filled(name=""), seen.append)
    assert seen == []


@pytest.mark.parametrize(
    ("refusal", "where"),
    [
        (NotAllowed("Tidak."), "__all__"),
        (InvitationUnusable("Tidak."), "__all__"),
        (NotPossible("name", "Tidak."), "name"),
        (NotPossible("code", "Tidak."), "__all__"),
    ],
)
def test_a_refusal_ends_up_where_it_can_be_mended(refusal, where):
    form = filled()

    def refuse(_given: object) -> None:
        raise refusal

    assert not done(form, refuse)
    assert form.errors == {where: ["Tidak."]}


def test_any_other_error_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        done(filled(), lambda _given: 1 / 0)


def test_after_a_change_the_browser_is_sent_on_with_303():
    answer = see_other("/kelola/")

    assert (answer.status_code, answer["Location"]) == (303, "/kelola/")


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("abc", 1), ("99", 2), ("-1", 2), ("0", 2)])
def test_a_page_that_is_not_there_is_the_nearest(asked, number):
    for each in range(31):
        person(f"{each}@contoh.id")

    page = page_of(RequestFactory().get("/", {"halaman": asked}), User.objects.order_by("pk"))

    assert page.number == number


@pytest.mark.parametrize(
    ("method", "theirs", "ours"),
    [
        ("get", HttpResponse(), 200),
        ("get", HttpResponseRedirect("/"), 302),
        ("get", HttpResponse(status=404), 404),
        ("post", HttpResponse(), 422),
        ("post", HttpResponseRedirect("/"), 303),
        ("post", HttpResponse(status=403), 403),
        ("post", HttpResponse(status=429), 429),
    ],
)
def test_views_of_allauth_answer_like_ours(method, theirs, ours):
    request = getattr(RequestFactory(), method)("/")

    answer = answering(lambda _request: theirs)(request)

    assert answer.status_code == ours
    assert answer.has_header("Retry-After") is (ours == 429)


def test_a_wrapped_view_keeps_its_name():
    def masuk(_request: object) -> HttpResponse:
        return HttpResponse()

    assert answering(masuk).__name__ == "masuk"
