"""What the handlers call; `chalicelib.bootstrap.services` makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.caller import Caller
from chalicelib.domain.footage import Footage
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
    form: Callable[[str, Mapping[str, str]], tuple[str, dict[str, str]]]
    """The address and fields of a form for an object key, with the object's metadata."""
    recordings: Callable[[str], tuple[Footage, ...]]
    """A class's current recordings."""
    still: Callable[[str], str]
    """A short-lived link to a frame."""
    policy: Callable[[], Policy]
    now: Callable[[], datetime]
