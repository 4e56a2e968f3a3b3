"""A process of its own that acts on cases, for the tests of crowds: it says `siap`, then follows a line at a time.

`langkah KEY STEP VERSION` takes a step as its holder; `registrasi KEY KEY …` registers those laporan in turn. Each line
is answered with one JSON list: what happened to each attempt, by the name of the entry, case or refusal.
"""

import json
import sys
from collections.abc import Callable


def take(key: str, code: str, version: str) -> list[str]:
    from netral.cases.models import Case
    from tests.cases import stations
    from tests.cases.builders import LONG

    case = Case.objects.select_related("laporan", "office__region").get(key=key)
    holder = stations.holder(stations.TABLES[case.procedure].step(code))
    said = {"conclusion": LONG} if code == "simpan_kajian" else {}
    return [told(lambda: stations.take(case, code, holder, version=int(version), **said))]


def register(*keys: str) -> list[str]:
    from netral.cases import actions
    from netral.intake.models import Laporan
    from tests.cases.builders import INTAKE, MONDAY

    rows = Laporan.objects.select_related("office__region", "region")
    return [told(lambda key=key: actions.open_from(rows.get(key=key), acting=INTAKE, at=MONDAY)) for key in keys]  # type: ignore[misc]


def told(act: Callable[[], object]) -> str:
    from netral.procedure.states import NotAllowed, SomeoneWasFaster

    try:
        return type(act()).__name__
    except (NotAllowed, SomeoneWasFaster) as problem:
        return type(problem).__name__


VERBS: dict[str, Callable[..., list[str]]] = {"langkah": take, "registrasi": register}


def main() -> None:
    print("siap", flush=True)
    for line in sys.stdin:
        verb, *words = line.split()
        print(json.dumps(VERBS[verb](*words)), flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    main()
