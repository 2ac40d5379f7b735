"""The rules of several files, with the words that later documents gave them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from chalicelib.domain.finding import Clause
from chalicelib.policy.errors import mistake
from chalicelib.policy.fields import without_blanks
from chalicelib.policy.merging import NamedFile, gathered
from chalicelib.policy.rule_entry import Amendment, Need, RuleEntry, RulePart


def rules(files: Sequence[NamedFile], facts: Mapping[str, str]) -> dict[str, RuleEntry]:
    """Every rule, its needs told by name and label. Raises PolicyError."""
    parts = gathered(files, "rules", lambda content: content.rules)
    for named in files:
        for rule_id, part in named.content.rules.items():
            for need in part.needs:
                if need not in facts:
                    raise mistake(named.file, ("rules", rule_id, "needs"), f"unknown fact {need}")
    amendments = _amendments(files, parts)
    return {rule_id: _entry(rule_id, part, facts, amendments[rule_id]) for rule_id, part in parts.items()}


def _amendments(files: Sequence[NamedFile], parts: Mapping[str, RulePart]) -> dict[str, tuple[Amendment, ...]]:
    found: dict[str, list[tuple[str, Amendment]]] = {rule_id: [] for rule_id in parts}
    for named in files:
        for rule_id, amendments in named.content.amendments.items():
            if rule_id not in parts:
                raise mistake(named.file, ("amendments", rule_id), "unknown rule")
            for written in amendments:
                amendment = Amendment(since=written.since, clauses=_clauses(written.clauses))
                found[rule_id].append((named.file, amendment))
    return {rule_id: _in_order(rule_id, parts[rule_id], found[rule_id]) for rule_id in parts}


def _in_order(rule_id: str, part: RulePart, found: list[tuple[str, Amendment]]) -> tuple[Amendment, ...]:
    ordered = sorted(found, key=lambda entry: entry[1].since)
    days = [part.since, *(amendment.since for _, amendment in ordered)]
    for (file, _), (earlier, later) in zip(ordered, pairwise(days), strict=True):
        if later <= earlier:
            raise mistake(file, ("amendments", rule_id), f"from {later} is not after {earlier}")
    return tuple(amendment for _, amendment in ordered)


def _clauses(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(Clause(ref=clause.ref, text=without_blanks(clause.text)) for clause in clauses)


def _entry(rule_id: str, part: RulePart, facts: Mapping[str, str], amendments: tuple[Amendment, ...]) -> RuleEntry:
    return RuleEntry(
        id=rule_id,
        since=part.since,
        title=part.title,
        decided=part.decided,
        effects=part.effects,
        clauses=_clauses(part.clauses),
        parameters=part.parameters,
        needs=tuple(Need(name=name, label=facts[name]) for name in part.needs),
        does=part.does,
        fix=part.fix,
        amendments=amendments,
    )
