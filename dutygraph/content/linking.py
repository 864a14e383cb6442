"""Follow one link: does an id, a code, a pinpoint or a reference lead somewhere, and what to write where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dutygraph import names
from dutygraph.content.folder import Folder
from dutygraph.content.messages import near
from dutygraph.content.positions import Place, YamlFile
from dutygraph.content.records import Corpus, DocumentPart, Provision
from dutygraph.errors import Fault


class Links:
    """The ids that a read folder holds, and the faults of the links into it.

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
            "theme": ("themes", corpus.themes, "a theme", "Themes are in guidance_sources/themes.yaml."),
            "term": ("terms", corpus.terms, "a term", "Terms are in guidance_sources/terms/."),
        }

    def _once(
        self, seen: dict[tuple[str, str, str], str], key: tuple[str, str, str], file: YamlFile, place: Place, what: str
    ) -> None:
        if key in seen:
            self._say(file, place, f"{what} is already at {seen[key]}. Give it another id, or merge the two.")
        else:
            fault = file.fault(place, "")
            seen[key] = f"{fault.path.as_posix()}:{fault.line}"

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
