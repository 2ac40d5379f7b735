"""Every value of the packaged policy: the day before it begins and the day itself."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from chalicelib.domain.region import Region
from chalicelib.domain.trainee import Category, SchoolType
from chalicelib.domain.training_class import Application, CertificateType, Level, TrainingType
from chalicelib.policy import NoValue, Policy, UnknownParameter, Value, henan
from chalicelib.policy.parameter import UNITS, Source

FIRST = date(2024, 1, 1)
PROVINCE: dict[str, Value] = {
    "institution.liability_since": date(2023, 1, 1),
    "institution.apprentices_max_degree": 500,
    "institution.apprentices_max_other": 200,
    "institution.apprentices_per_enterprise_max": 100,
    "institution.rectification_months": 1,
    "opening.class_size_max": 80,
    "opening.trainees_per_teacher": 20,
    "opening.trainees_per_workstation": 20,
    "opening.class_hour_minutes": 40,
    "opening.practice_share_min": Decimal("0.60"),
    "opening.online_share_max": Decimal("0.40"),
    "trainee.gap_months": 1,
    "trainee.schools_allowed": ("特殊职业教育", "普通高校"),
    "trainee.types_allowed_for_students": ("创业培训",),
    "trainee.sentence_ends_before": date(2025, 1, 1),
    "course.practice_recording_minutes": 15,
    "course.incomplete_recordings_to_cancel": 3,
    "course.video_retention_years": 3,
    "course.satisfaction_min": Decimal("0.85"),
    "course.custody_categories": ("强制隔离戒毒人员", "服刑人员"),
    "course.opening_inspections": 1,
    "course.training_inspections": 2,
    "assessment.paper_allowed": ("河南省就业创业培训合格证书",),
    "payment.notice_working_days": 5,
    "dispatch.basic_certificates": ("初级职业资格证书", "专项职业能力证书", "培训合格证书"),
    "dispatch.highly_skilled_share_min": Decimal("0.32"),
    "dispatch.skilled_share_min": Decimal("0.385"),
    "dispatch.vouchers_issued_min": 900_000,
    "dispatch.vouchers_used_min": 800_000,
    "dispatch.training_spend_share_min": Decimal("0.15"),
}
OURS: dict[str, Value] = {
    "opening.ratio_tolerance": Decimal("0.10"),
    "trainee.post_group_depth": 3,
    "trainee.transfer_group_depth": 3,
    "course.checkin_opens_minutes": 60,
    "course.clock_ahead_seconds": 300,
    "course.same_second_people": 3,
    "course.two_places_seconds": 60,
    "course.equal_intervals": 8,
    "course.at_once_seconds": 30,
    "course.at_once_people": 5,
    "course.drift_records": 10,
    "course.drift_seconds": 900,
    "course.drift_share": Decimal("0.80"),
    "course.recording_coverage_min": Decimal("0.98"),
    "course.recording_gap_max_seconds": 60,
    "course.recording_black_share": Decimal("0.20"),
    "course.recording_frozen_share": Decimal("0.20"),
    "course.recording_looped_share": Decimal("0.20"),
    "course.recording_grace_days": 30,
    "course.detector_confidence_min": Decimal("0.80"),
    "course.attendance_share_min": Decimal("0.80"),
    "course.satisfied_answers": ("非常满意", "满意", "基本满意"),
    "course.answers_share_min": Decimal("0.80"),
    "assessment.paper_ends": date(2024, 1, 1),
    "dispatch.highly_skilled_levels": ("三级", "二级", "一级"),
    "dispatch.technician_levels": ("二级", "一级"),
}
LISTS = ("opening.required_fields", "trainee.categories", "assessment.certificates_first")
MANUFACTURING = {"0.25": "郑州 洛阳 新乡 濮阳 焦作 许昌 济源 航空港区", "0.20": "南阳 商丘 信阳 周口 驻马店"}
BASIC = {"0.20": "商丘 南阳 周口 驻马店 信阳"}
REGIONAL = {"dispatch.manufacturing_share_min": MANUFACTURING, "dispatch.basic_certificate_share_max": BASIC}


def test_the_tables_here_are_complete(policy: Policy) -> None:
    assert {*PROVINCE, *OURS, *LISTS, *REGIONAL} == set(policy.parameters)


@pytest.mark.parametrize(("name", "value"), [*PROVINCE.items(), *OURS.items()])
def test_a_value_holds_from_its_first_day(policy: Policy, name: str, value: Value) -> None:
    assert policy.value(name, FIRST) == value
    assert type(policy.value(name, FIRST)) is type(value)
    assert policy.value(name, date(2031, 12, 31)) == value
    assert policy.is_local(name, FIRST) is (name in OURS)


@pytest.mark.parametrize("name", [*PROVINCE, *OURS, *LISTS, *REGIONAL])
def test_no_value_holds_the_day_before(policy: Policy, name: str) -> None:
    before = FIRST - timedelta(days=1)
    with pytest.raises(NoValue, match=f"parameter {name} has no value in force on {before}"):
        policy.value(name, before, Region.ZHENGZHOU)
    with pytest.raises(NoValue, match=name):
        policy.is_local(name, before)


@pytest.mark.parametrize("region", list(Region))
@pytest.mark.parametrize("name", list(REGIONAL))
def test_a_regional_value(policy: Policy, name: str, region: Region) -> None:
    named = [share for share, names in REGIONAL[name].items() if region.label in names.split()]
    expected = Decimal(named[0]) if named else Decimal("0.15")
    assert policy.value(name, FIRST, region) == expected


def test_a_value_of_the_whole_province_is_every_regions(policy: Policy) -> None:
    assert policy.value("opening.class_size_max", FIRST, Region.JIYUAN) == 80


@pytest.mark.parametrize("name", list(REGIONAL))
def test_a_regional_value_without_a_region_is_not_guessed(policy: Policy, name: str) -> None:
    with pytest.raises(NoValue, match=f"{name} has no value on 2024-01-01 for no region"):
        policy.value(name, FIRST)


def test_an_unknown_parameter_is_refused(policy: Policy) -> None:
    with pytest.raises(UnknownParameter, match=r"opening\.size"):
        policy.value("opening.size", FIRST)
    with pytest.raises(UnknownParameter, match=r"opening\.size"):
        policy.is_local("opening.size", FIRST)


def test_every_local_value_says_why(policy: Policy) -> None:
    values = [value for parameter in policy.parameters.values() for value in parameter.history]
    assert all((value.source is Source.LOCAL) == bool(value.reason) for value in values)


def test_units_tell_types(policy: Policy) -> None:
    assert all(UNITS[parameter.unit] is parameter.type for parameter in policy.parameters.values())


def test_names_are_those_the_facts_use(policy: Policy) -> None:
    def names(parameter: str) -> set[str]:
        value = policy.value(parameter, FIRST)
        assert isinstance(value, tuple)
        return set(value)

    assert names("opening.required_fields") <= set(Application.model_fields)
    assert len(names("opening.required_fields")) == 14
    assert names("trainee.categories") == set(Category)
    assert names("course.custody_categories") <= set(Category)
    assert names("trainee.schools_allowed") <= set(SchoolType)
    assert names("trainee.types_allowed_for_students") <= set(TrainingType)
    assert names("assessment.certificates_first") == set(CertificateType) - {
        "培训合格证书",
        "河南省就业创业培训合格证书",
    }
    assert names("assessment.paper_allowed") <= set(CertificateType)
    assert names("dispatch.highly_skilled_levels") <= set(Level)


def test_the_policy_is_loaded_once(policy: Policy) -> None:
    assert henan() is policy
