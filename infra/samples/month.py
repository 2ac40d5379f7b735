"""The whole month: every class, every file, every number that must not come out again."""

from functools import cache

from chalicelib.domain.upload import UploadStatus
from infra.samples import tables
from infra.samples.doubtful import doubtful
from infra.samples.institutions import NANYANG, TRAINING, ZHENGZHOU
from infra.samples.refused import refused
from infra.samples.sample import NUMBERS, PROVINCE, SampleClass, SampleFile
from infra.samples.sound import sound

MIN_DIGITS = 10
"""Shorter than any number of a person: what is left of a damaged one identifies nobody."""


@cache
def classes() -> tuple[SampleClass, ...]:
    return (*sound(), *doubtful(), *refused())


@cache
def files() -> tuple[SampleFile, ...]:
    """All uploads. Their order means nothing: any other leads to the same verdicts."""
    return (*tables.files(), *(file for each in classes() for file in each.files()), *unusable())


def unusable() -> tuple[SampleFile, ...]:
    """What goes wrong every day: a damaged correction, a photo of a roster, a file in no folder."""
    roster = next(file for file in files_of("ZZ-2024-001") if file.key.startswith("rosters/"))
    damaged, photo = (
        roster.key.replace("人员名册", "人员名册（改）"),
        f"rosters/{NANYANG.code}/NY-2024-002/名册照片.jpg",
    )
    return (
        _refused(damaged, roster.data[:2000], ZHENGZHOU.code, "file_damaged"),
        # What lies outside the layout belongs to nobody: only the province sees it.
        _refused(photo, b"\xff\xd8\xff\xe0", PROVINCE, "format_unsupported"),
        _refused("新建文件夹/人员名册.xlsx", roster.data, PROVINCE, "kind_unknown"),
    )


def files_of(class_id: str) -> tuple[SampleFile, ...]:
    """The sound files of one class."""
    return tuple(file for each in classes() if each.id == class_id for file in each.files())


@cache
def numbers() -> frozenset[str]:
    """Identity, telephone and account numbers of the whole month."""
    in_tables = (str(row[name]) for rows in tables.tables().values() for row in rows for name in NUMBERS if name in row)
    in_classes = (number for each in classes() for number in each.numbers())
    accounts = (each.account for each in TRAINING)
    return frozenset(number for number in (*in_tables, *in_classes, *accounts) if len(number) >= MIN_DIGITS)


def _refused(key: str, data: bytes, uploader: str, code: str) -> SampleFile:
    return SampleFile(key, data, uploader, UploadStatus.REJECTED, frozenset({code}))
