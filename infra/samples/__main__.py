"""`python -m infra.samples FOLDER`: write the sample month's files there, each under its key."""

import argparse
import sys
from pathlib import Path

from infra.samples import month
from infra.samples.sample import SampleFile


def write(files: tuple[SampleFile, ...], folder: Path) -> None:
    for file in files:
        target = folder / file.key
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    write(month.files(), folder)
    print(f"{folder}：{len(month.files())}个文件")
    return 0


if __name__ == "__main__":
    sys.exit(main())
