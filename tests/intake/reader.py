"""How the tests of intake read a file: by its key, with a stand-in for the keyed hash."""

import hashlib
from collections import Counter

from chalicelib.domain.facts import ApplicationFacts, AssessmentFacts, FactKind, RosterFacts, SurveyFacts
from chalicelib.domain.registry import Table
from chalicelib.domain.upload import UploadStatus
from chalicelib.intake.layout import parse_key
from chalicelib.intake.reading import Reading, read
from tests.builders import credit_code

INSTITUTION = credit_code()
CLASS = "ZZ-2024-001"


def keyed(number: str) -> str:
    return hashlib.sha256(f"test {number}".encode()).hexdigest()


def application(data: bytes) -> Reading:
    return read(parse_key(f"applications/{INSTITUTION}/{CLASS}/a.xlsx"), data, keyed)


def roster(data: bytes, extension: str = "xlsx") -> Reading:
    return read(parse_key(f"rosters/{INSTITUTION}/{CLASS}/r.{extension}"), data, keyed)


def assessment(data: bytes, extension: str = "xlsx") -> Reading:
    return read(parse_key(f"assessments/{INSTITUTION}/{CLASS}/k.{extension}"), data, keyed)


def survey(data: bytes, extension: str = "xlsx") -> Reading:
    return read(parse_key(f"surveys/{INSTITUTION}/{CLASS}/m.{extension}"), data, keyed)


def registry(table: Table, data: bytes, extension: str = "xlsx") -> Reading:
    return read(parse_key(f"registry/{table}/t.{extension}"), data, keyed)


def application_facts(reading: Reading) -> ApplicationFacts:
    facts = reading.facts[FactKind.APPLICATION]
    assert isinstance(facts, ApplicationFacts)
    return facts


def roster_facts(reading: Reading) -> RosterFacts:
    facts = reading.facts[FactKind.ROSTER]
    assert isinstance(facts, RosterFacts)
    return facts


def assessment_facts(reading: Reading) -> AssessmentFacts:
    facts = reading.facts[FactKind.ASSESSMENT]
    assert isinstance(facts, AssessmentFacts)
    return facts


def survey_facts(reading: Reading) -> SurveyFacts:
    facts = reading.facts[FactKind.SURVEY]
    assert isinstance(facts, SurveyFacts)
    return facts


def codes(reading: Reading) -> Counter[str]:
    return Counter(error.code for error in reading.errors)


def places(reading: Reading) -> list[tuple[int | None, str | None, str]]:
    return [(error.row, error.column, error.code) for error in reading.errors]


def is_refused(reading: Reading, code: str) -> bool:
    """Rejected with that code for the whole file, and nothing of it taken."""
    first = reading.errors[0]
    nothing = not reading.facts and not reading.rows and not reading.secrets
    return reading.status is UploadStatus.REJECTED and first.code == code and first.row is None and nothing
