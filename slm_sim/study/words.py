"""Promises and findings in words, as the agreement would put them."""

from __future__ import annotations

from slm_sim.model.clause import Clause


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
        case "availability":
            return f"{subject}available for {level} of the agreed service time {period}"
        case "error rate":
            return f"{subject}down for {level} of the agreed service time {period}"
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
