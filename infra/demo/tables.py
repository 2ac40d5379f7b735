"""What happened, as tables that a person likes to read."""

from collections.abc import Iterable
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from infra.demo.loading import Outcome, as_expected

SHOWN_ERRORS = 3
STYLES = {"accepted": "green", "accepted_with_errors": "yellow", "rejected": "red"} | {
    "screened": "green",
    "screening": "yellow",
    "cancelled": "red",
}
"""Colour by status, of receipts and of classes."""
WORDS = {
    "accepted": "已接收",
    "accepted_with_errors": "部分接收",
    "rejected": "退回",
    "screening": "待补材料",
    "screened": "初筛通过",
    "cancelled": "取消补贴",
    "violated": "违反",
    "undetermined": "待核",
}
CLASS_WORDS = WORDS | {"rejected": "不得开班"}


def uploads(outcome: Outcome) -> Table:
    """Each upload and its receipt."""
    table = _table("一、上传与回执", "文件", "状态", "行数", "接收", "问题（前三处）")
    for file, receipt in outcome.receipts:
        counts = receipt["counts"]
        status = "未变" if receipt["unchanged"] else WORDS[receipt["status"]]
        errors = Text("\n".join(map(_error, receipt["errors"][:SHOWN_ERRORS])))
        numbers = (str(counts["rows"]), str(counts["accepted"])) if counts["rows"] else ("", "")
        table.add_row(_short(file.key), Text(status, STYLES[receipt["status"]]), *numbers, errors)
    return table


def classes(outcome: Outcome) -> Table:
    """Each class and its verdict."""
    table = _table(
        "二、班级与判定", "班级", "机构", "地区", "样例", "状态", "可参训", "不得参训", "违反", "待核", "与预期"
    )
    for seen in outcome.classes:
        listed, people, found = seen.listed, seen.listed["trainees"], seen.listed["findings"]
        status: str = listed["status"]
        table.add_row(
            seen.sample.id,
            listed["institution_name"],
            listed["region_name"],
            seen.sample.story,
            Text(CLASS_WORDS.get(status, status), STYLES.get(status, "")),
            str(people["eligible"]),
            str(people["excluded"]),
            _counts(found["violated"]),
            _counts(found["undetermined"]),
            Text("一致", "green") if as_expected(seen) else Text("不一致", "red"),
        )
    return table


def findings(outcome: Outcome) -> Table:
    """One finding of each rule, with the clause it rests on."""
    table = _table("三、每条规则一例", "规则", "班级", "判定", "说明与处理", "依据（文件原文）", "参数")
    for class_id, finding in _one_of_each(outcome):
        clause = finding["clause"]
        table.add_row(
            finding["rule"],
            class_id,
            WORDS[finding["status"]],
            finding["message"],
            f"{clause['ref']}：{clause['text']}",  # without a space, or the line would break there
            "本地掌握" if finding["local"] else "",
        )
    return table


def _one_of_each(outcome: Outcome) -> Iterable[tuple[str, dict[str, Any]]]:
    first: dict[str, tuple[str, dict[str, Any]]] = {}
    for seen in outcome.classes:
        for finding in seen.findings:
            first.setdefault(finding["rule"], (seen.sample.id, finding))
    return (first[rule] for rule in sorted(first))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _error(error: dict[str, Any]) -> str:
    sheet, row = f"“{error['sheet']}”" if error["sheet"] else "", f"第{error['row']}行" if error["row"] else ""
    place = f"{sheet}{row}{error['column'] or ''}"
    return f"{place}：{error['message']}" if place else str(error["message"])


def _counts(by_rule: dict[str, int]) -> str:
    return " ".join(rule if n == 1 else f"{rule}×{n}" for rule, n in sorted(by_rule.items()))


def _short(key: str) -> str:
    """The key without the institution, whom the class's row names."""
    kind, *rest = key.split("/")
    return "/".join([kind, *(rest[1:] if len(rest) == 3 else rest)])
