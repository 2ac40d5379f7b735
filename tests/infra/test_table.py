"""The adapters are tested on the table that the data stack declares."""

from typing import Any

from infra.data import data_template
from infra.table import create_table

SAME = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


def test_the_table_of_the_tests_is_the_deployed_one() -> None:
    asked: dict[str, Any] = {}

    class Recorder:
        def create_table(self, **arguments: Any) -> None:
            asked.update(arguments)

    create_table(Recorder(), "t")
    (declared,) = (
        each["Properties"] for each in data_template()["Resources"].values() if each["Type"] == "AWS::DynamoDB::Table"
    )
    for part in SAME:
        assert sorted(map(str, asked[part])) == sorted(map(str, declared[part])), part
    assert asked["StreamSpecification"]["StreamViewType"] == declared["StreamSpecification"]["StreamViewType"]
