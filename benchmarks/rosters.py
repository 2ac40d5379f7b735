"""Reading a roster of 10,000 rows: read, validated, hashed and masked here; only opened by openpyxl."""

import hashlib
import io
import time
from collections.abc import Callable

import openpyxl

from chalicelib.intake.layout import parse_key
from chalicelib.intake.reading import read
from tests import builders

ROWS = 10_000


def main() -> None:
    data = builders.roster_workbook(builders.trainees(ROWS))
    address = parse_key(f"rosters/{builders.credit_code()}/BENCH-1/r.xlsx")

    def ours() -> None:
        reading = read(address, data, lambda number: hashlib.sha256(number.encode()).hexdigest()[:32])
        if reading.counts.accepted != ROWS:
            raise SystemExit(f"only {reading.counts.accepted} of {ROWS} rows were accepted")

    def theirs() -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
        if sum(1 for _ in sheet.iter_rows(values_only=True)) != ROWS + 1:
            raise SystemExit("openpyxl sees other rows")

    mine, other = best(ours), best(theirs)
    print(f"roster of {ROWS} rows, {len(data) / 1e6:.1f} MB: best of 3")
    print(f"  read into facts      {mine:6.2f} s  {ROWS / mine:9,.0f} rows/s")
    print(f"  openpyxl, cells only {other:6.2f} s  {ROWS / other:9,.0f} rows/s")
    print(f"  ratio                {other / mine:6.2f} × as fast as openpyxl")


def best(work: Callable[[], None]) -> float:
    """Seconds of the fastest of three runs."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
