"""Promises and findings in words, as the agreement would put them."""

from __future__ import annotations

from slm_sim.model.clause import Clause


def promise(clause: Clause) -> str:
    """A clause as a sentence: ``P1: resolution within 4 h in at least 95 % of incidents per calendar month``."""
    subject = _subject(clause)
    period = f"per {clause.period}"
    level = f"{clause.direction} {clause.level}"
    match clause.measure:
        case "share in time":
            return f"{subject}{clause.clock} within {clause.within} in {level} of incidents {period}"
        case "mean time":
            return f"{subject}mean {clause.clock} {level} {period}"
        case "percentile":
            share = f"{float(clause.percentile or 0) * 100:g}"
            return f"{subject}{share} % of incidents reach {clause.clock} in {level} {period}"
        case "availability":
            return f"{subject}available for {level} of the agreed service time {period}"
        case "first contact resolution":
            return f"{subject}resolved at first contact: {level} {period}"
        case "reopen rate":
            return f"{subject}reopened: {level} {period}"


def _subject(clause: Clause) -> str:
    filters = [name for name in (clause.priority, clause.service, clause.category, clause.customer) if name]
    return ", ".join(filters) + ": " if filters else ""
