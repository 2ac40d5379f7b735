"""The table's stream: records as the changes they mean."""

from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.classes import head_of
from chalicelib.adapters.codec import from_item
from chalicelib.adapters.people import holds_of
from chalicelib.domain.change import (
    ApprenticesChanged,
    Change,
    FactsChanged,
    FootageChanged,
    HoldsChanged,
    RowStored,
    TableLoaded,
)
from chalicelib.domain.upload import UploadKind

Image = dict[str, Any] | None


def change(record: dict[str, Any]) -> tuple[Change, str] | None:
    """What a stream record means and the id of what caused it; None where it concerns nobody."""
    body = record["dynamodb"]
    pk, sk = keys_of(record)
    return meaning(pk, sk, _image(body, "OldImage"), _image(body, "NewImage"))


def keys_of(record: dict[str, Any]) -> tuple[str, str]:
    """The changed item's key."""
    key = from_item(record["dynamodb"]["Keys"])
    return key["pk"], key["sk"]


def meaning(pk: str, sk: str, old: Image, new: Image) -> tuple[Change, str] | None:
    """The change from `old` to `new`. With `old` unknown (None) the widest meaning."""
    if pk.startswith(keys.CLASS):
        return _of_class(pk.removeprefix(keys.CLASS), sk, old, new)
    if pk.startswith(keys.APPRENTICES) and sk.startswith(keys.CLASS):
        institution, _, year = pk.removeprefix(keys.APPRENTICES).partition("#")
        class_id = sk.removeprefix(keys.CLASS)
        cause = (new or old or {}).get("cause", class_id)
        return ApprenticesChanged(class_id=class_id, institution=institution, year=int(year)), cause
    if new is None:
        return None
    if sk.startswith(keys.ROW):
        return RowStored(partition=pk, sk=sk, body=new["body"]), new["upload"]
    if sk == keys.LOADED and new.get("loaded") and not (old and old.get("loaded")):
        return TableLoaded(partition=pk), new["upload"]
    return None


def _of_class(class_id: str, sk: str, old: Image, new: Image) -> tuple[Change, str] | None:
    if sk == keys.HOLDS:
        before, after = (holds_of(image) if image else None for image in (old, new))
        return HoldsChanged(class_id=class_id, before=before, after=after), (new or old or {}).get("cause", class_id)
    if sk.startswith(keys.file_pointer(UploadKind.VIDEOS, "")) and new:
        uploads = dict.fromkeys(image["upload"] for image in (old, new) if image)
        return FootageChanged(class_id=class_id, uploads=tuple(uploads)), new["upload"]
    if sk.startswith(keys.COPY) and new:
        return FactsChanged(class_id=class_id), new["upload"]
    if sk == keys.HEAD and new:
        head = head_of(new)
        before_uploads = {k: p.upload for k, p in head_of(old).facts.items()} if old else {}
        if before_uploads != {k: p.upload for k, p in head.facts.items()}:
            return FactsChanged(class_id=class_id), head.cause
    return None


def _image(body: dict[str, Any], name: str) -> Image:
    return from_item(body[name]) if name in body else None
