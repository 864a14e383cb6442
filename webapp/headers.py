"""Headers that go with every answer."""

from __future__ import annotations

from flask import Response, request

_ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_OPEN_TO_OTHER_SITES = ("/sparql", "/doc/", "/id/", "/def/")


def set_headers(response: Response) -> Response:
    """Add what keeps a reader safe, and let other sites' scripts read the data."""
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if request.method in ("GET", "HEAD") and request.path.startswith(_OPEN_TO_OTHER_SITES):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response
