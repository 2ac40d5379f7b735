"""An assessment file: results and certificates, one line each."""

import datetime

import pytest

from chalicelib.domain.assessment import Result
from chalicelib.domain.training_class import CertificateType, Level
from chalicelib.domain.upload import Counts, UploadStatus
from tests import builders as b
from tests.intake.reader import assessment, assessment_facts, is_refused, keyed, places


def test_a_sound_file() -> None:
    reading = assessment(b.assessment_workbook(b.assessments(2, 委托批准文号="豫示例〔2024〕1号", 是否委托评价=True)))
    assert (reading.status, reading.errors, reading.missing_columns) == (UploadStatus.ACCEPTED, (), ())
    first = assessment_facts(reading).assessments[0]
    assert (first.row, first.name, first.person) == (2, b.person_name(1), keyed(b.identity(1)))
    assert (first.result, first.level, first.certificate) == (Result.PASSED, Level.FIVE, CertificateType.SKILL_LEVEL)
    assert (first.date, first.issued) == (datetime.date(2024, 3, 20), datetime.date(2024, 3, 25))
    assert (first.certificate_number, first.electronic) == ("Y0041000000000000001", True)
    assert (first.entrusted, first.entrustment_document) == (True, "豫示例〔2024〕1号")
    assert reading.secrets[first.person] == {"identity": b.identity(1)}


def test_a_text_file_says_the_same() -> None:
    rows = b.assessments(2)
    as_text = b.delimited([list(rows[0]), *(list(row.values()) for row in rows)])
    assert assessment_facts(assessment(as_text, "csv")) == assessment_facts(assessment(b.assessment_workbook(rows)))


@pytest.mark.parametrize("column", ["姓名", "身份证号", "考核日期", "考核结果"])
def test_a_line_that_is_no_assessment(column: str) -> None:
    rows = b.assessments(2)
    rows[0][column] = None
    reading = assessment(b.assessment_workbook(rows))
    assert places(reading) == [(2, column, "value_missing")]
    assert reading.counts == Counts(rows=2, accepted=1, rejected=1)


def test_a_bad_certificate_is_unknown_and_keeps_the_result() -> None:
    rows = b.assessments(1, 证书类型="毕业证", 证书编号=1.2e18, 证书形式="是", 发证日期="2024-02-30")
    reading = assessment(b.assessment_workbook(rows))
    assert places(reading) == [
        (2, "证书类型", "choice"),
        (2, "证书编号", "digits_lost"),
        (2, "证书形式", "choice"),
        (2, "发证日期", "date"),
    ]
    fact = assessment_facts(reading).assessments[0]
    assert (fact.certificate, fact.certificate_number, fact.electronic, fact.issued) == (None, None, None, None)


def test_the_same_assessment_twice_stands_once_whatever_its_result() -> None:
    reading = assessment(b.assessment_workbook([*b.assessments(1), *b.assessments(1, 考核结果="不合格")]))
    assert places(reading) == [(3, "身份证号", "duplicate_assessment")]
    assert [fact.result for fact in assessment_facts(reading).assessments] == [Result.PASSED]


def test_a_second_attempt_on_another_day_is_another_fact() -> None:
    again = b.assessments(1, 考核日期=datetime.date(2024, 4, 20))
    assert assessment(b.assessment_workbook([*b.assessments(1), *again])).counts == Counts(rows=2, accepted=2)


def test_no_line_is_no_assessment() -> None:
    assert is_refused(assessment(b.assessment_workbook([])), "no_rows")


def test_a_certificate_number_that_bears_an_identity_number_is_masked() -> None:
    rows = b.assessments(1, 证书编号=f"T{b.identity(7)}")
    (fact,) = assessment_facts(assessment(b.assessment_workbook(rows))).assessments
    assert fact.certificate_number == f"T{b.identity(7)[:4]}********{b.identity(7)[-4:]}"
