"""Each upload to the use case that reads its kind."""

from datetime import datetime

from chalicelib.domain.upload import Receipt, UploadKind
from chalicelib.workflows.ingest import Arrival, Ingest
from chalicelib.workflows.ingest_log import IngestLog


class Uploads:
    """Whatever comes gets its receipt; a key outside the layout too."""

    def __init__(self, files: Ingest, logs: IngestLog) -> None:
        self.files, self.logs = files, logs

    def __call__(self, arrival: Arrival, now: datetime) -> Receipt:
        """The upload's receipt."""
        kind, _, _ = arrival.key.partition("/")
        return (self.logs if kind == UploadKind.CHECKINS else self.files)(arrival, now)
