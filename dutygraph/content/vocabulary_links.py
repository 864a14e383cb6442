"""Check what the vocabularies say of each other, and the relations between senses."""

from __future__ import annotations

from dutygraph.content.formulas import formula_faults, situations_in
from dutygraph.content.linking import Links
from dutygraph.content.messages import near
from dutygraph.content.positions import Place, YamlFile
from dutygraph.content.vocabularies import SenseRelation
from dutygraph.errors import Fault


class VocabularyLinkCheck(Links):
    """Finds every id of the vocabularies and relations that leads nowhere or is there twice."""

    def run(self) -> list[Fault]:
        """Return every fault, unsorted."""
        self._check_terms()
        self._check_vocabularies()
        self._check_relations()
        return self.faults

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
        contradiction_file = self.folder.vocabularies["contradictions"][0]
        for rule_id, rule in self.corpus.contradictions.items() if is_whole else ():
            for message in formula_faults(rule.test, facts, situations, amounts):
                self._say(contradiction_file, (rule_id, "test"), f'contradiction "{rule_id}": {message}')
            self._source(contradiction_file, (rule_id, "source"), f'contradiction "{rule_id}"', rule.source)
        trade_off_file = self.folder.vocabularies["tradeoffs"][0]
        for trade_off_id, trade_off in self.corpus.tradeoffs.items():
            owner = f'trade-off "{trade_off_id}"'
            for index, term in enumerate(trade_off.between):
                self._id(trade_off_file, (trade_off_id, "between", index), owner, "term", term)
            for index, ranking in enumerate(trade_off.ranked_by):
                self._reference(
                    trade_off_file, (trade_off_id, "ranked_by", index, "provision"), owner, ranking.provision
                )
        fact_file = self.folder.vocabularies["facts"][0]
        also: dict[str, str] = {}
        for fact_id, fact in facts.items():
            self._id(fact_file, (fact_id, "theme"), f'fact "{fact_id}"', "theme", fact.theme)
            for index, name in enumerate(fact.also):
                if name in facts or name in situations or name in also:
                    message = f'fact "{fact_id}" is also named "{name}", which already names something else.'
                    self._say(fact_file, (fact_id, "also", index), message)
                also[name] = fact_id
        amount_file = self.folder.vocabularies["amounts"][0]
        for amount_id, amount in amounts.items():
            for index, value in enumerate(amount.values):
                place: Place = (amount_id, "values", index)
                self._source(amount_file, (*place, "source"), f'amount "{amount_id}"', value.source)
                self._code(amount_file, (*place, "grade"), f'amount "{amount_id}"', "verification-grades", value.grade)
        for name in ("actions", "evidence", "remedies", "roles", "stages", "themes"):
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
