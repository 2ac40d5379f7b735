"""Who asks: a role with its reach. What lies beyond the reach does not exist for the caller."""

import re
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from chalicelib.domain.model import Model
from chalicelib.domain.region import PROVINCE, Region

_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


class Role(StrEnum):
    """What a person is to the system; the `role` claim of a token."""

    INSTITUTION = "institution"
    INDUSTRY_REVIEWER = "industry_reviewer"
    HR_REVIEWER = "hr_reviewer"
    FINANCE = "finance"
    AUDITOR = "auditor"
    PROVINCE = "province"


REGIONAL = frozenset({Role.INDUSTRY_REVIEWER, Role.HR_REVIEWER, Role.FINANCE})
PROVINCIAL = frozenset({Role.AUDITOR, Role.PROVINCE})


class Caller(Model):
    """An authenticated person. Raises ValidationError where the role lacks the region or institution it acts for."""

    sub: str
    name: str = ""
    role: Role
    region: str | None = None
    institution: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.sub.strip():
            raise ValueError("sub is empty")
        known = set(Region) | ({PROVINCE} if self.role not in REGIONAL else set())
        if self.region is not None and self.region not in known:
            raise ValueError("region is not one this role can have")
        if self.role in REGIONAL and self.region is None:
            raise ValueError("the role needs a region")
        if self.institution is not None and not _CREDIT_CODE.fullmatch(self.institution):
            raise ValueError("institution is not a unified social credit code")
        if self.role is Role.INSTITUTION and self.institution is None:
            raise ValueError("the role needs an institution")
        return self

    @property
    def everywhere(self) -> bool:
        """The whole province."""
        return self.role in PROVINCIAL

    @property
    def own_region(self) -> Region | None:
        """The only region a regional role sees."""
        return Region(self.region) if self.role in REGIONAL and self.region else None

    @property
    def own_institution(self) -> str | None:
        """The only institution an institution sees."""
        return self.institution if self.role is Role.INSTITUTION else None

    def sees(self, institution: str | None, region: str | None) -> bool:
        """Whether a thing of that institution and region is within reach."""
        if self.everywhere:
            return True
        if self.own_institution:
            return institution == self.own_institution
        return region is not None and region == self.own_region

    @property
    def reach(self) -> str:
        """Equal for callers who see the same."""
        return self.own_institution or self.own_region or PROVINCE
