"""What a record shows about a norm, as one of five outcomes; none of them says that a buyer complies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MET, NOT_MET, CANNOT_TELL, NOT_YET_DUE, DOES_NOT_APPLY = (
    "met",
    "not-met",
    "cannot-tell",
    "not-yet-due",
    "does-not-apply",
)
OUTCOMES = (NOT_MET, CANNOT_TELL, NOT_YET_DUE, MET, DOES_NOT_APPLY)
SEVERITY_OF_FORCE: Mapping[str, str] = {
    "must": "Violation",
    "must-not": "Violation",
    "must-have-regard": "Warning",
    "must-consider": "Warning",
    "should": "Info",
    "should-not": "Info",
}


@dataclass(frozen=True)
class Outcome:
    """What a record shows about one norm. `norm` is the short id; `bearer` and `force` are None where they are not settled."""

    norm: str
    document: str
    locator: str
    bearer: str | None
    force: str | None
    outcome: str
    message: str
    pointer: str
    remedy: str
    shape: str = ""

    @property
    def severity(self) -> str | None:
        """The SHACL severity of a norm that is not met, by its force for this buyer; None for every other outcome."""
        return SEVERITY_OF_FORCE.get(self.force or "", "Info") if self.outcome == NOT_MET else None
