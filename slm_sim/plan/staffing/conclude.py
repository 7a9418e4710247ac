"""What the search for a staff comes to, as facts that can be written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.estimate import Estimate
from slm_sim.model.inwords import percent
from slm_sim.model.results import Warned
from slm_sim.model.staff import Staff
from slm_sim.model.staffed import Hiring, OneMore, Staffed, StaffedLine, StaffedRow, TeamStaffed
from slm_sim.model.week import write_span
from slm_sim.plan.staffing.cells import Headcount, currency_of, price_of
from slm_sim.plan.staffing.descent import Search
from slm_sim.plan.staffing.fresh import Fresh, neighbours, on_fresh_terms
from slm_sim.plan.staffing.hiring import until_hired
from slm_sim.plan.staffing.rota import circles
from slm_sim.plan.staffing.search import Status
from slm_sim.statistics import mean, pooled_proportion
from slm_sim.study.assemble import question
from slm_sim.study.months import length_in_months

ABOUT = "staff"


def staffed(found: Search, wanted: Staff, status: Status, collisions: Sequence[str], *, alone: bool = False) -> Staffed:
    """The facts of a plan; what it found is tried on fresh terms here, once.

    alone  without what one person more or fewer changes, and without what happens until people are hired
    """
    trial, cells = found.trial, found.rosters.cells
    prepared, confidence = trial.prepared, float(trial.prepared.scenario.study.confidence)
    months = length_in_months(prepared.span)
    stated: Headcount = tuple(cell.stated for cell in cells)
    terms = range(wanted.replications, wanted.replications + wanted.fresh)
    best, tried, before, chosen = found.best, None, None, None
    with suppress(KeyboardInterrupt):
        tried = None if best is None else on_fresh_terms(trial, best.people, terms)
        before = on_fresh_terms(trial, stated, terms)
        chosen = None if best is None or status == "interrupted" else trial.months(best.people)
    asked_for = question(prepared, wanted.replications, precise=False)
    return Staffed(
        title=asked_for.title,
        story=asked_for.story,
        starts=asked_for.starts,
        ends=asked_for.ends,
        currency=currency_of(prepared.scenario, {cell.team: None for cell in cells}),
        seed=prepared.scenario.study.seed,
        agreements=tuple(agreement.name for agreement in trial.agreements),
        asked=float(wanted.confidence),
        status=status,
        cost=None if best is None else float(best.cost) / months,
        cost_before=float(price_of(cells, stated)) / months,
        bound=found.bound / months,
        chosen=None if chosen is None else float(chosen.share),
        replications=wanted.replications,
        fresh=wanted.fresh,
        confidence=_kept(tried, confidence),
        confidence_before=_kept(before, confidence),
        credits=None if tried is None else mean(tried.credits / months, confidence),
        credits_before=None if before is None else mean(before.credits / months, confidence),
        tried=trial.tried,
        played=trial.played,
        warnings=tuple(_warnings(wanted, status, best is not None, tried, confidence)),
        rows=_rows(found, months),
        lines=_lines(found, months),
        circles=() if best is None else tuple(circles(prepared.scenario, found.rosters.crews, best)),
        teams=_teams(found, tried, confidence, months),
        one_more=() if tried is None or chosen is None or alone else _one_more(found, tried, terms, confidence, months),
        hiring=None if chosen is None or alone else _hiring(found, wanted, terms, confidence),
        collisions=tuple(collisions),
    )


def _kept(fresh: Fresh | None, confidence: float) -> Estimate | None:
    if fresh is None or not fresh.counted.any():
        return None
    return pooled_proportion(fresh.kept, fresh.counted, confidence)


def _rows(found: Search, months: float) -> tuple[StaffedRow, ...]:
    cells = found.rosters.cells
    people = found.best.people if found.best else (0,) * len(cells)
    shifts = found.trial.prepared.scenario.shifts
    return tuple(
        StaffedRow(
            team=cell.team,
            shift=cell.shift,
            days=cell.key,
            hours=write_span(shifts[cell.shift].hours),
            before=cell.stated,
            people=there,
            needed=needed,
            cost=float(cell.price) / months,
        )
        for cell, there, needed in zip(cells, people, found.needed, strict=True)
    )


def _lines(found: Search, months: float) -> tuple[StaffedLine, ...]:
    if found.best is None:
        return ()
    return tuple(
        StaffedLine(team=line.team, pattern=line.pattern, days=line.days, people=people, cost=float(line.cost) / months)
        for line, people in zip(found.rosters.lines, found.best.lines, strict=bool(found.best.lines))
        if people
    )


def _teams(found: Search, tried: Fresh | None, confidence: float, months: float) -> tuple[TeamStaffed, ...]:
    names, cells = found.trial.prepared.demand.names.teams, found.rosters.cells
    result = []
    for team in dict.fromkeys(cell.team for cell in cells):
        before = sum((cell.stated * cell.price for cell in cells if cell.team == team), Fraction(0))
        column = names.index(team)
        busy = None if tried is None else _occupancy(tried.busy[:, column], tried.at_work[:, column], confidence)
        result.append(
            TeamStaffed(
                team=team,
                cost=float(_cost_of_team(found, team)) / months,
                cost_before=float(before) / months,
                occupancy=busy,
            )
        )
    return tuple(result)


def _cost_of_team(found: Search, team: str) -> Fraction:
    best, rosters = found.best, found.rosters
    if best is None:
        return Fraction(0)
    own = {number: best.people[number] for number in rosters.free if rosters.cells[number].team == team}
    cost = sum((rosters.cells[number].cost * people for number, people in own.items()), Fraction(0))
    lines = zip(rosters.lines, best.lines, strict=bool(best.lines))
    return cost + sum((line.cost * people for line, people in lines if line.team == team), Fraction(0))


def _occupancy(busy: Floats, at_work: Floats, confidence: float) -> Estimate | None:
    return mean(busy / at_work, confidence, 0) if (at_work > 0).all() else None


def _one_more(
    found: Search, tried: Fresh, terms: Sequence[int], confidence: float, months: float
) -> tuple[OneMore, ...]:
    """What one person more or fewer in each shift changes; an interruption leaves those that were tried."""
    best = found.best
    if best is None:
        return ()
    cells, result = found.rosters.cells, []
    for (team, shift, step), people in neighbours(cells, best.people).items():
        try:
            other = on_fresh_terms(found.trial, people, terms)
        except KeyboardInterrupt:
            break
        result.append(
            OneMore(
                team=team,
                shift=shift,
                change=step,
                cost=float(price_of(cells, people) - price_of(cells, best.people)) / months,
                kept=mean(_shares(other) - _shares(tried), confidence, -1, 1),
                credits=mean((other.credits - tried.credits) / months, confidence),
            )
        )
    return tuple(result)


def _hiring(found: Search, wanted: Staff, terms: Sequence[int], confidence: float) -> Hiring | None:
    """What happens until people come, if somebody has to; an interruption leaves that untold."""
    if found.best is None or wanted.hiring_lead_time is None:
        return None
    with suppress(KeyboardInterrupt):
        return until_hired(found.trial, found.best.people, wanted.hiring_lead_time, terms, confidence)
    return None


def _shares(fresh: Fresh) -> Floats:
    """The share of months kept of each replication, those with data; one without any."""
    return np.asarray(np.where(fresh.counted > 0, fresh.kept / np.maximum(fresh.counted, 1), 1.0))


def _warnings(
    wanted: Staff, status: Status, is_found: bool, tried: Fresh | None, confidence: float
) -> Iterator[Warned]:
    if status == "out of time":
        text = f"Time ran out after {wanted.time_limit}: a cheaper staff may keep the promises, down to the bound."
        yield Warned(weight="caution", about=ABOUT, text=text)
    if status == "interrupted":
        text = "The search was interrupted: this is the best so far, and a cheaper staff may do, down to the bound."
        yield Warned(weight="caution", about=ABOUT, text=text)
    if is_found and tried is None:
        text = "Interrupted before this staff was tried on fresh terms: nobody knows its confidence there."
        yield Warned(weight="caution", about=ABOUT, text=text)
    kept = _kept(tried, confidence)
    if kept is not None and kept.value < float(wanted.confidence):
        sure = kept.high is not None and kept.high < float(wanted.confidence)
        found = percent(Fraction(kept.value), 1)
        text = (
            f"On fresh terms this staff keeps the promises in {found} of the months, less than the "
            f"{wanted.confidence} that were asked for"
            + (", beyond doubt: " if sure else "; that may be chance: ")
            + "choose on more replications, or ask for more."
        )
        yield Warned(weight="caution", about=ABOUT, text=text)
