"""An offer written into the draft's own file: what has to be changed at which path."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.target import PromisedRow
from slm_sim.plan.options import Option
from slm_sim.plan.proposal import Proposed
from slm_sim.read import Reading, Written, place_of, read_agreement, rewritten
from slm_sim.sla import clauses

Changes = dict[tuple[str, ...], Written]


def counter_offers(reading: Reading, found: Proposed) -> dict[str, str]:
    """Each offer as the draft's own file, with what it changes, by its path in a folder of results."""
    agreement = found.proposal.agreement
    file, clauses = Path(place_of(reading.tree, ("agreements", agreement)).file), found.compiled.clauses
    return {
        f"counter-offers/{agreement}-{name}.yaml": counter_offer(file, clauses, options)
        for name, options in found.options.items()
    }


def counter_offer(file: Path, offered: Sequence[Clause], options: Sequence[Option]) -> str:
    """The text of a draft's file with the promises of an offer; its comments and its order stay.

    offered  the clauses that the options stand for
    """
    draft = read_agreement(file).agreement
    return rewritten(file.read_text(encoding="utf-8"), changes_of(draft, offered, options))


def changes_of(draft: Agreement, offered: Sequence[Clause], options: Sequence[Option]) -> Changes:
    """What makes an offer of a draft, by path in its file; the version says that it is one.

    offered  the clauses that the options stand for; those that the draft does not have are left out
    """
    by_id = {clause.id: option for clause, option in zip(offered, options, strict=True)}
    stated = {clause.id: clause for clause in clauses("draft", draft)}
    made: Changes = {}
    for name, target in draft.targets.items():
        for row in target.rows:
            clause = row.clause_of(name)
            if clause in by_id:
                made |= _row(name, row, stated[clause], by_id[clause])
    return {("version",): _version(draft.version), **made} if made else {}


def _row(target: str, row: PromisedRow, stated: Clause, option: Option) -> Changes:
    path, made = ("targets", target, *row.path), Changes()
    if option.within != stated.within:
        made[*path, "within"] = str(option.within)
    if option.level != stated.level:
        made[*path, stated.direction.replace(" ", "_")] = str(option.level)
    if option.rule is not None and option.rule != stated.minimum_volume:
        misses = f"{option.rule.allows} miss{'' if option.rule.allows == 1 else 'es'}"
        rule = {"below": f"{option.rule.below} incidents", "allows": misses}
        made["targets", target, "measurement", "minimum_volume"] = rule
    return made


def _version(before: str) -> str:
    return f"counter-offer to {before}" if before else "counter-offer"
