"""A whole demonstration on a deployed stack: the right verdicts, and no number of a person anywhere they could leak."""

import json
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.adapters.codec import from_item, unpack
from chalicelib.domain.personal import mask_identity
from infra.demo.checking import differences
from infra.demo.loading import Outcome, load
from infra.demo.site import Site
from infra.samples import month
from infra.samples.people import identity
from infra.samples.sound import FIRST
from infra.verify_ledger import Ledgers
from tests.stack import Stack

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def site(stack: Stack) -> Site:
    return Site(stack.local, stack.description)


@pytest.fixture(scope="module")
def outcome(site: Site) -> Outcome:
    """The month, loaded."""
    return load(site, lambda what, done, total: None)


def leaked(text: str) -> list[str]:
    """The sample's numbers that stand in a text, by their masks: a failing test must not print them either."""
    return [mask_identity(number) for number in month.numbers() if number in text]


def log_lines(site: Site) -> Iterator[tuple[str, str]]:
    """Every line of every function's log, with the group's name."""
    logs = site.clients("logs")
    for groups in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/yuji-local"):
        for group in groups["logGroups"]:
            name = group["logGroupName"]
            for page in logs.get_paginator("filter_log_events").paginate(logGroupName=name):
                yield from ((name, event["message"]) for event in page["events"])


def said(site: Site, message: str) -> list[dict[str, Any]]:
    """The structured log entries of that message."""
    entries = [json.loads(line) for _, line in log_lines(site) if line.startswith("{")]
    return [entry for entry in entries if entry["message"] == message]


def table_text(site: Site) -> str:
    """Everything in the table that is not sealed, bodies unpacked."""
    pieces: dict[tuple[str, str], dict[str, bytes]] = defaultdict(dict)
    texts = []
    for page in site.clients("dynamodb").get_paginator("scan").paginate(TableName=site.description["table"]):
        for item in map(from_item, page["Items"]):
            if isinstance(item.get("body"), bytes):
                pieces[item["pk"], item["sk"].rpartition("#")[0]][item["sk"]] = item.pop("body")
            texts.append(repr(item))
    bodies = (unpack(body for _, body in sorted(found.items())) for found in pieces.values())
    return "\n".join([*texts, *bodies])


def test_all_is_as_the_sample_says(outcome: Outcome) -> None:
    assert differences(outcome) == []


def test_logs_hold_no_numbers(site: Site, outcome: Outcome) -> None:
    lines = list(log_lines(site))
    spoke = {name.rpartition("yuji-local-")[2] for name, _ in lines}
    assert {"api", "ingest-applications", "ingest-rosters", "ingest-registry", "ingest-strays", "judge"} <= spoke
    assert leaked("\n".join(line for _, line in lines)) == []


def test_nothing_goes_wrong_unseen(site: Site, outcome: Outcome) -> None:
    entries = [json.loads(line) for _, line in log_lines(site) if line.startswith("{")]
    assert [entry for entry in entries if entry["level"] in ("ERROR", "CRITICAL")] == []


def test_the_table_holds_no_numbers(site: Site, outcome: Outcome) -> None:
    text = table_text(site)
    assert mask_identity(identity(FIRST)) in text  # the bodies were really looked into
    assert leaked(text) == []


def test_answers_hold_no_numbers(site: Site, outcome: Outcome) -> None:
    province = site.province()
    rosters = [province.items(f"/classes/{each.id}/roster") for each in month.classes()]
    details = [province.get(f"/classes/{each.id}") for each in month.classes()]
    receipts = [receipt for _, receipt in outcome.receipts]
    text = repr([receipts, [(seen.listed, seen.findings) for seen in outcome.classes], details, rosters])
    assert mask_identity(identity(FIRST)) in text
    assert leaked(text) == []


def test_keys_hold_no_numbers(site: Site, outcome: Outcome) -> None:
    bucket = site.description["uploads_bucket"]
    pages = site.clients("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    found = [thing["Key"] for page in pages for thing in page.get("Contents", [])]
    assert {file.key for file in month.files()} <= set(found)
    assert leaked("\n".join(found)) == []


def test_one_id_leads_from_an_upload_to_the_verdict(site: Site, outcome: Outcome) -> None:
    """A function's log comes when it ends: the judge may be heard before the reader that set it going."""
    deadline, classes = time.monotonic() + 30, {each.id for each in month.classes()}
    while True:
        answered = {entry["correlation_id"]: entry["upload"] for entry in said(site, "upload answered")}
        # Other tests' classes on the same stack may be judged for what is no upload: a decision, a new day.
        judged = [entry for entry in said(site, "class judged") if entry["class_id"] in classes]
        if {entry["correlation_id"] for entry in judged} <= answered.keys() or time.monotonic() > deadline:
            break
        time.sleep(1)
    assert {entry["class_id"] for entry in judged} == classes
    for entry in judged:
        assert answered[entry["correlation_id"]] == entry["correlation_id"]


def test_every_chain_of_the_ledger_holds(site: Site, outcome: Outcome) -> None:
    ledgers = Ledgers(site.description["table"], site.clients("dynamodb"))
    assert {f"CLASS#{each.id}" for each in month.classes()} <= set(ledgers.chains())
    assert all(ledgers.check(chain) >= 2 for chain in ledgers.chains())


def test_a_second_run_changes_nothing(site: Site, outcome: Outcome) -> None:
    ledgers = Ledgers(site.description["table"], site.clients("dynamodb"))
    before = {chain: ledgers.check(chain) for chain in ledgers.chains()}
    again = load(site, lambda what, done, total: None)
    assert differences(again) == []
    taken = [receipt for _, receipt in again.receipts if receipt["class"] and receipt["status"] != "rejected"]
    assert [receipt["key"] for receipt in taken if not receipt["unchanged"]] == []
    assert {chain: ledgers.check(chain) for chain in ledgers.chains()} == before
