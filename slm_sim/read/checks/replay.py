"""A replay states where each fact comes from; what is said to come from elsewhere, or from nowhere, is not stated."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.measurement import OF_DOWNTIME
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.checks.promises import agreements_of

NOT_IN_A_LOG = ("effort", "headcount", "outages")
"""What no ticket log holds."""

ONLY_IN_THE_LOG = ("arrival", "priority", "category", "route", "time_with_team", "pending", "reopening")
"""What a replay takes from its log, or else does not know."""

SOURCES = ("workload", "sources")


def sources_are_possible(scenario: Scenario) -> Iterator[Flaw]:
    """A log holds no effort, no headcount and no outages; a replay takes the rest from its log."""
    if not isinstance(scenario.workload, ReplayedWorkload):
        return
    for fact in NOT_IN_A_LOG:
        if getattr(scenario.workload.sources, fact) == "log":
            yield Flaw((*SOURCES, fact), f"no log holds {fact}", "'scenario' or 'not known'")
    for fact in ONLY_IN_THE_LOG:
        if getattr(scenario.workload.sources, fact) == "scenario":
            yield Flaw((*SOURCES, fact), f"a replay does not take {fact} from the scenario", "'log' or 'not known'")


def stated_facts_have_a_source(scenario: Scenario) -> Iterator[Flaw]:
    """What a replay's scenario states is declared to come from the scenario."""
    if not isinstance(scenario.workload, ReplayedWorkload):
        return
    for fact, path in _stated(scenario):
        source = getattr(scenario.workload.sources, fact)
        if source != "scenario":
            said = "not known" if source == "not known" else f"taken from the {source}"
            found = f"{path[0]} states {fact}, which workload.sources says is {said}"
            yield Flaw(
                path, found, f"'{fact}: scenario' there, or nothing here" if fact in NOT_IN_A_LOG else "nothing here"
            )


def promises_rest_on_the_log(scenario: Scenario) -> Iterator[Flaw]:
    """A log shows no outages, so availability cannot be judged on it."""
    if not isinstance(scenario.workload, ReplayedWorkload):
        return
    for at, agreement in agreements_of(scenario):
        for name, target in agreement.targets.items():
            if target.measure in OF_DOWNTIME:
                found = f"a replay cannot judge the availability {name!r}: no log holds outages"
                yield Flaw((*at, "targets", name), found, "no such target here, or a synthesised workload with outages")


def _stated(scenario: Scenario) -> Iterator[tuple[str, Path]]:
    """Every fact of `Sources` that the scenario states, and where."""
    for name, team in scenario.teams.items():
        if team.headcount != "unlimited":
            yield "headcount", ("teams", name, "headcount")
        if team.effort:
            yield "effort", ("teams", name, "effort")
    yield from (("outages", ("outages", name)) for name in scenario.outages)
    yield from (("pending", ("pending", name)) for name in scenario.pending)
    if scenario.routing:
        yield "route", ("routing",)
    if scenario.reopening:
        yield "reopening", ("reopening",)


def declared_teams_have_effort(scenario: Scenario) -> Iterator[Flaw]:
    """A team of which a replay declares people has effort for them to spend."""
    if isinstance(scenario.workload, ReplayedWorkload):
        for name, team in scenario.teams.items():
            if team.effort is None:
                yield Flaw(
                    ("teams", name), f"the team {name!r} is declared without effort", "'effort:' with median and p90"
                )


def only_a_replay_resamples(scenario: Scenario) -> Iterator[Flaw]:
    """The bootstrap resamples weeks of a log."""
    if scenario.study.bootstrap and not isinstance(scenario.workload, ReplayedWorkload):
        yield Flaw(("study", "bootstrap"), "the bootstrap resamples a log, and there is none", "'replications:'")
