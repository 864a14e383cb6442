"""Days and working days as the Procurement Act counts them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def london_day(text: str) -> date | None:
    """Return the day that an ISO date, or date and time, falls on in the United Kingdom; None for anything else.

    A time without an offset is taken as local. Rule: clocks are an hour ahead from 1 am UTC on the last Sunday of March to
    1 am UTC on the last Sunday of October (Summer Time Act 1972 s. 1).

    >>> london_day("2025-06-30T23:30:00Z")
    datetime.date(2025, 7, 1)
    >>> london_day("2025-12-30T23:30:00Z")
    datetime.date(2025, 12, 30)
    >>> london_day("soon") is None
    True
    """
    text = text.strip()
    if not _DAY.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None or len(text) == 10:
            return moment.date()
        universal = moment.astimezone(UTC)
        return (universal + timedelta(hours=1 if _is_summer(universal) else 0)).date()
    except (ValueError, OverflowError):
        return None


def _is_summer(moment: datetime) -> bool:
    start, end = (
        datetime.combine(_last_sunday(moment.year, month), datetime.min.time(), UTC) + timedelta(hours=1)
        for month in (3, 10)
    )
    return start <= moment < end


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def last_day(first: date, days: int) -> date | None:
    """Return the last day of a period of so many days that begins with the day `first`; None beyond the calendar.

    >>> last_day(date(2025, 3, 3), 30)
    datetime.date(2025, 4, 1)
    """
    try:
        return first + timedelta(days=days - 1)
    except OverflowError:
        return None


@dataclass(frozen=True)
class BankHolidays:
    """Bank holidays in any part of the United Kingdom, for the years that the list covers.

    `fixed` are in Schedule 1 to the Banking and Financial Dealings Act 1971; `proclaimed` rest on a yearly proclamation,
    which was not read, so that a count which turns on one of them is left open.
    """

    fixed: frozenset[date]
    proclaimed: frozenset[date]

    @property
    def years(self) -> set[int]:
        """The years covered."""
        return {day.year for day in self.fixed}


@dataclass(frozen=True)
class LastWorkingDay:
    """The last day of a period of working days: `earliest` if no proclaimed holiday counts, `latest` if all do."""

    earliest: date
    latest: date


def read_bank_holidays() -> BankHolidays:
    """Read `bank_holidays.csv`."""
    text = (files("dutygraph.records") / "bank_holidays.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return BankHolidays(
        frozenset(date.fromisoformat(row["day"]) for row in rows if row["basis"] == "schedule-1"),
        frozenset(date.fromisoformat(row["day"]) for row in rows if row["basis"] == "proclamation"),
    )


def last_working_day(first: date, number: int, holidays: BankHolidays) -> LastWorkingDay | None:
    """Return the end of a period of so many working days that begins with the day `first`.

    A working day is no Saturday, no Sunday and no bank holiday in any part of the United Kingdom (Procurement Act 2023
    s. 123(1)). A period that begins on another day is counted from the next working day. None where the list of bank
    holidays does not reach that far.

    >>> last_working_day(date(2025, 4, 14), 8, read_bank_holidays())
    LastWorkingDay(earliest=datetime.date(2025, 4, 25), latest=datetime.date(2025, 4, 25))
    """
    earliest = _count(first, number, holidays.fixed, holidays.years)
    latest = _count(first, number, holidays.fixed | holidays.proclaimed, holidays.years)
    return LastWorkingDay(earliest, latest) if earliest and latest else None


def _count(first: date, number: int, holidays: frozenset[date], years: set[int]) -> date | None:
    day, left = first, number
    while day.year in years:
        if day.weekday() < 5 and day not in holidays:
            left -= 1
        if left == 0:
            return day
        day += timedelta(days=1)
    return None


def in_words(day: date) -> str:
    """Write a day for a reader.

    >>> in_words(date(2025, 2, 4))
    '4 February 2025'
    """
    return f"{day.day} {day:%B %Y}"
