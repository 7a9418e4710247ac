"""`compare`, `sensitivity`, `propose`, `staff` and `frontier`: which change, or which promise, is worth making."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from slm_sim import plan
from slm_sim.answers.answer import Written
from slm_sim.answers.told import threads, told
from slm_sim.model.compared import Compared
from slm_sim.model.frontier import Frontier
from slm_sim.model.proposal import Proposal
from slm_sim.model.scenario import Scenario
from slm_sim.model.sensed import Sensed
from slm_sim.model.staffed import Staffed
from slm_sim.plan.counteroffer import counter_offers
from slm_sim.plan.proposal import Proposed
from slm_sim.plan.whichlines import expect_asked
from slm_sim.read import Stated, read_scenario, stated
from slm_sim.report import choicefolders, now
from slm_sim.report.factsfolder import Kind

Rest = ParamSpec("Rest")
Chosen = TypeVar("Chosen", Compared, Sensed, Staffed, Frontier)
Asked = Scenario | Stated | str | Path


def _answering(
    question: Callable[Concatenate[Asked, Rest], Chosen], kind: Kind[Chosen]
) -> Callable[Concatenate[Asked, Rest], Written[Chosen]]:
    """A function that asks the question and returns its answer with all that is told of it."""

    @wraps(question)
    def answered(scenario: Asked, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Written[Chosen]:
        started = now()
        there = scenario if isinstance(scenario, Scenario | Stated) else stated(scenario)
        facts = question(there, *args, **kwargs)
        return told(
            kind,
            facts,
            asked=f"slm_sim.{question.__name__}",
            started=started,
            seed=facts.seed,
            workers=threads(kwargs),
            inputs=there.base.files if isinstance(there, Stated) else (),
        )

    return answered


def _proposing(
    question: Callable[Concatenate[Scenario, Rest], Proposed],
) -> Callable[Concatenate[Scenario | str | Path, Rest], Written[Proposal]]:
    """As above; the file of a scenario leads to that of its draft, into which offers are written."""

    @wraps(question)
    def answered(scenario: Scenario | str | Path, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Written[Proposal]:
        started = now()
        reading = None
        if not isinstance(scenario, Scenario):
            reading = read_scenario(scenario)
            expect_asked(reading)
            scenario = reading.scenario
        found = question(scenario, *args, **kwargs)
        return told(
            choicefolders.PROPOSAL,
            found.proposal,
            asked="slm_sim.propose",
            started=started,
            seed=found.proposal.seed,
            workers=threads(kwargs),
            inputs=() if reading is None else reading.files,
            beside=None if reading is None else counter_offers(reading, found),
        )

    return answered


compare = _answering(plan.compare, choicefolders.COMPARISON)
sensitivity = _answering(plan.sensitivity, choicefolders.SENSITIVITY)
staff = _answering(plan.staff, choicefolders.STAFFING)
frontier = _answering(plan.frontier, choicefolders.FRONTIER)
propose = _proposing(plan.propose)
