"""Who has a certificate that counts in this class (ASM-05)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from chalicelib.domain.assessment import Assessment, Result
from chalicelib.domain.finding import Finding, Subject, SubjectType
from chalicelib.domain.personal import scrub
from chalicelib.rules.ruling import Ruling

Lines = Mapping[str, Sequence[Assessment]]


def certified(r: Ruling, lines: Lines) -> Iterator[Finding]:
    """A finding for each person of the roster without such a certificate."""
    shared = _shared(r)
    for person, row in sorted({trainee.person: trainee.row for trainee in reversed(r.trainees)}.items()):
        subject = Subject(type=SubjectType.TRAINEE, id=person)
        if own := lines.get(person):
            yield from _judged(r, own, shared, subject, row)
        else:
            what = f"名册第{row}行学员没有考核评价结果"
            yield r.violated(what, threshold=None, subject=subject, objection="not_assessed", row=row)


def _shared(r: Ruling) -> frozenset[str]:
    """Numbers that two people of this very file have: neither came first."""
    lines = r.facts.assessment.assessments if r.facts.assessment else ()
    holders = Counter(number for number, _ in {(line.certificate_hash, line.person) for line in lines} if number)
    return frozenset(number for number, people in holders.items() if people > 1)


def _judged(
    r: Ruling, lines: Sequence[Assessment], shared: frozenset[str], subject: Subject, row: int
) -> Iterator[Finding]:
    """One good line is enough; else one that may turn out good; else the first line's fault."""
    told = [(line, _fault(r, line, shared), _blanks(r, line)) for line in lines]
    if any(fault is None and not blanks for _, fault, blanks in told):
        return
    if open_ := [blanks for _, fault, blanks in told if fault is None]:
        yield r.undetermined(open_[0], subject=subject, row=row)
        return
    line, fault, _ = told[0]
    objection, what = fault or ("", "")
    actual, threshold = _compared(r, line, objection)
    yield r.violated(
        f"考核表第{line.row}行{what}",
        actual=actual,
        threshold=threshold,
        subject=subject,
        objection=objection,
        assessment_rows=[each.row for each in lines],
        row=row,
    )


def _compared(r: Ruling, line: Assessment, objection: str) -> tuple[str | None, str | None]:
    """What the finding shows, and against what. Some numbers hold an identity number."""
    match objection:
        case "occupation":
            return line.occupation, r.application.occupation
        case "level":
            return line.level, r.application.level
        case "number_taken" | "number_shared":
            return scrub(line.certificate_number or ""), None
        case _:
            return line.result, None


def _fault(r: Ruling, line: Assessment, shared: frozenset[str]) -> tuple[str, str] | None:
    """Why the line's certificate does not count, whatever is blank besides."""
    form = r.application
    if line.result is not Result.PASSED:
        return "failed", f"考核{line.result}，未取得证书"
    if line.occupation and form.occupation and line.occupation != form.occupation:
        return "occupation", f"证书职业{line.occupation}不是本班的{form.occupation}"
    if line.level and form.level and line.level is not form.level:
        return "level", f"证书级别{line.level}不是本班的{form.level}"
    if line.certificate_hash in r.facts.certificates_taken:
        return "number_taken", "证书编号已由其他班次登记在先"
    if line.certificate_hash in shared:
        return "number_shared", "证书编号与本表另一人相同"
    return None


def _blanks(r: Ruling, line: Assessment) -> tuple[str, ...]:
    found = {
        "职业编码": line.occupation,
        "级别": line.level,
        "证书类型": line.certificate,
        "证书编号": line.certificate_number,
    }
    return (*r.lacking("occupation", "level"), *(label for label, value in found.items() if value is None))
