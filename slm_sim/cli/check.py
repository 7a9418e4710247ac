"""``slm-sim check``: what an experienced negotiator would say of an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from slm_sim.errors import InputError, Problem

if TYPE_CHECKING:
    from slm_sim.model.finding import Severity
    from slm_sim.model.review import Review
    from slm_sim.model.round import Round
    from slm_sim.model.rule import Rule
    from slm_sim.rules import Rulebook

SHIPPED = "shipped"
"""What stands for the rules that ship with slm-sim, among packs."""

SEVERITIES: tuple[Severity, ...] = ("block", "high", "warning", "info")
FOUND = 1


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--pack", "packs", multiple=True, metavar="FOLDER",
              help="Rules in FOLDER instead of the shipped ones; may be repeated, also as 'shipped'.")  # fmt: skip
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules: codes, how they begin, or names.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Without these rules.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="info", show_default=True,
              help="The least grave findings that are told.")  # fmt: skip
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), default="info", show_default=True,
              help="The least grave findings that end with exit code 1.")  # fmt: skip
@click.option("--replications", type=click.IntRange(min=1),
              help="Terms of a scenario that are simulated.  [default: 60; with --against 100]")  # fmt: skip
@click.option("--static", is_flag=True, help="Simulate nothing; rules that need it are silent.")
@click.option("--against", "older", metavar="OLD", help="What changed since OLD, an older draft of the one FILE.")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "junit", "markdown"]), default="text",
              show_default=True, help="What is written.")  # fmt: skip
@click.option("--full", is_flag=True, help="As text: each accepted finding, and what silent rules lack.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it there.")
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    packs: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: Severity,
    fail_on: Severity | Literal["never"],
    replications: int | None,
    static: bool,
    older: str | None,
    form: str,
    full: bool,
    out: Path | None,
) -> None:
    """Judge drafts, agreements or scenarios by the rules.

    Each FILE is a path, or the name of a scenario or agreement that ships with slm-sim. Ends with exit code 0 if
    nothing was found, 1 for findings, 2 for what cannot be read.
    """
    from slm_sim.checking import against, review
    from slm_sim.checking.played import REPLICATIONS, REPLICATIONS_PAIRED
    from slm_sim.cli.progress import progress_bar
    from slm_sim.rules.selection import selected

    rulebook = _rulebook(packs)
    chosen, left_out = _words(select), _words(ignore)
    asked = selected(rulebook, chosen, left_out)
    failing = () if fail_on == "never" else from_gravest_to(fail_on)
    if older is not None:
        with progress_bar(files[0]) as progress:
            told = against(
                older, _only(files), rulebook, select=chosen, ignore=left_out,
                replications=0 if static else replications or REPLICATIONS_PAIRED, progress=progress,
            )  # fmt: skip
        _write(_round(told, asked, form), out)
        ctx.exit(FOUND if any(finding.severity in failing for finding in told.appeared) else 0)
    reviews: list[Review] = []
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        try:
            with progress_bar(file) as progress:
                found = review(
                    file, rulebook, select=chosen, ignore=left_out,
                    replications=0 if static else replications or REPLICATIONS, progress=progress,
                )  # fmt: skip
            reviews.append(_as_grave_as(found, severity))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    _write(_told(reviews, asked, "in full" if full and form == "text" else form, failing), out)
    if any(finding.severity in failing for one in reviews for finding in one.findings):
        ctx.exit(FOUND)


def _rulebook(packs: Sequence[str]) -> Rulebook:
    from slm_sim.rules import load_rulebook, shipped_rulebook
    from slm_sim.rules.selection import joined

    named = list(dict.fromkeys(packs)) or [SHIPPED]
    return joined([shipped_rulebook() if pack == SHIPPED else load_rulebook(Path(pack)) for pack in named])


def _words(options: Sequence[str]) -> tuple[str, ...]:
    """The words of an option that may be repeated, or hold several set apart by commas."""
    return tuple(word.strip() for option in options for word in option.split(","))


def _as_grave_as(found: Review, least: Severity) -> Review:
    kept = from_gravest_to(least)
    return replace(found, findings=tuple(finding for finding in found.findings if finding.severity in kept))


def from_gravest_to(least: Severity) -> tuple[Severity, ...]:
    """The severities that are at least as grave as this one."""
    return SEVERITIES[: SEVERITIES.index(least) + 1]


def _told(reviews: Sequence[Review], asked: Rulebook, form: str, failing: Sequence[Severity]) -> str:
    from slm_sim.report import findings as forms

    rules = [checked.rule for checked in asked.rules]
    match form:
        case "json":
            return forms.review_json(reviews)
        case "sarif":
            return forms.sarif_json(reviews, rules, _explained(rules))
        case "junit":
            return forms.junit_xml(reviews, rules, failing)
        case "markdown":
            return forms.review_markdown(reviews)
        case "in full":
            return "\n".join(forms.review_text_in_full(one) for one in reviews)
        case _:
            return "\n".join(forms.review_text(one) for one in reviews)


def _round(found: Round, asked: Rulebook, form: str) -> str:
    from slm_sim.report import findings as forms

    rules = [checked.rule for checked in asked.rules]
    match form:
        case "json":
            return forms.round_json(found)
        case "sarif":
            return forms.round_sarif(found, rules, _explained(rules))
        case "markdown":
            return forms.round_markdown(found)
        case "text":
            return forms.round_text(found)
        case _:
            expected = "expected text, json, sarif or markdown"
            raise click.BadParameter(f"{form} is no form of a comparison; {expected}", param_hint="--format")


def _explained(rules: Sequence[Rule]) -> dict[str, str]:
    from slm_sim.report.rulepages import explanation

    return {rule.code: explanation(rule) for rule in rules}


def _only(files: Sequence[str]) -> str:
    if len(files) > 1:
        raise click.BadParameter("one FILE is held against OLD", param_hint="--against")
    return files[0]


def _write(told: str, out: Path | None) -> None:
    if out is None:
        click.echo(told, nl=False)
        return
    from slm_sim.errors import Place

    try:
        out.write_text(told, encoding="utf-8")
    except OSError as error:
        found = f"the review cannot be written: {error.strerror}"
        raise InputError(Problem(Place(str(out)), found, "a file in a folder that can be written to")) from None
