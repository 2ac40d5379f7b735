"""The samples' builders, by the name that tests know."""

from infra.samples.builders import *  # noqa: F403
from infra.samples.checkins import *  # noqa: F403
from infra.samples.surveys import *  # noqa: F403
