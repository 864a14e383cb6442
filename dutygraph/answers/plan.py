"""The evidence plan: the duties of one purchase as rows to work through, and the same in Markdown and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from dutygraph.answers.facts import Questionnaire
from dutygraph.answers.finder import APPLIES, ASIDE, OPEN, Found, FoundDuty, Reason

COLUMNS = {
    "applies": "Applies",
    "force": "Force",
    "duty": "Duty",
    "summary": "What it asks",
    "why": "Why it applies, or what would settle it",
    "stages": "Due at stage",
    "evidence": "Evidence that would show it",
    "shown_in": "Where the evidence stands",
    "standing": "Law or guidance",
    "document": "Document",
    "locator": "Provision",
    "verified": "How our summary was verified",
    "source_url": "Official text",
}
STATUS = {APPLIES: "Applies", OPEN: "May apply", ASIDE: "Does not apply"}
GRADES = {
    "text": "Read in the text",
    "quotation": "Read as a quotation",
    "secondary": "Read in an account",
    "none": "Not verified",
}
_MARKED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#"})


def why(found: FoundDuty, questionnaire: Questionnaire) -> str:
    """Say in a sentence why a duty applies or does not, or what would settle it."""
    said = "; ".join(reason_in_words(reason, questionnaire) for reason in found.because)
    if found.applies != OPEN:
        return f"{said}."
    open_points = "; ".join(settler_in_words(name, questionnaire) for name in found.settled_by)
    return f"Turns on: {open_points}." + (f" Already settled: {said}." if said else "")


def reason_in_words(reason: Reason, questionnaire: Questionnaire) -> str:
    """Say one reason, with the answers that it rests on and who defines it."""
    facts = "; ".join(f"{questionnaire.label(fact)} {answer}" for fact, answer in reason.facts)
    label = reason.label if reason.holds else f"Not so: {reason.label[:1].lower()}{reason.label[1:]}"
    return label + (f" [{facts}]" if facts else "") + (f" ({reason.source})" if reason.source else "")


def settler_in_words(name: str, questionnaire: Questionnaire) -> str:
    """Say what would settle a duty: a question, a happening, or a provision that may release from it."""
    return f"whether {name} releases from it" if "/" in name else questionnaire.label(name)


def plan_rows(found: Found, questionnaire: Questionnaire) -> list[dict[str, str]]:
    """Return a row a duty, first those that apply and then those that may; what does not apply is left out."""
    return [
        _row(each, found, questionnaire)
        for status in (APPLIES, OPEN)
        for each in found.duties
        if each.applies == status
    ]


def json_rows(found: Iterable[FoundDuty]) -> list[dict[str, Any]]:
    """Return a row a duty with fixed keys, for tools."""
    return [
        {
            "document": each.duty.document,
            "locator": each.duty.locator,
            "norm": each.duty.norm,
            "bearer": each.duty.bearer,
            "force": each.duty.force,
            "act": each.duty.act,
            "summary": each.duty.summary,
            "stages": [link.id for link in each.duty.stages],
            "applies": each.applies,
            "because": [
                {
                    "situation": reason.situation,
                    "label": reason.label,
                    "holds": reason.holds,
                    "facts": dict(reason.facts),
                    "source": reason.source,
                }
                for reason in each.because
            ],
            "settled_by": list(each.settled_by),
            "evidence": [link.id for link in each.duty.evidence],
            "verified": each.duty.verified,
            "source_url": each.duty.source_url,
            "iri": each.duty.iri,
        }
        for each in found
    ]


def plan_as_csv(found: Found, questionnaire: Questionnaire) -> str:
    """Write the plan as CSV; a cell that a spreadsheet would take for a formula is given a leading quote."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in plan_rows(found, questionnaire):
        writer.writerow({column: guarded(value) for column, value in row.items()})
    return out.getvalue()


def guarded(value: str) -> str:
    """Return a cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("Applies")
    ("'=1+1", 'Applies')
    """
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def plan_as_markdown(found: Found, questionnaire: Questionnaire) -> str:
    """Write the plan as Markdown, by stage."""
    return "\n".join(_markdown(found, questionnaire)) + "\n"


def by_stage(duties: Iterable[FoundDuty]) -> dict[str, list[FoundDuty]]:
    """Group duties by the label of the first stage at which each falls due, in the order of the buying roadmap."""
    order = {"plan": 0, "define": 1, "procure": 2, "evaluate": 3, "award": 4, "manage": 5, "retire": 6}
    found: dict[tuple[int, str], list[FoundDuty]] = {}
    for each in duties:
        first = min(each.duty.stages, key=lambda link: order.get(link.id, len(order)))
        found.setdefault((order.get(first.id, len(order)), first.label), []).append(each)
    return {label: own for (_, label), own in sorted(found.items(), key=lambda pair: pair[0])}


def _row(each: FoundDuty, found: Found, questionnaire: Questionnaire) -> dict[str, str]:
    duty = each.duty
    return {
        "applies": STATUS[each.applies],
        "force": duty.force.replace("-", " "),
        "duty": duty.act_label,
        "summary": duty.summary,
        "why": why(each, questionnaire),
        "stages": "; ".join(link.label for link in duty.stages),
        "evidence": "; ".join(link.label for link in duty.evidence) or "None is named",
        "shown_in": "; ".join(dict.fromkeys(place for place in duty.evidence_places if place)),
        "standing": found.standing(duty.document),
        "document": duty.title,
        "locator": duty.locator,
        "verified": GRADES.get(duty.verified, duty.verified),
        "source_url": duty.source_url,
    }


def _markdown(found: Found, questionnaire: Questionnaire) -> Iterator[str]:
    counts = found.counts
    day = f"{found.as_at.day} {found.as_at:%B %Y}"
    yield f"# Evidence plan, as at {day}"
    yield ""
    yield (
        f"{counts[APPLIES]} duties apply, {counts[OPEN]} may apply, {counts[ASIDE]} do not. "
        "The summaries are ours, not the law, and no statement that anybody complies."
    )
    yield ""
    for fact, answer in found.answers.items():
        yield f"- {_plain(questionnaire.label(fact))} **{_plain(questionnaire.spoken(fact, answer))}**"
    for status in (APPLIES, OPEN):
        chosen = [each for each in found.duties if each.applies == status]
        if not chosen:
            continue
        yield ""
        yield f"## {STATUS[status]} ({len(chosen)})"
        for stage, own in by_stage(chosen).items():
            yield ""
            yield f"### {stage}"
            for title, duties in groupby(own, key=lambda each: each.duty.title):
                yield ""
                same = list(duties)
                yield f"**{_plain(title)}**. {found.standing(same[0].duty.document)}"
                yield ""
                for each in same:
                    row = _row(each, found, questionnaire)
                    yield f"- [ ] **{row['force']}** {_plain(row['duty'])} ([{row['locator']}]({row['source_url']}))"
                    yield f"  {_plain(row['summary'])}"
                    yield f"  *Why:* {_plain(row['why'])}"
                    yield f"  *Evidence:* {_plain(row['evidence'])}" + (
                        f" *Where:* {_plain(row['shown_in'])}" if row["shown_in"] else ""
                    )
                    yield f"  *{row['verified']}.*"


def _plain(text: str) -> str:
    return text.translate(_MARKED)
