"""`python -m infra.generate` writes what Chalice reads; `--check` says what differs from the committed files.

.chalice/config.json, one policy file a function, and infra/merge.json, all from infra/functions.py.
"""

import json
import sys
from pathlib import Path
from typing import Any

from infra.functions import FUNCTIONS, Function
from infra.merge import merge_template
from infra.naming import APP

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[Path, str]:
    """Path below the project -> content."""
    files = {Path(".chalice/config.json"): _config(), Path("infra/merge.json"): merge_template()}
    files |= {Path(".chalice") / _policy_file(function): _policy(function) for function in FUNCTIONS}
    return {path: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for path, content in files.items()}


def stale(root: Path = ROOT) -> list[Path]:
    """Files that are missing, differ, or are no longer made."""
    made = generated()
    differing = [path for path, text in made.items() if not _reads(root / path, text)]
    left_over = [path for path in _policy_files(root) if path not in made]
    return sorted(differing + left_over)


def write(root: Path = ROOT) -> None:
    made = generated()
    for path in _policy_files(root):
        if path not in made:
            (root / path).unlink()
    for path, text in made.items():
        (root / path).write_text(text, encoding="utf-8")


def _config() -> dict[str, Any]:
    return {
        "version": "2.0",
        "app_name": APP,
        # One API stage name everywhere: which deployment it is, the stack's parameters say.
        "api_gateway_stage": "api",
        "api_gateway_endpoint_type": "REGIONAL",
        "autogen_policy": False,
        "lambda_functions": {
            function.name: {
                "lambda_memory_size": function.memory,
                "lambda_timeout": function.timeout,
                "iam_policy_file": _policy_file(function),
            }
            for function in FUNCTIONS
        },
    }


def _policy(function: Function) -> dict[str, Any]:
    """Chalice passes the document through as it is, intrinsics included."""
    return {"Version": "2012-10-17", "Statement": function.statements}


def _policy_file(function: Function) -> str:
    return f"policy-{function.name}.json"


def _policy_files(root: Path) -> list[Path]:
    return [path.relative_to(root) for path in (root / ".chalice").glob("policy-*.json")]


def _reads(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        for path in stale():
            print(f"{path} is not what infra/functions.py says; run: python -m infra.generate", file=sys.stderr)
        return 1 if stale() else 0
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
