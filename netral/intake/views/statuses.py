"""How a page with a form answers."""

from http import HTTPStatus

from django.forms import BaseForm


def status_of(form: BaseForm) -> HTTPStatus:
    """422 for a form that was refused; a fresh one has no errors."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
