"""Look into a record that may hold anything anywhere: nothing here raises, and every part knows its JSON pointer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from dutygraph.records.days import london_day

LARGEST_EXPONENT = 30


@dataclass(frozen=True)
class Part:
    """A part of a record: its value, or None where there is none, and where it stands.

    >>> release = Part({"buyer": {"name": "Anytown Council"}, "tag": "tender"}, "")
    >>> release.at("buyer", "name").text
    'Anytown Council'
    >>> release.at("buyer", "name").pointer
    '/buyer/name'
    >>> [part.text for part in release.each("tag")]
    ['tender']
    >>> release.at("awards", "value").number is None
    True
    """

    value: Any
    pointer: str

    def at(self, *keys: str) -> Part:
        """Return the part below one or more keys."""
        value, pointer = self.value, self.pointer
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
            pointer = f"{pointer}/{escaped(key)}"
        return Part(value, pointer)

    def each(self, *keys: str) -> list[Part]:
        """Return the members of the list below the keys; a single value stands for a list of one, nothing for none."""
        part = self.at(*keys)
        if isinstance(part.value, list):
            members = [Part(value, f"{part.pointer}/{place}") for place, value in enumerate(part.value)]
            return [member for member in members if member.value is not None]
        return [] if part.value is None else [part]

    @property
    def found(self) -> bool:
        """Say whether anything stands here: null, "", [] and {} are nothing."""
        return (
            self.value is not None
            and self.value not in ("", [], {})
            and not (isinstance(self.value, str) and not self.value.strip())
        )

    @property
    def text(self) -> str | None:
        """The text here, or a number as text."""
        if isinstance(self.value, str):
            return self.value.strip() or None
        if isinstance(self.value, int | Decimal) and not isinstance(self.value, bool):
            return str(self.value)
        return None

    @property
    def number(self) -> Decimal | None:
        """The number here, also where it is written as text; absurdly large ones are none."""
        if isinstance(self.value, bool) or not isinstance(self.value, str | int | Decimal | float):
            return None
        try:
            number = Decimal(str(self.value).strip())
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number.adjusted()) <= LARGEST_EXPONENT else None

    @property
    def day(self) -> date | None:
        """The day here, in the United Kingdom, where a date or date and time stands here."""
        return london_day(self.value) if isinstance(self.value, str) else None

    @property
    def flag(self) -> bool | None:
        """The yes or no here, also where it is written as text."""
        if isinstance(self.value, bool):
            return self.value
        return {"true": True, "false": False}.get(self.value.strip().lower()) if isinstance(self.value, str) else None


def escaped(key: str) -> str:
    """Write a key for a JSON pointer (RFC 6901).

    >>> escaped("a/b~c")
    'a~1b~0c'
    """
    return key.replace("~", "~0").replace("/", "~1")
