"""The command line. Modules are imported where they are used, so that `--help` is quick."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dutygraph import __version__, places
from dutygraph.errors import BadRequest, ContentFaults, DutyGraphError
from dutygraph.options import (
    as_at_option,
    format_option,
    known_code,
    open_answers_here,
    print_json,
    progress,
    read_as_at,
    write_out,
)

if TYPE_CHECKING:
    pass

FORMATS = click.Choice(["text", "json"])


class _Group(click.Group):
    """Prints our own errors as one line and ends with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ContentFaults as error:
            for fault in error.faults:
                click.echo(str(fault), err=True)
            count = len(error.faults)
            click.echo(f"{count} fault{'s' if count != 1 else ''}; nothing was written.", err=True)
            ctx.exit(error.exit_code)
        except DutyGraphError as error:
            click.echo(f"dutygraph: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dutygraph")
@click.option("--dataset", type=click.Path(path_type=Path), envvar="DUTYGRAPH_DATASET", help="The built dutygraph.nq.")
@click.option("--endpoint", envvar="DUTYGRAPH_ENDPOINT", help="Ask this SPARQL endpoint instead of the built file.")
@click.pass_context
def main(ctx: click.Context, dataset: Path | None, endpoint: str | None) -> None:
    """The duties an English council meets when it buys AI, each with its source.

    Our summaries are not the law and not legal advice: every answer links to the official text.
    """
    ctx.obj = {"dataset": dataset or places.dataset(), "endpoint": endpoint}


@main.command()
@click.option("--content", type=click.Path(path_type=Path), help="The content folder (default: the one we ship).")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: build/).")
@click.option("--publish", is_flag=True, help="Also append new identifiers to the ledger, ids.csv.")
@format_option
def build(content: Path | None, out: Path | None, publish: bool, form: str) -> None:
    """Build the dataset from the content files."""
    from dutygraph.graph.build import build as build_dataset

    source, target = content or places.content(), out or places.dataset().parent
    manifest = build_dataset(source, places.ontology(), target, progress())
    added = None
    if publish:
        from dutygraph.checks.ledger import publish as publish_ids

        added = publish_ids(target / "dutygraph.nq", source / "ids.csv")
    if form == "json":
        print_json(manifest)
        return
    counts = ", ".join(f"{number} {name.replace(chr(45), chr(32))}" for name, number in manifest["counts"].items())
    click.echo(f"{target / 'dutygraph.nq'}: {manifest['quads']} quads; {counts}.")
    if added is not None:
        click.echo(f"{added} identifiers added to {source / 'ids.csv'}.")


@main.command()
@format_option
@click.pass_context
def check(ctx: click.Context, form: str) -> None:
    """Check the built dataset.

    Runs the content shapes, the rules (SKOS integrity among them), the identifier ledger and OWL consistency.
    """
    from dutygraph.checks.run import check_dataset
    from dutygraph.errors import CheckUnavailable

    report = check_dataset(ctx.obj["dataset"], places.ontology(), places.shapes(), places.content(), progress())
    if form == "json":
        print_json({"findings": report.findings, "ran": report.ran, "unavailable": report.unavailable})
    else:
        for finding in report.findings:
            click.echo(str(finding))
        click.echo(f"{len(report.findings)} findings. Ran: {'; '.join(report.ran)}.")
        if report.unavailable:
            click.echo(report.unavailable, err=True)
    if report.findings:
        ctx.exit(ContentFaults.exit_code)
    if report.unavailable:
        ctx.exit(CheckUnavailable.exit_code)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def serve(host: str, port: int) -> None:
    """Serve the site."""
    from waitress.server import create_server

    from webapp import create_app
    from webapp.config import Config

    app = create_app(open_answers_here(), Config())
    try:
        server = create_server(app, host=host, port=port, threads=4)
    except OSError as error:
        raise DutyGraphError(
            f"Port {port} of {host} cannot be used ({error.strerror}). Choose another with --port."
        ) from error
    click.echo(f"DutyGraph is at http://{host}:{server.effective_port}/ (stop with Ctrl-C)")
    server.run()


@main.command()
@click.argument("name", nargs=-1, required=True)
@as_at_option
@format_option
def term(name: tuple[str, ...], as_at: str | None, form: str) -> None:
    """Say what a word means, and to whom."""
    from dutygraph.answers.terms import term as find_term

    answer = find_term(open_answers_here().store, " ".join(name), as_at=read_as_at(as_at))
    if form == "json":
        print_json(answer)
    else:
        from dutygraph.printing import print_term

        print_term(answer)


@main.command()
@click.option(
    "--set", "given", multiple=True, metavar="FACT=VALUE", help="An answer about the purchase, such as value=250000."
)
@click.option("--facts", type=click.Path(path_type=Path), help="A YAML or JSON file of answers.")
@click.option("--ask", is_flag=True, help="Ask the questions that settle most, one after the other.")
@click.option("--bearer", "--role", "bearer", help="local-authority, central-government, supplier ...")
@click.option("--stage", help="plan, define, procure, evaluate, award, manage, retire")
@click.option("--force", help="must, must-not, must-have-regard, must-consider, should, may ...")
@click.option("--document", help="A document's id, such as procurement-act-2023.")
@as_at_option
@click.option("--compare-to", metavar="DATE", help="Say what differs from the answer as at this day.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "md", "csv", "xlsx", "docx"]),
    default="text",
    show_default=True,
    help="md, csv, xlsx and docx are the evidence plan of a purchase; xlsx and docx need the office extra.",
)
@click.option("--out", "-o", type=click.Path(path_type=Path), help="Write to this file.")
def duties(
    given: tuple[str, ...],
    facts: Path | None,
    ask: bool,
    bearer: str | None,
    stage: str | None,
    force: str | None,
    document: str | None,
    as_at: str | None,
    compare_to: str | None,
    form: str,
    out: Path | None,
) -> None:
    """List duties that hold on a day, or those of one purchase.

    With --set, --facts or --ask, each duty applies, may apply (and what would settle it is said) or does not apply.

    For example: dutygraph duties --set value=250000 --set personal-data=yes --set started-on=2026-03-02
    """
    answers = open_answers_here()
    day = read_as_at(as_at)
    stage = known_code(answers, "stage", "Stages", stage)
    force = known_code(answers, "force", "Forces", force)
    bearer = known_code(answers, "role", "Bearers", bearer)
    if given or facts or ask:
        from dutygraph.purchase import answer_for_purchase

        told = answer_for_purchase(
            answers.store,
            given=given,
            file=facts,
            ask=ask,
            as_at=day,
            bearer=bearer,
            stage=stage,
            force=force,
            document=document,
            compare_to=read_as_at(compare_to) if compare_to else None,
            form=form,
        )
        write_out(told, out)
        return
    if form not in ("text", "json") or compare_to or out:
        raise BadRequest(
            "An evidence plan and a comparison are of one purchase. Describe it with --set, --facts or --ask."
        )
    from dutygraph.answers.documents import document as find_document
    from dutygraph.answers.duties import duties as find_duties

    found = find_duties(
        answers.store,
        as_at=day,
        bearer=bearer,
        stage=stage,
        force=force,
        document=find_document(answers.store, document).summary.document if document else None,
    )
    if form == "json":
        print_json({"as_at": day.isoformat(), "duties": found})
        return
    from dutygraph.printing import long_day, print_duties

    norms = len({duty.iri for duty in found})
    print_duties(found, f"{norms} norm{'' if norms == 1 else 's'} in force on {long_day(day)}")


@main.command()
@click.argument("name", nargs=-1, required=True)
@as_at_option
@format_option
def document(name: tuple[str, ...], as_at: str | None, form: str) -> None:
    """Say what a document is to each body, and list its provisions."""
    from dutygraph.answers.documents import document as find_document

    day = read_as_at(as_at) if as_at else None
    answer = find_document(open_answers_here().store, " ".join(name), as_at=day)
    if form == "json":
        print_json(answer)
    else:
        from dutygraph.printing import print_document

        print_document(answer)


@main.command()
@click.argument("document_id")
@click.argument("locator", nargs=-1, required=True)
@as_at_option
@format_option
def provision(document_id: str, locator: tuple[str, ...], as_at: str | None, form: str) -> None:
    """Show one provision.

    For example: dutygraph provision procurement-act-2023 s. 52
    """
    from dutygraph.answers.provisions import provision as find_provision

    answer = find_provision(
        open_answers_here().store, document_id, " ".join(locator), as_at=read_as_at(as_at) if as_at else None
    )
    if form == "json":
        print_json(answer)
    else:
        from dutygraph.printing import print_provision

        print_provision(answer)


@main.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 200))
@as_at_option
@format_option
def search(words: tuple[str, ...], limit: int, as_at: str | None, form: str) -> None:
    """Search labels, summaries and definitions."""
    text = " ".join(words)
    found = open_answers_here().index.search(text, limit=limit, as_at=read_as_at(as_at) if as_at else None)
    if form == "json":
        print_json({"query": text, "results": found})
    else:
        from dutygraph.printing import print_found

        print_found(found, text)


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "xml", "csv", "tsv", "turtle", "nt"]),
    help="How to write the answer.",
)
def query(file: Iterable[str], form: str | None) -> None:
    """Answer a SPARQL query.

    The query is in FILE, or comes from standard input.
    """
    from dutygraph.answers.sparql import query_kind, sparql
    from dutygraph.answers.store import GRAPH_FORMATS, RESULT_FORMATS

    text = "".join(file)
    is_graph = query_kind(text) in ("construct", "describe")
    chosen = form or ("turtle" if is_graph else "csv")
    media = {short: media for media, short in (GRAPH_FORMATS if is_graph else RESULT_FORMATS).items()}
    if chosen not in media:
        raise BadRequest(f"The answer to this query is written as one of {', '.join(media)}, not {chosen}.")
    body, _ = sparql(open_answers_here().store, text, media[chosen])
    click.echo(body.decode())


@main.command()
@click.option("--format", "form", type=click.Choice(["csv", "html", "json"]), default="csv", show_default=True)
@as_at_option
def matrix(form: str, as_at: str | None) -> None:
    """Show which document defines which word."""
    from dutygraph.answers.matrix import matrix as make_matrix
    from dutygraph.answers.matrix import matrix_as_csv, matrix_as_html

    made = make_matrix(open_answers_here().store, as_at=read_as_at(as_at))
    if form == "json":
        cells = [found for key in sorted(made.cells) for found in made.cells[key]]
        print_json({"documents": made.documents, "terms": made.terms, "senses": cells})
        return
    click.echo(matrix_as_csv(made) if form == "csv" else matrix_as_html(made), nl=False)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@as_at_option
@format_option
@click.pass_context
def validate(ctx: click.Context, files: tuple[Path, ...], as_at: str | None, form: str) -> None:
    """Check procurement records.

    A FILE is an OCDS release, a release or record package, or JSON Lines. Each outcome is met, not met, cannot tell,
    not yet due or does not apply; none of them says that a buyer complies with the law.
    """
    from dutygraph.errors import BadRecord
    from dutygraph.records.reading import Unreadable
    from dutygraph.records.validate import reports_as_json, validate_files

    day = read_as_at(as_at)
    shapes = places.shapes() / "records"
    reports = list(validate_files(files, open_answers_here().store, shapes=shapes, as_at=day))
    if form == "json":
        print_json({"as_at": day.isoformat(), **reports_as_json(reports)})
    else:
        from dutygraph.printing import print_reports

        print_reports([report for report in reports if not isinstance(report, Unreadable)], day)
    unreadable = [report for report in reports if isinstance(report, Unreadable)]
    for fault in unreadable:
        click.echo(f"dutygraph: {fault.source}:{fault.line}: {fault.message}", err=True)
    if unreadable:
        ctx.exit(BadRecord.exit_code)


@main.command()
@click.argument("table")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--as-at", metavar="DATE", help="Only rows that hold on this day (default: all).")
@click.option("--out", "-o", type=click.Path(path_type=Path), help="Write to this file.")
def export(table: str, form: str, as_at: str | None, out: Path | None) -> None:
    """Write a table for spreadsheets.

    TABLE is provisions, norms, senses or terms.
    """
    from dutygraph.answers.tables import as_csv
    from dutygraph.answers.tables import table as make_table

    rows = make_table(open_answers_here().store, table, as_at=read_as_at(as_at) if as_at else None)
    text = as_csv(table, rows) if form == "csv" else json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    write_out(text.encode(), out)
    if out is not None:
        click.echo(f"{out}: {len(rows)} rows.", err=True)
