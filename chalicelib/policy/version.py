"""The version of a policy: its label and a digest of what it says."""

import hashlib
import json

from chalicelib.policy.policy import Policy
from chalicelib.policy.views import ParameterView


def version(policy: Policy) -> str:
    """The latest document's label, and twelve hex digits of SHA-256 over the content in canonical form."""
    content = {
        "documents": [document.model_dump(mode="json") for document in policy.documents],
        "clauses": dict(policy.clauses),
        "parameters": [ParameterView.of(parameter).model_dump(mode="json") for parameter in policy.parameters.values()],
        "rules": [rule.model_dump(mode="json") for rule in policy.rules.values()],
        "years": [targets.model_dump(mode="json") for targets in policy.years.values()],
        "inspection_items": [item.model_dump(mode="json") for item in policy.inspection_items],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{policy.label}-{hashlib.sha256(canonical.encode()).hexdigest()[:12]}"
