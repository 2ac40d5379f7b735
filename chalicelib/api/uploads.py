"""/uploads: forms to upload with, and the receipts."""

import re
from datetime import timedelta
from typing import Any

from chalicelib.adapters.posting import SECONDS
from chalicelib.api.answers import Listed, ReceiptAnswer, UploadAnswer, UploadForm
from chalicelib.api.asked import UploadBody, UploadQuery
from chalicelib.api.invalid import field_error
from chalicelib.api.route import Call, Paging
from chalicelib.domain.upload import Receipt
from chalicelib.intake.layout import LayoutError, parse_key
from chalicelib.workflows.reading_uploads import UploadFilter

_PERSONAL = re.compile(r"(?<!\d)(\d{15}|\d{17}[\dXxＸｘ]|1\d{10})(?!\d)")
_FORBIDDEN = re.compile(r"[/\\\x00-\x1f\x7f]")


def create_upload(call: Call[Any, UploadBody, str]) -> UploadForm:
    """A presigned form for one file; nothing is stored yet."""
    key = f"{call.subject}/{_file_name(call.body.filename)}"
    try:
        parse_key(key)
    except LayoutError as outside:
        raise field_error("/filename", outside.error.code, outside.error.message) from None
    url, fields = call.services.form(key, _metadata(call.body))
    return UploadForm(url=url, fields=fields, key=key, expires=call.services.now() + timedelta(seconds=SECONDS))


def _metadata(body: UploadBody) -> dict[str, str]:
    """What a video's object says of itself."""
    said = {
        "camera": body.camera,
        "device": body.device,
        "started-at": body.started_at.isoformat() if body.started_at else None,
    }
    return {name: text for name, text in said.items() if text}


def _file_name(name: str) -> str:
    """The name stands in keys, logs and receipts: no number of a person may come in with it."""
    if _FORBIDDEN.search(name) or "${" in name or name != name.strip():
        raise field_error("/filename", "filename", "文件名不能含斜杠、控制字符、${ 或首尾空格，请改名后重新提交。")
    if _PERSONAL.search(name):
        raise field_error("/filename", "personal_number", "文件名中疑似有身份证号或手机号，请改名后重新提交。")
    return name


def list_uploads(call: Call[UploadQuery, None, None]) -> Listed[ReceiptAnswer]:
    """Receipts within reach."""
    query, paging = call.query, Paging(call)
    asked = UploadFilter(class_id=query.class_id, institution=query.institution, table=query.table, status=query.status)
    page = call.services.uploads.page(call.who, asked, paging.start, query.limit)
    return Listed[ReceiptAnswer](items=tuple(map(_receipt, page.items)), next=paging.next(page.next))


def get_upload(call: Call[Any, None, Receipt]) -> UploadAnswer:
    """One receipt; of a check-in log also what has become of its records."""
    receipt, records = call.subject, None
    head = call.services.classes.head(call.who, receipt.class_id) if receipt.log and receipt.class_id else None
    verdict = call.services.classes.verdict(head)[1] if head else None
    if verdict and verdict.attendance:
        tallies = (tally for tally in verdict.attendance.tallies if tally.upload == receipt.id)
        records = {tally.outcome: tally.count for tally in tallies}
    return UploadAnswer(**receipt.model_dump(), records=records or None)


def _receipt(receipt: Receipt) -> ReceiptAnswer:
    return ReceiptAnswer.model_validate(receipt.model_dump())
