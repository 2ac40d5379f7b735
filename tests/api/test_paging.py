"""Lists: every item exactly once, whatever the page, and cursors that are good for their own list only."""

import itertools
from typing import Any

import pytest

from chalicelib.api.cursor import encode
from chalicelib.workflows.walking import READS, BadPosition, Page, Stretch, resume, walk
from tests.api.conftest import Api
from tests.api.world import LY, LY1, NOWHERE, ZZ, ZZ1, ZZ2, A, B, World

ZZ_REVIEWER: dict[str, Any] = {"role": "hr_reviewer", "region": ZZ}


def pages(api: Api, path: str, role: str, limit: int, query: dict[str, Any] | None = None, **claims: str) -> list[Any]:
    """All items, page by page."""
    asked, items = {**(query or {}), "limit": limit}, []
    for _ in range(200):
        body = api("GET", path, role, query=asked, **claims).body
        assert len(body["items"]) <= limit
        items += body["items"]
        if body["next"] is None:
            return items
        asked["cursor"] = body["next"]
    raise AssertionError("the list never ends")


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_the_province_walks_all_regions_in_order(api: Api, limit: int) -> None:
    found = [each["id"] for each in pages(api, "/classes", "province", limit)]
    assert found == [ZZ1, ZZ2, LY1, NOWHERE]


@pytest.mark.parametrize("limit", [1, 2, 100])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"region": LY}, [LY1]),
        ({"institution": A}, [ZZ1, ZZ2]),
        ({"institution": B}, [LY1, NOWHERE]),
        ({"institution": B, "region": LY}, [LY1]),
        ({"from": "2024-03-05"}, [ZZ2]),
        ({"from": "2024-03-04", "to": "2024-03-04"}, [ZZ1, LY1]),
        ({"to": "2024-03-03"}, []),
        ({"from": "2024-03-12"}, []),
        ({"from": "2024-03-10", "to": "2024-03-01"}, []),
        ({"status": "rejected", "rule": "OPN-05"}, [ZZ2]),
        ({"status": "draft"}, [NOWHERE]),
        ({"rule": "OPN-05"}, [ZZ2]),
        ({"rule": "OPN-05", "from": "2024-03-12"}, []),
        ({"rule": "OPN-05", "institution": A}, [ZZ2]),
        ({"rule": "OPN-05", "region": LY}, []),
    ],
    ids=str,
)
def test_filters(api: Api, query: dict[str, Any], expected: list[str], limit: int) -> None:
    assert [each["id"] for each in pages(api, "/classes", "auditor", limit, query)] == expected


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_uploads_of_the_whole_province(api: Api, world: World, limit: int) -> None:
    found = [each["id"] for each in pages(api, "/uploads", "auditor", limit)]
    assert sorted(found) == sorted(receipt.id for receipt in world.receipts.values())


@pytest.mark.parametrize("limit", [1, 2, 100])
@pytest.mark.parametrize(
    ("role", "claims", "query", "expected"),
    [
        ("hr_reviewer", {"region": ZZ}, {}, ["broken", "foreign", "zz1", "zz2"]),
        ("hr_reviewer", {"region": LY}, {}, ["ly1"]),
        ("hr_reviewer", {"region": ZZ}, {"class": LY1}, []),
        ("hr_reviewer", {"region": ZZ}, {"institution": B}, ["foreign"]),
        ("hr_reviewer", {"region": ZZ}, {"table": "directory"}, []),
        ("institution", {"institution": A}, {}, ["broken", "zz2", "zz1"]),
        ("institution", {"institution": B}, {}, ["foreign", "draft", "ly1"]),
        ("institution", {"institution": A}, {"class": ZZ1}, ["broken", "zz1"]),
        ("institution", {"institution": A}, {"status": "rejected"}, ["broken"]),
        ("province", {}, {"table": "directory"}, ["directory"]),
        ("province", {}, {"class": ZZ1}, ["broken", "foreign", "zz1"]),
    ],
    ids=str,
)
def test_uploads_within_reach(
    api: Api, world: World, role: str, claims: dict[str, str], query: dict[str, Any], expected: list[str], limit: int
) -> None:
    names = {receipt.id: name for name, receipt in world.receipts.items()}
    assert [names[each["id"]] for each in pages(api, "/uploads", role, limit, query, **claims)] == expected


@pytest.mark.parametrize("limit", [1, 7, 20])
def test_a_roster_page_by_page(api: Api, limit: int) -> None:
    found = pages(api, f"/classes/{ZZ1}/roster", "institution", limit, institution=A)
    assert [each["row"] for each in found] == list(range(2, 22))
    assert all("********" in each["identity_masked"] and each["standing"] == "eligible" for each in found)


def test_findings_page_by_page_and_filtered(api: Api) -> None:
    path = f"/classes/{ZZ2}/findings"
    whole = pages(api, path, "hr_reviewer", 100, region=ZZ)
    assert pages(api, path, "hr_reviewer", 1, region=ZZ) == whole
    (ratio,) = [each for each in whole if each["rule"] == "OPN-05"]
    assert pages(api, path, "hr_reviewer", 1, {"rule": "OPN-05"}, region=ZZ) == [ratio]
    assert pages(api, path, "hr_reviewer", 1, {"rule": "OPN-05", "status": "undetermined"}, region=ZZ) == []
    assert pages(api, path, "hr_reviewer", 5, {"subject": ratio["subject"]["id"], "effect": ratio["effect"]}, region=ZZ)
    assert (ratio["status"], ratio["subject"], ratio["local"]) == ("violated", {"type": "class", "id": ZZ2}, False)
    assert {"actual", "threshold"} <= set(ratio["evidence"])
    assert ratio["clause"]["text"]


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_the_ledger_page_by_page(api: Api, limit: int) -> None:
    found = pages(api, f"/classes/{ZZ2}/ledger", "auditor", limit)
    assert [each["seq"] for each in found] == list(range(1, len(found) + 1))
    assert all(later["previous"] == earlier["hash"] for earlier, later in itertools.pairwise(found))
    assert found[0]["event"] == "facts_replaced"


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_the_directory_page_by_page(api: Api, limit: int) -> None:
    found = pages(api, "/institutions", "province", limit)
    assert [(each["code"] in (A, B), len(each["entries"])) for each in found] == [(True, 2), (False, 1), (True, 1)]
    assert pages(api, "/institutions", "province", limit, {"region": "410000"}) == []
    assert [each["code"] for each in pages(api, "/institutions", "province", limit, {"region": LY})] == [B]


def test_a_cursor_of_another_list_or_reach_is_refused(api: Api) -> None:
    first = api("GET", "/classes", "province", query={"limit": 1}).body["next"]
    assert first
    others: list[tuple[str, str, dict[str, str], dict[str, str]]] = [
        ("/classes", "province", {"region": ZZ}, {}),
        ("/uploads", "province", {}, {}),
        ("/classes", "hr_reviewer", {}, {"region": ZZ}),
        ("/classes", "institution", {}, {"institution": A}),
    ]
    for path, role, query, claims in others:
        found = api("GET", path, role, query={**query, "cursor": first}, **claims)
        assert (found.status, found.body["code"]) == (400, "bad_cursor")
    assert api("GET", "/classes", "auditor", query={"cursor": first}).status == 200


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "é", "AAAA", encode(("410100", ""), "0" * 16)])
def test_a_made_up_cursor_is_refused(api: Api, cursor: str) -> None:
    for path in ("/classes", "/uploads", f"/classes/{ZZ1}/findings"):
        found = api("GET", path, "auditor", query={"cursor": cursor})
        assert (found.status, found.body["code"]) == (400, "bad_cursor")


def test_a_forged_cursor_shows_nothing_beyond_reach(api: Api, world: World) -> None:
    """The mark is no secret: reach is applied to each page whatever the cursor says."""
    from chalicelib.api.asked import ClassQuery
    from chalicelib.api.cursor import fingerprint

    mark = fingerprint("listClasses//", ZZ, ClassQuery().filters)  # type: ignore[call-arg]
    found = api("GET", "/classes", "hr_reviewer", region=ZZ, query={"cursor": encode((LY, ""), mark)})
    assert (found.status, found.body["code"]) == (400, "bad_cursor")
    own = api("GET", "/classes", "hr_reviewer", region=ZZ, query={"cursor": encode((ZZ, ""), mark)})
    assert [each["id"] for each in own.body["items"]] == [ZZ1, ZZ2]


@pytest.mark.parametrize("place", ["~~", " ", "!", "0", "9" * 200, "x" * 201, "é", "\ud800", "-1"])
@pytest.mark.parametrize(
    ("operation", "path", "names"),
    [
        ("listClasses", "/classes", ["410100", "unknown"]),
        ("listUploads", "/uploads", ["region:410100:", f"region:{LY}:2024-03-04#{LY1}", "astray", "table:directory"]),
        ("listInstitutions", "/institutions", ["410100"]),
        ("listLedger", f"/classes/{ZZ1}/ledger", [""]),
    ],
    ids=str,
)
def test_a_forged_place_is_a_bad_cursor_or_a_place(
    api: Api, operation: str, path: str, names: list[str], place: str
) -> None:
    from chalicelib.api.access import ROUTES
    from chalicelib.api.cursor import fingerprint

    (route,) = [each for each in ROUTES if each.operation == operation]
    within = ZZ1 if "{" in route.path else ""
    mark = fingerprint(f"{operation}/{within}/", "410000", route.query().filters)  # type: ignore[attr-defined]
    for name in names:
        assert api("GET", path, "province", query={"cursor": encode((name, place), mark)}).status in (200, 400)


def stretch(name: str, *entries: int) -> Stretch[int]:
    def read(after: str, limit: int) -> tuple[list[tuple[str, int]], bool]:
        left = [(f"{each:03}", each) for each in entries if f"{each:03}" > after]
        return left[:limit], len(left) <= limit

    return Stretch(name, read)


def test_a_walk_reads_no_more_than_it_may() -> None:
    long = [stretch("a", *range(1, 200)), stretch("b", 500)]
    page = walk(iter(long), None, 2, keep=lambda each: each > 190)
    assert page == Page((), ("a", f"{READS * 2:03}"))
    found: list[int] = []
    while page.next:
        page = walk(resume(long, page.next), page.next, 2, keep=lambda each: each > 190)
        found += page.items
    assert found == [*range(191, 200), 500]


def test_a_walk_refuses_a_list_that_it_does_not_have() -> None:
    with pytest.raises(BadPosition):
        resume([stretch("a")], ("z", ""))
