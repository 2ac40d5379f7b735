"""Stream records as Lambda hands them on: JSON, binary values in base64."""

import json
from base64 import b64encode

from chalicelib.adapters import stream
from chalicelib.adapters.codec import pack
from chalicelib.domain.change import HoldsChanged
from chalicelib.domain.record import Holds


def test_a_binary_body_is_read_from_json() -> None:
    (body,) = pack(Holds(people={"someone": True}).model_dump_json(exclude_defaults=True))
    key = {"pk": {"S": "CLASS#ZZ-2024-001"}, "sk": {"S": "HOLDS"}}
    image = {**key, "body": {"B": b64encode(body).decode()}, "cause": {"S": "upload"}}
    record = json.loads(json.dumps({"dynamodb": {"Keys": key, "NewImage": image}}))
    changed, cause = stream.change(record) or (None, "")
    assert isinstance(changed, HoldsChanged)
    assert changed.before is None
    assert changed.after == Holds(people={"someone": True})
    assert cause == "upload"
