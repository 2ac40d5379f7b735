"""A million check-ins of one log: parsed, validated and folded here, merely split by csv.reader, and done in pandas.

    python -m benchmarks.checkins            ours and csv.reader
    python -m benchmarks.checkins --pandas PYTHON   also pandas, with an interpreter that has it

Each candidate runs in a process of its own, so that its peak memory is its own; best time of three, worst memory.
pandas does the same work: strict times, blank and doubled rows, seconds of each person, device and day.
"""

import argparse
import datetime
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count, islice, product
from pathlib import Path

ROWS = 1_000_000
PEOPLE = 1_000
FASTEST_ALLOWED = 350_000
"""Rows a second that ours must reach."""
MEMORY_ALLOWED = 128
"""MB at most that ours may use."""
_RUNS = 3
_MEASURE = """
import json, resource, sys, time
started = time.perf_counter()
{body}
seconds = time.perf_counter() - started
print(json.dumps({{"seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "kept": kept}}))
"""
_OURS = """
import hashlib, hmac
from chalicelib.intake.devices import read_log
def keyed(number):
    return hmac.new(b"benchmark", number.encode(), hashlib.sha256).hexdigest()[:32]
started = time.perf_counter()
with open(sys.argv[1], "rb") as log:
    read = read_log(log, "log.csv", keyed)
assert read.counts.rejected == 3, read.errors[:5]
kept = sum(map(len, read.days.values()))
"""
_READER = """
import csv
started = time.perf_counter()
with open(sys.argv[1], encoding="utf-8", newline="") as log:
    kept = sum(1 for _ in csv.reader(log)) - 1
"""
_PANDAS = """
import hashlib, hmac
import pandas as pd
def keyed(number):
    return hmac.new(b"benchmark", number.encode(), hashlib.sha256).hexdigest()[:32]
started = time.perf_counter()
log = pd.read_csv(sys.argv[1], dtype=str, usecols=["设备编号", "人员标识", "签到时间", "相似度"])
log["at"] = pd.to_datetime(log["签到时间"], format="%Y-%m-%d %H:%M:%S", errors="coerce")
log = log.dropna(subset=["设备编号", "人员标识", "at"])
who = log["人员标识"].str.strip()
known = {number: keyed(number) if len(number) == 18 else number for number in who.unique()}
log = log.assign(who=who.map(known), day=log["at"].dt.normalize())
log["second"] = (log["at"] - log["day"]).dt.total_seconds().astype("int32")
log = log.drop_duplicates(["设备编号", "who", "at"]).sort_values("second", kind="stable")
folded = log.groupby(["day", "设备编号", "who"], sort=False)["second"].agg(tuple)
kept = int(folded.map(len).sum())
"""


def main(arguments: Sequence[str] = ()) -> int:
    """0 where both bounds held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pandas", metavar="PYTHON", help="an interpreter that has pandas")
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as directory:
        log = Path(directory) / "log.csv"
        write_log(log, options.rows)
        print(f"{options.rows:,} rows, {log.stat().st_size / 2**20:.0f} MB")
        ours = measured("ours", sys.executable, _OURS, log, options.rows)
        compared("csv.reader", measured("csv.reader", sys.executable, _READER, log, options.rows), ours)
        if options.pandas:
            compared("pandas", measured("pandas", options.pandas, _PANDAS, log, options.rows), ours)
    held = ours[0] >= FASTEST_ALLOWED and ours[1] <= MEMORY_ALLOWED
    print(f"{'held' if held else 'MISSED'}: at least {FASTEST_ALLOWED:,} rows/s, at most {MEMORY_ALLOWED} MB")
    return 0 if held else 1


def write_log(path: Path, rows: int) -> None:
    """Written line by line: what this process holds would count as its children's peak."""
    with path.open("w", encoding="utf-8") as log:
        log.write("设备编号,人员标识,签到时间,相似度\n")
        log.writelines(islice(_lines(), rows))


def _lines() -> Iterator[str]:
    """Made-up people with eight check-ins a day; one line in a thousand stands twice, three are broken."""
    chance = random.Random(7)
    yield from ("FACE-001,,2026-01-05 08:00:00,\n", "FACE-001,1,soon,\n", "FACE-001,1\n")
    people = [f"4101051990{n % 12 + 1:02}{n % 28 + 1:02}{n % 1000:03}X" if n % 4 else f"{n:06}" for n in range(PEOPLE)]
    for number in count():
        day = datetime.date(2026, 1, 5) + datetime.timedelta(days=number)
        for (place, person), hour in product(enumerate(people), (8, 9, 11, 12, 14, 15, 17, 18)):
            clock = f"{hour:02}:{chance.randrange(60):02}:{chance.randrange(60):02}"
            line = f"FACE-{place % 9:03},{person},{day} {clock},0.{chance.randrange(80, 99)}\n"
            yield line
            if chance.randrange(1_000) == 0:
                yield line


def measured(name: str, python: str, body: str, log: Path, rows: int) -> tuple[float, float]:
    """Rows a second and MB."""
    command = [python, "-c", _MEASURE.format(body=body), str(log)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(_RUNS)
    ]
    speed, memory = rows / min(run["seconds"] for run in runs), max(run["mb"] for run in runs)
    print(f"{name:<11}{speed:>12,.0f} rows/s{memory:>8.0f} MB   {runs[0]['kept']:,} records kept")
    return speed, memory


def compared(name: str, theirs: tuple[float, float], ours: tuple[float, float]) -> None:
    print(f"  ours / {name}: {ours[0] / theirs[0]:.2f} of its speed, {ours[1] / theirs[1]:.2f} of its memory")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
