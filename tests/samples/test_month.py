"""The sample month: the same bytes on every run, nobody in it exists, and each file reads as the sample says.

That its classes come to the verdicts it promises, tests/e2e/test_demo.py sees on a deployed stack.
"""

import hashlib
import io
from collections import Counter

import pytest

from chalicelib.domain.upload import UploadKind, UploadStatus
from chalicelib.intake.cells.personal import identity_faults
from chalicelib.intake.devices import read_log
from chalicelib.intake.layout import LayoutError, parse_key
from chalicelib.intake.reading import read
from infra.samples import month
from infra.samples.people import identity, phone
from infra.samples.sample import SampleFile


def test_the_same_bytes_on_every_run() -> None:
    first = month.files()
    month.files.cache_clear()
    month.classes.cache_clear()
    assert month.files() == first


def test_every_file_has_a_key_of_its_own() -> None:
    assert max(Counter(file.key for file in month.files()).values()) == 1


@pytest.mark.parametrize("file", month.files(), ids=lambda file: "/".join(file.key.split("/")[::2]))
def test_each_file_reads_as_the_sample_says(file: SampleFile) -> None:
    assert _answer(file) == (file.status, file.codes)


def _answer(file: SampleFile) -> tuple[UploadStatus, frozenset[str]]:
    try:
        address = parse_key(file.key)
    except LayoutError as outside:
        return UploadStatus.REJECTED, frozenset({outside.code})
    if address.kind is UploadKind.CHECKINS:
        log = read_log(io.BytesIO(file.data), address.file, _keyed)
        return log.status, frozenset(error.code for error in log.errors)
    reading = read(address, file.data, _keyed)
    return reading.status, frozenset(error.code for error in reading.errors)


def _keyed(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()[:32]


def test_people_pass_every_check_and_cannot_exist() -> None:
    numbers = [identity(n) for n in range(4000)]
    assert len(set(numbers)) == 4000
    assert {identity_faults(number) for number in numbers} == {()}
    assert {number[14:17] for number in numbers} == {"996", "997", "998", "999"}
    assert {phone(n)[:3] for n in range(4000)} == {"161"}


def test_every_person_s_numbers_are_among_those_that_must_not_come_out() -> None:
    assert {identity(1), phone(1), identity(3001), month.classes()[0].institution.account} <= month.numbers()


def test_the_month_shows_every_outcome_and_every_clause_once() -> None:
    statuses = {each.status for each in month.classes()}
    rules = {rule for each in month.classes() for rule in (*each.violated, *each.undetermined)}
    assert {"screened", "rejected", "cancelled", "screening"} == statuses
    assert {"INS-02", "INS-04", "INS-06", "INS-07", "OPN-01", "OPN-05", "OPN-07"} <= rules
    assert {"TRN-01", "TRN-02", "TRN-03", "TRN-04", "TRN-06"} <= rules
