"""Who may do what, written out by hand: the table of routes is held against it, and not the other way round."""

import pytest

from chalicelib.api.access import ROUTES
from tests.api.conftest import Api
from tests.api.world import LY, LY1, NOWHERE, ZZ, ZZ1, ZZ2, A, B, World

# Each column is a caller: an institution (owner of ZZ-2024-001), then the regional roles of 郑州, then the province's.
CALLERS = {
    "institution": {"institution": A},
    "industry_reviewer": {"region": ZZ},
    "hr_reviewer": {"region": ZZ},
    "finance": {"region": ZZ},
    "auditor": {},
    "province": {"region": "410000"},
}
UNMASK = {"subject": "application", "reason": "核对联系电话"}
VISIT = {"kind": "training", "date": "2024-02-29", "inspector": "检查人"}
RETRAIN = {"action": "retrain", "reason": "按满意度重新组织"}
APPROVE = {"action": "approve", "reason": "材料齐全同意开班"}
ROSTER = {"kind": "rosters", "class": ZZ1, "filename": "a.xlsx"}
# (method, path, body): what institution, industry, hr, finance, auditor, province and nobody get.
MATRIX = [
    ("POST /uploads", ROSTER, (201, 403, 403, 403, 403, 403, 401)),
    ("POST /uploads", {**ROSTER, "class": LY1}, (404, 403, 403, 403, 403, 403, 401)),
    (
        "POST /uploads",
        {"kind": "registry", "table": "directory", "filename": "a.csv"},
        (403, 403, 403, 403, 403, 201, 401),
    ),
    ("GET /uploads", None, (200, 200, 200, 403, 200, 200, 401)),
    ("GET /uploads/{zz1}", None, (200, 200, 200, 403, 200, 200, 401)),
    ("GET /uploads/{ly1}", None, (404, 404, 404, 403, 200, 200, 401)),
    ("GET /uploads/{foreign}", None, (404, 200, 200, 403, 200, 200, 401)),
    ("GET /uploads/{directory}", None, (404, 404, 404, 403, 200, 200, 401)),
    ("GET /uploads/{stray}", None, (404, 404, 404, 403, 200, 200, 401)),
    ("GET /uploads/unknown", None, (404, 404, 404, 403, 404, 404, 401)),
    ("GET /classes", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /classes/{ZZ1}", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /classes/{LY1}", None, (404, 404, 404, 403, 200, 200, 401)),
    (f"GET /classes/{NOWHERE}", None, (404, 404, 404, 403, 200, 200, 401)),
    ("GET /classes/NO-SUCH-CLASS", None, (404, 404, 404, 403, 404, 404, 401)),
    (f"GET /classes/{ZZ1}/findings", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /classes/{LY1}/findings", None, (404, 404, 404, 403, 200, 200, 401)),
    (f"GET /classes/{ZZ1}/roster", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /classes/{LY1}/roster", None, (404, 404, 404, 403, 200, 200, 401)),
    (f"GET /classes/{ZZ1}/inspections", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /classes/{LY1}/inspections", None, (404, 404, 404, 403, 200, 200, 401)),
    (f"POST /classes/{ZZ1}/inspections", VISIT, (403, 403, 201, 403, 403, 201, 401)),
    (f"POST /classes/{LY1}/inspections", VISIT, (403, 403, 404, 403, 403, 201, 401)),
    (f"GET /classes/{ZZ1}/attendance", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /classes/{LY1}/attendance", None, (404, 404, 404, 403, 200, 200, 401)),
    (f"GET /classes/{ZZ1}/decisions", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /classes/{LY1}/decisions", None, (404, 404, 404, 403, 200, 200, 401)),
    # Neither class is in a status that allows it: 409 is as far as a role gets.
    (f"POST /classes/{ZZ1}/decisions", RETRAIN, (403, 403, 409, 403, 403, 409, 401)),
    (f"POST /classes/{LY1}/decisions", RETRAIN, (403, 403, 404, 403, 403, 409, 401)),
    (f"POST /classes/{ZZ2}/decisions", APPROVE, (403, 403, 403, 403, 403, 409, 401)),
    (f"GET /classes/{ZZ1}/recordings", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /classes/{LY1}/recordings", None, (404, 404, 404, 403, 200, 200, 401)),
    (f"GET /classes/{ZZ1}/ledger", None, (403, 403, 403, 403, 200, 200, 401)),
    (f"GET /classes/{LY1}/ledger", None, (403, 403, 403, 403, 200, 200, 401)),
    (f"POST /classes/{ZZ1}/unmask", UNMASK, (403, 403, 200, 403, 200, 200, 401)),
    (f"POST /classes/{LY1}/unmask", UNMASK, (403, 403, 404, 403, 200, 200, 401)),
    ("GET /institutions", None, (403, 200, 200, 403, 200, 200, 401)),
    (f"GET /institutions/{A}", None, (200, 200, 200, 403, 200, 200, 401)),
    (f"GET /institutions/{B}", None, (404, 404, 404, 403, 200, 200, 401)),
    ("GET /policy", None, (200,) * 7),
    ("GET /policy/rules/OPN-05", None, (200,) * 7),
    ("GET /policy/rules/OPN-99", None, (404,) * 7),
    ("GET /health", None, (200,) * 7),
    ("GET /openapi.json", None, (200,) * 7),
]


@pytest.mark.parametrize(
    ("line", "body", "expected"), MATRIX, ids=[f"{n}-{line}" for n, (line, *_) in enumerate(MATRIX)]
)
def test_every_route_for_every_role(api: Api, world: World, line: str, body: object, expected: tuple[int, ...]) -> None:
    method, path = line.split()
    path = path.format(**{name: receipt.id for name, receipt in world.receipts.items()})
    found = [api(method, path, role, body=body, **claims).status for role, claims in CALLERS.items()]
    assert (*found, api(method, path, body=body).status) == expected


def test_the_matrix_leaves_no_route_out() -> None:
    tried = {
        line.split()[0] + " " + "/".join("*" if _is_id(part) else part for part in line.split()[1].split("/"))
        for line, *_ in MATRIX
    }
    table = {
        f"{r.method} " + "/".join("*" if part.startswith("{") else part for part in r.path.split("/")) for r in ROUTES
    }
    assert tried == table


def _is_id(part: str) -> bool:
    return part.startswith("{") or any(c.isupper() for c in part) or part == "unknown"


@pytest.mark.parametrize(("role", "claims"), [("institution", {"institution": B}), ("hr_reviewer", {"region": LY})])
def test_the_other_side_sees_the_mirror_image(api: Api, role: str, claims: dict[str, str]) -> None:
    assert api("GET", f"/classes/{LY1}", role, **claims).status == 200
    assert api("GET", f"/classes/{ZZ1}", role, **claims).status == 404


def test_unknown_and_out_of_reach_look_the_same(api: Api, world: World) -> None:
    def seen(path: str) -> object:
        answer = api("GET", path, "institution", institution=A)
        assert answer.status == 404
        return {**answer.body, "instance": ""}, sorted(answer.headers)

    assert seen(f"/classes/{LY1}") == seen("/classes/NO-SUCH-CLASS") == seen(f"/classes/{LY1}/findings")
    assert seen(f"/uploads/{world.receipts['ly1'].id}") == seen("/uploads/unknown") == seen(f"/institutions/{B}")


def test_lists_hold_nothing_beyond_reach(api: Api) -> None:
    def listed(path: str, role: str, **claims: str) -> set[str]:
        return {item.get("id") or item["code"] for item in api("GET", path, role, **claims).body["items"]}

    assert listed("/classes", "institution", institution=A) == {ZZ1, "ZZ-2024-002"}
    assert listed("/classes", "industry_reviewer", region=LY) == {LY1}
    assert listed("/classes", "institution", institution=B) == {LY1, NOWHERE}
    assert listed("/classes?rule=OPN-05", "hr_reviewer", region=LY) == set()
    assert listed("/classes?rule=OPN-05", "hr_reviewer", region=ZZ) == {"ZZ-2024-002"}
    assert listed(f"/classes?institution={B}", "hr_reviewer", region=ZZ) == set()
    assert listed(f"/classes?region={LY}", "hr_reviewer", region=ZZ) == set()
    assert listed(f"/classes?institution={B}", "institution", institution=A) == set()
    assert listed("/institutions", "hr_reviewer", region=LY) == {B}


def test_a_bad_token_is_no_token(api: Api) -> None:
    for headers in ({"Authorization": "Bearer x.y.z"}, {"Authorization": "Basic abc"}, {"Authorization": "Bearer "}):
        answer = api("GET", "/classes", headers=headers)
        assert (answer.status, answer.headers["www-authenticate"][:6]) == (401, "Bearer")
    expired = api("GET", "/classes", "auditor", exp=1)
    assert (expired.status, expired.body["code"]) == (401, "invalid_token")
