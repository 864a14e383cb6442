"""Name the nearest known word to one that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "x"?`, or nothing where no known word is near.

    >>> nearest("local-autority", ["local-authority", "supplier"])
    ' Did you mean "local-authority"?'
    """
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.55)
    return f' Did you mean "{found[0]}"?' if found else ""
