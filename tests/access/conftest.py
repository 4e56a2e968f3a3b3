import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Attempts counted for rate limits in one test do not reach the next, and neither does its language."""
    cache.clear()
    translation.activate("id")


@pytest.fixture
def demo(settings: object) -> None:
    """The demo asks for no second factor; most pages are tested in it."""
    settings.DEMO = True
