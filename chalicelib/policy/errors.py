"""What can be wrong with a policy, or with a question to it."""


class PolicyError(Exception):
    """A mistake in the policy's files: the message names the file, the path within and the mistake."""


class UnknownParameter(PolicyError):
    """No file defines the parameter."""


class UnknownRule(PolicyError):
    """No file holds the rule."""


class NoValue(PolicyError):
    """Nothing is in force on the date. The policy refuses to guess."""


def mistake(file: str, path: tuple[object, ...], what: str) -> PolicyError:
    """The error to raise, placed: `opening.yaml: rules > OPN-01 > clauses > 0: …`."""
    place = " > ".join(str(step) for step in path)
    return PolicyError(f"{file}: {place}: {what}" if place else f"{file}: {what}")
