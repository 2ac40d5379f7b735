"""One structured logger a process. What looks like a personal number is masked on its way out, wherever it stands."""

import logging
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from chalicelib.domain.personal import scrub


class ScrubbingFormatter(LambdaPowertoolsFormatter):
    """JSON lines whose identity and phone numbers are masked."""

    def serialize(self, log: Any) -> str:
        return scrub(super().serialize(log))


@cache
def logger() -> Logger:
    """Level by POWERTOOLS_LOG_LEVEL."""
    made = Logger(service="yuji", logger_formatter=ScrubbingFormatter(), use_rfc3339=True)
    logging.getLogger("yuji").propagate = False  # a root handler would say it again, unscrubbed
    return made
