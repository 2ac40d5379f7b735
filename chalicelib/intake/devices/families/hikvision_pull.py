"""Hikvision, pulled from the device (`AcsEvent` search): pages with an InfoList, or one event a line.

An event does not name its device: that is the object's metadata, else the file's name.
"""

import re
from collections.abc import Iterator

from chalicelib.intake.devices.hikvision import Object, broken, is_json, record
from chalicelib.intake.devices.json_items import items
from chalicelib.intake.devices.moments import Moments
from chalicelib.intake.devices.record import Item
from chalicelib.intake.devices.source import Source

NAME = "hikvision_pull"
_SHAPE = re.compile(r'"(?:AcsEvent|InfoList|major|minor)"\s*:')
_PUSH = re.compile(r'"(?:AccessControllerEvent|eventType)"\s*:')


def recognises(source: Source) -> bool:
    head = source.head
    return is_json(head) and _SHAPE.search(head) is not None and _PUSH.search(head) is None


def read(source: Source) -> Iterator[Item]:
    moment = Moments()
    events = (event for item in items(source.chunks()) for event in _events(item))
    for row, event in enumerate(events, 1):
        if event is None:
            yield broken(row)
        else:
            kinds = event.get("major"), event.get("minor")
            yield record(row, event, kinds, event.get("time"), moment, source.named_device)


def _events(item: Object | None) -> Iterator[Object | None]:
    """The events of a page that came whole, because something else stands before its list; else the item itself."""
    page = item.get("AcsEvent", item) if item else None
    listed = page.get("InfoList") if isinstance(page, dict) else None
    if isinstance(listed, list):
        yield from (event if isinstance(event, dict) else None for event in listed)
    else:
        yield item
