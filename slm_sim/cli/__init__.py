"""The terminal: arguments in, words out.

One file a verb: the command ``slm-sim run`` is the function ``run`` in ``slm_sim/cli/run.py``. A verb's module is
loaded only when that verb is called, so that ``slm-sim --help`` answers at once. What a person can mend ends with a
message and the exit code of its error, 2 or 3; an interruption ends with 130.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from slm_sim import __version__
from slm_sim.errors import INTERRUPTED, SlmSimError
from slm_sim.memory import without_collecting

VERBS = {
    "run": "Simulate a scenario and write a results folder.",
    "compare": "Hold changes against each other: which is worth its money.",
    "sensitivity": "Say which assumption moves the answer, and where the deal turns bad.",
    "propose": "Find promises that would be kept, and write a counter-offer.",
    "staff": "Find the cheapest roster that keeps the promises.",
    "frontier": "Say what each notch of a promise costs in staff.",
    "measure": "Hold a ticket log against agreements, without simulating.",
    "report": "Make the report of a results folder again, without simulating.",
    "show": "Print what a scenario means, each value with its origin.",
    "schema": "Print the JSON Schema of a file format, for editors.",
    "new": "Write a commented starter scenario.",
    "check": "Judge drafts, agreements or scenarios by the rules.",
    "rules": "List the rules that agreements are judged by, explain one, try them on their cases.",
}
"""Every verb with the line that ``slm-sim --help`` says about it."""


class VerbGroup(click.Group):
    """A group whose commands are the modules of this package, and the one place where errors become exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which a newcomer meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, from its module; None if there is no such verb."""
        if cmd_name not in VERBS:
            return None
        with without_collecting():
            command = getattr(import_module(f"slm_sim.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that is asked for; an unknown one is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=VERBS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs with their summaries, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out the verb; end with a message and an exit code if it cannot be carried out."""
        try:
            return super().invoke(ctx)
        except SlmSimError as error:
            click.echo(error, err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as interruption:
            click.echo("\n".join(["slm-sim: interrupted", *interruption.args]), err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=VerbGroup, context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="slm-sim", message="%(prog)s %(version)s")
def main() -> None:
    """Test a service level agreement before you sign it."""
