"""Sentences of a round of a negotiation, whatever form they are told in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from slm_sim.model.estimate import Estimate
from slm_sim.model.finding import Finding, gravity
from slm_sim.model.round import ClauseChanged, CreditMove, Move, Round, Silenced, ThresholdMoved, ValueChanged
from slm_sim.report.findings.words import flat, many
from slm_sim.report.numbers import amount, chance, difference, points

OTHER_TERMS = "played on other random terms: the figures cannot be paired"


def changed_words(change: ValueChanged) -> str:
    """A value before and after."""
    return f"{change.path}: {flat(change.before) or 'not stated'} → {flat(change.after) or 'not stated'}"


def promise_words(clause: ClauseChanged) -> Iterator[str]:
    """What became of a promise: the promise before, and the one after."""
    if clause.before == clause.after:
        yield clause.after
    elif not clause.before:
        yield f"new: {clause.after}"
    elif not clause.after:
        yield f"gone: {clause.before}"
    else:
        yield from (clause.before, f"→ {clause.after}")


def why_words(clause: ClauseChanged) -> str:
    """Why a clause is told of that does not say anything else itself; empty for one that does."""
    if clause.through:
        return f"rests on {', '.join(clause.through)}, changed"
    return "" if clause.values or clause.before != clause.after else "says the same, and is moved by the rest"


def kept_words(kept: Move) -> str:
    """How the chance moves that a clause is kept in a service period."""
    return f"kept in a period: {_move(kept, chance, points)}"


def credit_words(move: CreditMove) -> Iterator[str]:
    """How the credits of an agreement move: expected, and of one bad term in twenty."""

    def told(estimate: Estimate | None) -> str:
        return amount(estimate, move.currency)

    def moved(estimate: Estimate) -> str:
        return difference(estimate, move.currency)

    yield f"expected credits of {move.agreement} in a term: {_move(move.mean, told, moved)}"
    yield f"credits of {move.agreement} in one term of twenty (P95): {_move(move.p95, told, moved)}"


def uncompared_words(found: Round) -> str:
    """Of two agreements, why no credits are compared; nothing of two scenarios, whose credits `credit_words` tells."""
    if found.newer.kind != "agreement":
        return ""
    return "no credits compared: an agreement by itself has no incidents; name each of the two in a scenario"


def with_reason(silenced: Sequence[Silenced]) -> Iterator[tuple[Finding, str]]:
    """What is accepted or silenced, the gravest first, each with why it is told no longer."""
    gravest_first = sorted(silenced, key=lambda one: gravity(one.finding.severity))
    return ((one.finding, silenced_words(one)) for one in gravest_first)


def silenced_words(one: Silenced) -> str:
    """Why a finding is told no longer that was not mended."""
    if one.acceptance:
        return f"accepted: {flat(one.acceptance.reason)} ({one.acceptance.place})"
    if one.thresholds:
        return "; ".join(map(_threshold, one.thresholds))
    return f"cannot be judged any longer: not known: {', '.join(one.missing)}"


def _threshold(moved: ThresholdMoved) -> str:
    why = f": {flat(moved.reason)} ({moved.place})" if moved.place else ", as the rule has it"
    return f"threshold {moved.parameter}: {moved.before} → {moved.after}{why}"


def pairing_words(found: Round) -> str:
    """On how many simulated terms the figures rest, and whether both drafts met the same; empty if on none."""
    moves = [clause.kept for clause in found.clauses if clause.kept] + [move.mean for move in found.credits]
    if not moves:
        return ""
    paired = any(move.difference for move in moves)
    terms = many(found.newer.replications, "simulated term")
    return f"{terms}, the same incidents under both drafts" if paired else f"{terms}, {OTHER_TERMS}"


def _move(move: Move, told: Callable[[Estimate | None], str], moved: Callable[[Estimate], str]) -> str:
    between = f": {moved(move.difference)}" if move.difference else ""
    return f"{told(move.before)} → {told(move.after)}{between}"
