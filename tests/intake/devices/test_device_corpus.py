"""Every sample of every family, traps and all."""

import gzip
import io

import pytest

from chalicelib.domain.upload import UploadStatus
from chalicelib.intake.devices.discovery import families
from chalicelib.intake.devices.source import sources
from tests.intake.devices.corpus import CORPUS, Sample
from tests.intake.devices.logs import SAMPLES, reading, records

samples = pytest.mark.parametrize("sample", CORPUS, ids=lambda sample: sample.file)


@samples
def test_a_sample_reads_as_its_line_says(sample: Sample) -> None:
    read = reading((SAMPLES / sample.file).read_bytes(), sample.file)
    assert read.family == sample.family
    found = records(read)
    assert len(found) == len(sample.records)
    assert set(found) == sample.records
    assert tuple((error.row, error.code) for error in read.errors) == sample.bad
    assert (read.duplicates, read.asides, read.counts.rejected) == (sample.duplicates, sample.asides, sample.rejected)
    assert read.counts.accepted == len(sample.records) + sample.duplicates == sum(read.methods.values())
    assert read.counts.rows == read.counts.accepted + read.counts.rejected + read.asides
    assert read.status is (UploadStatus.ACCEPTED_WITH_ERRORS if sample.bad else UploadStatus.ACCEPTED)


@samples
def test_a_sample_reads_the_same_gzipped(sample: Sample) -> None:
    data = (SAMPLES / sample.file).read_bytes()
    assert reading(gzip.compress(data), sample.file + ".gz") == reading(data, sample.file)


@samples
def test_one_family_alone_recognises_a_sample(sample: Sample) -> None:
    ways = sources(io.BytesIO((SAMPLES / sample.file).read_bytes()), sample.file, None)
    claims = [{family.NAME for family in families() if family.recognises(source)} for source in ways]
    assert all(claim <= {sample.family} for claim in claims)
    assert {sample.family} in claims


def test_every_family_has_a_sample_and_a_name_of_its_own() -> None:
    names = [family.NAME for family in families()]
    assert len(set(names)) == len(names)
    assert set(names) == {sample.family for sample in CORPUS}
    assert all(family.__name__.endswith(f".{family.NAME}") for family in families())  # type: ignore[attr-defined]


@samples
def test_no_message_quotes_a_personal_number(sample: Sample) -> None:
    read = reading((SAMPLES / sample.file).read_bytes(), sample.file)
    assert not any("4101051990" in error.message for error in read.errors)
    assert not any("4101051990" in (mark.person or "") for log in read.days.values() for mark in log.marks)
