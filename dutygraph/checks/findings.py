"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One thing wrong with the dataset: which check, about what (an IRI), and the fault in a sentence."""

    check: str
    thing: str
    message: str

    def __str__(self) -> str:
        return f"{self.check}: {self.thing}: {self.message}"
