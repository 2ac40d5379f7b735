"""A message says who does what next."""

import pytest

from chalicelib.domain.facts import ClassFacts
from chalicelib.domain.training_class import Application
from chalicelib.rules.needs import FIELD_LABELS, lacking
from chalicelib.rules.wording import lacking_in_words

from .baseline import facts


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (["roster", "拟开班时间"], "缺少人员名册、拟开班时间，暂不能审核。请培训机构补齐后重新上传，到齐即自动重审。"),
        (["directory", "blacklist"], "缺少目录清单、黑名单，暂不能审核。请省级管理员导入，到齐即自动重审。"),
        (
            ["实施地区", "approvals"],
            "缺少实施地区、批准文件表，暂不能审核。请培训机构补齐后重新上传；请省级管理员导入，到齐即自动重审。",
        ),
        (
            ["engagements"],
            "缺少学员其他培训班的审核结果，暂不能审核。请等待该学员其他培训班审核完成，到齐即自动重审。",
        ),
    ],
)
def test_lacking_in_words(missing: list[str], message: str) -> None:
    assert lacking_in_words(missing) == message


def test_every_field_of_the_form_has_its_label() -> None:
    assert FIELD_LABELS.keys() == Application.model_fields.keys()


def test_lacking_names_what_is_missing_once() -> None:
    nothing = ClassFacts(class_id="K1", institution="OWN-CODE")
    names = ("opening", "timetable", "roster", "directory", "teachers")
    assert lacking(nothing, names) == ("application", "roster", "directory")
    assert lacking(facts({}), names) == ()


def test_an_unknown_name_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="weather"):
        lacking(facts({}), ["weather"])
