"""May this person join (学员): TRN-01 to TRN-09, each called once for every line of the roster."""

import datetime
from collections.abc import Iterable

from chalicelib.domain.dates import add_months
from chalicelib.domain.facts import Engagement
from chalicelib.domain.finding import Finding
from chalicelib.domain.occupation import group
from chalicelib.domain.personal import scrub
from chalicelib.domain.trainee import Category
from chalicelib.domain.training_class import TrainingType
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling

Findings = Iterable[Finding]

STUDENTS = (Category.STUDENT, Category.GRADUATING_STUDENT)
"""Categories that leave open, until 是否在校 says so, whether the person is enrolled at a school."""


@rule("TRN-01", each_trainee=True)
def identified(r: Ruling) -> Findings:
    """二(四)1 严格比对人员信息: a valid number (GB 11643), and not that of somebody else on this roster."""
    faults = tuple(sorted(r.trainee.identity_faults))
    if faults:
        yield r.violated(f"第{r.trainee.row}行身份证号有误：{'、'.join(faults)}", actual=faults)
    same = r.namesakes
    if len({other.name for other in same}) > 1:
        rows = [other.row for other in same]
        yield r.violated(f"第{'、'.join(map(str, rows))}行身份证号相同而姓名不同", actual=rows, rows=rows)


@rule("TRN-02", each_trainee=True)
def willing_and_able(r: Ruling) -> Findings:
    """二(四)1 开展问卷调查…杜绝无培训意愿、无就业意愿、无就业能力人员."""
    answers = {
        "是否有培训意愿": r.trainee.wants_training,
        "是否有就业意愿": r.trainee.wants_job,
        "是否具备就业能力": r.trainee.able_to_work,
    }
    if refused := [question for question, answer in answers.items() if answer is False]:
        yield r.violated(f"第{r.trainee.row}行{'、'.join(refused)}答“否”", actual=refused)
    elif missing := [question for question, answer in answers.items() if answer is None]:
        yield r.undetermined(missing)


@rule("TRN-03", each_trainee=True)
def free_of_earlier_class(r: Ruling) -> Findings:
    """三(二) 上一个培训项目未考核或考核结束不足一个月的，相关人员不得再次参加政府补贴性培训.

    The finding never tells which other class or institution it is.
    """
    others = r.facts.engagements.get(r.trainee.person, ())
    if not others:
        return []
    if lacking := r.lacking("opening"):
        return [r.undetermined(lacking)]
    months = r.integer("trainee.gap_months")
    holding = [other for other in others if other.judged and _holds(other, r.opening)]
    if any(other.assessed_on is None for other in holding):
        what = f"第{r.trainee.row}行学员上一个补贴性培训项目尚未考核"
        return [r.violated(what, threshold=None, reason="not_assessed", first_allowed=None)]
    free = max((add_months(o.assessed_on, months) for o in holding if o.assessed_on), default=r.opening)
    if r.opening < free:
        what = f"第{r.trainee.row}行学员上一个补贴性培训项目考核不足{months}个月，{free}起可参加"
        return [r.violated(what, actual=r.opening, threshold=free, reason="too_soon", first_allowed=free)]
    return [] if all(other.judged for other in others) else [r.undetermined(["engagements"])]


def _holds(other: Engagement, opening: datetime.date) -> bool:
    """Whether the other class comes before this one and has not let the person go."""
    if other.opening is None or not other.subsidised:
        return False
    released = other.rejected or other.excluded or other.absent
    cancelled = other.cancelled_on is not None and other.cancelled_on <= opening
    before = other.opening < opening or (other.opening == opening and other.recorded_first)
    return before and not released and not cancelled


@rule("TRN-04", each_trainee=True)
def near_own_post(r: Ruling) -> Findings:
    """二(四)1 企业职工须参加与本人岗位相同或相近的职业（工种）培训: of one group of the classification."""
    if r.trainee.category is not Category.EMPLOYEE:
        return []
    return _compared(r, r.trainee.post, "岗位职业编码", "trainee.post_group_depth", same_wanted=True)


@rule("TRN-05", each_trainee=True)
def away_from_former_post(r: Ruling) -> Findings:
    """二(四)1 转岗职工参加培训的作业（工种）与原岗位职业（工种）不得隶属于同一职业分类."""
    if r.trainee.category is not Category.TRANSFERRED:
        return []
    return _compared(r, r.trainee.former_post, "原岗位职业编码", "trainee.transfer_group_depth", same_wanted=False)


def _compared(r: Ruling, post: str | None, label: str, depth: str, *, same_wanted: bool) -> Findings:
    occupation = r.facts.application and r.facts.application.application.occupation
    lacking = r.lacking("opening", "occupation")
    if lacking or post is None or not occupation:
        return [r.undetermined([*lacking, *([label] if post is None else [])])]
    levels = r.integer(depth)
    theirs, trained = group(post, levels), group(occupation, levels)
    if (theirs == trained) is same_wanted:
        return []
    relation = "不属" if same_wanted else "同属"
    what = f"第{r.trainee.row}行{label}{post}与培训职业{occupation}{relation}一类"
    return [r.violated(what, actual=theirs, threshold=trained, post=post, occupation=occupation, levels=levels)]


@rule("TRN-06", each_trainee=True)
def not_a_barred_student(r: Ruling) -> Findings:
    """二(四)1 不得对除特殊职业教育、普通高校外的毕业年度在校生开展政府补贴性职业技能培训（创业培训除外）."""
    person = r.trainee
    if person.in_school is False or (person.in_school is None and person.category not in STUDENTS):
        return []
    if lacking := r.lacking("opening"):
        return [r.undetermined(lacking)]
    schools, types = r.words("trainee.schools_allowed"), r.words("trainee.types_allowed_for_students")
    school, course, year = person.school_type, r.application.type, person.graduation_year
    conditions = {
        "是否在校": person.in_school,
        "毕业年度": None if year is None else year == r.opening.year,
        "学校类型": None if school is None else school not in schools,
        "培训类型": None if course is None else course not in types,
    }
    # One condition that does not hold settles the matter, whatever is unknown of the others.
    if False in conditions.values():
        return []
    if missing := [name for name, holds in conditions.items() if holds is None]:
        return [r.undetermined(missing)]
    what = f"第{person.row}行为{year}年毕业的{school}在校生，不得参加{course}"
    return [r.violated(what, actual=school, threshold=schools, graduation_year=year, training_type=course)]


@rule("TRN-07", each_trainee=True)
def prisoner_qualifies(r: Ruling) -> Findings:
    """二(一)5 服刑期间未参加过职业技能培训或符合晋升上一级职业技能等级或刑期至2025年前的在押服刑人员."""
    custody = r.trainee.custody
    if custody is None:
        return [r.undetermined(["服刑情况"])] if r.trainee.category is Category.PRISONER else []
    if custody.never_trained or custody.qualifies_for_next_level:
        return []
    if lacking := r.lacking("opening"):
        return [r.undetermined(lacking)]
    limit, ends = r.day("trainee.sentence_ends_before"), custody.sentence_ends
    if ends is not None and ends < limit:
        return []
    what = f"第{r.trainee.row}行服刑人员曾参训、不符合晋级，刑期不早于{limit}结束"
    return [r.violated(what, actual=ends)]


@rule("TRN-08", each_trainee=True)
def wants_business(r: Ruling) -> Findings:
    """二(一)5 对符合条件、有创业意愿的人员开展创业培训."""
    wanted = r.trainee.wants_business
    if wanted is True:
        return []
    if lacking := r.lacking("type"):
        return [r.undetermined(lacking)]
    if r.application.type is not TrainingType.ENTREPRENEURSHIP:
        return []
    if wanted is None:
        return [r.undetermined(["是否有创业意愿"])]
    return [r.violated(f"第{r.trainee.row}行无创业意愿，不得参加创业培训", actual=False, threshold=True)]


@rule("TRN-09", each_trainee=True)
def of_a_named_group(r: Ruling) -> Findings:
    """二(一)5 and the other groups that the document names; anybody else a person looks at."""
    said = r.trainee.category or r.trainee.category_text
    if not said:
        return [r.undetermined(["人员类别"])]
    if lacking := r.lacking("opening"):
        return [r.undetermined(lacking)]
    if r.trainee.category in r.words("trainee.categories"):
        return []
    # What somebody typed into a cell may hold anything, a number too.
    return [
        r.violated(f"第{r.trainee.row}行人员类别“{scrub(said)}”不在文件列明之列", actual=scrub(said), threshold=None)
    ]
