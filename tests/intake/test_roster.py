"""A roster: who becomes a trainee, which cell is merely unknown, which row is lost."""

import pytest

from chalicelib.domain.trainee import Category, IdentityFault
from chalicelib.domain.upload import Counts, UploadStatus
from tests import builders as b
from tests.intake.reader import codes, is_refused, keyed, places, roster, roster_facts


def test_a_sound_roster() -> None:
    reading = roster(b.roster_workbook(b.trainees(3)))
    assert (reading.status, reading.errors) == (UploadStatus.ACCEPTED, ())
    assert reading.counts == Counts(rows=3, accepted=3)
    first = roster_facts(reading).trainees[0]
    assert (first.row, first.name, first.person) == (2, b.person_name(1), keyed(b.identity(1)))
    assert first.identity_masked == f"4101********{b.identity(1)[-4:]}"
    assert first.phone_masked == "138****0001"
    assert (first.category, first.category_text, first.device_number) == (Category.UNEMPLOYED, None, "000001")
    assert (first.in_school, first.wants_training, first.post) == (False, True, None)
    assert reading.secrets[first.person] == {"identity": b.identity(1), "phone": "13800000001"}


def test_every_column_reaches_its_field() -> None:
    row: dict[str, b.Value] = {
        "所在单位": "示例公司",
        "单位统一社会信用代码": b.credit_code(5),
        "岗位职业编码": "6-31-01-03",
        "原岗位职业编码": "6-18-01-01",
        "是否在校": True,
        "学校类型": "普通高校",
        "毕业年度": 2024,
        "服刑情况": "从未参训",
        "培训券编号": "Q0001",
    }
    trainee = roster_facts(roster(b.roster_workbook([b.trainees(1)[0] | row]))).trainees[0]
    assert trainee.model_dump(exclude={"category_text", "identity_faults"}, exclude_none=True) == {
        "row": 2,
        "name": b.person_name(1),
        "person": keyed(b.identity(1)),
        "identity_masked": f"4101********{b.identity(1)[-4:]}",
        "phone_masked": "138****0001",
        "category": "失业人员",
        "device_number": "000001",
        "employer_name": "示例公司",
        "employer": b.credit_code(5),
        "post": "6-31-01-03",
        "former_post": "6-18-01-01",
        "in_school": True,
        "school_type": "普通高校",
        "graduation_year": 2024,
        "wants_training": True,
        "wants_job": True,
        "able_to_work": True,
        "wants_business": False,
        "custody": {"never_trained": True, "qualifies_for_next_level": False},
        "voucher": "Q0001",
    }


def test_no_full_number_is_in_the_facts_or_the_representation() -> None:
    reading = roster(b.roster_workbook(b.trainees(3)))
    assert b.identity(1) not in repr(reading)
    assert "13800000001" not in repr(reading)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("姓名", None, "value_missing"),
        ("姓名", "\u3000", "value_missing"),
        ("身份证号", None, "value_missing"),
        ("身份证号", b.identity(2)[:17], "identity_unreadable"),
        ("身份证号", float(b.identity(2)[:17] + "0"), "identity_as_number"),
    ],
    ids=["no name", "blank name", "no identity", "short identity", "identity as a number"],
)
def test_a_row_without_a_person_is_lost(column: str, value: b.Value, code: str) -> None:
    rows = b.trainees(3)
    rows[1][column] = value
    reading = roster(b.roster_workbook(rows))
    assert reading.status is UploadStatus.ACCEPTED_WITH_ERRORS
    assert reading.counts == Counts(rows=3, accepted=2, rejected=1)
    assert places(reading) == [(3, column, code)]
    assert [trainee.row for trainee in roster_facts(reading).trainees] == [2, 4]


@pytest.mark.parametrize(
    ("column", "field", "code"),
    [
        ("联系电话", "phone_masked", "phone"),
        ("单位统一社会信用代码", "employer", "credit_code"),
        ("岗位职业编码", "post", "occupation"),
        ("是否在校", "in_school", "boolean"),
        ("学校类型", "school_type", "choice"),
        ("毕业年度", "graduation_year", "number"),
        ("是否有培训意愿", "wants_training", "boolean"),
        ("服刑情况", "custody", "choice"),
    ],
)
def test_any_other_bad_cell_is_unknown_and_keeps_the_person(column: str, field: str, code: str) -> None:
    rows = b.trainees(2)
    rows[0][column] = "不清楚"
    reading = roster(b.roster_workbook(rows))
    assert places(reading) == [(2, column, code)]
    assert reading.counts == Counts(rows=2, accepted=2)
    assert getattr(roster_facts(reading).trainees[0], field) is None


def test_a_category_that_is_not_named_is_kept_in_its_words() -> None:
    reading = roster(b.roster_workbook(b.trainees(1, 人员类别="城镇居民")))
    trainee = roster_facts(reading).trainees[0]
    assert (trainee.category, trainee.category_text, reading.errors) == (None, "城镇居民", ())


def test_a_faulty_number_that_can_be_read_stays_a_fact() -> None:
    number = b.identity(1, prefix="990105")
    trainee = roster_facts(roster(b.roster_workbook(b.trainees(1, 身份证号=number.lower())))).trainees[0]
    assert (trainee.person, trainee.identity_faults) == (keyed(number), (IdentityFault.REGION,))


def test_the_same_person_twice_stands_once() -> None:
    rows = [*b.trainees(2), *b.trainees(1)]
    rows[2]["姓名"] = " ".join(b.person_name(1))
    reading = roster(b.roster_workbook(rows))
    assert places(reading) == [(4, "身份证号", "duplicate_person")]
    assert "第2行" in reading.errors[0].message
    assert [trainee.row for trainee in roster_facts(reading).trainees] == [2, 3]


def test_one_number_under_two_names_is_two_facts() -> None:
    rows = [*b.trainees(1), *b.trainees(1, 姓名="别人")]
    trainees = roster_facts(roster(b.roster_workbook(rows))).trainees
    assert [trainee.name for trainee in trainees] == [b.person_name(1), "别人"]
    assert len({trainee.person for trainee in trainees}) == 1


def test_serial_numbers_alone_are_no_rows() -> None:
    rows: list[b.Row] = [*b.trainees(2), *({"序号": n} for n in range(3, 81))]
    assert roster(b.roster_workbook(rows)).counts == Counts(rows=2, accepted=2)


def test_text_that_looks_like_a_formula_is_data() -> None:
    reading = roster(b.roster_workbook(b.trainees(1, 所在单位="=cmd|' /C calc'!A0")))
    assert roster_facts(reading).trainees[0].employer_name == "=cmd|' /C calc'!A0"


def test_nobody_is_no_roster() -> None:
    assert is_refused(roster(b.roster_workbook([])), "no_rows")
    assert is_refused(roster(b.roster_workbook([{"序号": 1}])), "no_rows")


def test_every_row_bad_leaves_what_stood_and_lists_every_error() -> None:
    reading = roster(b.roster_workbook(b.trainees(3, 身份证号="4.10105E+17")))
    assert is_refused(reading, "every_row_bad")
    assert reading.counts == Counts(rows=3, rejected=3)
    assert codes(reading) == {"every_row_bad": 1, "identity_as_number": 3}


def test_ten_thousand_errors_are_listed_and_the_rest_counted() -> None:
    header: b.Line = ("姓名", "身份证号", "是否在校", "毕业年度")
    people = [(b.person_name(n), b.identity(n), "或许", "去年") for n in range(5_001)]
    reading = roster(b.delimited([header, *people]), "csv")
    listed = codes(reading)
    assert listed.pop("more_errors") == 1
    assert sum(listed.values()) == 10_000
    assert "2处" in reading.errors[-1].message
    assert reading.counts == Counts(rows=5_001, accepted=5_001)


def test_a_roster_larger_than_any_class_is_refused() -> None:
    rows: list[b.Line] = [("姓名", "身份证号"), *([("甲", b.identity(1))] * 10_001)]
    assert is_refused(roster(b.delimited(rows), "csv"), "too_many_rows")
