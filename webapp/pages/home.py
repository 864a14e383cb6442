"""The first page."""

from __future__ import annotations

from flask import render_template

from webapp.site import Site


def home(site: Site) -> str:
    """Say what this is, and open the doors."""
    return render_template("home/home.html", counts=site.answers.manifest.get("counts", {}))
