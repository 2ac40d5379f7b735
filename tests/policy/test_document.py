"""The packaged policy says what the document says, in its words."""

import re
from itertools import pairwise

from chalicelib.policy import Policy
from chalicelib.policy.fields import without_blanks


def test_every_passage_is_the_documents_own(policy: Policy, document: str) -> None:
    text = without_blanks(document)
    strangers = [(ref, it) for ref, passages in policy.clauses.items() for it in passages if it not in text]
    assert strangers == []


def test_every_passage_lies_under_its_heading(policy: Policy, document: str) -> None:
    """A ref such as 二(四)1 is where the words stand, not only that they stand somewhere."""
    sections = _sections(without_blanks(document))
    misplaced = [(ref, it) for ref, passages in policy.clauses.items() for it in passages if it not in sections[ref]]
    assert misplaced == []


def test_the_document_is_named(policy: Policy, document: str) -> None:
    text = without_blanks(document)
    assert policy.document.number in text
    assert policy.document.title in text


def test_every_clause_is_rested_on(policy: Policy) -> None:
    used = {clause.ref for rule in policy.rules.values() for clause in rule.clauses}
    assert used == set(policy.clauses)


def test_inspection_items_are_in_the_document(policy: Policy, document: str) -> None:
    text = without_blanks(document)
    assert len(policy.inspection_items) == 2
    assert all(item.text in text for item in policy.inspection_items)


_ITEM = re.compile(r"^(\d+)\.")
_HEADINGS = (
    ("一(二)", "（二）目标任务。", "二、重点工作"),
    ("二(二)", "（二）持续提升培训评价结构质量。", "（三）持续优化培训评价政策。"),
    ("二(四)", "（四）严格全过程监管。", "1.严格开班审批。"),
    ("二(四)1", "1.严格开班审批。", "2.加强过程化监管。"),
    ("二(四)2", "2.加强过程化监管。", "3.严格结业考核。"),
    ("二(四)3", "3.严格结业考核。", "4.及时安全拨付资金。"),
    ("二(四)4", "4.及时安全拨付资金。", "（五）提升全民技能振兴工程项目建设质效。"),
    ("二(六)", "（六）加大电子职业培训券应用管理。", "三、保障措施"),
    ("三(一)", "（一）强化组织领导。", "（二）强化培训监管。"),
    ("三(二)", "（二）强化培训监管。", "（三）强化资金统筹监管。"),
    ("三(三)", "（三）强化资金统筹监管。", "（四）强化宣传引导。"),
    ("附件1", "附件12024年", "附件22024年"),
    ("附件2", "附件22024年", "附件32024年"),
    ("附件3", "附件32024年", ""),
)


def _sections(text: str) -> dict[str, str]:
    sections = {ref: _between(text, first, after) for ref, first, after in _HEADINGS}
    ten = [*re.findall(r"\d+\.实施[^。]{2,20}专项。", text), "（二）持续提升培训评价结构质量。"]
    assert len(ten) == 11
    for number, (first, after) in enumerate(pairwise(ten), 1):
        match = _ITEM.match(first)
        assert match is not None
        assert match[1] == str(number)
        sections[f"二(一){number}"] = _between(text, first, after)
    return sections


def _between(text: str, first: str, after: str) -> str:
    assert text.count(first) == 1, first
    start = text.index(first)
    return text[start : text.index(after, start)] if after else text[start:]


_SPELLED = {"毕业年度高校毕业生": "毕业年度普通高校学生", "务工海船员": "务工海（船）员"}


def test_every_category_is_named_in_the_clauses_of_its_rule(policy: Policy) -> None:
    words = "".join(clause.text for clause in policy.rules["TRN-09"].clauses)
    categories = policy.value("trainee.categories", policy.document.since)
    assert isinstance(categories, tuple)
    assert [name for name in categories if _SPELLED.get(name, name) not in words] == []
