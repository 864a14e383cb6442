"""Check everything that one record says about another: every id must lead somewhere."""

from __future__ import annotations

from dutygraph import names
from dutygraph.content.folder import Folder
from dutygraph.content.linking import Links
from dutygraph.content.messages import near
from dutygraph.content.positions import Place, YamlFile
from dutygraph.content.records import (
    Application,
    Corpus,
    DocumentHead,
    DocumentPart,
    Finding,
    Norm,
    Provision,
    Sense,
)
from dutygraph.content.vocabulary_links import VocabularyLinkCheck
from dutygraph.errors import Fault


def check_links(folder: Folder, corpus: Corpus) -> list[Fault]:
    """Return every fault of every link in a read folder, unsorted."""
    return [*VocabularyLinkCheck(folder, corpus).run(), *DocumentLinkCheck(folder, corpus).run()]


class DocumentLinkCheck(Links):
    """Finds every id in the documents that leads nowhere, and every one that is there twice."""

    def run(self) -> list[Fault]:
        """Return every fault, unsorted."""
        for file, head in self.folder.heads.values():
            self._check_head(file, head)
        for file, part in self.folder.parts:
            self._check_part(file, part)
        self._check_unique_norms()
        return self.faults

    def _check_head(self, file: YamlFile, head: DocumentHead) -> None:
        owner = f'document "{head.document}"'
        self._code(file, ("kind",), owner, "document-kinds", head.kind)
        self._code(file, ("set",), owner, "document-sets", head.set)
        for index, binding in enumerate(head.binding):
            self._id(file, ("binding", index, "bearer"), owner, "bearer", binding.bearer)
            self._code(file, ("binding", index, "how"), owner, "bindings", binding.how)
        for index, replacement in enumerate(head.replaced_by):
            self._reference(file, ("replaced_by", index, "document"), owner, replacement.document)
        marks = [edition.mark for edition in head.editions]
        if len(set(marks)) < len(marks):
            self._say(file, ("editions",), f"{owner} has two editions with the same mark. Mark the older one.")
        if None not in marks:
            self._say(file, ("editions",), f"{owner} has a mark on every edition. The newest has none.")
        for situation in head.when:
            self._id(file, ("when",), owner, "situation", situation)
        is_whole = head.document not in self.folder.broken
        if is_whole and not any(part.document == head.document for _, part in self.folder.parts):
            self._say(file, ("document",), f"{owner} has no provisions.")

    def _check_part(self, file: YamlFile, part: DocumentPart) -> None:
        found = self.folder.heads.get(part.document)
        if found is None:
            return
        head = found[1]
        if part.edition not in {edition.id for edition in head.editions}:
            known = ", ".join(edition.id for edition in head.editions)
            self._say(file, ("edition",), f'edition "{part.edition}" is not one of the document\'s editions: {known}.')
        for index, provision in enumerate(part.provisions):
            self._check_provision(file, ("provisions", index), head, provision)

    def _check_provision(self, file: YamlFile, place: Place, head: DocumentHead, provision: Provision) -> None:
        owner = f'provision "{provision.at}"'
        self._code(file, (*place, "verified", "grade"), owner, "verification-grades", provision.verified.grade)
        where = provision.verified.where
        if not where.startswith(("http://", "https://", "github:")) and where not in head.sources:
            message = f'{owner}: verified where "{where}" is neither an address nor one of the document\'s sources'
            self._say(file, (*place, "verified", "where"), f"{message}.{near(where, head.sources)}")
        if provision.left_out:
            self._code(file, (*place, "left_out", "reason"), owner, "left-out-reasons", provision.left_out.reason)
        for index, norm in enumerate(provision.norms):
            self._check_norm(file, (*place, "norms", index), provision, norm)
        for index, sense in enumerate(provision.senses):
            self._check_sense(file, (*place, "senses", index), provision, sense)
        for index, finding in enumerate(provision.findings):
            self._check_finding(file, (*place, "findings", index), head.document, finding)
        for index, reference in enumerate(provision.refers_to):
            self._reference(file, (*place, "refers_to", index), owner, reference)

    def _check_norm(self, file: YamlFile, place: Place, provision: Provision, norm: Norm) -> None:
        owner = f'norm "{norm.id}"'
        self._pinpoint(file, (*place, "at"), owner, provision, norm.at)
        self._code(file, (*place, "kind"), owner, "norm-kinds", norm.kind)
        self._id(file, (*place, "act"), owner, "act", norm.act)
        seen: set[str] = set()
        for index, application in enumerate(norm.applies_to):
            self._check_application(file, (*place, "applies_to", index), owner, norm, application)
            if application.bearer in seen:
                self._say(file, (*place, "applies_to", index), f'{owner} names bearer "{application.bearer}" twice.')
            seen.add(application.bearer)
        for key, kind, ids in (
            ("stages", "stage", norm.stages),
            ("when", "situation", norm.when),
            ("evidenced_by", "evidence", norm.evidenced_by),
            ("about", "term", norm.about),
            ("enforced_by", "remedy", norm.enforced_by),
        ):
            for index, target in enumerate(ids):
                self._id(file, (*place, key, index), owner, kind, target)
        for index, target in enumerate(norm.unless):
            if "/" in target:
                self._reference(file, (*place, "unless", index), owner, target)
            else:
                self._id(file, (*place, "unless", index), owner, "situation", target)
        for contrary in set(norm.when) & set(norm.unless):
            self._say(file, (*place, "unless"), f'{owner} has "{contrary}" under both when and unless.')

    def _check_application(
        self, file: YamlFile, place: Place, owner: str, norm: Norm, application: Application
    ) -> None:
        self._id(file, (*place, "bearer"), owner, "bearer", application.bearer)
        if not self._code(file, (*place, "force"), owner, "forces", application.force):
            return
        force = next(row for row in self.corpus.codes["forces"] if row["code"] == application.force)
        kinds = force["kinds"].split("; ")
        if norm.kind not in kinds and self._known("norm-kinds", norm.kind):
            message = f'{owner} is of kind "{norm.kind}" and has force "{application.force}", which belongs to {" or ".join(kinds)}.'
            self._say(file, (*place, "force"), message)

    def _check_sense(self, file: YamlFile, place: Place, provision: Provision, sense: Sense) -> None:
        owner = f'sense of "{sense.term}"'
        self._id(file, (*place, "term"), owner, "term", sense.term)
        self._code(file, (*place, "status"), owner, "sense-statuses", sense.status)
        self._pinpoint(file, (*place, "at"), owner, provision, sense.at)

    def _check_finding(self, file: YamlFile, place: Place, document_id: str, finding: Finding) -> None:
        owner = f'finding "{finding.id}"'
        self._code(file, (*place, "kind"), owner, "finding-kinds", finding.kind)
        self._code(file, (*place, "borne_out", "how"), owner, "borne-out", finding.borne_out.how)
        for index, term in enumerate(finding.about):
            self._id(file, (*place, "about", index), owner, "term", term)
        for index, reference in enumerate(finding.speaks_of):
            self._reference(file, (*place, "speaks_of", index), owner, reference)
        others = {other.id for part in self._parts(document_id) for unit in part.provisions for other in unit.findings}
        if finding.part_of and finding.part_of not in others - {finding.id}:
            message = f'{owner} is part of "{finding.part_of}", which is not another finding of {document_id}.'
            self._say(file, (*place, "part_of"), message + near(finding.part_of, others))

    def _check_unique_norms(self) -> None:
        provisions: dict[tuple[str, str, str], str] = {}
        norms: dict[tuple[str, str, str], str] = {}
        findings: dict[tuple[str, str, str], str] = {}
        for file, part in self.folder.parts:
            for index, provision in enumerate(part.provisions):
                place: Place = ("provisions", index)
                self._once(
                    provisions,
                    (part.document, part.edition, names.slug(provision.at)),
                    file,
                    (*place, "at"),
                    f'provision "{provision.at}"',
                )
                senses: dict[tuple[str, str, str], str] = {}
                for number, norm in enumerate(provision.norms):
                    self._once(
                        norms,
                        (part.document, part.edition, norm.id),
                        file,
                        (*place, "norms", number, "id"),
                        f'norm "{norm.id}"',
                    )
                for number, finding in enumerate(provision.findings):
                    key = (part.document, part.edition, finding.id)
                    self._once(findings, key, file, (*place, "findings", number, "id"), f'finding "{finding.id}"')
                for number, sense in enumerate(provision.senses):
                    spot = (*place, "senses", number, "term")
                    self._once(senses, ("", "", sense.term), file, spot, f'sense of "{sense.term}" in "{provision.at}"')
