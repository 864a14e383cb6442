"""What research found about these documents, and whether the documents bear it out."""

from __future__ import annotations

from dataclasses import dataclass

from dutygraph import names
from dutygraph.answers.duties import Link
from dutygraph.answers.questions import fill, iri, question, text
from dutygraph.answers.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, a challenge area, a gap or an action asked for, in our words; `borne_out` and `why` are our judgement.

    `part_of` is the id of another finding of the same document, or "".
    """

    document: str
    title: str
    locator: str
    finding: str
    kind: str
    kind_label: str
    summary: str
    part_of: str
    about: tuple[Link, ...]
    speaks_of: tuple[Link, ...]
    borne_out: str
    borne_out_label: str
    why: str
    verified: str
    source_url: str
    provision: str
    iri: str


def findings(store: Store, *, document: str | None = None, linked: str | None = None) -> list[Finding]:
    """Return findings by document and kind; `document` is an id, `linked` the IRI of anything a finding speaks of.

    >>> from dutygraph.answers.store import LocalStore
    >>> findings(LocalStore())
    []
    """
    rows = store.select(
        fill(
            question("findings"),
            document=[text(document)] if document else None,
            linked=[iri(linked)] if linked else None,
        )
    )
    links = _links(store) if rows else {}
    found: dict[str, tuple[tuple[str, int, int, str], Finding]] = {}
    for row in rows:
        (thing, doc, title, locator, kind, kind_label, summary, part_of, borne_out, borne_out_label, why, verified,
         url, provision, position, kind_position) = (cell or "" for cell in row)  # fmt: skip
        own = links.get(thing, {})
        finding = Finding(
            document=doc,
            title=title,
            locator=locator,
            finding=names.local(thing),
            kind=names.local(kind),
            kind_label=kind_label,
            summary=summary,
            part_of=names.local(part_of) if part_of else "",
            about=tuple(sorted(own.get("about", ()), key=_by_label)),
            speaks_of=tuple(sorted(own.get("speaksOf", ()), key=_by_label)),
            borne_out=names.local(borne_out),
            borne_out_label=borne_out_label,
            why=why,
            verified=names.local(verified),
            source_url=url,
            provision=provision,
            iri=thing,
        )
        found[thing] = ((title, int(kind_position), int(position), thing), finding)
    return [finding for _, finding in sorted(found.values(), key=lambda pair: pair[0])]


def _links(store: Store) -> dict[str, dict[str, list[Link]]]:
    found: dict[str, dict[str, list[Link]]] = {}
    for thing, prop, value, label in store.select(question("finding_links")):
        name = (value or "").removeprefix(names.ID)
        link = Link(name.removeprefix("term/"), label or name, value or "")
        found.setdefault(thing or "", {}).setdefault(names.local(prop or ""), []).append(link)
    return found


def _by_label(link: Link) -> tuple[str, str]:
    return (link.label.casefold(), link.iri)
