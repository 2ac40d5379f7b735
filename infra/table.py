"""The table as the data stack declares it, made directly: for tests of the adapters."""

from typing import Any

INDEXES = ("gsi1", "gsi2", "gsi3")


def create_table(dynamodb: Any, name: str) -> None:
    """Keys and indexes as in `infra/data.yaml`; a test holds the two equal."""
    names = ["pk", "sk", *(f"{index}{part}" for index in INDEXES for part in ("pk", "sk"))]
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": each, "AttributeType": "S"} for each in names],
        KeySchema=schema(""),
        GlobalSecondaryIndexes=[
            {"IndexName": index, "KeySchema": schema(index), "Projection": {"ProjectionType": "ALL"}}
            for index in INDEXES
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )


def schema(prefix: str) -> list[dict[str, str]]:
    """The key of the table (no prefix) or of an index."""
    return [
        {"AttributeName": f"{prefix}pk", "KeyType": "HASH"},
        {"AttributeName": f"{prefix}sk", "KeyType": "RANGE"},
    ]
