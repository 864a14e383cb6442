"""Every IRI and every URL path that DutyGraph uses is made here.

The base is `https://w3id.org/dutygraph/`: `def/` holds the ontology, `id/` the things, `doc/` their pages,
`graph/` the named graphs.
"""

from __future__ import annotations

import re

BASE = "https://w3id.org/dutygraph/"
DEF = BASE + "def/"
ID = BASE + "id/"
DOC = BASE + "doc/"
GRAPH = BASE + "graph/"

_LEGISLATION_PARTS = {
    "s": "section",
    "ss": "section",
    "sch": "schedule",
    "para": "paragraph",
    "paras": "paragraph",
    "reg": "regulation",
    "regs": "regulation",
    "art": "article",
    "arts": "article",
    "part": "part",
}


def slug(text: str) -> str:
    """Make the part of an address that stands for a printed label.

    >>> slug("Sch. 5 para. 2(1)")
    'sch-5-para-2-1'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def thing(*parts: str) -> str:
    """Return the IRI of a thing from its slugs.

    >>> thing("norm-kind", "aim")
    'https://w3id.org/dutygraph/id/norm-kind/aim'
    """
    return ID + "/".join(parts)


def document(document_id: str) -> str:
    """Return the IRI of a document."""
    return thing(document_id)


def edition(document_id: str, edition_id: str) -> str:
    """Return the IRI of one edition of a document."""
    return thing(document_id, f"edition-{slug(edition_id)}")


def edition_graph(document_id: str, edition_id: str) -> str:
    """Return the name of the graph that holds what one edition says."""
    return f"{GRAPH}{document_id}/{slug(edition_id)}"


def vocabulary_graph() -> str:
    """Return the name of the graph that holds our own vocabularies and terms."""
    return GRAPH + "vocabulary"


def catalogue_graph() -> str:
    """Return the name of the graph that says which documents and editions there are."""
    return GRAPH + "catalogue"


def ontology_graph() -> str:
    """Return the name of the graph that holds the ontology."""
    return GRAPH + "ontology"


def judgements_graph() -> str:
    """Return the name of the graph that holds what we judge: how senses stand to each other, what bears a finding out."""
    return GRAPH + "judgements"


def address(document_id: str, locator: str, mark: str = "") -> str:
    """Return how content files name a provision: its document, its printed locator, the mark of an older edition.

    >>> address("sample-act-2020", "s. 7(1)", "2021")
    'sample-act-2020/s-7-1.2021'
    """
    return f"{document_id}/{slug(locator)}" + (f".{mark}" if mark else "")


def provision(document_id: str, locator: str, mark: str = "") -> str:
    """Return the IRI of a provision from its document, its printed locator and the mark of an older edition, if any.

    >>> provision("sample-act-2020", "s. 7(1)", "2021")
    'https://w3id.org/dutygraph/id/sample-act-2020/s-7-1.2021'
    """
    return thing(address(document_id, locator, mark))


def norm(provision_iri: str, norm_id: str) -> str:
    """Return the IRI of a norm of a provision."""
    return f"{provision_iri}/{norm_id}"


def application(norm_iri: str, bearer: str) -> str:
    """Return the IRI of a norm as applied to one bearer."""
    return f"{norm_iri}/for/{bearer}"


def sense(provision_iri: str, term_id: str) -> str:
    """Return the IRI of a term's sense in a provision."""
    return f"{provision_iri}/sense/{term_id}"


def finding(provision_iri: str, finding_id: str) -> str:
    """Return the IRI of a finding of a research report."""
    return f"{provision_iri}/finding/{finding_id}"


def sense_relation(one: str, other: str, term_id: str) -> str:
    """Return the IRI of the relation between the senses of a term in two provisions, which are named by address.

    >>> sense_relation("sample-act-2020/s-7", "buyers-note/2-1", "fairness")
    'https://w3id.org/dutygraph/id/sample-act-2020/s-7/sense/fairness/to/buyers-note/2-1'
    """
    return f"{sense(thing(one), term_id)}/to/{other}"


def concept(scheme: str, code: str) -> str:
    """Return the IRI of a member of one of our vocabularies, such as `force/must`."""
    return thing(scheme, code)


def term(term_id: str) -> str:
    """Return the IRI of a hub term."""
    return thing("term", term_id)


def local(iri: str) -> str:
    """Return the last part of an IRI of ours: the id that content files use.

    >>> local("https://w3id.org/dutygraph/id/force/must-not")
    'must-not'
    """
    return iri.rsplit("/", 1)[-1]


def path_of(iri: str) -> str:
    """Return the path under which the running site serves a thing of ours.

    >>> path_of("https://w3id.org/dutygraph/id/term/social-value")
    '/id/term/social-value'
    """
    if not iri.startswith(BASE):
        raise ValueError(f"{iri} is not an address of ours")
    return "/" + iri.removeprefix(BASE)


def page_of(iri: str) -> str:
    """Return the path of the page about a thing of ours.

    >>> page_of("https://w3id.org/dutygraph/id/term/social-value")
    '/doc/term/social-value'
    """
    return path_of(iri).replace("/id/", "/doc/", 1)


def legislation_path(locator: str) -> str | None:
    """Return the path of a printed locator below a legislation.gov.uk item, or None if it is not of that form.

    The rule is the site's own address pattern: section/1/2/a, schedule/5/paragraph/2, regulation/24, article/22A.

    >>> legislation_path("s. 12(4)(a)")
    'section/12/4/a'
    >>> legislation_path("Sch. 5 para. 2(1)")
    'schedule/5/paragraph/2/1'
    """
    out: list[str] = []
    for word, number, tail in re.findall(r"([A-Za-z]+)\.?\s*(\d+[A-Z]*)((?:\([^)]*\))*)", locator):
        part = _LEGISLATION_PARTS.get(word.lower())
        if part is None:
            return None
        out += [part, number, *re.findall(r"\(([^)]*)\)", tail)]
    return "/".join(out) or None


def official_id(canonical: str, locator: str) -> str | None:
    """Return the legislation.gov.uk identifier of a provision, or None where the locator is not of a form it has.

    >>> official_id("http://www.legislation.gov.uk/id/ukpga/2023/54", "s. 12")
    'http://www.legislation.gov.uk/id/ukpga/2023/54/section/12'
    """
    path = legislation_path(locator)
    return f"{canonical}/{path}" if path and "legislation.gov.uk/id/" in canonical else None


def page_url(canonical: str) -> str:
    """Return the address at which people read a document.

    >>> page_url("http://www.legislation.gov.uk/id/ukpga/2023/54")
    'https://www.legislation.gov.uk/ukpga/2023/54'
    """
    is_identifier = canonical.startswith("http://www.legislation.gov.uk/id/")
    return canonical.replace("http://", "https://").replace("/id/", "/") if is_identifier else canonical


def source_url(canonical: str, locator: str, *, is_law: bool, on: str = "") -> str:
    """Return the official address of a provision: legislation.gov.uk down to the section, else the document's page.

    `on`, an ISO day, asks that site for the text as it stood then.

    >>> source_url("http://www.legislation.gov.uk/id/ukpga/2023/54", "s. 12", is_law=True)
    'https://www.legislation.gov.uk/ukpga/2023/54/section/12'
    """
    path = legislation_path(locator) if is_law else None
    return "/".join(filter(None, [page_url(canonical), path, on if path else ""]))
