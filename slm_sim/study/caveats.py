"""What a reader must know before any figure: assumptions that were made, and warnings that follow from the results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from slm_sim.model.clause import SHARES_OF_INCIDENTS
from slm_sim.model.demand import ALL, ReplayedWorkload, SynthesisedWorkload
from slm_sim.model.doubt import Doubt
from slm_sim.model.inwords import count, in_number
from slm_sim.model.measurement import MinimumVolume
from slm_sim.model.results import ClauseResult, LogResult, TeamResult, WarmUp, Warned
from slm_sim.model.scenario import Scenario
from slm_sim.read import of_drafts
from slm_sim.study.moneywords import of_money
from slm_sim.study.orderwords import of_order

SMALL_NUMBER = 20
"""Fewer incidents a period make a promised percentage a matter of luck."""
CROWDED = 0.9
"""Above this occupancy small mistakes in volume or effort become long queues."""


def assumptions(scenario: Scenario) -> tuple[str, ...]:
    """What the figures rest on, in words, for this scenario."""
    return (*_of_demand(scenario), *_of_supply(scenario), *_of_counting(scenario))


def _of_demand(scenario: Scenario) -> Iterator[str]:
    workload = scenario.workload
    if isinstance(workload, ReplayedWorkload):
        volume = workload.replay.volume
        if volume == ALL:
            yield "Incidents arrive exactly as in the log; every interval holds them fixed."
        else:
            yield f"The log is played at {volume} of its volume, by chance; every interval holds the log fixed."
        yield "Groups that the scenario does not describe have unlimited people and take the time that the log shows."
        if workload.sources.effort == "not known":
            yield "Hands-on work and staffing are not known, so nothing here says how many people are needed."
        yield "An incident counts under the last priority that the log gives it, from its opening."
        return
    yield f"Incidents arrive by chance at {workload.incidents}, shaped by the stated week, day, season and growth."
    if workload.daily_variation is None:
        yield "No day is busier than chance explains: the scenario states no daily variation."
    yield "Priority, effort, route and waiting of one incident do not depend on those of another."
    if scenario.pending:
        yield "Half of a visit's effort comes before its wait for somebody outside, half after it."
    if scenario.routing is not None:
        yield f"After {scenario.routing.at_most} the team that holds an incident resolves it."


def _of_supply(scenario: Scenario) -> Iterator[str]:
    if any(site.shrinkage.fraction for site in scenario.sites.values()):
        yield "Shrinkage takes each person off each shift by chance, independently of the others."
    unlimited = [name for name, team in scenario.teams.items() if team.headcount == "unlimited"]
    finishing = [
        name for name, team in scenario.teams.items() if team.at_shift_end == "finish" and name not in unlimited
    ]
    stopping = [name for name in scenario.teams if name not in finishing and name not in unlimited]
    if finishing:
        yield f"At shift end the people of {', '.join(finishing)} finish what they have begun."
    if stopping:
        where = "Elsewhere work stops at shift end" if finishing else "At shift end work stops"
        yield f"{where}, and the incident keeps its place in the queue."
    yield from of_order(scenario)
    if unlimited:
        yield f"{', '.join(unlimited)} never keep an incident waiting: they are known by their times alone."


def _of_counting(scenario: Scenario) -> Iterator[str]:
    if scenario.agreements:
        yield "Response is the first start by a person; what is not decided at the end of the run is counted apart."
    yield from of_money(scenario)
    if scenario.study.precision is not None:
        yield "Precision is looked at every few replications; the intervals do not allow for these looks."
    if isinstance(scenario.workload, SynthesisedWorkload) and not scenario.outages:
        yield "No service has an outage: the scenario states none."


def leaves_to_chance(scenario: Scenario) -> bool:
    """Whether replications differ; those of a whole log do not, unless the scenario adds efforts or rosters to it."""
    workload = scenario.workload
    return not isinstance(workload, ReplayedWorkload) or workload.replay.volume != ALL or bool(scenario.teams)


def warnings(
    scenario: Scenario,
    clauses: Sequence[ClauseResult],
    teams: Sequence[TeamResult],
    warm_up: WarmUp,
    replications: int,
    log: LogResult | None,
    not_shown: Sequence[str] = (),
    doubts: Sequence[Doubt] = (),
    rules: Mapping[str, MinimumVolume] = MappingProxyType({}),
    of_log: Sequence[Warned] = (),
) -> tuple[Warned, ...]:
    """What follows from the results, the gravest first.

    replications  that were played
    not_shown     keys of clauses on responses, of a log that does not show any
    doubts        what drafts of agreements must settle before they are signed
    of_log        what its agreements ask for and a log never shows
    rules         minimum-volume rules by the keys of the clauses that have one
    """
    found = [
        *_of_responses(not_shown),
        *_of_teams(teams),
        *_of_run(scenario, warm_up, replications),
        *_of_precision(scenario, clauses),
        *_of_clauses(clauses, rules),
        *of_drafts(doubts),
        *of_log,
        *_of_log(log),
    ]
    order = ("stop", "caution", "note")
    return tuple(sorted(found, key=lambda warned: order.index(warned.weight)))


def _of_responses(not_shown: Sequence[str]) -> Iterator[Warned]:
    for name in not_shown:
        text = (
            f"{name} cannot be judged: the log does not show when anybody first touched an incident, "
            "and every response passes for immediate."
        )
        yield Warned(weight="stop", about=name, text=text)


def _of_teams(teams: Sequence[TeamResult]) -> Iterator[Warned]:
    for team in teams:
        if not team.steady and team.growth is not None:
            text = (
                f"No steady state: the backlog of {team.team} grows by {team.growth.value:.1f} incidents a week and "
                "would go on growing. The figures below depend on how long the run lasts."
            )
            yield Warned(weight="stop", about=team.team, text=text)
        elif team.occupancy is not None and team.occupancy.value > CROWDED:
            text = (
                f"{team.team} is busy {team.occupancy.value * 100:.0f} % of its time at work. "
                "A little more volume or effort than assumed turns into long queues."
            )
            yield Warned(weight="caution", about=team.team, text=text)


def _of_run(scenario: Scenario, warm_up: WarmUp, replications: int) -> Iterator[Warned]:
    if warm_up.enough is not True and scenario.backlog is None:
        yield Warned(weight="caution", about="warm-up", text=warm_up.explanation)
    if replications == 1 and leaves_to_chance(scenario):
        text = "One simulated term is one throw of the dice: no figure here has an interval. Play more replications."
        yield Warned(weight="caution", about="replications", text=text)


def _of_precision(scenario: Scenario, clauses: Sequence[ClauseResult]) -> Iterator[Warned]:
    """Which chance is known least, where it is known less well than the study asks for."""
    if scenario.study.precision is None:
        return
    known = [(clause.chance.half_width, clause) for clause in clauses if clause.chance and clause.chance.half_width]
    width, least = max(known, key=lambda row: row[0], default=(0.0, None))
    if least is not None and width > float(scenario.study.precision):
        text = (
            f"The chance of {least.agreement}/{least.clause} is known to within {width * 100:.1f} points either way, "
            f"not the {scenario.study.precision} that were asked for. Play more replications."
        )
        yield Warned(weight="caution", about="precision", text=text)


def _of_clauses(clauses: Sequence[ClauseResult], rules: Mapping[str, MinimumVolume]) -> Iterator[Warned]:
    for clause in clauses:
        name = f"{clause.agreement}/{clause.clause}"
        if not clause.periods:
            text = f"{name}: no whole {clause.service_period} lies in the simulated span, so it is not measured."
            yield Warned(weight="caution", about=name, text=text)
            continue
        if clause.chance is None:
            yield Warned(weight="caution", about=name, text=f"{name}: there was never anything to count.")
            continue
        counted = sum(period.counted for period in clause.periods) / len(clause.periods)
        is_share = clause.level is not None and clause.unit == "share" and clause.measure in SHARES_OF_INCIDENTS
        rule = rules.get(name)
        if is_share and rule is not None and counted < rule.below:
            text = (
                f"{name} rests on about {counted:.0f} incidents per {clause.service_period}: below {rule.below} the "
                f"minimum-volume rule decides, whatever percentage is reached; it allows {rule.allows} "
                f"miss{'' if rule.allows == 1 else 'es'}."
            )
            yield Warned(weight="note", about=name, text=text)
        elif is_share and counted < SMALL_NUMBER:
            text = (
                f"{name} rests on about {counted:.0f} incidents per {clause.service_period}: with so few, luck decides "
                f"whether {(clause.level or 0) * 100:g} % is reached."
            )
            yield Warned(weight="caution", about=name, text=text)
        undecided = sum(period.undecided for period in clause.periods)
        if undecided >= 0.5:
            text = f"{name}: on average {undecided:.1f} incidents are not decided at the end, and not counted."
            yield Warned(weight="note", about=name, text=text)


def _of_log(log: LogResult | None) -> Iterator[Warned]:
    if log is None:
        return
    for problem in log.problems:
        text = f"In the log, {count(problem.count)} × {in_number(problem.count, problem.kind)}: {problem.done}."
        yield Warned(weight="note", about="log", text=text)
    for fact, remark in log.not_in_the_log.items():
        yield Warned(weight="note", about="log", text=f"Not in the log: {fact.replace('_', ' ')}. {remark}.")
