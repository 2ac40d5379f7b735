"""The names that more than one part of the infrastructure must agree on."""

APP = "yuji"


def logical_id(name: str) -> str:
    """`ingest_rosters` -> `IngestRosters`, as Chalice names a function in the template."""
    return "".join(part[:1].upper() + part[1:] for part in name.replace("-", "_").split("_"))


def data_stack(stage: str) -> str:
    return f"{APP}-{stage}-data"


def app_stack(stage: str) -> str:
    return f"{APP}-{stage}"
