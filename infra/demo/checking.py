"""Whether the month came out as the sample says."""

from collections.abc import Iterator
from typing import Any

from infra.demo.loading import Outcome, Seen, as_expected
from infra.samples import month
from infra.samples.sample import SampleFile


def differences(outcome: Outcome) -> list[str]:
    """What is otherwise than it must be, in Chinese, one line each; none when all is well."""
    return [*_of_receipts(outcome), *_of_classes(outcome)]


def _of_receipts(outcome: Outcome) -> Iterator[str]:
    answered = {file.key for file, _ in outcome.receipts}
    yield from (f"{file.key} 没有回执" for file in month.files() if file.key not in answered)
    for file, receipt in outcome.receipts:
        found = (receipt["status"], {error["code"] for error in receipt["errors"]})
        if found != (file.status, set(file.codes)):
            yield _differs(file, receipt)


def _differs(file: SampleFile, receipt: dict[str, Any]) -> str:
    codes = sorted({error["code"] for error in receipt["errors"]})
    return f"{file.key} 应为 {file.status} {sorted(file.codes)}，回执为 {receipt['status']} {codes}"


def _of_classes(outcome: Outcome) -> Iterator[str]:
    known = {seen.sample.id for seen in outcome.classes}
    yield from (f"{each.id} 没有出现" for each in month.classes() if each.id not in known)
    yield from (_otherwise(seen) for seen in outcome.classes if not as_expected(seen))


def _otherwise(seen: Seen) -> str:
    sample, said = seen.sample, seen.listed["findings"]
    expected = f"{sample.status} {dict(sample.violated)} {dict(sample.undetermined)}"
    return f"{sample.id} 应为 {expected}，判定为 {seen.listed['status']} {said['violated']} {said['undetermined']}"
