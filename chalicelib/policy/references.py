"""Whatever a file refers to must exist, and every quote must stand in its clause."""

from collections.abc import Iterable, Mapping, Sequence

from chalicelib.policy.errors import PolicyError, mistake
from chalicelib.policy.fields import without_blanks
from chalicelib.policy.merging import NamedFile
from chalicelib.policy.policy_file import PolicyFile

Clauses = Mapping[str, tuple[str, ...]]
Path = tuple[object, ...]
Quote = tuple[Path, str, str | None]
"""Where it stands, the clause's ref, and its words; None where only the clause is referred to."""


def check_references(files: Sequence[NamedFile], clauses: Clauses, parameters: Iterable[str]) -> None:
    """Raises PolicyError for the first reference to nothing."""
    known, used = set(parameters), set[str]()
    for named in files:
        for path, ref, words in _quotes(named.content):
            _check_quote(named.file, path, ref, words, clauses)
        for rule_id, part in named.content.rules.items():
            for name in part.parameters:
                if name not in known:
                    raise mistake(named.file, ("rules", rule_id, "parameters"), f"unknown parameter {name}")
            used.update(part.parameters)
    _check_used(files, used)


def _check_quote(file: str, path: Path, ref: str, words: str | None, clauses: Clauses) -> None:
    if ref not in clauses:
        raise mistake(file, path, f"unknown clause {ref}")
    if words is None:
        return
    quote = without_blanks(words)
    if not any(quote in passage for passage in clauses[ref]):
        raise mistake(file, path, f"these words are not in clause {ref}: {words}")


def _check_used(files: Sequence[NamedFile], used: set[str]) -> None:
    for named in files:
        for name in named.content.parameters:
            if name not in used:
                raise mistake(named.file, ("parameters", name), "no rule uses it")


def check_documents(files: Sequence[NamedFile]) -> None:
    """Raises PolicyError where no file names the document."""
    if not any(named.content.document for named in files):
        raise PolicyError(f"{', '.join(named.file for named in files)}: no file has a document section")


def _quotes(content: PolicyFile) -> Iterable[Quote]:
    for name, part in content.parameters.items():
        for index, value in enumerate(part.values):
            yield ("parameters", name, "values", index, "clause"), value.clause, None
    for rule_id, rule in content.rules.items():
        for index, clause in enumerate(rule.clauses):
            yield ("rules", rule_id, "clauses", index), clause.ref, clause.text
    for rule_id, amendments in content.amendments.items():
        for index, amendment in enumerate(amendments):
            for clause in amendment.clauses:
                yield ("amendments", rule_id, index, "clauses"), clause.ref, clause.text
    for index, item in enumerate(content.inspection_items):
        yield ("inspection_items", index), item.clause, item.text
    yield from _target_quotes(content)


def _target_quotes(content: PolicyFile) -> Iterable[Quote]:
    for targets in content.targets:
        year: Path = ("targets", targets.year)
        yield (*year, "regions", "clause"), targets.regions.clause, None
        yield (*year, "units", "clause"), targets.units.clause, None
        for programme in targets.programmes:
            path: Path = (*year, "programmes", programme.number)
            yield path, programme.clause, programme.text
            for figure in programme.special:
                yield (*path, "special", figure.name), programme.clause, figure.text
