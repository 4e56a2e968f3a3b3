"""How many hand-overs a second go from one house to another until they are signed for, and what each costs.

    python benchmarks/exchange.py [--messages 300] [--backlog 10000]

Two real houses on 127.0.0.1, each with its own database, key and gunicorn; one worker sends. Two named baselines of the
same run: the same number of requests of the same size to the same door, which refuses them unread (422), which is what
HTTP and Django cost without outbox, signatures, receipts and two journals; and the same hand-overs one in a request.
Processor time is printed beside the clock: on a busy machine it is the figure to compare. Afterwards both journals must
hold and agree. With --backlog a queue of that length is drained, and the last piece must not take twice the processor
time of the first.
"""

import argparse
import http.client
import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import tests.database  # noqa: E402, F401 - a home of its own before Django reads its settings

import psutil  # noqa: E402  # isort: skip

from tests.exchange.lines import Outstation, two_houses  # noqa: E402

SENDER, RECEIVER, THOUSAND = "bawaslu-99.07", "bkn", 1_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--backlog", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, two_houses(Path(folder)) as (sender, receiver):
        bare = baseline(sender, receiver, args.messages)
        alone, alone_cpu = measured(sender, receiver, args.messages, together=1)
        rate, used = measured(sender, receiver, args.messages, together=50)
        print(f"{rate:.0f} hand-overs a second; bare requests {bare:.0f} a second; ratio {rate / bare:.2f}")
        print(f"one by one {alone:.0f} a second; ratio {rate / alone:.2f}, of processor time {alone_cpu / used:.2f}")
        slowed = drained(sender, receiver, args.backlog) if args.backlog else 1.0
        here, there = sender.ask("told"), receiver.ask("told")
    agree = {key: row[2] for key, row in here["sent"].items()} == {key: row[1] for key, row in there["came"].items()}
    whole = agree and here["journal"] and there["journal"]
    print("both journals hold and agree" if whole else "THE JOURNALS DO NOT AGREE")
    return int(not whole or slowed < 0.5)


def baseline(sender: Outstation, receiver: Outstation, count: int) -> float:
    """Requests a second to the same door, refused unread."""
    body = json.dumps({"content": "x" * 900}).encode()
    began = time.perf_counter()
    for _each in range(count):
        line = http.client.HTTPConnection("127.0.0.1", receiver.known_as, timeout=10)
        line.request("POST", "/api/v1/kiriman/", body, {"Content-Type": "application/json"})
        assert line.getresponse().status == 422
        line.close()
    return count / (time.perf_counter() - began)


def measured(sender: Outstation, receiver: Outstation, count: int, *, together: int) -> tuple[float, float]:
    """Hand-overs a second end to end, from written down to signed for, and the processor seconds of both sides."""
    sender.ask("enqueue", count, SENDER, RECEIVER)
    before = cpu(sender), cpu(receiver)
    began = time.perf_counter()
    drain(sender, together=together)
    took = time.perf_counter() - began
    sides = [after - then for after, then in zip((cpu(sender), cpu(receiver)), before, strict=True)]
    told = "{:.1f} ms at its sender, {:.1f} ms at its receiver".format(*(side / count * 1000 for side in sides))
    print(f"{together} in a request: CPU of one hand-over {told}")
    return count / took, sum(sides)


def drain(sender: Outstation, down_to: int = 0, *, together: int = 50, most: int = 2_000) -> None:
    while sender.ask("waiting") > down_to:
        sender.ask("deliver", rounds=1, together=together, most=most)


def drained(sender: Outstation, receiver: Outstation, count: int) -> float:
    """What the first piece of a long queue cost of what the last did."""
    sender.ask("enqueue", count, SENDER, RECEIVER)
    piece = min(THOUSAND, count // 2)
    costs, rates = [], []
    for left in range(count - piece, -1, -piece):
        before, began = cpu(sender) + cpu(receiver), time.perf_counter()
        drain(sender, down_to=left, most=piece)
        rates.append(piece / (time.perf_counter() - began))
        costs.append((cpu(sender) + cpu(receiver) - before) / piece * 1000)
    print(f"a backlog of {count}: first {rates[0]:.0f}, last {rates[-1]:.0f} hand-overs a second", end="; ")
    print(f"CPU of both sides first {costs[0]:.1f}, last {costs[-1]:.1f} ms each")
    drain(sender)
    return costs[0] / costs[-1]


def cpu(house: Outstation) -> float:
    """Seconds of processor that a house has used: its web and its worker."""
    assert house.web
    processes = [psutil.Process(house.process.pid), psutil.Process(house.web.pid)]
    processes += [child for each in processes for child in each.children(recursive=True)]
    return sum(sum(each.cpu_times()[:2]) for each in processes)


if __name__ == "__main__":
    sys.exit(main())
