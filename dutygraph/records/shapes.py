"""The shapes of records: what each checks, and whether a part of a record conforms to one. pySHACL does the checking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutygraph import names
from dutygraph.errors import BadRequest
from dutygraph.records.mapping import OCDS, node
from dutygraph.records.signs import SIGN

if TYPE_CHECKING:
    from rdflib import Graph

DG = names.DEF
SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True)
class RecordShape:
    """A shape and what it says of itself; shapes/records/vocabulary.ttl explains each field.

    `target` is a class of OCDS parts such as `Contract`; `checks` are norms; `shows`, `done_on` and `due_on` name signs.
    """

    iri: str
    name: str
    description: str
    target: str
    checks: tuple[str, ...]
    concerns: str
    needs: str
    remedy: str
    met_message: str
    cannot_tell_message: str
    not_met_messages: tuple[str, ...]
    shows: tuple[str, ...]
    only_when: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()
    done_on: str | None = None
    due_on: str | None = None
    partial: bool = False
    first_publication: bool = False

    @property
    def id(self) -> str:
        """The last part of the shape's IRI."""
        return names.local(self.iri)


@dataclass(frozen=True)
class ShapeBook:
    """All record shapes in the order of their ids, the graph they stand in, and the labels of signs."""

    shapes: tuple[RecordShape, ...]
    sign_labels: Mapping[str, str]
    graph: Graph


def read_shapes(folder: Path) -> ShapeBook:
    """Read every `.ttl` of a folder of record shapes.

    Raises BadRequest where the folder holds none.
    """
    from rdflib import RDF, RDFS, Graph, URIRef

    graph = Graph(bind_namespaces="none")
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path, format="turtle")
    found = sorted(str(subject) for subject in graph.subjects(RDF.type, URIRef(DG + "RecordShape")))
    if not found:
        raise BadRequest(f"There are no record shapes in {folder}.")
    labels = {
        str(subject).removeprefix(SIGN): str(label)
        for subject, label in graph.subject_objects(RDFS.label)
        if str(subject).startswith(SIGN)
    }
    return ShapeBook(tuple(_read_shape(graph, iri) for iri in found), labels, graph)


def _read_shape(graph: Graph, iri: str) -> RecordShape:
    from rdflib import URIRef
    from rdflib.collection import Collection

    subject = URIRef(iri)

    def every(property_iri: str) -> list[str]:
        return sorted(str(value) for value in graph.objects(subject, URIRef(property_iri)))

    def one(property_iri: str) -> str:
        values = every(property_iri)
        if len(values) != 1:
            raise BadRequest(f"Shape {names.local(iri)} needs one {property_iri} and has {len(values)}.")
        return values[0]

    def sign(property_iri: str) -> str | None:
        values = every(property_iri)
        return values[0].removeprefix(SIGN) if values else None

    head = graph.value(subject, URIRef(DG + "shows"))
    shows = tuple(str(member).removeprefix(SIGN) for member in Collection(graph, head)) if head is not None else ()
    messages = {
        str(message)
        for constraint in graph.objects(subject, URIRef(SH + "property"))
        for message in graph.objects(constraint, URIRef(SH + "message"))
    }
    return RecordShape(
        iri=iri,
        name=one(SH + "name"),
        description=one(SH + "description"),
        target=one(SH + "targetClass").removeprefix(OCDS),
        checks=tuple(every(DG + "checks")),
        concerns=one(DG + "concerns"),
        needs=one(DG + "needs"),
        remedy=one(DG + "remedy"),
        met_message=one(DG + "metMessage"),
        cannot_tell_message=one(DG + "cannotTellMessage"),
        not_met_messages=tuple(sorted(messages)),
        shows=shows,
        only_when=tuple(every(DG + "onlyWhen")),
        not_when=tuple(every(DG + "notWhen")),
        done_on=sign(DG + "doneOn"),
        due_on=sign(DG + "dueOn"),
        partial=every(DG + "partial") == ["true"],
        first_publication=every(DG + "firstPublication") == ["true"],
    )


class ShapeChecker:
    """Checks parts of records. The shapes are prepared once, so that a record costs only the shapes that bear on it."""

    def __init__(self, book: ShapeBook):
        from pyshacl.graph_abstraction import DataGraph
        from pyshacl.shapes_graph import ShapesGraph
        from pyshacl.validator import Validator
        from rdflib import Graph

        self._prepared = ShapesGraph(book.graph)
        self._by_iri = {str(shape.node): shape for shape in self._prepared.shapes}
        self._wrap = DataGraph.from_rdflib_graph
        empty = Graph(bind_namespaces="none")
        self._executor = Validator(self._wrap(empty), shacl_graph=empty, options={"inference": "none"}).make_executor()

    def failures(self, shape_iri: str, graph: Graph, number: int, pointer: str) -> list[str]:
        """Return the messages of a shape's failures on the part at a pointer of record `number`; none where it conforms.

        A failure without a message of its own gives the one that SHACL makes.
        """
        from rdflib import URIRef

        focus = URIRef(node(number, pointer))
        conforms, reports = self._by_iri[shape_iri].validate(self._executor, self._wrap(graph), focus=[focus])
        return [] if conforms else sorted({message for report in reports for message in _messages(report)})


def _messages(report: Any) -> list[str]:
    _, _, triples = report
    values = [value for _, predicate, value in triples if str(predicate) == SH + "resultMessage"]
    return [str(value[1] if isinstance(value, tuple) else value) for value in values]
