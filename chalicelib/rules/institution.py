"""Who may train: INS-01 to INS-09."""

from collections.abc import Iterable

from chalicelib.domain.dates import add_months
from chalicelib.domain.facts import Rectification
from chalicelib.domain.finding import Effect, Finding, Subject, SubjectType
from chalicelib.domain.registry import BlacklistEntry, Table
from chalicelib.domain.training_class import TrainingType
from chalicelib.rules import apprenticeship, directory, evaluation, online
from chalicelib.rules.headcount import Headcount
from chalicelib.rules.registry import rule
from chalicelib.rules.ruling import Ruling

Findings = Iterable[Finding]


@rule("INS-01")
def listed(r: Ruling) -> Findings:
    """二(二) 强化目录清单管理; 三(二) 培训专业依法变更的，自变更之日起即可承担: listed on the opening date."""
    if lacking := r.lacking("opening", "occupation", Table.DIRECTORY):
        return [r.undetermined(lacking, subject=r.institution())]
    registry, code, occupation = r.facts.registry, r.facts.institution, r.application.occupation or ""
    if directory.listed_for(registry, code, occupation, r.opening) or _serious(r):
        return []
    found = directory.described(directory.listed(registry, code), r.opening)
    why = f"（{'；'.join(found)}）" if found else ""
    what = f"{r.opening}开班时机构不在职业{occupation}的目录清单内{why}"
    return [r.violated(what, subject=r.institution(), actual=found, threshold=occupation, opening=r.opening)]


@rule("INS-02")
def no_liability(r: Ruling) -> Findings:
    """二(二) 2023年以来审计、检查等出现责任问题的机构不得开展政府补贴性培训评价."""
    if lacking := r.lacking("opening", Table.BLACKLIST):
        return [r.undetermined(lacking, subject=r.institution())]
    since = r.day("institution.liability_since")
    entries = [entry for entry in directory.blacklisted(r.facts) if entry.found >= since]
    rejecting = [_rejected(r, entry) for entry in entries if entry.holds(r.opening)]
    # Lifting an entry later does not give back what was lost on the day it was found.
    cancelling = [_cancelled(r, entry) for entry in entries if r.opening < entry.found <= r.as_of]
    return [*rejecting, *cancelling, *_evaluated(r)]


def _evaluated(r: Ruling) -> Findings:
    """The evaluation body too, on the assessment's date; ASM-03 says whose certificates it costs."""
    lines = r.facts.assessment.assessments if r.facts.assessment else ()
    for body, day in sorted({(line.evaluation_body, line.date) for line in lines if line.evaluation_body}):
        for entry in evaluation.liabilities(r, body, day):
            yield r.violated(
                f"评价机构{entry.found}被发现责任问题（来源：{entry.source}），{day}考核时仍在黑名单内",
                subject=Subject(type=SubjectType.INSTITUTION, id=body),
                effect=Effect.BLOCK_PAYMENT,
                actual=entry.found,
                assessed=day,
                document=entry.document,
            )


def _rejected(r: Ruling, entry: BlacklistEntry) -> Finding:
    what = f"机构{entry.found}被发现责任问题（来源：{entry.source}），开班时仍在黑名单内"
    return r.violated(what, subject=r.institution(), actual=entry.found, opening=r.opening, document=entry.document)


def _cancelled(r: Ruling, entry: BlacklistEntry) -> Finding:
    return r.violated(
        f"机构{entry.found}被发现责任问题（来源：{entry.source}），本班补贴自当日起取消",
        subject=r.institution(),
        effect=Effect.CANCEL_SUBSIDY,
        actual=entry.found,
        opening=r.opening,
        document=entry.document,
        cancelled_on=entry.found,
    )


@rule("INS-03")
def not_removed(r: Ruling) -> Findings:
    """二(二) 动态移出目录清单; 二(四)3 问题突出的纳入“黑名单”，退出目录清单: whatever the date of the entry."""
    if lacking := r.lacking("opening", Table.BLACKLIST):
        return [r.undetermined(lacking, subject=r.institution())]
    return [
        r.violated(
            f"机构因问题突出自{entry.found}退出目录清单，开班时未解除",
            subject=r.institution(),
            actual=entry.found,
            lifted=entry.lifted,
            opening=r.opening,
            document=entry.document,
        )
        for entry in _serious(r)
    ]


def _serious(r: Ruling) -> list[BlacklistEntry]:
    return [entry for entry in directory.blacklisted(r.facts) if entry.serious and entry.holds(r.opening)]


@rule("INS-04")
def not_across_regions(r: Ruling) -> Findings:
    """二(四) 本区域内已有相关培训、评价机构的，未经省办公室同意，不得跨省辖市（济源示范区、航空港区）开展培训."""
    if lacking := r.lacking("opening", "occupation", Table.DIRECTORY):
        return [r.undetermined(lacking)]
    application, registry, code = r.application, r.facts.registry, r.facts.institution
    own = directory.listed_for(registry, code, application.occupation or "", r.opening)
    # Not listed at all, here or elsewhere, is INS-01's finding.
    if own and (lacking := r.lacking("region")):
        return [r.undetermined(lacking)]
    asks = directory.asks_for_regional(code, application, registry)
    if not asks or not directory.region_has_its_own(r.facts, application):
        return []
    if directory.cross_region_approved(r.facts, application):
        return []
    if lacking := r.lacking(Table.APPROVALS):
        return [r.undetermined(lacking)]
    regions = sorted({entry.region.label for entry in own if entry.region})
    here = application.region.label if application.region else ""
    what = f"机构在{'、'.join(regions)}的目录清单内，{here}已有同职业的培训机构，跨区域开班未经批准"
    return [r.violated(what, actual=regions, threshold=here, opening=r.opening)]


@rule("INS-05")
def apprentices_of_institution(r: Ruling) -> Findings:
    """二(四)1 具备开展学制教育资质的…企业新型学徒制培训总量不超过500人，其他机构年内不超过200人."""
    if not _may_be_apprenticeship(r):
        return []
    if lacking := r.lacking("type", "opening", "roster", Table.DIRECTORY):
        return [r.undetermined(lacking)]
    degree = directory.has_degree_education(r.facts.registry, r.facts.institution, r.opening)
    maximum = r.integer(f"institution.apprentices_max_{'degree' if degree else 'other'}")
    others = apprenticeship.people(apprenticeship.earlier(r))
    return apprenticeship.within(r, "本机构本年学徒制培训", Headcount(others, others), maximum, degree_education=degree)


@rule("INS-06")
def apprentices_of_enterprise(r: Ruling) -> Findings:
    """二(四)1 同一培训机构对同一企业同一职业（工种）开展企业新型学徒制培训…不超过100人."""
    if not _may_be_apprenticeship(r):
        return []
    if lacking := r.lacking("type", "opening", "roster", "occupation"):
        return [r.undetermined(lacking)]
    enterprise = apprenticeship.enterprise_of(r.facts.institution, r.application)
    if enterprise is None:
        return [r.undetermined(r.lacking("principal"))]
    maximum = r.integer("institution.apprentices_per_enterprise_max")
    others = apprenticeship.same_trade(r, enterprise)
    return apprenticeship.within(r, "本年对同一企业同一职业学徒制培训", others, maximum, enterprise=enterprise)


def _may_be_apprenticeship(r: Ruling) -> bool:
    return bool(r.lacking("type")) or r.application.type is TrainingType.APPRENTICESHIP


@rule("INS-07")
def platform_recognised(r: Ruling) -> Findings:
    """三(二) 依托目录清单内的互联网平台; 未纳入监管系统的…不予认可; 自发现之日起不得参与."""
    return online.recognised(r, online.by_platform)


@rule("INS-08")
def course_approved(r: Ruling) -> Findings:
    """三(二) 线上培训平台新增培训视频资料须报…审核同意."""
    return online.recognised(r, online.by_course)


@rule("INS-09")
def not_in_rectification(r: Ruling) -> Findings:
    """二(四)2 低于85%的…进行不少于一个月的整改: no new class until a cure is recorded a month on."""
    if lacking := r.lacking("opening"):
        return [r.undetermined(lacking, subject=r.institution())]
    months = r.integer("institution.rectification_months")
    return [
        _in_rectification(r, failure, months)
        for failure in sorted(r.facts.rectifications, key=lambda f: (f.since, f.class_id))
        if failure.since <= r.opening and not _is_over(r, failure, months)
    ]


def _is_over(r: Ruling, failure: Rectification, months: int) -> bool:
    """A cure recorded before the month is over ends nothing."""
    cured = failure.rectified_on
    return cured is not None and add_months(failure.since, months) <= cured <= r.opening


def _in_rectification(r: Ruling, failure: Rectification, months: int) -> Finding:
    return r.violated(
        f"机构自{failure.since}起整改，开班时未结束",
        subject=r.institution(),
        actual=failure.rectified_on,
        threshold=add_months(failure.since, months),
        since=failure.since,
        opening=r.opening,
    )
