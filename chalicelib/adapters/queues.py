"""Queues that functions send to."""

import json
from collections.abc import Callable, Mapping
from typing import Any

_BATCH = 10


class Queue:
    """One SQS queue of JSON messages."""

    def __init__(self, url: str, sqs: Callable[[], Any]) -> None:
        self._url, self._sqs = url, sqs

    def send_all(self, messages: list[dict[str, str]]) -> None:
        """Every message, or an error: a caller that fails is called again."""
        for at in range(0, len(messages), _BATCH):
            entries = [
                {"Id": str(n), "MessageBody": json.dumps(message)}
                for n, message in enumerate(messages[at : at + _BATCH])
            ]
            answer = self._sqs().send_message_batch(QueueUrl=self._url, Entries=entries)
            if failed := answer.get("Failed"):
                raise QueueRefused(f"{len(failed)} of {len(entries)} messages: {failed[0].get('Code')}")


class QueueRefused(Exception):
    """Some messages were not taken."""


class JudgeQueue:
    """Where classes wait to be judged."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def send(self, causes: Mapping[str, str]) -> None:
        """`causes`: class → id of what moved it."""
        self._queue.send_all([{"class": each, "cause": cause} for each, cause in sorted(causes.items())])
