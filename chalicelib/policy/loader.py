"""From folders of YAML to a Policy. Whatever is wrong in a file is refused, never repaired."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from chalicelib.policy.fields import without_blanks
from chalicelib.policy.merging import NamedFile, gathered, parameters
from chalicelib.policy.policy import Policy
from chalicelib.policy.policy_file import checked
from chalicelib.policy.reading import files_of, read
from chalicelib.policy.references import check_documents, check_references
from chalicelib.policy.rule_merging import rules
from chalicelib.policy.version import version

_PACKAGED = Path(__file__).parent
Key = TypeVar("Key", str, int)
Item = TypeVar("Item")


def henan() -> Policy:
    """The packaged policy of Henan."""
    return packaged("henan")


@cache
def packaged(name: str) -> Policy:
    """A policy that lies in a folder beside this module. Raises PolicyError."""
    return load(_PACKAGED / name)


def load(*folders: Path) -> Policy:
    """All `*.yaml` below the folders, added up; the packaged policy of Henan where none is given.

    Raises PolicyError naming the file, the path within and the mistake.
    """
    files = [named for folder in folders or (_PACKAGED / "henan",) for named in _files(folder)]
    check_documents(files)
    policy = _merged(files)
    check_references(files, policy.clauses, policy.parameters)
    return replace(policy, version=version(policy))


def _merged(files: Sequence[NamedFile]) -> Policy:
    documents = gathered(files, "document", lambda it: {it.document.number: it.document} if it.document else {})
    facts = gathered(files, "facts", lambda it: it.facts)
    years = gathered(files, "targets", lambda it: {targets.year: targets for targets in it.targets})
    items = [item for named in files for item in named.content.inspection_items]
    return Policy(
        version="",
        documents=tuple(sorted(documents.values(), key=lambda document: (document.since, document.number))),
        clauses=_frozen(_clauses(files)),
        parameters=_frozen(parameters(files)),
        rules=_frozen(rules(files, facts)),
        years=_frozen(years),
        inspection_items=tuple(sorted(items, key=lambda item: (item.clause, item.text))),
    )


def _clauses(files: Sequence[NamedFile]) -> dict[str, tuple[str, ...]]:
    passages = gathered(files, "clauses", lambda it: it.clauses)
    return {ref: tuple(without_blanks(passage) for passage in passages[ref]) for ref in passages}


def _files(folder: Path) -> list[NamedFile]:
    named = [(path, f"{folder.name}/{path.relative_to(folder).as_posix()}") for path in files_of(folder)]
    return [NamedFile(file, checked(read(path, file), file)) for path, file in named]


def _frozen(items: dict[Key, Item]) -> Mapping[Key, Item]:
    """In order of key, so that no listing depends on the order of files."""
    return MappingProxyType(dict(sorted(items.items())))
