"""The persons of a file: hashed and masked for facts, in full for sealing."""

from dataclasses import dataclass, field

from chalicelib.domain.personal import Keyed, mask_identity
from chalicelib.intake.result import Secrets


@dataclass
class People:
    """Collects the full numbers of one file while its rows become facts."""

    keyed: Keyed
    secrets: Secrets = field(default_factory=dict, repr=False)

    def register(self, identity: str, phone: str | None = None) -> dict[str, str]:
        """The fields `person` and `identity_masked` of a fact; the numbers are kept for sealing."""
        person = self.keyed(identity)
        kept = self.secrets.setdefault(person, {"identity": identity})
        if phone:
            kept.setdefault("phone", phone)
        return {"person": person, "identity_masked": mask_identity(identity)}
