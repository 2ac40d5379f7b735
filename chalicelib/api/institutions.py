"""/institutions: the directory, and one institution."""

from typing import Any

from chalicelib.api.answers import (
    BlacklistAnswer,
    DirectoryAnswer,
    InstitutionAnswer,
    InstitutionSummary,
    Listed,
)
from chalicelib.api.asked import InstitutionQuery
from chalicelib.api.route import Call, Paging
from chalicelib.domain.registry import DirectoryEntry
from chalicelib.workflows.reading_institutions import Institution


def list_institutions(call: Call[InstitutionQuery, None, None]) -> Listed[InstitutionSummary]:
    """The directory within reach, region by region."""
    paging = Paging(call)
    page = call.services.institutions.page(call.who, call.query.region, paging.start, call.query.limit)
    items = tuple(
        InstitutionSummary(code=each[0].code, name=each[-1].name, entries=tuple(map(_entry, each)))
        for each in page.items
    )
    return Listed[InstitutionSummary](items=items, next=paging.next(page.next))


def get_institution(call: Call[Any, None, Institution]) -> InstitutionAnswer:
    """One institution."""
    known = call.subject
    return InstitutionAnswer(
        code=known.code,
        entries=tuple(map(_entry, known.entries)),
        blacklist=tuple(BlacklistAnswer.model_validate(each.model_dump(exclude={"code"})) for each in known.blacklist),
        classes=known.classes,
    )


def _entry(entry: DirectoryEntry) -> DirectoryAnswer:
    return DirectoryAnswer.model_validate(entry.model_dump(exclude={"code", "account_hash"}))
