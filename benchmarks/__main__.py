"""Every benchmark, or those named: `python -m benchmarks [name …]`."""

import importlib
import pkgutil
import sys

import benchmarks


def main() -> None:
    found = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__")
    for name in sys.argv[1:] or found:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
