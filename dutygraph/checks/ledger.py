"""The ledger of published identifiers: `ids.csv` only grows, and everything in it still resolves."""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph

from dutygraph import names
from dutygraph.checks.findings import Finding

KINDS = (
    "Document",
    "Provision",
    "Norm",
    "Sense",
    "SenseRelation",
    "Finding",
    "Term",
    "Situation",
    "Action",
    "EvidenceType",
    "Remedy",
    "Fact",
)
COLUMNS = ["id", "kind", "deprecated", "replaced_by"]


def check_ledger(store: pyoxigraph.Store, ledger: Path) -> list[Finding]:
    """Return a finding for every id that is in the ledger and not in the graph, or in the graph and not in the ledger."""
    present = published_ids(store)
    recorded = read_ledger(ledger)
    findings = []
    for thing, row in recorded.items():
        if row["deprecated"]:
            if row["replaced_by"] and row["replaced_by"] not in present:
                message = f'replaced_by "{row["replaced_by"]}" leads nowhere.'
                findings.append(Finding("published-id-lost", names.ID + thing, message))
        elif thing not in present:
            message = "was published and is gone. Bring it back, or mark it deprecated in ids.csv."
            findings.append(Finding("published-id-lost", names.ID + thing, message))
    for thing in sorted(present.keys() - recorded.keys()):
        message = "is not in ids.csv. Add it with: dutygraph build --publish"
        findings.append(Finding("id-not-published", names.ID + thing, message))
    return findings


def published_ids(store: pyoxigraph.Store) -> dict[str, str]:
    """Return every id in the graph that outsiders may rely on, with its kind."""
    found = {}
    for kind in KINDS:
        query = f"SELECT ?thing {{ ?thing a <{names.DEF}{kind}> }}"
        rows = store.query(query, use_default_graph_as_union=True)
        for row in rows if isinstance(rows, pyoxigraph.QuerySolutions) else []:
            thing = row["thing"]
            found[thing.value.removeprefix(names.ID)] = kind
    return found


def read_ledger(path: Path) -> dict[str, dict[str, str]]:
    """Return the ledger's rows by id; an absent file is an empty ledger."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def publish(dataset: Path, ledger: Path) -> int:
    """Append every id of the dataset that the ledger lacks; return how many were added."""
    store = pyoxigraph.Store()
    store.bulk_load(path=str(dataset), format=pyoxigraph.RdfFormat.N_QUADS)
    recorded = read_ledger(ledger)
    new = sorted((thing, kind) for thing, kind in published_ids(store).items() if thing not in recorded)
    fresh = not ledger.is_file()
    with ledger.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if fresh:
            writer.writerow(COLUMNS)
        writer.writerows((thing, kind, "", "") for thing, kind in new)
    return len(new)
