"""Check everything that one record says about another: every id must lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dutygraph import names
from dutygraph.content.folder import Folder
from dutygraph.content.formulas import formula_faults, situations_in
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
    SenseRelation,
)
from dutygraph.errors import Fault


class LinkCheck:
    """Finds every id in a read folder that leads nowhere, and every one that is there twice.

    `corpus` holds the same records as `folder`, which adds the places that messages name.
    """

    def __init__(self, folder: Folder, corpus: Corpus):
        self.folder = folder
        self.corpus = corpus
        self.faults: list[Fault] = []
        self.locators = {
            head.document: {
                names.slug(provision.at) for part in self._parts(head.document) for provision in part.provisions
            }
            for _, head in folder.heads.values()
        }
        self.senses: dict[str, set[str]] = {}
        self.norms: set[str] = set()
        for address, provision in self._addressed():
            self.senses[address] = {sense.term for sense in provision.senses}
            self.norms |= {f"{address}/{norm.id}" for norm in provision.norms}
        self._homes: dict[str, tuple[str, Mapping[str, object], str, str]] = {
            "act": ("actions", corpus.actions, "an action", "Actions are in guidance_sources/actions.yaml."),
            "evidence": (
                "evidence",
                corpus.evidence,
                "a kind of evidence",
                "Evidence is in guidance_sources/evidence.yaml.",
            ),
            "remedy": ("remedies", corpus.remedies, "a remedy", "Remedies are in guidance_sources/remedies.yaml."),
            "bearer": ("roles", corpus.roles, "a role", "Roles are in guidance_sources/roles.yaml."),
            "stage": ("stages", corpus.stages, "a stage", "Stages are in guidance_sources/stages.yaml."),
            "situation": (
                "situations",
                corpus.situations,
                "a situation",
                "Situations are in guidance_sources/situations.yaml.",
            ),
            "term": ("terms", corpus.terms, "a term", "Terms are in guidance_sources/terms/."),
        }

    def run(self) -> list[Fault]:
        """Return every fault, unsorted."""
        self._check_terms()
        self._check_vocabularies()
        for file, head in self.folder.heads.values():
            self._check_head(file, head)
        for file, part in self.folder.parts:
            self._check_part(file, part)
        self._check_unique_norms()
        self._check_relations()
        return self.faults

    # -- vocabularies -------------------------------------------------------------------------------------------

    def _check_terms(self) -> None:
        seen: dict[str, str] = {}
        for file, group in self.folder.groups.values():
            for term_id, term in group.terms.items():
                place: Place = ("terms", term_id)
                if term_id in seen:
                    self._say(file, place, f'term "{term_id}" is already in {seen[term_id]}.')
                seen[term_id] = file.path.as_posix()
                for other in [*term.related, *([term.broader] if term.broader else [])]:
                    self._id(file, place, f'term "{term_id}"', "term", other)

    def _check_vocabularies(self) -> None:
        facts, situations, amounts = self.corpus.facts, self.corpus.situations, self.corpus.amounts
        situation_file = self.folder.vocabularies["situations"][0]
        is_whole = not self.folder.broken & {"facts", "situations", "amounts"}
        for situation_id, situation in situations.items() if is_whole else ():
            for message in formula_faults(situation.test, facts, situations, amounts):
                self._say(situation_file, (situation_id, "test"), f'situation "{situation_id}": {message}')
            if self._reaches_itself(situation_id):
                self._say(situation_file, (situation_id, "test"), f'situation "{situation_id}" is defined by itself.')
            self._source(situation_file, (situation_id, "source"), f'situation "{situation_id}"', situation.source)
        amount_file = self.folder.vocabularies["amounts"][0]
        for amount_id, amount in amounts.items():
            for index, value in enumerate(amount.values):
                place: Place = (amount_id, "values", index)
                self._source(amount_file, (*place, "source"), f'amount "{amount_id}"', value.source)
                self._code(amount_file, (*place, "grade"), f'amount "{amount_id}"', "verification-grades", value.grade)
        for name in ("actions", "evidence", "remedies", "roles", "stages"):
            file, _ = self.folder.vocabularies[name]
            entries = getattr(self.corpus, name)
            for entry_id, entry in entries.items():
                if entry.broader and entry.broader not in entries:
                    message = f'"{entry_id}" has broader "{entry.broader}", which is not in {name}.yaml.'
                    self._say(file, (entry_id, "broader"), message + near(entry.broader, entries))
                self._source(file, (entry_id, "source"), f'"{entry_id}"', entry.source)

    def _reaches_itself(self, start: str) -> bool:
        queue, seen = list(situations_in(self.corpus.situations[start].test)), set()
        while queue:
            current = queue.pop()
            if current == start:
                return True
            if current not in seen and current in self.corpus.situations:
                seen.add(current)
                queue += situations_in(self.corpus.situations[current].test)
        return False

    # -- documents ----------------------------------------------------------------------------------------------

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

    def _check_relations(self) -> None:
        pairs: dict[tuple[str, str, str], str] = {}
        for file, term, index, relation in self.folder.relations:
            place: Place = (term, index)
            owner = f'relation of "{term}"'
            self._id(file, place, owner, "term", term)
            self._check_relation(file, place, owner, term, relation)
            one, other = sorted([relation.one, relation.other])
            self._once(pairs, (term, one, other), file, place, f"{owner} between {one} and {other}")

    def _check_relation(self, file: YamlFile, place: Place, owner: str, term: str, relation: SenseRelation) -> None:
        for key, address in (("from", relation.one), ("to", relation.other)):
            document_id = address.partition("/")[0]
            if term not in self.senses.get(address, ()) and document_id not in self.folder.broken:
                homes = sorted(home for home, terms in self.senses.items() if term in terms)
                message = (
                    f'{owner}: {key} "{address}" has no sense of "{term}". Senses of it are in {", ".join(homes)}.'
                )
                self._say(file, (*place, key), message + near(address, homes))
        if relation.one == relation.other:
            self._say(file, (*place, "to"), f"{owner} joins {relation.one} to itself.")
        if not self._code(file, (*place, "relation"), owner, "sense-relations", relation.relation):
            return
        for index, aspect in enumerate(relation.turns_on):
            self._code(file, (*place, "turns_on", index), owner, "sense-aspects", aspect)
        if not relation.turns_on and relation.relation != "same-meaning":
            aspects = ", ".join(row["code"] for row in self.corpus.codes["sense-aspects"])
            message = f"{owner} does not say what the difference turns on. Add turns_on with one or more of {aspects}."
            self._say(file, place, message)

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

    def _once(
        self, seen: dict[tuple[str, str, str], str], key: tuple[str, str, str], file: YamlFile, place: Place, what: str
    ) -> None:
        if key in seen:
            self._say(file, place, f"{what} is already at {seen[key]}. Give it another id, or merge the two.")
        else:
            fault = file.fault(place, "")
            seen[key] = f"{fault.path.as_posix()}:{fault.line}"

    # -- single links -------------------------------------------------------------------------------------------

    def _parts(self, document_id: str) -> Iterator[DocumentPart]:
        return (part for _, part in self.folder.parts if part.document == document_id)

    def _addressed(self) -> Iterator[tuple[str, Provision]]:
        """Give each provision with its address: document, locator, and the mark of an older edition."""
        for _, part in self.folder.parts:
            if part.document in self.folder.heads:
                editions = self.folder.heads[part.document][1].editions
                marks = {edition.id: edition.mark or "" for edition in editions}
                for provision in part.provisions:
                    yield names.address(part.document, provision.at, marks.get(part.edition, "")), provision

    def _say(self, file: YamlFile, place: Place, message: str) -> None:
        self.faults.append(file.fault(place, message))

    def _id(self, file: YamlFile, place: Place, owner: str, kind: str, target: str) -> None:
        file_name, home, what, where = self._homes[kind]
        if target not in home and file_name not in self.folder.broken:
            self._say(file, place, f'{owner} has {kind} "{target}", which is not {what}.{near(target, home)} {where}')

    def _known(self, code_list: str, code: str) -> bool:
        return any(row["code"] == code for row in self.corpus.codes.get(code_list, []))

    def _code(self, file: YamlFile, place: Place, owner: str, code_list: str, code: str) -> bool:
        if self._known(code_list, code):
            return True
        codes = [row["code"] for row in self.corpus.codes.get(code_list, [])]
        key = next(part for part in reversed(place) if isinstance(part, str))
        message = f'{owner} has {key} "{code}".{near(code, codes)} Write one of {", ".join(codes)} (ontology/codes/{code_list}.csv).'
        self._say(file, place, message)
        return False

    def _pinpoint(self, file: YamlFile, place: Place, owner: str, provision: Provision, at: str | None) -> None:
        rest = at.removeprefix(provision.at) if at is not None else ""
        if rest == at or rest[:1].isalnum():
            self._say(file, place, f'{owner} is at "{at}", which is not within "{provision.at}".')

    def _source(self, file: YamlFile, place: Place, owner: str, source: str | None) -> None:
        if (
            source is not None
            and "/" in source
            and not source.startswith(("http:", "https:", "SI "))
            and " " not in source
        ):
            self._reference(file, place, owner, source)

    def _reference(self, file: YamlFile, place: Place, owner: str, reference: str) -> None:
        document_id, _, locator = reference.partition("/")
        if document_id in self.corpus.outside or document_id in self.folder.broken or "outside" in self.folder.broken:
            return
        if reference in self.norms:
            return
        if document_id not in self.locators:
            known: Iterable[str] = [*self.locators, *self.corpus.outside]
            message = f'{owner} refers to "{reference}", but "{document_id}" is neither a document nor in outside.yaml.'
            self._say(file, place, message + near(document_id, known))
        elif (home := reference.rpartition("/")[0]) in self.senses:
            norm_id = reference.rpartition("/")[2]
            norms = [norm.rpartition("/")[2] for norm in self.norms if norm.rpartition("/")[0] == home]
            self._say(
                file,
                place,
                f'{owner} refers to "{reference}", but {home} has no norm "{norm_id}".{near(norm_id, norms)}',
            )
        elif locator and resolve_locator(locator, self.locators[document_id]) is None:
            message = f'{owner} refers to "{reference}", but {document_id} has no provision "{locator}".'
            self._say(file, place, message + near(locator, self.locators[document_id]))


def resolve_locator(locator: str, known: set[str]) -> str | None:
    """Return the provision a locator slug lies in: itself, or the longest known one that it extends.

    >>> resolve_locator("s-52-1", {"s-5", "s-52"})
    's-52'
    """
    while locator:
        if locator in known:
            return locator
        locator, _, _ = locator.rpartition("-")
    return None
