"""The table's stream: records as the changes they mean."""

from base64 import b64decode
from typing import Any

from chalicelib.adapters import keys
from chalicelib.adapters.certificates import certificates_of
from chalicelib.adapters.classes import head_of
from chalicelib.adapters.codec import from_item
from chalicelib.adapters.people import holds_of
from chalicelib.domain.change import (
    ApprenticesChanged,
    CertificatesChanged,
    Change,
    FactsChanged,
    FootageChanged,
    HoldsChanged,
    RectificationChanged,
    RowStored,
    TableLoaded,
)
from chalicelib.domain.facts import FactKind
from chalicelib.domain.record import Head
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
    if pk.startswith(keys.RECTIFICATIONS) and sk.startswith(keys.CLASS):
        institution, class_id = pk.removeprefix(keys.RECTIFICATIONS), sk.removeprefix(keys.CLASS)
        cause = (new or old or {}).get("cause", class_id)
        return RectificationChanged(class_id=class_id, institution=institution), cause
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
    if sk == keys.CERTIFICATES and new:
        before_numbers = certificates_of(old) if old else None
        changed = CertificatesChanged(class_id=class_id, before=before_numbers, after=certificates_of(new))
        return changed, new["cause"]
    if sk.startswith(keys.file_pointer(UploadKind.VIDEOS, "")) and new:
        uploads = dict.fromkeys(image["upload"] for image in (old, new) if image)
        return FootageChanged(class_id=class_id, uploads=tuple(uploads)), new["upload"]
    if sk.startswith(keys.COPY) and new:
        return FactsChanged(class_id=class_id), new["upload"]
    if sk == keys.HEAD and new:
        head = head_of(new)
        if old is None or _facts(head_of(old)) != _facts(head):
            return FactsChanged(class_id=class_id), head.cause
    return None


def _facts(head: Head) -> tuple[dict[FactKind, str], int]:
    """What differs whenever other facts are current."""
    return {kind: pointer.upload for kind, pointer in head.facts.items()}, head.evidence


def _image(body: dict[str, Any], name: str) -> Image:
    return from_item({field: _decoded(typed) for field, typed in body[name].items()}) if name in body else None


def _decoded(typed: dict[str, Any]) -> dict[str, Any]:
    """Lambda hands on a record as JSON, its binary values in base64; the streams' own API gives bytes."""
    value = typed.get("B")
    return {"B": b64decode(value)} if isinstance(value, str) else typed
