"""Hikvision, pushed by the device as XML: `<EventNotificationAlert>` documents one after another, in either of two
namespaces, heartbeats in between. Each is parsed by itself and from its own element on, so that no document type, and
no entity that one declares, is ever seen."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from chalicelib.intake.devices import limits
from chalicelib.intake.devices.hikvision import Object, broken, record
from chalicelib.intake.devices.moments import Moments
from chalicelib.intake.devices.record import Aside, Item
from chalicelib.intake.devices.source import Source

NAME = "hikvision_push_xml"
_OPENS, _CLOSES = "<EventNotificationAlert", "</EventNotificationAlert>"
_NAMESPACE = re.compile(r"^\{[^}]*\}")


def recognises(source: Source) -> bool:
    return source.head.lstrip().startswith("<") and _OPENS in source.head


def read(source: Source) -> Iterator[Item]:
    moment = Moments()
    for row, document in enumerate(_documents(source.chunks()), 1):
        try:
            fields = _fields(document)
        except ElementTree.ParseError:
            yield broken(row)
            continue
        yield _item(row, fields, moment, source.named_device)


def _item(row: int, event: Object, moment: Moments, device: str) -> Item:
    if "majorEventType" not in event:
        return Aside.NO_CHECK_IN
    kinds = event["majorEventType"], event.get("subEventType")
    return record(row, event, kinds, event.get("dateTime"), moment, device)


def _documents(chunks: Iterator[str]) -> Iterator[str]:
    """What ends with the closing of a document, from the last opening before it on."""
    text = ""
    for chunk in chunks:
        *documents, text = (text + chunk).split(_CLOSES)
        yield from (_from_opening(document) + _CLOSES for document in documents)
        text = _from_opening(text)[-limits.ITEM_CHARACTERS :]
    if _OPENS in text:
        yield text


def _from_opening(text: str) -> str:
    return text[max(text.rfind(_OPENS), 0) :]


def _fields(document: str) -> Object:
    """Element name → text, of all levels."""
    if not document.startswith(_OPENS):
        raise ElementTree.ParseError
    root = ElementTree.fromstring(document)  # noqa: S314  # it begins with the element: no document type before it
    return {_NAMESPACE.sub("", element.tag): (element.text or "").strip() for element in root.iter()}
