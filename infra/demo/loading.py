"""The sample month goes in, and what became of it comes out: receipts to their uploaders, verdicts to reviewers."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from chalicelib.domain.region import Region, region_named
from chalicelib.workflows.ingest import Arrival
from infra.demo.site import Site
from infra.samples import month
from infra.samples.sample import SampleClass, SampleFile

Advance = Callable[[str, int, int], None]
"""Told at each step: what is being done, how many are, of how many."""
Answer = dict[str, Any]
SEED = 20240304
PATIENCE, PAUSE, CALM = 180.0, 1.0, 3.0
"""Seconds: how long an answer may take; between two looks; how long everything must stay as expected."""


@dataclass(frozen=True)
class Seen:
    """A class as its reviewer sees it: its line in the list of classes, and its findings."""

    sample: SampleClass
    listed: Answer
    findings: list[Answer] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What came of the month. A file or a class that got no answer is not in it."""

    receipts: list[tuple[SampleFile, Answer]]
    classes: list[Seen]


def load(site: Site, advance: Advance, patience: float = PATIENCE) -> Outcome:
    """Upload every file, in an order that means nothing, and wait for everything they set off."""
    files = list(month.files())
    random.Random(SEED).shuffle(files)  # noqa: S311 - a fixed order, not a secret
    sent = []
    for n, file in enumerate(files, start=1):
        sent.append((file, site.put(file)))
        advance("上传文件", n, len(files))
    receipts = _receipts(site, sent, advance, patience)
    return Outcome(receipts, _verdicts(site, advance, patience))


def _receipts(
    site: Site, sent: list[tuple[SampleFile, str]], advance: Advance, patience: float
) -> list[tuple[SampleFile, Answer]]:
    """The receipts that came in time, in the order of the month."""
    found: dict[str, tuple[SampleFile, Answer]] = {}
    until = time.monotonic() + patience
    while len(found) < len(sent) and time.monotonic() < until:
        for file, version in sent:
            if file.key not in found and (receipt := _receipt(site, file, version)):
                found[file.key] = (file, receipt)
                advance("等候回执", len(found), len(sent))
        time.sleep(PAUSE)
    return [found[file.key] for file in month.files() if file.key in found]


def _receipt(site: Site, file: SampleFile, version: str) -> Answer | None:
    caller = site.uploader(file)
    for known in (version, "") if file.stray else (version,):
        upload = Arrival(key=file.key, version_id=known, size=len(file.data), at=datetime.now(UTC)).id
        if receipt := caller.get(f"/uploads/{upload}"):
            return receipt
    return None


def _verdicts(site: Site, advance: Advance, patience: float) -> list[Seen]:
    """The classes once they are as the sample says and stay so, or when patience ends."""
    until = time.monotonic() + patience
    calm_since: float | None = None
    while True:
        seen = _look(site)
        right = sum(as_expected(each) for each in seen)
        advance("等候判定", right, len(month.classes()))
        now = time.monotonic()
        calm_since = (calm_since or now) if right == len(month.classes()) else None
        if (calm_since and now - calm_since >= CALM) or now >= until:
            return [_with_findings(site, each) for each in seen]
        time.sleep(PAUSE)


def _look(site: Site) -> list[Seen]:
    """The classes that their regions' reviewers find in their lists, in the order of the month."""
    regions = sorted({region_of(each) for each in month.classes()})
    listed = {item["id"]: item for region in regions for item in site.reviewer(region).items("/classes")}
    return [Seen(each, listed[each.id]) for each in month.classes() if each.id in listed]


def _with_findings(site: Site, seen: Seen) -> Seen:
    findings = site.reviewer(region_of(seen.sample)).items(f"/classes/{seen.sample.id}/findings")
    return Seen(seen.sample, seen.listed, findings)


def as_expected(seen: Seen) -> bool:
    """Whether status and findings are those that the sample promises."""
    said, sample = seen.listed["findings"], seen.sample
    expected = (sample.status, dict(sample.violated), dict(sample.undetermined))
    return (seen.listed["status"], said["violated"], said["undetermined"]) == expected


def region_of(sample: SampleClass) -> Region:
    """Where the class is held."""
    region = region_named(sample.items["实施地区"])
    if region is None:
        raise ValueError(f"{sample.id} is nowhere")
    return region
