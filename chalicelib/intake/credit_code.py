"""The unified social credit code (统一社会信用代码, GB 32100)."""

import re

from stdnum.cn import uscc

_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")


def has_shape(text: str) -> bool:
    """18 characters: two of the register's, six digits of the region, ten of the organisation and the check."""
    return bool(_SHAPE.fullmatch(text))


def has_check_digit(code: str) -> bool:
    """Whether the last character of a code of the right shape is the one that the others demand.

    stdnum's own `validate` also wants the first two characters to be digits, which codes such as N2… are not.
    """
    return bool(uscc.calc_check_digit(code) == code[-1])
