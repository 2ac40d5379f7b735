"""Made-up check-in logs, and the devices they come from."""

import datetime
from collections.abc import Iterable

from infra.samples.builders import Value, delimited, identity


def checkin_csv(
    people: Iterable[int | str],
    days: Iterable[datetime.date],
    clock: str = "08:05:00",
    device: str = "FACE-001",
    encoding: str = "utf-8-sig",
) -> bytes:
    """A canonical check-in log: each of `people` (numbers, or counted as `trainees` are) once a day."""
    start = datetime.time.fromisoformat(clock)
    crowd, rows = list(people), [("设备编号", "人员标识", "签到时间", "相似度")]
    for day in days:
        first = datetime.datetime.combine(day, start)
        for place, number in enumerate(crowd):
            # Uneven pauses: people do not queue like clockwork.
            at = first + datetime.timedelta(seconds=7 * place + place * place % 5)
            who = number if isinstance(number, str) else identity(number)
            rows.append((device, who, f"{at:%Y-%m-%d %H:%M:%S}", "0.93"))
    return delimited(rows, encoding)


def device_rows(institution: str, number: str = "FACE-001", **changed: Value) -> list[dict[str, Value]]:
    """The registry row of one face device."""
    row: dict[str, Value] = {
        "设备编号": number,
        "统一社会信用代码": institution,
        "类型": "人脸",
        "型号": "示例",
        "启用日期": datetime.date(2024, 1, 1),
    }
    return [row | changed]
