"""Promises and findings in words, as the agreement would put them."""

from __future__ import annotations

from slm_sim.model.clause import Clause
from slm_sim.model.creditnotation import PeriodsOf
from slm_sim.model.level import Level
from slm_sim.model.quantities import Percent
from slm_sim.model.triggers import TerminationTrigger


def promise(clause: Clause) -> str:
    """A clause as a sentence: ``P1: resolution within 4 h in at least 95 % of incidents per calendar month``."""
    subject = _subject(clause)
    period = f"over {clause.period}" if clause.period.startswith("rolling") else f"per {clause.period}"
    level = f"{clause.direction} {clause.level}"
    match clause.measure:
        case "share in time":
            return f"{subject}{clause.clock} within {clause.within} in {level} of incidents {period}"
        case "number of misses":
            return f"{subject}{clause.clock} not within {clause.within}: {level} {period}"
        case "mean time":
            return f"{subject}mean {clause.clock} {level} {period}"
        case "percentile":
            share = f"{float(clause.percentile or 0) * 100:g}"
            return f"{subject}{share} % of incidents reach {clause.clock} in {level} {period}"
        case "availability" | "error rate" if clause.outages and clause.outages.interval:
            state, above = "up" if clause.measure == "availability" else "down", clause.outages.counts_above
            judged = f"intervals of {clause.outages.interval} ({above} or less lost is up)"
            return f"{subject}{state} in {level} of {judged} {period}"
        case "availability" | "error rate":
            state = "available" if clause.measure == "availability" else "down"
            month = f", each month counted as {clause.outages.month}" if clause.outages and clause.outages.month else ""
            return f"{subject}{state} for {level} of the agreed service time {period}{month}"
        case "longest outage":
            return f"{subject}each outage {level} of agreed service time {period}"
        case "total outage":
            return f"{subject}all outages together {level} of agreed service time {period}"
        case "abandonment":
            return f"{subject}customers who give up: {level} {period}"
        case "backlog in time":
            when = f"at the end of each {clause.period}"
            return f"{subject}{clause.clock} of {level} of what is open {when} has run no longer than {clause.within}"
        case "mean backlog age" | "oldest backlog age":
            return f"{subject}{clause.clock}, {clause.measure} at the end of each {clause.period} {level}"
        case "first contact resolution":
            return f"{subject}resolved at first contact: {level} {period}"
        case "reopen rate":
            return f"{subject}reopened: {level} {period}"


def _subject(clause: Clause) -> str:
    dimensions = (clause.priority, clause.service, clause.category, clause.customer, clause.team, clause.channel)
    filters = [name for name in dimensions if name]
    return ", ".join(filters) + ": " if filters else ""


def right_in_words(trigger: TerminationTrigger) -> str:
    """What gives a right to terminate: ``resolution.P1 missed in 3 of 6 periods``."""
    match trigger.kind:
        case "missed":
            beyond = _beyond(trigger.below, trigger.above) or "missed"
            return f"{trigger.clause} {beyond} in {_of(trigger.periods, 'periods')}"
        case "low mean":
            return f"mean of {trigger.clause} over {trigger.over} {_beyond(trigger.mean_below, trigger.mean_above)}"
        case "heavy credits":
            months = _of(trigger.periods, "months")
            return f"credits of at least {trigger.credits_at_least} of {trigger.of} in {months}"
        case _:
            share = f" of {trigger.of}" if isinstance(trigger.credits_in_sum, Percent) else ""
            window = {"term": "the term", "contract year": "a contract year"}.get(trigger.window or "", trigger.window)
            return f"credits of at least {trigger.credits_in_sum}{share} in {window}"


def _of(periods: PeriodsOf | None, noun: str) -> str:
    if periods is None:
        return noun
    return f"{periods.count} {noun} running" if periods.count == periods.of else f"{periods} {noun}"


def _beyond(below: Level | None, above: Level | None) -> str:
    return f"below {below}" if below is not None else f"above {above}" if above is not None else ""
