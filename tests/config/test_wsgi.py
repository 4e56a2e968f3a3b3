"""The doorway: everything is loaded, and left alone by the collector of waste, before the first page is asked for."""

import subprocess
import sys

LOOK = """
import gc, sys
import netral.config.wsgi
print("netral.cases.views" in sys.modules, gc.get_freeze_count() > 100_000, gc.get_threshold()[0] > 10_000)
"""


def test_every_room_is_loaded_and_frozen_before_the_first_page() -> None:
    told = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True).stdout

    assert told.split() == ["True", "True", "True"]
