"""Was it assessed (结业考核): ASM-01 to ASM-05."""

import datetime
from collections.abc import Iterable
from typing import Any

from chalicelib.domain.assessment import Assessment, Result
from chalicelib.domain.finding import Finding, Subject, SubjectType
from chalicelib.domain.occupation import covers
from chalicelib.domain.registry import Table
from chalicelib.domain.training_class import CertificateType
from chalicelib.rules import evaluation, satisfaction
from chalicelib.rules.certificates import certified
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling

Findings = Iterable[Finding]

TRAINING_CERTIFICATES = (CertificateType.TRAINING, CertificateType.HENAN_TRAINING)
"""培训合格证书, of either kind."""


def lines_of(r: Ruling) -> dict[str, list[Assessment]]:
    """The lines of each person on the roster, by row."""
    people = {trainee.person for trainee in r.trainees}
    found: dict[str, list[Assessment]] = {}
    lines = r.facts.assessment.assessments if r.facts.assessment else ()
    for line in sorted(lines, key=lambda line: line.row):
        if line.person in people:
            found.setdefault(line.person, []).append(line)
    return found


def about(*lines: Assessment) -> dict[str, Any]:
    """The subject and the place of a finding about one person's lines."""
    rows = [line.row for line in lines]
    return {"subject": Subject(type=SubjectType.TRAINEE, id=lines[0].person), "assessment_rows": rows}


@rule("ASM-01", course=True)
def properly_examined(r: Ruling) -> Findings:
    """二(四)3 必须组织培训学员参加评价考核，直接组织培训合格证书考试的不予补贴."""
    first = r.words("assessment.certificates_first")
    for lines in lines_of(r).values():
        types = {line.certificate for line in lines}
        if not types & set(TRAINING_CERTIFICATES) or any(each in first for each in types):
            continue
        missing = r.lacking(Table.STANDARDS, "occupation")
        offered = _offered(r, first, lines[-1].date)
        if missing or (offered and None in types):
            yield r.undetermined([*missing, *(["证书类型"] if None in types else [])], **about(*lines))
        elif offered:
            what = f"考核表第{lines[0].row}行只考{lines[0].certificate}，该职业应参加{'、'.join(offered)}的评价考核"
            yield r.violated(what, actual=sorted(str(each) for each in types), threshold=offered, **about(*lines))


def _offered(r: Ruling, first: tuple[str, ...], day: datetime.date) -> list[str]:
    """Which of the certificates the standards have for the occupation on the day."""
    occupation = r.application.occupation or ""
    found = {
        str(standard.certificate)
        for standard in r.facts.registry.standards
        if covers(standard.occupation, occupation) and standard.valid_from <= day
    }
    return [each for each in first if each in found]


@rule("ASM-02", course=True)
def not_on_paper(r: Ruling) -> Findings:
    """二(四)3 除河南省就业创业培训合格证书外，一律取消纸质培训合格证书: issued from the day on, inclusive."""
    ends, allowed = r.day("assessment.paper_ends"), r.words("assessment.paper_allowed")
    lines = [line for of_person in lines_of(r).values() for line in of_person]
    for line in lines:
        bound = line.certificate in TRAINING_CERTIFICATES and line.certificate not in allowed
        if not bound or line.result is not Result.PASSED or line.electronic:
            continue
        if line.issued is not None and line.issued < ends:
            continue
        unknown = {"证书形式": line.electronic, "发证日期": line.issued}
        if missing := [label for label, value in unknown.items() if value is None]:
            yield r.undetermined(missing, **about(line))
        else:
            what = f"考核表第{line.row}行{line.issued}颁发纸质{line.certificate}"
            yield r.violated(what, actual=line.issued, threshold=ends, **about(line))


@rule("ASM-03", course=True)
def evaluated_by_a_proper_body(r: Ruling) -> Findings:
    """二(四)3 未经省级以上人力资源社会保障部门同意，不得开展委托评价; 二(四), 二(二): on the assessment's date."""
    for lines in lines_of(r).values():
        for line in lines:
            if line.evaluation_body is None:
                yield r.undetermined(["评价机构统一社会信用代码"], **about(line))
                continue
            found = evaluation.objections(r, line.evaluation_body, line.date, line.entrusted)
            for each in found:
                evidence = {"actual": line.date, "evaluation_body": line.evaluation_body, **about(line)}
                if each.missing:
                    yield r.undetermined(each.missing, **evidence)
                else:
                    what = f"考核表第{line.row}行{each.what}"
                    yield r.violated(what, threshold=None, objection=each.reason, **evidence)


@rule("ASM-04", course=True)
def assessed_in_time(r: Ruling) -> Findings:
    """二(四)2 低于85%的暂停结业考核; 可在结业考核前通过补课: on the day of the last make-up session at the earliest."""
    lines = [line for of_person in lines_of(r).values() for line in of_person]
    days = {day: [line.row for line in lines if line.date == day] for day in sorted({line.date for line in lines})}
    made_up = max((session.date for session in r.sessions if session.makes_up), default=None)
    for day, rows in days.items():
        if made_up and day < made_up:
            what = f"{day}考核{len(rows)}人次，早于{made_up}的最后一次补课"
            yield r.violated(what, actual=day, threshold=made_up, objection="before_make_up", assessment_rows=rows)
    if not days:
        return
    for suspension in satisfaction.suspensions(r):
        yield from _while_suspended(r, suspension, days)
    if not satisfaction.answered(r):
        yield r.undetermined(["survey"], actual=max(days))


def _while_suspended(r: Ruling, of: satisfaction.Suspension, days: dict[datetime.date, list[int]]) -> Findings:
    """Once the class was trained anew, an assessment from before that is none of the new training."""
    for day, rows in days.items():
        if day < of.until if of.until else of.since <= day:
            until = f"，{of.until}起恢复" if of.until else ""
            what = f"{day}考核{len(rows)}人次，本班自{of.since}起暂停结业考核{until}"
            yield r.violated(
                what,
                actual=day,
                threshold=of.until,
                objection="suspended",
                since=of.since,
                assessment_rows=rows,
            )


@rule("ASM-05", course=True)
def certified_of_class(r: Ruling) -> Findings:
    """二(六) 以证换券、无证无价: a certificate of the class's occupation and level, its number nobody else's."""
    if r.facts.assessment is None:
        over = satisfaction.rounds(r.facts, r.as_of)[-1].last_day
        return [r.undetermined(["assessment"])] if over and r.as_of > over else []
    return [*certified(r, lines_of(r)), *_strangers(r)]


def _strangers(r: Ruling) -> Findings:
    """Lines of people who are not on the roster; the roster may still be corrected."""
    people = {trainee.person for trainee in r.trainees}
    for line in r.facts.assessment.assessments if r.facts.assessment else ():
        if line.person not in people:
            what = f"考核表第{line.row}行的人员不在本班人员名册内"
            yield r.violated(what, threshold=None, objection="not_on_roster", **about(line))
