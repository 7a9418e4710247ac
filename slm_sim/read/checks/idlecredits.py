"""Words of credits, and of the rows that credits follow from, that change nothing where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import SHARES_OF_INCIDENTS
from slm_sim.model.creditfamilies import RUNGS, Banded, BonusMalusScheme, Pointed, PoolScheme
from slm_sim.model.creditnotation import TARGET
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.quantities import CALENDAR_UNITS, Percent
from slm_sim.read.checks.flaw import Path
from slm_sim.read.checks.promises import promises_of

IdleWords = Iterator[tuple[Path, str, str]]
"""Paths of words that change nothing, why, and what would give them sense."""

LEAVE_OUT = (*SHARES_OF_INCIDENTS, "number of misses")
"""Measures that can leave an incident out."""


def idle_words_of_rows(agreement: Agreement) -> IdleWords:
    """Weights and points that no scheme of their clauses reads."""
    families = {"weight": "an 'at-risk pool'", "points": "'service points' or a 'points table' without levels"}
    for word, family in families.items():
        read: dict[Path, bool] = {}
        for name, target in agreement.targets.items():
            for row in target.rows:
                if row.stated(word) not in (None, "none"):
                    path = ("targets", name, *row.stated_in(word), word)
                    scheme = agreement.credits.get(row.stated("credit") or "")
                    read[path] = read.get(path, False) or _reads(scheme, word)
        for path, is_read in read.items():
            if not is_read:
                yield path, f"only {family} reads it", f"such a scheme as credit, or no '{word}:'"


def _reads(scheme: CreditScheme | None, word: str) -> bool:
    if word == "weight":
        return isinstance(scheme, PoolScheme)
    return isinstance(scheme, Pointed) and not scheme.levels


def idle_words_of_credits(agreement: Agreement) -> IdleWords:
    """Schemes that no clause names, and words of others that nothing in them reads."""
    promises = list(promises_of(agreement, ()))
    named = Counter(promise.credit for promise in promises)
    able = Counter(promise.credit for promise in promises if promise.target.measure in LEAVE_OUT)
    for name, scheme in agreement.credits.items():
        path = ("credits", name)
        if not named[name]:
            yield path, "no promise has it as its credit", f"'credit: {name}' in a target, or no such scheme"
            continue
        if getattr(scheme, "edges_belong_to", "") == "the worse side" and not has_edges(scheme):
            yield (*path, "edges_belong_to"), "no edge but the target is stated", "edges, or no 'edges_belong_to:'"
        if scheme.charged_for != "service period" and "charged_for" in scheme.model_fields_set and not _shares(scheme):
            yield (*path, "charged_for"), "no credit of the scheme is a share of a charge", "no 'charged_for:'"
        if scheme.fixed_month is not None and not _is_divided(scheme, agreement):
            why = "no charge by the month or year is turned into one by the day or week"
            yield (*path, "month_counts_as"), why, "'charged_for:' such as 1 day"
        if scheme.one_incident_several_misses == "largest only" and able[name] < 2:
            why = "fewer than two clauses of the scheme count incidents as misses"
            yield (*path, "one_incident_several_misses"), why, "'all of them'"
    if agreement.workload_limit is not None and set(named) <= {None}:
        yield ("workload_limit",), "it takes credits away, and there are none", "credits, or no 'workload_limit:'"


def _is_divided(scheme: CreditScheme, agreement: Agreement) -> bool:
    """Whether a charge of some month must be told from that of a length of clock time."""
    charged, rate = scheme.charged_length, agreement.charges.get(scheme.of)
    in_calendar = rate is None or rate.per in CALENDAR_UNITS
    return charged is not None and charged.unit not in CALENDAR_UNITS and in_calendar and _shares(scheme)


def has_edges(scheme: CreditScheme) -> bool:
    """Whether a band, or a level of points, begins at an edge of its own, not at the level of the promise."""
    levels = scheme.bands if isinstance(scheme, Banded) else scheme.levels if isinstance(scheme, Pointed) else {}
    return any(edge not in (None, TARGET) for level in levels.values() for edge in (level.below, level.above))


def _shares(scheme: CreditScheme) -> bool:
    """Whether anything that the scheme may owe, or a limit of it, is a share of the charge."""
    if isinstance(scheme, PoolScheme):
        return True
    blocks = [scheme, *getattr(scheme, "bands", {}).values(), *getattr(scheme, "steps", {}).values()]
    blocks += [scheme.bonus, scheme.malus] if isinstance(scheme, BonusMalusScheme) else []
    words = ("credit", "rate", "cap", "at_most", "each_more", *RUNGS)
    return any(isinstance(getattr(block, word, None), Percent) for block in blocks for word in words)
