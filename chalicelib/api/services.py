"""What the handlers call; `chalicelib.bootstrap.services` makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.caller import Caller
from chalicelib.policy import Policy
from chalicelib.workflows.decide import Decide
from chalicelib.workflows.inspect import Inspect
from chalicelib.workflows.reading import ClassReading
from chalicelib.workflows.reading_institutions import InstitutionReading
from chalicelib.workflows.reading_uploads import UploadReading
from chalicelib.workflows.unmask import Unmask


@dataclass(frozen=True)
class Services:
    """`authenticate` turns a token into its caller; `form` gives an upload's address and fields."""

    stage: str
    release: str
    authenticate: Callable[[str], Caller]
    classes: ClassReading
    uploads: UploadReading
    institutions: InstitutionReading
    unmask: Unmask
    inspect: Inspect
    decide: Decide
    owner: Callable[[str], str | None]
    """The institution that a class belongs to, None for a class not known yet."""
    form: Callable[[str], tuple[str, dict[str, str]]]
    policy: Callable[[], Policy]
    now: Callable[[], datetime]
