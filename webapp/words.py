"""How dates, marks and counts are written for people."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from markupsafe import Markup, escape

from webapp.days import Moment


def day_in_words(iso: str | date) -> str:
    """Write a day as people do; a text that is no ISO day is left as it is.

    >>> day_in_words("2025-02-24")
    '24 February 2025'
    """
    try:
        day = iso if isinstance(iso, date) else date.fromisoformat(iso)
    except ValueError:
        return str(iso)
    return f"{day.day} {day:%B} {day.year}"


def validity_in_words(valid_from: str, valid_until: str, moment: Moment) -> str:
    """Say from when to when something holds, and whether that is over or still to come on the day.

    >>> validity_in_words("2025-02-24", "", Moment(date(2024, 1, 1), date(2026, 1, 1)))
    'Begins on 24 February 2025'
    """
    since, until = day_in_words(valid_from), day_in_words(valid_until)
    if valid_from > moment.iso:
        return f"Begins on {since}" + (f" and ends with {until}" if valid_until else "")
    if valid_until and valid_until < moment.iso:
        return f"Held from {since} to {until}"
    return f"Holds from {since} to {until}" if valid_until else f"Holds since {since}"


def marked(passage: str) -> Markup:
    """Turn the « and » of a search result into mark elements; everything else is escaped.

    >>> marked("a «b» <i>")
    Markup('a <mark>b</mark> &lt;i&gt;')
    """
    return Markup(re.sub("«([^«»]*)»", r"<mark>\1</mark>", str(escape(passage))))


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun.

    >>> counted(1, "duty", "duties"), counted(1200, "term")
    ('1 duty', '1,200 terms')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """Return a text with its first letter as a capital and the rest as it was; a locator stays as printed.

    >>> capital("common good"), capital("s. 7 Records")
    ('Common good', 's. 7 Records')
    """
    return text if text.split(" ", 1)[0].endswith(".") else text[:1].upper() + text[1:]


def figure(amount: str, unit: str) -> str:
    """Write a figure with its unit.

    >>> figure("139688", "GBP"), figure("8", "working-days"), figure("10", "percent")
    ('£139,688', '8 working days', '10%')
    """
    try:
        number = f"{Decimal(amount).normalize():,f}"
    except InvalidOperation:
        return f"{amount} {unit}"
    return {"GBP": f"£{number}", "percent": f"{number}%"}.get(unit, f"{number} {unit.replace('-', ' ')}")


def small(text: str) -> str:
    """Return a text as it stands inside a sentence: its first letter small, unless the first word is all capitals.

    >>> small("Local authority"), small("VAT rate")
    ('local authority', 'VAT rate')
    """
    return text if text.split(" ", 1)[0].isupper() else text[:1].lower() + text[1:]


def anchor(*parts: str) -> str:
    """Make the id of a place on a page.

    >>> anchor("sense", "common-good")
    'sense-common-good'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", "-".join(parts)).strip("-")
