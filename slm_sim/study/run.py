"""Run a study from a scenario to results and tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from slm_sim.model.attainment import Attainment
from slm_sim.model.clause import Clause
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.results import OverlayApplied, PenaltyResult, Question, Results
from slm_sim.model.scenario import Scenario
from slm_sim.model.study import Study
from slm_sim.pipeline import Prepared, prepare
from slm_sim.study.asked import asked, expect_counts, files_of, log_of
from slm_sim.study.caveats import assumptions, leaves_to_chance, warnings
from slm_sim.study.clauses import clause_result, joint_periods, joint_span, kept_in_any_period, verdicts
from slm_sim.study.inputs import digests
from slm_sim.study.penalties import is_capped, penalty_result
from slm_sim.study.priorities import priority_times
from slm_sim.study.replay import bootstrap_results, log_result
from slm_sim.study.replicate import Progress, replicate
from slm_sim.study.summary import Summary
from slm_sim.study.tables import tables
from slm_sim.study.teams import team_results, warm_up_check
from slm_sim.workload import PreparedReplay

CONDITION_OF_A_REPLAY = "the incidents of the log: other months would bring others"


def run_study(
    scenario: Scenario,
    *,
    replications: int | None = None,
    precision: float | None = None,
    seed: int | None = None,
    log: Path | str | None = None,
    workers: int = 1,
    keep_incidents: int = 1,
    overlays: tuple[OverlayApplied, ...] = (),
    progress: Progress = lambda done, most: None,
) -> Study:
    """Play a scenario and say what its agreements would have measured and cost.

    replications    simulated terms at most, in place of the scenario's; a replay that leaves nothing to chance is
                    played once
    precision       stop once the chance of every clause is known to within this fraction of one, either way
    seed            in place of the scenario's
    log             ticket log to replay, in place of the one that the scenario names
    workers         processes that share the replications; the results are the same for any number. More than one
                    needs the caller's script to be importable (``if __name__ == "__main__":``)
    keep_incidents  replications whose incidents are all kept in the incidents table
    overlays        what was changed in the scenario, to be told in the results
    progress        called with (done, at most) after each replication

    Raises InputError if the log cannot be read or a number asked for is not possible, StudyError if a worker is killed.
    """
    expect_counts(replications=replications, workers=workers, keep_incidents=keep_incidents)
    scenario = asked(scenario, replications, precision, seed)
    read = log_of(scenario, log)
    prepared = prepare(scenario, read)
    confidence = float(scenario.study.confidence)
    summaries = replicate(
        prepared,
        scenario.study.replications if leaves_to_chance(scenario) else 1,
        lambda done: precise_enough(prepared, done),
        workers,
        keep_incidents,
        progress,
    )
    results = assemble(prepared, summaries, read, overlays)
    return Study(
        results=results, tables=tables(prepared, summaries, confidence), inputs=digests(files_of(scenario, log))
    )


def assemble(
    prepared: Prepared,
    summaries: Sequence[Summary],
    log: IncidentLog | None,
    overlays: tuple[OverlayApplied, ...] = (),
) -> Results:
    """All figures of a study from the summaries of its replications."""
    scenario = prepared.scenario
    confidence = float(scenario.study.confidence)
    reached = by_clause(prepared, summaries)
    resampled = bootstrap_results(prepared, confidence)
    clauses = tuple(
        clause_result(clause, attainments, prepared.span, confidence, resampled.get(clause.key))
        for clause, attainments in reached
    )
    monthly = [attainments for clause, attainments in reached if clause.period == "calendar month"]
    teams = team_results(prepared, summaries, confidence)
    warm_up = warm_up_check(prepared, summaries, confidence)
    replayed = log_result(prepared, log, summaries) if log is not None else None
    precise = precise_enough(prepared, summaries)
    return Results(
        question=question(prepared, len(summaries), precise),
        overlays=overlays,
        assumptions=assumptions(scenario),
        warnings=warnings(scenario, clauses, teams, warm_up, len(summaries), replayed, not_shown(prepared)),
        clauses=clauses,
        joint=joint_periods(monthly, confidence),
        joint_all=joint_span([attainments for _, attainments in reached], confidence),
        penalties=_penalties(prepared, summaries, confidence),
        teams=teams,
        times=priority_times(prepared, summaries, confidence),
        warm_up=warm_up,
        log=replayed,
    )


def by_clause(prepared: Prepared, summaries: Sequence[Summary]) -> list[tuple[Clause, list[Attainment]]]:
    """Every clause of every agreement with its attainments, one per replication."""
    return [
        (clause, [summary.attainments[number][row] for summary in summaries])
        for number, compiled in enumerate(prepared.agreements)
        for row, clause in enumerate(compiled.clauses)
    ]


def precise_enough(prepared: Prepared, summaries: Sequence[Summary]) -> bool:
    """Whether the chance of every clause to be kept in a period is known as well as the study asks for.

    A clause that never has data is passed over; if none has any, there is no precision to reach.
    """
    study = prepared.scenario.study
    if study.precision is None:
        return False
    chances = (
        kept_in_any_period(verdicts(attainments), float(study.confidence))
        for _, attainments in by_clause(prepared, summaries)
        if attainments[0].periods
    )
    known = [chance.half_width for chance in chances if chance is not None]
    return bool(known) and all(half is not None and half <= float(study.precision) for half in known)


def question(prepared: Prepared, played: int, precise: bool) -> Question:
    """What was asked, in short; `precise` says whether the study is as precise as it was to be."""
    scenario, span = prepared.scenario, prepared.span
    zone = ZoneInfo(span.zone)
    tick = float(span.axis.seconds_in(1))
    replayed = isinstance(scenario.workload, ReplayedWorkload)
    return Question(
        title=scenario.title,
        story=scenario.story.strip(),
        kind="replayed" if replayed else "synthesised",
        starts=span.axis.moment_at(span.start).astimezone(zone).isoformat(),
        ends=span.axis.moment_at(span.end).astimezone(zone).isoformat(),
        zone=span.zone,
        warm_up_seconds=span.start * tick,
        run_out_seconds=(span.horizon - span.end) * tick,
        tick_seconds=tick,
        seed=scenario.study.seed,
        replications=played,
        stopped_because="precision reached" if precise else "all replications played",
        confidence=float(scenario.study.confidence),
        conditional_on=CONDITION_OF_A_REPLAY if replayed else "",
    )


def not_shown(prepared: Prepared) -> list[str]:
    """The keys of the clauses on responses, where a replay leaves them open: the log shows none."""
    demand = prepared.demand
    if not isinstance(demand, PreparedReplay) or demand.knows_first_touch or demand.described.all():
        return []
    return [
        clause.key
        for compiled in prepared.agreements
        for clause in compiled.clauses
        if clause.clock is not None and compiled.agreement.clocks[clause.clock].stops == "first touch"
    ]


def _penalties(prepared: Prepared, summaries: Sequence[Summary], confidence: float) -> tuple[PenaltyResult, ...]:
    margin = prepared.scenario.finance.margin
    found = (
        penalty_result(
            compiled.name,
            [summary.ledgers[number] for summary in summaries],
            [clause.id for clause in compiled.clauses if clause.credit is not None],
            is_capped(compiled.agreement),
            None if margin is None else margin.fraction,
            confidence,
        )
        for number, compiled in enumerate(prepared.agreements)
    )
    return tuple(result for result in found if result is not None)
