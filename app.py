"""Every function of Yuji, one declaration each; routes come from `chalicelib.api`."""

from typing import Any

from chalice import Chalice
from chalice.app import Cron, DynamoDBEvent, SQSEvent

app = Chalice(app_name="yuji")
