"""Judging a class: milliseconds of CPU for 80 and for 800 trainees, and what ten times the people cost."""

import datetime
import hashlib
import time

from chalicelib.domain.facts import ClassFacts, FactKind, Registry
from chalicelib.domain.registry import Table
from chalicelib.intake.layout import parse_key
from chalicelib.intake.reading import read
from chalicelib.policy import henan
from chalicelib.rules.judge import judge
from tests import builders

RUNS = 20


def main() -> None:
    small, large = (cpu(facts(people)) for people in (80, 800))
    print(f"judging, mean of {RUNS} runs")
    print(f"   80 trainees {small * 1000:7.2f} ms")
    print(f"  800 trainees {large * 1000:7.2f} ms")
    print(f"  ratio        {large / small:7.2f} × for 10 × the people")


def facts(people: int) -> ClassFacts:
    """A class of so many people, with every registry table loaded."""
    institution = builders.credit_code()
    workbook = builders.application_workbook(roster=builders.trainees(people), timetable=builders.sessions(40, 24))
    address = parse_key(f"applications/{institution}/BENCH-1/a.xlsx")
    reading = read(address, workbook, lambda number: hashlib.sha256(number.encode()).hexdigest()[:32])
    return ClassFacts.model_validate(
        {
            "class_id": "BENCH-1",
            "institution": institution,
            "application": reading.facts[FactKind.APPLICATION],
            "roster": reading.facts[FactKind.ROSTER],
            "registry": Registry(versions=dict.fromkeys(Table, "v")),
        }
    )


def cpu(of: ClassFacts) -> float:
    """CPU seconds of one judgement."""
    policy = henan()
    judge(of, policy, datetime.date(2024, 6, 3))
    start = time.process_time()
    for _ in range(RUNS):
        judge(of, policy, datetime.date(2024, 6, 3))
    return (time.process_time() - start) / RUNS
