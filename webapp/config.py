"""The settings of the site. Nothing here is read from the environment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Config:
    """How one site behaves.

    `today` gives the day on which pages are read where the reader names none; sizes are in bytes, characters or rows.
    At most `queries_at_once` SPARQL queries run at a time, so that slow ones leave the pages readable.
    Pages about a thing that more than `full_norms` norms point at list them by name only.
    More than `listed_duties` duties are first shown as a count for each document.
    """

    today: Callable[[], date] = date.today
    request_bytes: int = 200_000
    search_characters: int = 200
    search_results: int = 60
    table_rows: int = 500
    full_norms: int = 60
    listed_duties: int = 250
    queries_at_once: int = 2
