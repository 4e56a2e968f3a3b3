"""Which lines and branches of netral a run reaches, written into the folder NETRAL_TEST_COVERAGE names.

slipcover marks the code itself as it is imported. A run takes hardly longer for it; watched by a tracer, as most tools
do, it takes two thirds longer. `.ci/coverage.py` judges. Loaded as a plugin before anything of netral is.
"""

import atexit
import json
import os
import sys
from pathlib import Path

FOLDER = os.environ.get("NETRAL_TEST_COVERAGE")
NETRAL = Path(__file__).parents[1] / "netral"


def _watch(folder: Path) -> None:
    from slipcover import FileMatcher, Slipcover
    from slipcover.importer import SlipcoverMetaPathFinder

    watched = Slipcover(branch=True, source=[str(NETRAL)])
    matcher = FileMatcher(sources=[NETRAL], omit=["*/migrations/*"])
    sys.meta_path.insert(0, SlipcoverMetaPathFinder(watched, matcher))

    def write() -> None:
        folder.mkdir(exist_ok=True)
        (folder / f"{os.getpid()}.json").write_text(json.dumps(watched.get_coverage()))

    atexit.register(write)


if FOLDER:
    _watch(Path(FOLDER))
