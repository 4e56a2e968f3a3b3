"""What the pages of refusals show."""

import re

from django.http import HttpRequest

WORTH_COPYING = 40  # characters; what is shorter is soon typed again
NOT_SHOWN = re.compile("password|again|token|key", re.IGNORECASE)


def typed(request: HttpRequest) -> list[str]:
    """What somebody wrote at length into a form that could not be taken, for the page that says so. No passwords."""
    texts = [text for name, all_of_it in request.POST.lists() if not NOT_SHOWN.search(name) for text in all_of_it]
    return [text for text in texts if len(text) >= WORTH_COPYING and " " in text.strip()]
