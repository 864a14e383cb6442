"""Choose a media type by the Accept header, as RFC 9110 section 12.5.1 says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that the header likes best, or None where it takes none of them.

    The most specific range decides about each type; among equals the first offered wins. Parts of the header that are
    not well formed are passed over; a missing or empty header takes anything.

    >>> choose("text/html;q=0.5, text/turtle", ["text/html", "text/turtle"])
    'text/turtle'
    >>> choose("text/html;q=0, */*", ["text/html", "text/turtle"])
    'text/turtle'
    >>> choose("image/png", ["text/html"]) is None
    True
    """
    ranges = list(_ranges(accept or ""))
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: _quality(media_type, ranges))
    return best if _quality(best, ranges) > 0 else None


def _ranges(header: str) -> Iterable[tuple[str, float]]:
    for part in header.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media_range.count("/") != 1:
            continue
        quality = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
        if _QUALITY.fullmatch(quality):
            yield media_range, float(quality)


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    for wanted in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        found = [quality for media_range, quality in ranges if media_range == wanted]
        if found:
            return max(found)
    return 0.0
