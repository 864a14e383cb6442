"""Which document defines which word."""

from __future__ import annotations

from itertools import groupby

from flask import render_template

from dutygraph.answers.matrix import matrix
from webapp.days import moment
from webapp.site import Site


def matrix_page(site: Site) -> str:
    """Show documents by terms as one table, a group of terms after another."""
    made = matrix(site.store, as_at=moment().day)
    grouped = groupby(made.terms, key=lambda term: term.group)
    return render_template("matrix/table.html", made=made, groups=[(group, list(found)) for group, found in grouped])
