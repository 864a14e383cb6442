"""Find the duties of one purchase: a question a page, the answers in the address, and the result with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from flask import Response, make_response, redirect, render_template, request

from dutygraph.answers.days import read_day
from dutygraph.answers.facts import UNKNOWN, Answer, Question
from dutygraph.answers.finder import APPLIES, ASIDE, OPEN, Finder, Found, FoundDuty, compare
from dutygraph.answers.nearest import nearest
from dutygraph.answers.office import plan_as_docx, plan_as_xlsx
from dutygraph.answers.plan import by_stage, json_rows, plan_as_csv, plan_as_markdown
from dutygraph.answers.tradeoffs import competing, trade_offs
from dutygraph.errors import BadRequest
from webapp.days import PARAMETER, moment
from webapp.links import to
from webapp.site import Site

CONTROLS = frozenset(
    {"ask", "role", "stage", "force", "show", "turns-on", "compare-to", "format", "page", "answered", PARAMETER}
)
ON_A_PAGE = 40
SHOWN = {APPLIES: "Apply", OPEN: "May apply", ASIDE: "Do not apply"}
_PLANS: dict[str, tuple[str, Callable[..., str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", plan_as_csv),
    "md": ("text/markdown; charset=utf-8", plan_as_markdown),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", plan_as_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", plan_as_docx),
}


@dataclass(frozen=True)
class Purchase:
    """What the address says of the purchase: the texts as given, the answers read from them, and what was skipped."""

    given: dict[str, str]
    answers: dict[str, Answer]
    skipped: frozenset[str]
    role: str | None

    def at(self, path: str, *, fragment: str = "", without: str = "", **more: str) -> str:
        """Return the address of a page about the same purchase."""
        kept = {fact: text for fact, text in self.given.items() if fact != without}
        if self.role:
            more.setdefault("role", self.role)
        return to(path, fragment=fragment, **{**kept, **more})


def find_start(site: Site) -> str:
    """Say what the finder does, before the first question."""
    return render_template("find/start.html", questions=site.finder.questionnaire.questions)


def find_question(site: Site) -> Response | tuple[str, int]:
    """Ask the question that was asked for, or the one that settles most; go on to the result where none is left."""
    finder = site.finder
    wanted = request.args.get("ask", "")
    if wanted and wanted not in finder.questionnaire.questions:
        finder.questionnaire.named(wanted)
        wanted = ""
    try:
        purchase = _purchase(finder)
        _check(finder, purchase)
        error = ""
    except BadRequest as fault:
        if not wanted:
            raise
        purchase, error = _purchase(finder, without=wanted), str(fault)
    if wanted and not error and wanted in purchase.given and request.args.get("answered") == "yes":
        wanted = ""
    asked: Question | None = finder.questionnaire.questions.get(wanted)
    if asked is None:
        step = finder.next_question(
            purchase.answers, as_at=moment().day, bearer=purchase.role, skipped=purchase.skipped
        )
        if step is None:
            return _redirect(purchase.at("/find/duties"))
        asked = step.question
    page = render_template(
        "find/question.html",
        purchase=purchase,
        asked=asked,
        error=error,
        typed=request.args.getlist(asked.fact),
        **_progress(finder, purchase),
    )
    return page, 400 if error else 200


def find_duties(site: Site) -> Response | str:
    """Show the duties of the purchase, or hand over the evidence plan in the format asked for."""
    finder = site.finder
    purchase = _purchase(finder)
    found = _found(finder, purchase)
    form = request.args.get("format", "")
    if form:
        return _plan(finder, found, form)
    stage = _one_of("stage", {link.id: link.label for each in found.duties for link in each.duty.stages})
    force = _one_of("force", {each.duty.force: each.duty.force for each in found.duties})
    show = _one_of("show", SHOWN) or APPLIES
    turns_on = request.args.get("turns-on", "")
    passing = [
        each
        for each in found.duties
        if (not force or each.duty.force == force)
        and (not stage or any(link.id == stage for link in each.duty.stages))
        and (not turns_on or turns_on in each.settled_by)
    ]
    shown = [each for own in by_stage(each for each in passing if each.applies == show).values() for each in own]
    pages = max(1, -(-len(shown) // ON_A_PAGE))
    page = _page_number(pages)
    leaned_on = [link.id for each in found.duties if each.applies == APPLIES for link in each.duty.terms]
    return render_template(
        "find/duties.html",
        purchase=purchase,
        found=found,
        show=show,
        shown_names=SHOWN,
        counts=Counter(each.applies for each in passing),
        chosen={"stage": stage, "force": force, "turns-on": turns_on},
        stages=site.vocabularies.get("stage", {}),
        forces=[code for code in site.vocabularies.get("force", {}) if any(e.duty.force == code for e in found.duties)],
        shelves=_shelved(shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE] if page else shown),
        page_number=page,
        pages=pages,
        turning=_turning(finder, passing) if show == OPEN else [],
        pulling=competing(trade_offs(site.store, as_at=moment().day), leaned_on),
        **_progress(finder, purchase, found),
    )


def find_changes(site: Site) -> str:
    """Show what differs between the answers as at two days."""
    finder = site.finder
    purchase = _purchase(finder)
    text = request.args.get("compare-to", "")
    earlier_day = read_day(text) if text else None
    later = _found(finder, purchase)
    changes = []
    if earlier_day:
        earlier = finder.find(purchase.answers, as_at=earlier_day, bearer=purchase.role)
        changes = compare(earlier, later)
    by_document: dict[str, list[object]] = {}
    for change in changes:
        by_document.setdefault(change.duty.title, []).append(change)
    return render_template(
        "find/changes.html",
        purchase=purchase,
        earlier=earlier_day,
        typed=text,
        number=len(changes),
        by_document=by_document,
        **_progress(finder, purchase, later),
    )


def _purchase(finder: Finder, without: str = "") -> Purchase:
    """Read the purchase from the address; a parameter that is neither a fact nor a control is a BadRequest."""
    questionnaire = finder.questionnaire
    given: dict[str, str] = {}
    for name, texts in request.args.lists():
        if name in CONTROLS or name == without:
            continue
        said = ",".join(text.strip() for text in texts if text.strip())
        if said:
            given[questionnaire.named(name)] = said
    skipped = frozenset(fact for fact, text in given.items() if text.casefold() in UNKNOWN)
    answers = questionnaire.read(given.items())
    role = request.args.get("role", "").strip() or None
    return Purchase(given, answers, skipped, role)


def _check(finder: Finder, purchase: Purchase) -> None:
    finder.purchase(purchase.answers, purchase.role)


def _found(finder: Finder, purchase: Purchase) -> Found:
    return finder.find(purchase.answers, as_at=moment().day, bearer=purchase.role)


def _progress(finder: Finder, purchase: Purchase, found: Found | None = None) -> dict[str, object]:
    """Return what every page of the finder shows: how many duties are settled, and the answers so far."""
    whole = found or _found(finder, purchase)
    questionnaire = finder.questionnaire
    told = [
        (fact, questionnaire.label(fact), questionnaire.spoken(fact, purchase.answers[fact]))
        if fact in purchase.answers
        else (fact, questionnaire.label(fact), "")
        for fact in purchase.given
    ]
    return {
        "whole": whole,
        "settled": whole.settled,
        "total": len(whole.duties),
        "told": told,
        "questionnaire": questionnaire,
        "bearer_label": finder.rulebook.label(whole.bearer),
    }


def _turning(finder: Finder, passing: list[FoundDuty]) -> list[tuple[str, str, int, bool]]:
    """Return what open duties turn on: the name, its label, how many duties, and whether it is a question."""
    questions = finder.questionnaire.questions
    counted = Counter(name for each in passing if each.applies == OPEN for name in each.settled_by)
    ordered = sorted(counted.items(), key=lambda pair: (pair[0] not in questions, -pair[1], pair[0]))
    return [(name, finder.questionnaire.label(name), number, name in questions) for name, number in ordered]


def _shelved(shown: list[FoundDuty]) -> dict[str, list[tuple[str, list[FoundDuty]]]]:
    """Group by stage and then by document, keeping law before guidance."""
    return {
        stage: [(document, list(same)) for document, same in groupby(own, lambda each: each.duty.document)]
        for stage, own in by_stage(shown).items()
    }


def _plan(finder: Finder, found: Found, form: str) -> Response:
    if form == "json":
        from flask import jsonify

        return jsonify({"as_at": found.as_at.isoformat(), "bearer": found.bearer, "duties": json_rows(found.duties)})
    if form not in _PLANS:
        known = [*_PLANS, "json"]
        raise BadRequest(f'There is no plan as "{form}".{nearest(form, known)} Formats: {", ".join(known)}.')
    media_type, write = _PLANS[form]
    answer = make_response(write(found, finder.questionnaire))
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="evidence-plan-{found.as_at.isoformat()}.{form}"'
    return answer


def _one_of(name: str, allowed: dict[str, str]) -> str:
    value = request.args.get(name, "").strip()
    if value and value not in allowed:
        raise BadRequest(f'There is no {name} "{value}".{nearest(value, allowed)} Write one of: {", ".join(allowed)}.')
    return value


def _page_number(pages: int) -> int:
    """Return the page asked for; 0 for all of them, as for print."""
    text = request.args.get("page", "1")
    if text == "all":
        return 0
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= pages:
        raise BadRequest(f'There is no page "{text}". Pages run from 1 to {pages}.')
    return int(text)


def _redirect(address: str) -> Response:
    answer: Response = redirect(address, 303)  # type: ignore[assignment]
    return answer
