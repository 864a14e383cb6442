"""Read the whole content: files in, one checked `Corpus` out, or every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dutygraph.content.folder import Folder, read_codes, read_folder
from dutygraph.content.links import check_links
from dutygraph.content.records import Corpus, Document
from dutygraph.content.vocabularies import SenseRelation
from dutygraph.errors import ContentFaults, Fault


def read_corpus(content: Path, codes: Path) -> Corpus:
    """Read the content folder and the folder of code lists.

    Raises ContentFaults, which names every fault of every file as file:line.
    Faults of references are looked for even in files whose neighbours are faulty.

    >>> corpus = read_corpus(Path("guidance_sources"), Path("ontology/codes"))  # doctest: +SKIP
    >>> len(corpus.documents)  # doctest: +SKIP
    5
    """
    if not content.is_dir():
        raise ContentFaults([Fault(content, 1, "there is no such folder. Run this where the content folder is.")])
    code_faults: list[Fault] = []
    code_lists = read_codes(codes, code_faults)
    folder = read_folder(content)
    corpus = _assemble(folder, code_lists)
    faults = [*code_faults, *folder.faults, *check_links(folder, corpus)]
    if faults:
        raise ContentFaults(faults)
    return corpus


def _assemble(folder: Folder, codes: dict[str, list[dict[str, str]]]) -> Corpus:
    documents = [
        Document.model_construct(head=head, parts=[part for _, part in folder.parts if part.document == document_id])
        for document_id, (_, head) in sorted(folder.heads.items())
    ]
    vocabularies: dict[str, Any] = {name: records for name, (_, records) in folder.vocabularies.items()}
    groups = {name: group for name, (_, group) in folder.groups.items()}
    relations: dict[str, list[SenseRelation]] = {}
    for _, term, _, relation in folder.relations:
        relations.setdefault(term, []).append(relation)
    return Corpus.model_construct(documents=documents, groups=groups, relations=relations, codes=codes, **vocabularies)
