"""Pages of the workspace are tried as the demo shows them: without a second factor."""

import pytest


@pytest.fixture(autouse=True)
def no_second_factor(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
