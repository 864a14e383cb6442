"""The day on which a page is read, and what holds on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import g, request

from dutygraph.answers.days import read_day
from webapp.config import Config

PARAMETER = "as-at"


@dataclass(frozen=True, slots=True)
class Moment:
    """The day that the reader asked about, and the day of reading."""

    day: date
    today: date

    @property
    def is_today(self) -> bool:
        """Whether the page is about the day of reading."""
        return self.day == self.today

    @property
    def iso(self) -> str:
        """The day as 2025-02-24."""
        return self.day.isoformat()

    def holds(self, valid_from: str, valid_until: str) -> bool:
        """Whether something with these first and last days (ISO, last one "" if open) holds on the day.

        >>> Moment(date(2025, 2, 24), date(2026, 1, 1)).holds("2025-02-24", "")
        True
        """
        return valid_from <= self.iso and (not valid_until or self.iso <= valid_until)


def set_moment(config: Config) -> None:
    """Read the day from the address once for each request; BadRequest where it is no day."""
    today = config.today()
    g.moment = Moment(today, today)
    g.moment = Moment(read_day(request.args.get(PARAMETER), today), today)


def moment() -> Moment:
    """Return the day that this request is about."""
    found: Moment = g.moment
    return found
