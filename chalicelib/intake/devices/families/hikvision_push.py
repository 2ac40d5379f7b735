"""Hikvision, pushed by the device: `{eventType, dateTime, AccessControllerEvent: {…}}`, heartbeats in between."""

import re
from collections.abc import Iterator

from chalicelib.intake.devices.hikvision import Object, broken, is_json, record
from chalicelib.intake.devices.json_items import items
from chalicelib.intake.devices.moments import Moments
from chalicelib.intake.devices.record import Aside, Item
from chalicelib.intake.devices.source import Source

NAME = "hikvision_push"
_SHAPE = re.compile(r'"(?:AccessControllerEvent|eventType)"\s*:')


def recognises(source: Source) -> bool:
    return is_json(source.head) and _SHAPE.search(source.head) is not None


def read(source: Source) -> Iterator[Item]:
    moment = Moments()
    for row, event in enumerate(items(source.chunks()), 1):
        yield broken(row) if event is None else _item(row, event, moment, source.named_device)


def _item(row: int, event: Object, moment: Moments, device: str) -> Item:
    outer = _object(event.get("EventNotificationAlert")) or event
    inner = _object(outer.get("AccessControllerEvent"))
    if not inner:
        return Aside.NO_CHECK_IN
    kinds = inner.get("majorEventType"), inner.get("subEventType")
    return record(row, {**outer, **inner}, kinds, outer.get("dateTime"), moment, device)


def _object(value: object) -> Object:
    return value if isinstance(value, dict) else {}
