"""Two drafts against each other: clauses, findings, and the chances and credits of the same simulated terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from slm_sim.checking.changes import changes
from slm_sim.checking.moves import chance_moves, credit_moves
from slm_sim.checking.played import Progress, silently
from slm_sim.checking.review import read_subjects, review_of
from slm_sim.checking.silenced import silenced
from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.round import ClauseChanged, Round
from slm_sim.rules import Rulebook
from slm_sim.rules.selection import selected

SAME_NAME = "draft"
"""What two agreements without a scenario are both called, so that their findings can be held against each other."""


def against(
    older: str,
    newer: str,
    rulebook: Rulebook,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    replications: int = 0,
    progress: Progress = silently,
) -> Round:
    """What changed from one draft, or scenario, to another; the arguments are those of `review`.

    Both are simulated with the seed of the newer, so that, over the same span, they meet the same incidents. Raises
    `InputError` for two files of different kinds as well.
    """
    after = read_subjects(newer, replications, progress, SAME_NAME)
    seed = after.study.results.question.seed if after.study else None
    before = read_subjects(older, replications, progress, SAME_NAME, seed)
    if before.kind != after.kind:
        found = f"{older} is {_a(before.kind)} and this is {_a(after.kind)}"
        raise InputError(Problem(Place(newer), found, "two of one kind"))
    select, ignore = tuple(select), tuple(ignore)
    reviews = [
        review_of(named, subjects, rulebook, select, ignore) for named, subjects in ((older, before), (newer, after))
    ]
    found_before, found_after = ({one.key: one for one in found.findings} for found in reviews)
    not_mended = silenced(selected(rulebook, select, ignore), before, after, *reviews)
    stays = found_after.keys() | {one.finding.key for one in not_mended}
    clauses, parts = changes(before.tree, before.agreements, after.tree, after.agreements)
    both = (before.study, after.study) if before.study and after.study else None
    moves = chance_moves(*both) if both else {}
    clauses = tuple(replace(clause, kept=moves.get(clause.clause)) for clause in clauses)
    return Round(
        older=reviews[0],
        newer=reviews[1],
        clauses=tuple(clause for clause in clauses if _is_changed(clause)),
        parts=parts,
        appeared=tuple(one for key, one in found_after.items() if key not in found_before),
        gone=tuple(one for key, one in found_before.items() if key not in stays),
        silenced=not_mended,
        credits=tuple(credit_moves(*both)) if both else (),
    )


def _is_changed(clause: ClauseChanged) -> bool:
    """Whether a clause states something else, rests on something else, or is kept more or less often beyond doubt."""
    difference = clause.kept.difference if clause.kept else None
    moved = difference is not None and difference.beyond_doubt != 0
    return bool(clause.values or clause.through or clause.before != clause.after or moved)


def _a(kind: str) -> str:
    return "an agreement" if kind == "agreement" else "a scenario"
