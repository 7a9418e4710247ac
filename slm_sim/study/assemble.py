"""All figures of a study, from what was gathered of its replications."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from slm_sim.model.balance import FLOWS
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.doubt import Doubt
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.results import OverlayApplied, PenaltyResult, Question, Results
from slm_sim.pipeline import Prepared
from slm_sim.read.tree import Table
from slm_sim.study.balance import credit_balance
from slm_sim.study.caveats import assumptions, warnings
from slm_sim.study.clauses import clause_result, joint_periods, joint_span
from slm_sim.study.gather import Gathered
from slm_sim.study.penalties import penalty_result
from slm_sim.study.precision import precise_enough
from slm_sim.study.priorities import priority_times
from slm_sim.study.replay import bootstrap_results, log_result, warned_of_log
from slm_sim.study.rights import reset_results, rights_result
from slm_sim.study.teams import team_results, warm_up_check
from slm_sim.study.traced import chosen_terms
from slm_sim.workload import PreparedReplay

if TYPE_CHECKING:
    from pandas import DataFrame

CONDITION_OF_A_REPLAY = "the incidents of the log: other months would bring others"


def assemble(
    prepared: Prepared,
    gathered: Gathered,
    log: IncidentLog | None,
    first_incidents: DataFrame,
    overlays: tuple[OverlayApplied, ...] = (),
    doubts: tuple[Doubt, ...] = (),
    tree: Table | None = None,
) -> Results:
    """All figures of a study of one scenario.

    first_incidents  the incidents table of the first replication, which a replay's log is compared with
    doubts           what drafts of agreements must settle before they are signed
    tree             of the scenario, from which warnings of a replay take their places
    """
    scenario = prepared.scenario
    confidence = float(scenario.study.confidence)
    clauses = [clause for compiled in prepared.agreements for clause in compiled.clauses]
    types = {name: agreement.type for name, agreement in scenario.agreements.items()}
    resampled = bootstrap_results(prepared, confidence)
    found = tuple(
        clause_result(clause, reached, prepared.span, confidence, resampled.get(clause.key), types[clause.agreement])
        for clause, reached in zip(clauses, gathered.reached, strict=True)
    )
    rules = {clause.key: clause.minimum_volume for clause in clauses if clause.minimum_volume is not None}
    ours = [
        (clause, reached)
        for clause, reached in zip(clauses, gathered.reached, strict=True)
        if types[clause.agreement] == "SLA" or "SLA" not in types.values()
    ]
    monthly = [reached for clause, reached in ours if clause.period == "calendar month"]
    teams = team_results(prepared, gathered, confidence)
    warm_up = warm_up_check(prepared, gathered, confidence)
    replayed = log_result(prepared, log, first_incidents) if log is not None else None
    precise = precise_enough(scenario.study, gathered.reached)
    return Results(
        question=question(prepared, gathered.replications, precise),
        overlays=overlays,
        assumptions=assumptions(scenario),
        warnings=warnings(
            scenario,
            found,
            teams,
            warm_up,
            gathered.replications,
            replayed,
            not_shown(prepared),
            doubts,
            rules,
            () if log is None else tuple(warned_of_log(prepared, log, tree)),
        ),
        clauses=found,
        joint=joint_periods(monthly, confidence),
        joint_all=joint_span([reached for _, reached in ours], confidence),
        penalties=_penalties(prepared, gathered, confidence),
        balance=credit_balance(
            (
                (FLOWS[compiled.agreement.type], owed)
                for compiled, owed in zip(prepared.agreements, gathered.owed, strict=True)
                if owed is not None
            ),
            confidence,
        ),
        rights=tuple(
            told
            for told in (
                rights_result(*pair, confidence) for pair in zip(prepared.agreements, gathered.arisen, strict=True)
            )
            if told is not None
        ),
        resets=tuple(
            told
            for pair in zip(prepared.agreements, gathered.arisen, strict=True)
            for told in reset_results(*pair, confidence)
        ),
        ledgers=chosen_terms(prepared, gathered.owed),
        teams=teams,
        times=priority_times(prepared, gathered, confidence),
        warm_up=warm_up,
        log=replayed,
    )


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
        if clause.clock is not None and compiled.agreement.clocks[clause.clock].is_response
    ]


def _penalties(prepared: Prepared, gathered: Gathered, confidence: float) -> tuple[PenaltyResult, ...]:
    margin = prepared.scenario.finance.margin
    return tuple(
        penalty_result(
            compiled.name,
            owed,
            compiled.agreement,
            None if margin is None else margin.fraction,
            confidence,
            FLOWS[compiled.agreement.type],
        )
        for compiled, owed in zip(prepared.agreements, gathered.owed, strict=True)
        if owed is not None
    )
