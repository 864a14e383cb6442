"""Addresses of pages, with the day carried along."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from dutygraph import names
from webapp.days import PARAMETER, moment


def to(path: str, *, fragment: str = "", **parameters: str) -> str:
    """Return a path of this site with parameters; a day other than today goes along."""
    if not moment().is_today:
        parameters.setdefault(PARAMETER, moment().iso)
    given = urlencode({name: value for name, value in parameters.items() if value})
    return path + (f"?{given}" if given else "") + (f"#{fragment}" if fragment else "")


def page(iri: str, fragment: str = "") -> str:
    """Return where a thing is shown: our page for a thing of ours, the address itself for any other."""
    if iri.startswith(names.DEF):
        return to("/def/", fragment=names.local(iri))
    if not iri.startswith(names.ID):
        return iri
    return to(quote(names.page_of(iri)), fragment=fragment)


def this_page_at(path: str, arguments: dict[str, str], day: str = "") -> str:
    """Return the address of the page being read, at another day; without a day, at today."""
    kept = {name: value for name, value in arguments.items() if name != PARAMETER}
    if day:
        kept[PARAMETER] = day
    return quote(path) + (f"?{urlencode(kept)}" if kept else "")
