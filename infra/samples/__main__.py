"""`python -m infra.samples FOLDER [--events]`: write the sample month's files there, each under its key.

With `--events` what stands in `events/`: an event a function, and under `files/` the files that they speak of.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from infra.samples import events, month
from infra.samples.sample import SampleFile


def write(files: Iterable[SampleFile], folder: Path) -> None:
    """Each file under its key."""
    for file in files:
        target = folder / file.key
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)


def write_events(folder: Path) -> None:
    """The events, and their files."""
    write(events.files(), folder / "files")
    for function, event in events.events().items():
        text = json.dumps(event, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{function}.json").write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", action="store_true")
    arguments = parser.parse_args()
    if arguments.events:
        write_events(arguments.folder)
    else:
        write(month.files(), arguments.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
