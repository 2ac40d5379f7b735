"""The closing assessment (结业考核): one line of 考核评价."""

import datetime
from enum import StrEnum

from chalicelib.domain.model import Model
from chalicelib.domain.training_class import CertificateType, Level


class Result(StrEnum):
    """考核结果."""

    PASSED = "合格"
    FAILED = "不合格"


class Assessment(Model):
    """One person's result and certificate."""

    row: int
    name: str
    person: str
    identity_masked: str
    occupation: str | None = None
    level: Level | None = None
    date: datetime.date
    result: Result
    certificate: CertificateType | None = None
    certificate_number: str | None = None
    certificate_hash: str | None = None
    """Keyed hash of the number, by which the whole system knows it: some numbers hold an identity number."""
    electronic: bool | None = None
    """证书形式: 电子 is True, 纸质 False"""
    issued: datetime.date | None = None
    evaluation_body: str | None = None
    entrusted: bool | None = None
    entrustment_document: str | None = None
