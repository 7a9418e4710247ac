"""How long choosing takes, in runs of the kernel over the reference year: staffs, offers, and a whole search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import process_time

import numpy as np

from benchmarks import year
from benchmarks.row import Goal, Row, row
from benchmarks.timing import least, once, wall
from benchmarks.year import Knobs
from slm_sim.chance import Stream
from slm_sim.engine import simulate
from slm_sim.model.staff import Staff
from slm_sim.plan.programme import Programme, Solution
from slm_sim.plan.solve import solve
from slm_sim.plan.staffing.cells import Cell, Headcount, cells_of
from slm_sim.plan.staffing.months import promised
from slm_sim.plan.staffing.plan import planned
from slm_sim.plan.staffing.trial import Trial

KERNEL = 0.012
"""Seconds of the kernel behind the goals, which are stated in seconds: as many runs of it may be taken."""
CLAUSES = OPTIONS = 12
YEARS = 500


def rows(quick: bool) -> Iterator[Row]:
    """A hundred staffs over a hundred years; one offer of 12 clauses; the staff of three teams."""
    drawn = year.drawn(year.prepared())
    kernel = least({"kernel": lambda: simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel")}, 10)
    yield from _staffs(kernel["kernel"], *((4, 8) if quick else (100, 100)))
    yield _offer(kernel["kernel"])
    yield _search(kernel["kernel"], quick)


def _staffs(kernel: float, staffs: int, replications: int) -> Iterator[Row]:
    """Every staff in every year, drawing included; then as a search does it, which gives up what misses too much."""
    prepared, wanted = year.prepared(), Staff()
    cells = cells_of(prepared.scenario, prepared.span, wanted)
    agreements = promised(prepared, wanted)
    trial = Trial(prepared, cells, agreements, wanted.confidence.fraction, replications, 2)
    tried = staffs_near(cells, staffs)
    seconds = once(lambda: [trial.months(people) for people in tried])
    told = {"kernel_s": kernel, "staffs": staffs, "years": replications}
    yield row(
        "a staff in a year against the kernel alone, draws shared",
        seconds / (staffs * replications) / kernel,
        Goal("at most", 2 * 90 / (100 * 100) / KERNEL),
        **told,
        processor_time_s=seconds,
        goal_s="90 by the clock on two free cores",
    )
    searched = once(lambda: [trial.keeps(people) for people in tried])
    trial.close()
    name = "the same, as a search tries them"
    yield row(name, searched / (staffs * replications) / kernel, None, **told, processor_time_s=searched)


def staffs_near(cells: Sequence[Cell], number: int) -> list[Headcount]:
    """Different staffs with one person fewer, as many, or one more in each cell than stated."""
    found: dict[Headcount, None] = {}
    stream, place = Stream(1, 0, "staffs"), 0
    while len(found) < number:
        steps = (stream.uniforms(np.arange(place, place + len(cells)), 0) * 3).astype(int).tolist()
        found[tuple(max(cell.stated + step - 1, 1) for cell, step in zip(cells, steps, strict=True))] = None
        place += len(cells)
    return list(found)


def _offer(kernel: float) -> Row:
    programme = made_up()
    solved: list[Solution] = []
    seconds = once(lambda: solved.append(solve(programme, 600)))
    (found,) = solved
    if found.status != "best":
        raise ArithmeticError(f"the best offer was not proved: {found.status}")
    return row(
        "an offer of 12 clauses against a run of the kernel",
        seconds / kernel,
        Goal("at most", 60 / KERNEL),
        kernel_s=kernel,
        processor_time_s=seconds,
        clauses=CLAUSES,
        options_of_each=OPTIONS,
        years=YEARS,
        gap=found.bound / found.worth - 1,
    )


def made_up(seed: int = 1) -> Programme:
    """Readings of the true shape: 6,000 months, some of them hard for all clauses, others for one alone.

    An option fails in the months that are harder than it can bear; the tighter it is, the less it bears.
    """
    months = np.arange(12 * YEARS)
    stream = Stream(seed, 0, "readings")
    shared = stream.uniforms(months, 0)
    worth, fails, credits = [], [], []
    for clause in range(CLAUSES):
        draws = stream.uniforms(np.arange(OPTIONS + 1), 1 + 2 * clause)
        tightness = np.sort(draws[:OPTIONS])
        own = stream.uniforms(months, 2 + 2 * clause)
        failed = np.minimum(shared, 1.5 * own)[None, :] < 0.12 * tightness[:, None]
        worth.append(tightness * (0.5 + draws[OPTIONS]))
        fails.append(failed)
        credits.append(failed.reshape(OPTIONS, YEARS, 12).sum(axis=2).astype(np.int64) * 10_000_000)
    return Programme(
        worth=tuple(worth),
        fails=tuple(fails),
        credits=tuple(credits),
        group=tuple(map(str, range(CLAUSES))),
        rule=(np.full(OPTIONS, -1),) * CLAUSES,
        failing=len(months) // 10,
        expected=2e7 * CLAUSES,
        worst=8e7 * CLAUSES,
    )


def _search(kernel: float, quick: bool) -> Row:
    prepared = year.prepared(Knobs(lasts="1 month")) if quick else year.prepared()
    wanted = Staff.model_validate({"replications": 20, "fresh": 4} if quick else {})
    begun, by_the_clock = process_time(), wall()
    found = planned(prepared, wanted, 2, lambda tried, most: None)
    seconds, by_the_clock = process_time() - begun, wall() - by_the_clock
    gap = None if found.cost is None else 1 - found.bound / found.cost
    return row(
        "the staff of three teams against a run of the kernel",
        seconds / kernel,
        None if quick else Goal("at most", 2 * 180 / KERNEL),
        kernel_s=kernel,
        processor_time_s=seconds,
        by_the_clock_s=by_the_clock,
        goal_s="180 by the clock on two free cores",
        time_limit=str(wanted.time_limit),
        status=found.status,
        gap="none found" if gap is None else gap,
        staffs_tried=found.tried,
        terms_played=found.played,
        paid_hours_a_month_before=found.cost_before,
        paid_hours_a_month=found.cost,
    )
