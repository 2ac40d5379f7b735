"""What check-ins cost the table: items written for a log, and requests and CPU of judging a class day after day.

On an in-process database (moto): requests and items are exact, milliseconds only compare with each other.
"""

import datetime
import time
from typing import Any

import boto3
from moto import mock_aws

from chalicelib.policy import henan
from chalicelib.rules.judge import judge
from chalicelib.workflows.gathering import Gathering
from tests import builders
from tests.workflows.course import CLASS, PEOPLE, files, key, on
from tests.workflows.world import World

STEPS = (2, 5, 10)
VISITS = ("07:50:00", "08:20:00", "09:40:00", "11:20:00")


class Counted:
    """A client of the table: how often it is asked, and how many items it puts."""

    def __init__(self, client: Any) -> None:
        self._client, self.requests, self.puts = client, 0, 0

    def __getattr__(self, name: str) -> Any:
        def ask(**asked: Any) -> Any:
            self.requests += 1
            batches = asked.get("RequestItems", {}).values() if name == "batch_write_item" else ()
            self.puts += sum(map(len, batches)) + len(asked.get("TransactItems", ()))
            return getattr(self._client, name)(**asked)

        return ask


def main() -> None:
    with mock_aws():
        boto3.setup_default_session(aws_access_key_id="bench", aws_secret_access_key="bench", region_name="cn-north-1")
        world = World()
        world.now = on(datetime.date(2024, 4, 30))
        for at, (name, data) in enumerate(files().items()):
            world.upload(name, data, at)
        counted = world.table._client = Counted(world.table._client)
        days = [row["日期"] for row in builders.sessions()]
        done = 0
        for step in STEPS:
            for number in range(done, step):
                counted.puts = 0
                log = _log(days[number])
                world.ingest(world.store(key(f"{number}.csv"), log, 100 + number), world.now)
                if number == 0:
                    print(f"a log of {PEOPLE * len(VISITS)} check-ins: {counted.puts} items written")
            done = step
            _tell(world, counted, step)


def _log(day: datetime.date) -> bytes:
    """Everybody, several times a day."""
    logs = [builders.checkin_csv(range(1, PEOPLE + 1), [day], clock, encoding="utf-8") for clock in VISITS]
    header, *_ = logs[0].split(b"\r\n")
    return b"\r\n".join([header, *(line for log in logs for line in log.split(b"\r\n")[1:])])


def _tell(world: World, counted: Counted, days: int) -> None:
    world.judge(CLASS, world.now)
    counted.requests = 0
    world.judge(CLASS, world.now)
    requests = counted.requests
    gathering = Gathering(world.classes, world.people, world.rows, world.evidence)
    (facts, _), policy = gathering(world.head(CLASS)), henan()
    start = time.process_time()
    for _ in range(10):
        judge(facts, policy, world.now.date())
    spent = (time.process_time() - start) / 10
    records = sum(len(log.log) for log in facts.logs)
    print(f"judging after {days:3} days, {records:5} check-ins: {requests} requests, {spent * 1000:.1f} ms of rules")


if __name__ == "__main__":
    main()
