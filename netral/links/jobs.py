"""What the worker does for official links: e-mail codes, tell of those that ran out, forget what is over."""

from django.utils import timezone
from django_tasks import task

from netral.links import actions, queries
from netral.links.models import LinkCode
from netral.notices.actions import mail_code


@task()
def mail_link_code(key: str) -> None:
    """E-mail a code that still waits to be typed. The queue holds its key only: the digits are derived here."""
    code = LinkCode.objects.select_related("link").filter(key=key, used_at=None, link__ended_at=None).first()
    if code is not None and code.link.address:
        mail_code(code.link.address, queries.code_of(code), language=code.language)


@task()
def forget_people() -> int:
    """Erase what links hold of people once their case was kept for as long as needed; how many links."""
    return actions.erase_expired(timezone.now())


@task()
def tell_of_expired() -> int:
    """Tell the makers of links that ran out unfinished; how many links."""
    return actions.tell_of_expired(timezone.now())
