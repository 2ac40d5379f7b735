"""`python -m infra.demo [--port N] [--short]`: start, deploy, load the sample month, say what happened.

Ends with 1 when anything is not as the sample says. The stack stays up, and may be there before; with `--short` a stack
that this run started is stopped.
"""

import argparse
import sys

from rich.console import Console

from infra.demo import tables
from infra.demo.checking import differences
from infra.demo.display import console, progress
from infra.demo.guide import where_next
from infra.demo.loading import Outcome, load
from infra.demo.site import ApiError, Site
from infra.local import EXPECTED
from infra.samples import month
from infra.stack import LocalStack, description_file, folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=4566)
    parser.add_argument("--short", action="store_true", help="stop the stack at the end")
    arguments = parser.parse_args()
    stack, screen = LocalStack(folder(), arguments.port), console()
    ours = stack.emulator.pid() is None
    try:
        return show(stack, screen, stays=not arguments.short)
    except (*EXPECTED, ApiError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if arguments.short and ours and stack.down():
            description_file(folder()).unlink(missing_ok=True)


def show(stack: LocalStack, screen: Console, *, stays: bool) -> int:
    """The demonstration; the exit code."""
    with progress(screen) as advance:
        advance("启动并部署", 0, 1)
        site = Site(stack, stack.up())
        advance("启动并部署", 1, 1)
        outcome = load(site, advance)
    for table in (tables.uploads(outcome), tables.classes(outcome), tables.findings(outcome)):
        screen.print()
        screen.print(table)
    if stays:
        screen.print("四、接下来看什么", style="bold")
        for what, command in where_next(site):
            screen.print(f"  {what}\n    {command}", soft_wrap=True, markup=False)
    return conclude(outcome, screen)


def conclude(outcome: Outcome, screen: Console) -> int:
    """Says whether all is as the sample promises; the exit code."""
    wrong = differences(outcome)
    screen.print()
    if not wrong:
        said = f"与样例一致：{len(month.files())}个文件的回执，{len(month.classes())}个班级的判定。"
        screen.print(said, style="green")
        return 0
    for line in wrong:
        screen.print(line, style="red", soft_wrap=True, markup=False)
    screen.print(f"有{len(wrong)}处与样例不一致。", style="red bold")
    return 1


if __name__ == "__main__":
    sys.exit(main())
