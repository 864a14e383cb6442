"""Days as people give them, and what `as at` means: the state of the law at the end of that day."""

from __future__ import annotations

from datetime import date, datetime

from dutygraph.errors import BadRequest

_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")


def read_day(text: str | None, today: date | None = None) -> date:
    """Return the day that a text names; without a text, today.

    Raises BadRequest for a text that is no day, saying how to write one.

    >>> read_day("24 February 2025")
    datetime.date(2025, 2, 24)
    """
    if text is None or not text.strip():
        return today or date.today()
    for form in _FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise BadRequest(f'"{text}" is not a date. Write it as 2025-02-24 or 24 February 2025.')
