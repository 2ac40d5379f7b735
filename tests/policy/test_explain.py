"""What a reader is shown of the policy."""

import json
from pathlib import Path

import pytest

from chalicelib.policy import Policy, UnknownRule, load
from chalicelib.policy.explain import explain_policy, explain_rule

LATER = """
parameters:
  opening.class_size_max:
    values: [{from: 2025-01-01, value: 60, clause: 一, source: local, reason: 试行。}]
amendments:
  OPN-01: [{from: 2025-01-01, clauses: [{ref: 一, text: 每班人数}]}, {from: 2026-01-01, clauses: []}]
"""


def test_the_whole_policy_is_json(policy: Policy) -> None:
    view = explain_policy(policy).model_dump(mode="json")
    assert json.loads(json.dumps(view)) == view
    assert view["label"] == "henan-2024"
    assert view["version"] == policy.version
    assert view["document"]["number"] == "豫技领办〔2024〕4号"
    assert view["document"]["from"] == "2024-01-01"
    assert len(view["rules"]) == len(policy.rules)
    assert len(view["parameters"]) == len(policy.parameters)
    assert [item["clause"] for item in view["inspection_items"]] == ["二(四)", "二(四)3"]


def test_a_rule_in_the_list(policy: Policy) -> None:
    rules = {rule["id"]: rule for rule in explain_policy(policy).model_dump(mode="json")["rules"]}
    assert rules["OPN-01"] == {
        "id": "OPN-01",
        "title": "每班人数",
        "effects": ["reject_class"],
        "decided": "class",
        "local": False,
    }
    assert rules["OPN-02"]["local"] is True


def test_targets_are_exact_decimals(policy: Policy) -> None:
    targets = explain_policy(policy).model_dump(mode="json")["targets"][0]
    assert targets["year"] == 2024
    assert targets["regions"]["rows"]["410300"]["technicians"] == "0.35"
    assert targets["units"]["rows"]["省司法厅"] == {"training": "2.7", "skilled": "0.6", "highly_skilled": "0"}
    assert targets["programmes"][9]["skilled"] is None


def test_one_rule(policy: Policy) -> None:
    view = explain_rule(policy, "OPN-02").model_dump(mode="json")
    assert view["from"] == "2024-01-01"
    assert view["policy"] == policy.version
    assert view["clauses"][0]["ref"] == "二(四)1"
    assert view["clauses"][0]["text"] in view["clauses"][0]["passages"][0]
    assert view["needs"][0] == {"name": "application", "label": "开班申请"}
    assert view["does"]
    assert view["fix"]
    tolerance = view["parameters"][1]
    assert tolerance["local"] is True
    assert tolerance["history"] == [
        {
            "from": "2024-01-01",
            "until": None,
            "value": "0.10",
            "regions": [],
            "otherwise": None,
            "clause": "二(四)1",
            "source": "local",
            "reason": "文件要求保持在1：20“左右”，未定幅度，暂按上浮一成掌握。",
        }
    ]


def test_values_keep_their_kind(policy: Policy) -> None:
    parameters = {it["name"]: it for it in explain_policy(policy).model_dump(mode="json")["parameters"]}
    values = {name: it["history"][0]["value"] for name, it in parameters.items()}
    assert values["opening.class_size_max"] == 80
    assert values["institution.liability_since"] == "2023-01-01"
    assert values["trainee.schools_allowed"] == ["特殊职业教育", "普通高校"]
    assert values["dispatch.manufacturing_share_min"] is None


def test_regional_values_name_the_region(policy: Policy) -> None:
    history = explain_rule(policy, "STR-01").model_dump(mode="json")["parameters"][0]["history"]
    assert {"region": "410173", "label": "航空港区", "value": "0.25"} in history[0]["regions"]
    assert history[0]["otherwise"] == "0.15"


def test_later_values_and_words_are_shown_with_their_days(valid: Path, tmp_path: Path) -> None:
    (tmp_path / "later.yaml").write_text(LATER, "utf-8")
    view = explain_rule(load(valid, tmp_path), "OPN-01").model_dump(mode="json")
    assert view["local"] is True
    assert [(it["from"], it["value"]) for it in view["parameters"][0]["history"]] == [
        ("2024-01-01", 80),
        ("2025-01-01", 60),
    ]
    assert [(it["from"], [one["text"] for one in it["clauses"]]) for it in view["amendments"]] == [
        ("2025-01-01", ["每班人数"]),
        ("2026-01-01", []),
    ]


def test_an_unknown_rule_is_refused(policy: Policy) -> None:
    with pytest.raises(UnknownRule, match="OPN-99"):
        explain_rule(policy, "OPN-99")


@pytest.mark.parametrize("rule_id", ["INS-01", "PRC-02", "PAY-02", "TGT-03", "CYC-01"])
def test_every_quote_shows_its_passage(policy: Policy, rule_id: str) -> None:
    assert all(clause.passages for clause in explain_rule(policy, rule_id).clauses)
