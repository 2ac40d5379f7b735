"""A log's bytes as text: unzipped within bounds, decoded strictly, in pieces."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from chalicelib.intake.devices import limits
from chalicelib.intake.devices.codes import LogCode, LogFault
from chalicelib.intake.devices.naming import device_in_name

_GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
_DAMAGED = "压缩文件损坏或不完整，请重新压缩后上传"


class Source:
    """One way to read a file: the same bytes under one encoding. Reading may begin anew any number of times.

    `named_device` is the device that the object's metadata, else the file's name, gives; a record's own comes first.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        device: str | None = None,
        encoding: str = "utf-8-sig",
        errors: str = "strict",
    ) -> None:
        self._stream, self._encoding, self._errors = stream, encoding, errors
        self.name = name.removesuffix(".gz").removesuffix(".GZ")
        self.metadata_device = device.strip() if device and device.strip() else None
        self.named_device = self.metadata_device or device_in_name(self.name) or ""
        self.head_bytes = self.binary().read(limits.HEAD_BYTES)
        self.head = "" if self.head_bytes.startswith(ZIP) else self._decoded(self.head_bytes)

    def _decoded(self, head: bytes) -> str:
        decoder = codecs.getincrementaldecoder(self._encoding)(self._errors)
        text = decoder.decode(head, final=len(head) < limits.HEAD_BYTES)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def binary(self) -> io.BufferedReader:
        """The bytes, unzipped, from the beginning. Reading raises LogFault where they are damaged or too many."""
        return io.BufferedReader(_Bounded(self._stream), limits.CHUNK_CHARACTERS)

    def chunks(self) -> Iterator[str]:
        """The text in pieces, any line ending as a line feed. Raises UnicodeDecodeError."""
        text = io.TextIOWrapper(self.binary(), encoding=self._encoding, errors=self._errors)
        while chunk := text.read(limits.CHUNK_CHARACTERS):
            yield chunk

    def lines(self) -> Iterator[str]:
        """The text's lines without their endings. Raises UnicodeDecodeError, and LogFault for an endless line."""
        rest = ""
        for chunk in self.chunks():
            lines = (rest + chunk).split("\n")
            rest = lines.pop()
            if len(rest) > limits.LINE_CHARACTERS:
                raise LogFault(LogCode.LINE_TOO_LONG, "文件中有超长的行，请从设备或系统重新导出后上传")
            yield from lines
        if rest:
            yield rest


class _Bounded(io.RawIOBase):
    """The unzipped bytes of a stream that stays open, up to what a log may have."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        zipped = stream.read(2) == _GZIP
        stream.seek(0)
        self._bytes: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=stream, mode="rb") if zipped else stream
        self._left = limits.UNPACKED_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub's buffer has no len()
        try:
            data = self._bytes.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise LogFault(LogCode.FILE_DAMAGED, _DAMAGED) from None
        self._left -= len(data)
        if self._left < 0:
            raise LogFault(LogCode.FILE_INFLATES, "文件解压后过大，请按日期拆分后分别上传")
        buffer[: len(data)] = data
        return len(data)


def sources(stream: BinaryIO, name: str, device: str | None) -> Iterator[Source]:
    """The ways to read a file, best first; a way under which its beginning is no text is left out.

    UTF-8 before GB 18030, for UTF-8 decodes as GB 18030 without error into wrong characters; last UTF-8 with the
    undecodable bytes replaced, so that a few broken bytes cost their rows and not the file.
    """
    with io.BufferedReader(_Bounded(stream)) as beginning:
        head = beginning.read(4)
    if not head:
        raise LogFault(LogCode.FILE_EMPTY, "文件是空的，请从设备重新导出后上传")
    utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    strict = ("utf-16",) if utf16 else ("utf-8-sig", "gb18030")
    for encoding, errors in (*((encoding, "strict") for encoding in strict), (strict[0], "replace")):
        try:
            yield Source(stream, name, device, encoding, errors)
        except UnicodeDecodeError:
            continue
