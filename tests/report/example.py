"""A study that nobody simulated, with the shape and size of a real one: twelve months, nine clauses, four teams."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pandas as pd

from slm_sim.model.clause import Measure
from slm_sim.model.estimate import Estimate
from slm_sim.model.judged import AcceptedTold, FindingTold, RulesResult, ThresholdTold
from slm_sim.model.results import (
    ChangeMade,
    ClausePeriod,
    ClauseResult,
    JointPeriod,
    LogProblemFound,
    LogResult,
    ObservedTimes,
    OverlayApplied,
    PenaltyPeriod,
    PenaltyResult,
    PriorityTimes,
    Question,
    Results,
    TeamResult,
    WarmUp,
    Warned,
)
from slm_sim.model.rights import FirstSeen, ResetResult, RightsResult, TriggerResult
from slm_sim.model.study import Study, Tables
from slm_sim.model.tables import TABLES
from slm_sim.statistics import mean, proportion, quantile

MONTHS = [f"2027-{month:02d}" for month in range(4, 13)] + [f"2028-{month:02d}" for month in range(1, 4)]
QUARTERS = ["2027-Q2", "2027-Q3", "2027-Q4", "2028-Q1"]
TEAMS = {"service-desk": "L1", "branch-support": "L2", "workplace-support": "L2", "engineering": "L3"}
CONFIDENCE = 0.95
AGREEMENT = "pharmacy-sla"
CHARGE = Decimal(118_500)

CLAUSES = (
    ("response.P1", "P1: response within 15 min in at least 95 % of incidents per calendar month", 0.95, None, 0.99),
    ("response.P2", "P2: response within 30 min in at least 90 % of incidents per calendar month", 0.90, None, 0.97),
    ("resolution.P1", "P1: resolution within 4 h in at least 95 % of incidents per calendar month", 0.95, "pool", 0.62),
    ("resolution.P2", "P2: resolution within 8 h in at least 90 % of incidents per calendar month", 0.90, "pool", 0.88),
    ("resolution.P3", "P3: resolution within 3 business days in at least 90 % of incidents per calendar month",
     0.90, "pool", 0.93),
    ("resolution.P4", "P4: resolution within 5 business days in at least 85 % of incidents per calendar month",
     0.85, "pool", 1.0),
    ("first-contact", "resolved at first contact: at least 65 % per calendar month", 0.65, None, 0.81),
)  # fmt: skip


def estimate_of(kept: int, replications: int) -> Estimate:
    return proportion(kept, replications, CONFIDENCE)


def example(
    *,
    replications: int = 100,
    title: str = "Pharmacy chain service desk",
    credits: bool = True,
    log: bool = False,
    no_data: bool = False,
    teams: Sequence[str] = tuple(TEAMS),
) -> Study:
    """The study; options leave something out, put something in, or change its size."""
    rng = np.random.default_rng(7)
    results = Results(
        question=question(title, replications, log),
        overlays=(overlay(),),
        assumptions=(
            "Incidents arrive by chance at 4 000 / month, shaped by the stated week, day, season and growth.",
            "Priority, effort, route and waiting of one incident do not depend on those of another.",
            "Shrinkage takes each person off each shift by chance, independently of the others.",
            "At shift end service-desk finish what they have begun; the other teams stop and go on later.",
            "Every credit is claimed and paid.",
        ),
        warnings=warnings(replications, teams),
        clauses=clauses(rng, replications, no_data, credits),
        joint=tuple(
            JointPeriod(period=month, chance=estimate_of(int(replications * share), replications))
            for month, share in zip(MONTHS, np.linspace(0.55, 0.12, 12), strict=True)
        ),
        joint_all=estimate_of(0, replications),
        penalties=(penalty(rng, replications),) if credits else (),
        rights=(rights(replications),) if credits else (),
        resets=(reset(replications),) if credits else (),
        teams=tuple(team_result(name, number, replications) for number, name in enumerate(teams)),
        times=tuple(times(rank, replications) for rank in range(4)),
        warm_up=WarmUp(
            given_weeks=4,
            needed_weeks=5,
            enough=True,
            explanation="MSER-5 would leave out the first 5 weeks of the run; 4 were left out.",
        ),
        log=log_result() if log else None,
        rules=rules(),
    )
    return Study(
        results=results,
        tables=Tables.whole(tables(replications, credits, teams)),
        inputs={"scenarios/service-desk.yaml": "ab" * 32, "scenarios/agreements/pharmacy-sla.yaml": "cd" * 32},
    )


def question(title: str, replications: int, log: bool) -> Question:
    return Question(
        title=title,
        story="Brightwater runs 290 pharmacies and wants to hand its IT support to Calder IT. The third draft of the "
        "agreement asks for 95 % of P1 incidents to be resolved within four hours, with up to 12 % of each month's "
        "charge at stake. Can Calder sign with the roster it has planned?",
        kind="replayed" if log else "synthesised",
        starts="2027-04-01T00:00:00+01:00",
        ends="2028-04-01T00:00:00+01:00",
        zone="Europe/London",
        warm_up_seconds=4 * 7 * 86_400,
        run_out_seconds=3 * 7 * 86_400,
        tick_seconds=1,
        seed=20270401,
        replications=replications,
        stopped_because="precision reached" if replications > 1 else "all replications played",
        confidence=CONFIDENCE,
        conditional_on="the incidents of the log: other months would bring others" if log else "",
    )


def overlay() -> OverlayApplied:
    return OverlayApplied(
        name="two-engineers",
        story="Two more people for the branches.",
        changes=(ChangeMade(path="teams.branch-support.headcount.office.Mon-Fri", before="6", after="8"),),
    )


def warnings(replications: int, teams: Sequence[str]) -> tuple[Warned, ...]:
    found = [
        Warned(
            weight="stop",
            about=teams[-1],
            text=f"No steady state: the backlog of {teams[-1]} grows by 3.1 incidents a week and would go on growing. "
            "The figures below depend on how long the run lasts.",
        ),
        Warned(
            weight="caution",
            about="resolution.P1",
            text="pharmacy-sla/resolution.P1 rests on about 14 incidents per calendar month: with so few, luck decides "
            "whether 95% is reached.",
        ),
        Warned(
            weight="note",
            about="resolution.P4",
            text="resolution.P4: on average 2.4 incidents are not decided at the end.",
        ),
    ]
    if replications == 1:
        found.insert(1, Warned(weight="caution", about="replications", text="One simulated term is one throw."))
    return tuple(found)


def clauses(rng: np.random.Generator, replications: int, no_data: bool, credits: bool) -> tuple[ClauseResult, ...]:
    monthly = tuple(
        clause(rng, replications, *row, MONTHS, "calendar month", no_data and number == 2, credits)
        for number, row in enumerate(CLAUSES)
    )
    availability = "branch-systems: available for at least 99.9 % of the agreed service time per calendar quarter"
    mean_time = "P2: mean resolution at most 6 h per calendar month"
    return (
        *monthly,
        clause(rng, replications, "availability.branch-systems", availability, 0.999, "pool", 0.9, QUARTERS,
               "calendar quarter", False, credits),
        clause(rng, replications, "mean-resolution.P2", mean_time, 21_600.0, None, 0.7, MONTHS, "calendar month", False,
               credits),
    )  # fmt: skip


def measure_of(name: str) -> Measure:
    """What the clause of a target is about."""
    words: dict[str, Measure] = {
        "availability": "availability",
        "first-contact": "first contact resolution",
        "mean-resolution": "mean time",
    }
    return words.get(name.partition(".")[0], "share in time")


def clause(
    rng: np.random.Generator,
    replications: int,
    name: str,
    promise: str,
    level: float,
    credit: str | None,
    kept: float,
    periods: Sequence[str],
    service_period: str,
    no_data: bool,
    credits: bool,
) -> ClauseResult:
    seconds = level > 1
    spread = 1800.0 if seconds else (1 - level) / 4

    def reached(count: int) -> Estimate:
        better = -spread if seconds else spread
        return mean(level + better * (kept - 0.4) + rng.normal(0, spread, count), CONFIDENCE)

    chances = np.clip(kept + np.linspace(0.08, -0.2 if kept < 1 else 0, len(periods)), 0, 1)
    return ClauseResult(
        agreement=AGREEMENT,
        clause=name,
        promise=promise,
        measure=measure_of(name),
        unit="seconds" if seconds else "share",
        level=level,
        direction="at most" if seconds else "at least",
        service_period=service_period,
        credit=credit if credits else None,
        chance=estimate_of(round(kept * replications), replications),
        all_periods=estimate_of(round(kept**8 * replications), replications),
        attainment=reached(replications),
        periods=tuple(
            ClausePeriod(
                period=period,
                chance=None
                if no_data and number < 2
                else estimate_of(round(float(chances[number]) * replications), replications),
                attainment=None if no_data and number < 2 else reached(replications),
                counted=14.2 + number,
                no_data=1.0 if no_data and number < 2 else 0.0,
                undecided=0.2,
            )
            for number, period in enumerate(periods)
        ),
    )


def penalty(rng: np.random.Generator, replications: int) -> PenaltyResult:
    owed = term_credits(replications)
    monthly = rng.choice([0.0, 2400.0, 5900.0, 14220.0], (replications, 12), p=[0.55, 0.25, 0.15, 0.05])
    return PenaltyResult(
        agreement=AGREEMENT,
        currency="GBP",
        charges=float(CHARGE * 12),
        mean=mean(owed, CONFIDENCE),
        p50=quantile(owed, 0.5, CONFIDENCE),
        p95=quantile(owed, 0.95, CONFIDENCE),
        any_credit=estimate_of(replications, replications),
        cap_reached=estimate_of(round(0.31 * replications), replications),
        cap_reached_month=proportion(round(0.05 * replications), replications, CONFIDENCE),
        by_clause={
            "resolution.P1": mean(owed * 0.6, CONFIDENCE),
            "resolution.P2": mean(owed * 0.3, CONFIDENCE),
            "availability.branch-systems": mean(owed * 0.1, CONFIDENCE),
        },
        margin=0.11,
        above_margin=estimate_of(0, replications),
        periods=tuple(
            PenaltyPeriod(
                period=month,
                mean=mean(monthly[:, number], CONFIDENCE),
                p95=float(np.quantile(monthly[:, number], 0.95, method="inverted_cdf")),
                any_credit=estimate_of(int((monthly[:, number] > 0).sum()), replications),
                cap_reached=estimate_of(int((monthly[:, number] > 14_000).sum()), replications),
            )
            for number, month in enumerate(MONTHS)
        ),
    )


def rights(replications: int) -> RightsResult:
    rare, never = (estimate_of(round(part * replications), replications) for part in (0.35, 0))
    return RightsResult(
        agreement=AGREEMENT,
        type="SLA",
        any_right=rare,
        triggers=(
            TriggerResult(
                trigger="dark-branches",
                terms="availability.branch-systems below 99 % in 2 periods running",
                notice=None,
                chance=never,
                first=None,
            ),
            TriggerResult(
                trigger="persistent-p1",
                terms="resolution.P1 missed in 3 of 6 periods",
                notice="60 days",
                chance=rare,
                first=FirstSeen(earliest=MONTHS[2], median=MONTHS[4], latest=MONTHS[11]) if rare.value else None,
            ),
            TriggerResult(
                trigger="lasting",
                terms="resolution.P1 missed in 14 of 24 periods",
                notice=None,
                chance=None,
                first=None,
            ),
        ),
    )


def rules() -> RulesResult:
    few = FindingTold(
        code="SLM301",
        name="few-incidents",
        severity="high",
        subject="pharmacy-sla/resolution.P1",
        place="agreements/pharmacy-sla.yaml:58:19",
        message="resolution.P1 promises a percentage of about 14.2 incidents a calendar month; it takes 20 incidents",
        advice="Measure over a quarter.",
    )
    return RulesResult(
        asked=83,
        silent=19,
        findings=(few,),
        accepted=(
            AcceptedTold(
                **{**dict(few), "subject": "pharmacy-sla/response.P1"},
                because="A quarter was refused; we price the risk.",
                accepted_at="service-desk.yaml:77:5",
            ),
        ),
        thresholds=(
            ThresholdTold(
                rule="SLM501",
                parameter="busy",
                usual="85 %",
                value="90 %",
                because="Nobody waits for this team at night.",
                changed_at="service-desk.yaml:81:5",
            ),
        ),
    )


def reset(replications: int) -> ResetResult:
    return ResetResult(
        agreement=AGREEMENT,
        clause="resolution.P2",
        unit="share",
        level=0.90,
        chance=estimate_of(replications, replications),
        reset=mean(np.linspace(0.91, 0.93, replications), CONFIDENCE),
        first=FirstSeen(earliest=MONTHS[6], median=MONTHS[6], latest=MONTHS[6]),
    )


def term_credits(replications: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.round(np.random.default_rng(11).gamma(6, 6000, replications) / 1185) * 1185


def team_result(name: str, number: int, replications: int) -> TeamResult:
    rng = np.random.default_rng(number)
    unlimited, steady, busy = number >= 4, number != 3, (0.62, 0.78, 0.81, 0.97)
    return TeamResult(
        team=name,
        tier=TEAMS.get(name, "as the log shows"),
        unlimited=unlimited,
        steady=steady,
        occupancy=None if unlimited else mean(rng.normal(busy[number], 0.01, replications), CONFIDENCE),
        backlog=mean(rng.normal(6 + 5 * number, 1, replications), CONFIDENCE) if steady and not unlimited else None,
        growth=None if unlimited else mean(rng.normal(0.0 if steady else 3.1, 0.1, replications), CONFIDENCE),
        visits=4010.4 / (number + 1),
        paid_hours=None if unlimited else 2600.0 - 400 * number,
        staff_cost=None if unlimited else 54_600.0 + 2_000 * number,
        currency=None if unlimited else "GBP",
    )


def times(rank: int, replications: int) -> PriorityTimes:
    rng = np.random.default_rng(rank)
    scale = 3**rank

    def around(seconds: float) -> Estimate:
        return mean(rng.normal(seconds, seconds / 40, replications), CONFIDENCE)

    return PriorityTimes(
        priority=f"P{rank + 1}",
        incidents_per_month=around((14.0, 160.0, 1300.0, 2500.0)[rank]),
        response={"p50": around(240 * scale), "p90": around(700 * scale), "p95": around(900 * scale)},
        resolution={
            "p50": around(5400 * scale),
            "p90": around(13_000 * scale),
            "p95": around(20_000 * scale) if rank < 3 else None,
        },
        parts={
            "waiting": 1800.0 * scale,
            "call-out": 300.0 if rank < 2 else 0.0,
            "hands-on": 4200.0,
            "suspended": 0.0 if rank == 0 else 900.0 * scale,
            "pending customer": 1200.0 * scale,
            "pending vendor": 600.0 * scale,
            "until reopened": 150.0 * scale,
        },
        abandoned=0.0,
        unresolved=0.0 if rank < 3 else 0.012,
    )  # fmt: skip


def log_result() -> LogResult:
    return LogResult(
        file="servicenow.csv.gz",
        rows=101_000,
        incidents=17_136,
        played=17_120,
        first_opened="2016-03-01T00:02:00+00:00",
        last_opened="2016-04-30T23:48:00+00:00",
        reassigned=0.42,
        reopened=0.016,
        ever_pending=0.23,
        problems=(
            LogProblemFound(
                kind="date that cannot be read", count=12, examples=("INC0001: '31/02/2016'",), done="row left out"
            ),
            LogProblemFound(kind="resolved before it was opened", count=4, examples=(), done="incident left out"),
        ),
        sources={"arrivals": "log", "priority": "log", "route": "log", "effort": "not known"},
        not_in_the_log={"pending_reasons": "Only that somebody waited is recorded, not for whom"},
        comparison=tuple(
            ObservedTimes(
                priority=priority,
                period=month,
                incidents=4000 // (rank + 1),
                simulated_incidents=4000.0 // (rank + 1),
                observed={"p50": 30_000.0 * (rank + 1), "p90": 400_000.0, "p95": 900_000.0 if rank else None},
                simulated={"p50": 32_000.0 * (rank + 1), "p90": 390_000.0, "p95": 880_000.0},
            )
            for rank, priority in enumerate(("all", "1 - Critical", "2 - High", "3 - Moderate"))
            for month in ("2016-03", "2016-04", "all")
        ),
    )  # fmt: skip


def tables(replications: int, credits: bool, teams: Sequence[str]) -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(3)
    numbers = np.arange(replications)
    found: dict[str, pd.DataFrame] = {
        "attainment": pd.DataFrame(
            [
                (number, AGREEMENT, name, month, 14, 1, 0, 2, 13 / 14, "missed", False)
                for number in numbers.tolist()
                for name, *_ in CLAUSES
                for month in MONTHS
            ]
        ),
        "credits": pd.DataFrame(
            [
                (
                    number,
                    AGREEMENT,
                    "resolution.P1",
                    month,
                    month,
                    "credit",
                    "monthly-bands",
                    "bands",
                    "missed",
                    0.05,
                    Decimal(5925),
                    Decimal(5925),
                    "GBP",
                )
                for number in numbers.tolist()
                for month in MONTHS[:2]
            ]
        ),
        "charges": pd.DataFrame(
            [
                (number, AGREEMENT, month, CHARGE, Decimal(2400), Decimal(2400), False, "GBP")
                for number in numbers.tolist()
                for month in MONTHS
            ]
        ),
        "terms": pd.DataFrame(
            [
                (number, AGREEMENT, CHARGE * 12, Decimal(int(owed)), Decimal(0), Decimal(0), "GBP")
                for number, owed in enumerate(term_credits(replications))
            ]
        ),
        "rights": pd.DataFrame([(number, AGREEMENT, "persistent-p1", MONTHS[4]) for number in numbers.tolist()]),
        "resets": pd.DataFrame([(number, AGREEMENT, "resolution.P2", MONTHS[6], 0.92) for number in numbers.tolist()]),
        "team_load": team_load(rng, teams),
        "backlog": backlog(rng, teams, replications),
        "volumes": pd.DataFrame(
            [
                (month, f"P{rank}", 1000.0 / rank, 950.0 / rank, 1050.0 / rank)
                for month in MONTHS
                for rank in range(1, 5)
            ]
        ),
        "incidents": incidents(),
    }
    for table in TABLES:
        found[table.name].columns = pd.Index([column.name for column in table.columns])
        if not credits and table.name in ("credits", "charges", "terms", "rights", "resets"):
            found[table.name] = found[table.name].iloc[:0].astype("object")
    return found


def team_load(rng: np.random.Generator, teams: Sequence[str]) -> pd.DataFrame:
    rows = []
    for number, team in enumerate(teams):
        for hour in range(168):
            day, clock = divmod(hour, 24)
            office = day < 5 and 9 <= clock < 17
            at_work = (1 + 5 * (6 <= clock < 22) if number == 0 else 5.0 * office) if number < 4 else np.nan
            busy = (at_work if number < 4 else 3.0) * 0.75
            waiting = (8.0 if office else 14.0 if day < 5 else 20.0) * (number + 1) / 2 + float(rng.uniform(0, 1))
            rows.append((team, hour, at_work, busy, waiting if number < 4 else 0.0))
    return pd.DataFrame(rows)


def backlog(rng: np.random.Generator, teams: Sequence[str], replications: int) -> pd.DataFrame:
    starts = pd.Timestamp("2027-03-04", tz="UTC")
    rows = []
    for number, team in enumerate(teams):
        for week in range(-4, 55):
            settled = (6.0 + 5 * number) * (1 - np.exp(-(week + 5) / 2))
            level = (settled + (3.1 * week if number == 3 else 0) + float(rng.normal(0, 0.6))) if number < 4 else 0.0
            level = max(level, 0.0)
            band = (level * 0.12, level) if replications > 1 else (np.nan, np.nan)
            rows.append((team, week, starts + pd.Timedelta(weeks=week + 4), level, level - band[0], level + band[0]))
    return pd.DataFrame(rows)


def incidents() -> pd.DataFrame:
    none = pd.Series([None] * 6, dtype="str")
    opened = pd.date_range("2027-04-01", periods=6, freq="3h", tz="UTC")
    return pd.DataFrame(
        {
            "replication": 0,
            "incident": [f"{number}" for number in range(6)],
            "opened": opened,
            "responded": opened + pd.Timedelta(minutes=5),
            "resolved": (opened + pd.Timedelta(hours=5)).where(np.arange(6) < 5),
            "abandoned": pd.Series([pd.NaT] * 6, dtype=opened.dtype),
            "priority": "P3",
            "category": ["network", None, "access", "access", "devices", "devices"],
            "customer": none,
            "service": "workplace",
            "first_team": "service-desk",
            "last_team": "engineering",
            "reassignments": 1,
            "reopened": 0,
            "waiting_seconds": 300.0,
            "touch_seconds": 1200.0,
            "pending_seconds": 0.0,
            "excluded": none,
            "outage": none,
        }
    )
