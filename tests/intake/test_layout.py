"""What a key says, and every way in which it can be outside the layout."""

import pytest

from chalicelib.domain.registry import Table
from chalicelib.domain.upload import UploadKind
from chalicelib.intake.layout import Address, LayoutError, parse_key
from tests.builders import credit_code

CODE = credit_code()


def test_a_class_file() -> None:
    expected = Address(UploadKind.ROSTERS, "名册.XLSX", "xlsx", institution=CODE, class_id="ZZ-2024-001")
    assert parse_key(f"rosters/{CODE}/ZZ-2024-001/名册.XLSX") == expected


def test_a_registry_file() -> None:
    assert parse_key("registry/blacklist/b.csv") == Address(UploadKind.REGISTRY, "b.csv", "csv", table=Table.BLACKLIST)


@pytest.mark.parametrize("class_id", ["ZZ01", "z" * 40, "9-a-"])
def test_class_ids_within_the_bounds(class_id: str) -> None:
    assert parse_key(f"rosters/{CODE}/{class_id}/r.csv").class_id == class_id


def test_a_credit_code_may_begin_with_letters() -> None:
    code = credit_code(prefix="N2410100")
    assert parse_key(f"rosters/{code}/ZZ01/r.csv").institution == code


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("", "kind_unknown"),
        ("/", "kind_unknown"),
        (f"Rosters/{CODE}/ZZ01/r.csv", "kind_unknown"),
        ("rosters", "key_layout"),
        (f"rosters/{CODE}/r.csv", "key_layout"),
        (f"rosters/{CODE}/ZZ01/more/r.csv", "key_layout"),
        (f"rosters/{CODE}/ZZ01/", "key_layout"),
        (f"rosters/{CODE}//r.csv", "key_layout"),
        ("registry/blacklist", "key_layout"),
        ("registry/blacklist/2024/b.csv", "key_layout"),
        (f"rosters/{CODE[:-1]}/ZZ01/r.csv", "institution_code"),
        (f"rosters/{CODE.lower()}/ZZ01/r.csv", "institution_code"),
        (f"rosters/{CODE[:-1]}I/ZZ01/r.csv", "institution_code"),
        (f"rosters/{CODE[:-2]}Y{CODE[-1]}/ZZ01/r.csv", "institution_check_digit"),
        (f"rosters/{CODE}/ZZ1/r.csv", "class_id"),
        (f"rosters/{CODE}/{'z' * 41}/r.csv", "class_id"),
        (f"rosters/{CODE}/-ZZ01/r.csv", "class_id"),
        (f"rosters/{CODE}/ZZ_01/r.csv", "class_id"),
        (f"rosters/{CODE}/班级0001/r.csv", "class_id"),
        (f"rosters/{CODE}/ZZ01\n/r.csv", "class_id"),
        ("registry/nothing/b.csv", "table_unknown"),
        (f"applications/{CODE}/ZZ01/a.csv", "format_unsupported"),
        (f"rosters/{CODE}/ZZ01/r.xls", "format_unsupported"),
        (f"rosters/{CODE}/ZZ01/csv", "format_unsupported"),
    ],
)
def test_outside_the_layout(key: str, code: str) -> None:
    with pytest.raises(LayoutError) as refused:
        parse_key(key)
    assert refused.value.error.code == refused.value.code == code
    assert refused.value.error.row is None
    assert CODE not in refused.value.error.message
