"""What the build writes, and that it writes the same again."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from dutygraph import names, places
from dutygraph.errors import ContentFaults
from dutygraph.graph.build import build

WORLD = Path(__file__).parents[1] / "world" / "content"


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(WORLD, places.ontology(), tmp_path / name)
    for file in ("dutygraph.nq", "manifest.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_the_manifest_counts_and_hashes_what_was_written(tmp_path: Path) -> None:
    manifest = build(WORLD, places.ontology(), tmp_path)
    text = (tmp_path / "dutygraph.nq").read_bytes()
    assert manifest["sha256"] == hashlib.sha256(text).hexdigest()
    assert manifest["quads"] == text.count(b"\n")
    assert manifest["counts"]["norms"] == 4
    assert manifest["counts"]["provisions"] == 5
    assert manifest["counts"]["sense-relations"] == 1
    assert manifest["counts"]["findings"] == 2
    assert json.loads((tmp_path / "manifest.json").read_text()) == manifest


def test_no_blank_node_is_in_the_dataset(world_dataset: Path) -> None:
    lines = world_dataset.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 500
    assert not [line for line in lines if line.startswith("_:") or " _:" in line.split('"')[0]]


def test_each_edition_has_its_own_graph(tmp_path: Path) -> None:
    graphs = build(WORLD, places.ontology(), tmp_path)["graphs"]
    assert names.edition_graph("sample-act-2020", "2022") in graphs
    assert names.edition_graph("buyers-note", "1") in graphs


def test_no_statement_stands_in_two_graphs(corpus_dataset: Path) -> None:
    """The default graph is the union of all: a statement that stood twice would be answered twice."""
    triples = [line.rpartition(" <")[0] for line in corpus_dataset.read_text(encoding="utf-8").splitlines()]
    assert len(triples) > 10_000
    assert len(set(triples)) == len(triples)


def test_nothing_is_written_when_the_content_has_a_fault(world_copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(world_copy, places.ontology(), out)
    before = (out / "dutygraph.nq").read_bytes()
    (world_copy / "actions.yaml").write_text("broken: [", encoding="utf-8")
    with pytest.raises(ContentFaults):
        build(world_copy, places.ontology(), out)
    assert (out / "dutygraph.nq").read_bytes() == before
    assert sorted(path.name for path in out.iterdir()) == ["dutygraph.nq", "manifest.json"]


def test_an_older_edition_keeps_its_own_identifiers_and_dated_address(world_copy: Path, tmp_path: Path) -> None:
    act = world_copy / "documents" / "assembly" / "sample-act-2020.yaml"
    text = act.read_text(encoding="utf-8")
    head, _, provisions = text.partition('edition: "2022"\n')
    old_edition = (
        "editions:\n"
        '  - {id: "2021", label: as made, made: "2019-12-01", text_as_of: "2021-01-01", mark: "2021",\n'
        '     in_force: {from: "2020-01-01", until: "2021-12-31", source: s. 9}}\n'
    )
    folder = act.with_suffix("")
    folder.mkdir()
    (folder / "document.yaml").write_text(head.replace("editions:\n", old_edition), encoding="utf-8")
    for edition in ("2021", "2022"):
        part = f'document: sample-act-2020\nedition: "{edition}"\n{provisions}'
        (folder / f"edition-{edition}.yaml").write_text(part, encoding="utf-8")
    act.unlink()
    build(world_copy, places.ontology(), tmp_path / "out")
    dataset = (tmp_path / "out" / "dutygraph.nq").read_text(encoding="utf-8")
    assert "<https://w3id.org/dutygraph/id/sample-act-2020/s-7.2021/keep-decision-record>" in dataset
    assert "<https://w3id.org/dutygraph/id/sample-act-2020/s-7/keep-decision-record>" in dataset
    assert '"https://www.legislation.gov.uk/ukpga/2020/999/section/7/1/2021-01-01"' in dataset


def test_the_real_content_builds_the_same_from_another_place(corpus_dataset: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(places.content(), copy)
    manifest = build(copy, places.ontology(), tmp_path / "out")
    assert manifest["sha256"] == hashlib.sha256(corpus_dataset.read_bytes()).hexdigest()
