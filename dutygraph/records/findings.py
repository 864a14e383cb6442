"""What a record shows: a value, where it stands, and words for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Finding:
    """A value found in a record. `value` is None where nothing definite was found; a frozenset holds all that is possible.

    `words` finish the sentence "The record shows: ...".
    """

    value: Any
    pointer: str
    words: str


def pounds(amount: Decimal) -> str:
    """Write an amount of money for a reader.

    >>> pounds(Decimal("40465.2")), pounds(Decimal("5000000"))
    ('£40,465.20', '£5,000,000')
    """
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"
