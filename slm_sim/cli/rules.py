"""``slm-sim rules``: the rules that agreements are judged by: listed, explained, tried on their cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slm_sim.errors import InputError, Place, Problem, nearest_word

if TYPE_CHECKING:
    from slm_sim.rules import Rulebook

SHIPPED = ""
"""What stands for the folder of the rules that ship with slm-sim."""

FAILED = 1


@click.command()
@click.argument("code", required=False)
@click.option("--pack", type=click.Path(path_type=Path), metavar="FOLDER", help="The rules in FOLDER instead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["lines", "json", "markdown"]),
    default="lines",
    show_default=True,
    help="One line a rule, everything as JSON, or a page with the facts that rules read.",
)
@click.option(
    "--test",
    "tested",
    is_flag=False,
    flag_value=SHIPPED,
    metavar="[FOLDER]",
    help="Try each rule on the cases in its file; exit code 1 if one turns out otherwise.",
)
@click.pass_context
def rules(ctx: click.Context, code: str | None, pack: Path | None, form: str, tested: str | None) -> None:
    """List the rules, or explain the one that is called CODE, such as SLM301, with its cases."""
    from slm_sim.rules import load_rulebook, shipped_rulebook

    folder = Path(tested) if tested else pack
    rulebook = shipped_rulebook() if folder is None else load_rulebook(folder)
    if code is not None:
        rulebook = _only(rulebook, code)
    if tested is not None:
        _test(ctx, rulebook)
    else:
        click.echo(_told(rulebook, form, explained=code is not None), nl=False)


def _only(rulebook: Rulebook, code: str) -> Rulebook:
    chosen = tuple(checked for checked in rulebook.rules if code in (checked.rule.code, checked.rule.name))
    if not chosen:
        known = [word for checked in rulebook.rules for word in (checked.rule.code, checked.rule.name)]
        found, near = "there is no rule of this code or name", nearest_word(code, known)
        raise InputError(Problem(Place(code), found, "a code that 'slm-sim rules' lists", near))
    return type(rulebook)(chosen)


def _told(rulebook: Rulebook, form: str, explained: bool) -> str:
    from slm_sim.report.rulepages import explanation, rules_page

    every = [checked.rule for checked in rulebook.rules]
    if form == "json":
        told = [{**rule.model_dump(mode="json", by_alias=True), "group": rule.group} for rule in every]
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    if explained:
        return "\n".join(explanation(rule) for rule in every)
    if form == "markdown":
        return rules_page(rulebook)
    width = max(len(rule.name) for rule in every)
    lines = (
        f"{rule.code}  {rule.severity:<7}  {rule.name:<{width}}  {' '.join(rule.checks.split())}" for rule in every
    )
    return "".join(f"{line}\n" for line in lines)


def _test(ctx: click.Context, rulebook: Rulebook) -> None:
    from slm_sim.checking.played import facts_of_case
    from slm_sim.report.findings.words import many
    from slm_sim.rules.cases import failures

    failed = failures(rulebook, facts_of_case)
    for failure in failed:
        click.echo(f"{failure.problem} [{failure.code}, case {failure.case}]")
    cases = sum(len(checked.rule.cases) for checked in rulebook.rules)
    kept = cases - len(failed)
    counts = f"{many(len(rulebook.rules), 'rule')}, {many(cases, 'case')}"
    click.echo(f"{counts}: {kept} as stated, {len(failed)} otherwise")
    if failed:
        ctx.exit(FAILED)
