"""What would have to change for the promises that were asked for to be kept: a few named levers, each tried alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from slm_sim.errors import InputError
from slm_sim.model.proposal import Lever
from slm_sim.model.scenario import Scenario, Vary
from slm_sim.pipeline import prepare
from slm_sim.plan.choose import Question
from slm_sim.plan.trial import Trial, trials
from slm_sim.read import variations_of
from slm_sim.statistics import mean, pooled_proportion

MOST_TERMS = 100
"""Fresh terms on which levers are tried; they show what matters, not the last percent."""

Changes = Mapping[str, object]


def levers(
    question: Question,
    scenario: Scenario,
    stated: Trial,
    fresh: range,
    needed: float,
    telling: Callable[[str, int, int], None] = lambda what, done, most: None,
) -> tuple[Lever, ...]:
    """Each lever on the same terms as the promises as they stand, the strongest first.

    stated  the promises as asked, on all fresh terms
    needed  the confidence that was asked for

    An interruption by the keyboard leaves those that were tried.
    """
    name, level = question.compiled.name, float(scenario.study.confidence)
    terms = fresh[: min(MOST_TERMS, len(stated.kept))]
    found, known = [], dict(pulls(scenario, name))
    for number, (called, changes) in enumerate(known.items()):
        varied = _with(scenario, changes)
        if varied is None:
            continue
        try:
            telling("levers", number, len(known))
            prepared = prepare(varied)
            compiled = next(one for one in prepared.agreements if one.name == name)
            (trial,) = trials(prepared, [compiled], terms, question.workers)
        except KeyboardInterrupt:
            break
        count = len(trial.kept)
        gained = trial.kept / trial.months - stated.kept[:count] / stated.months[:count]
        reached = pooled_proportion(trial.kept, trial.months, level)
        found.append(
            Lever(
                name=called,
                changes={path: str(value) for path, value in changes.items()},
                confidence=reached,
                difference=mean(np.asarray(gained), level, -1, 1),
                enough=reached.value >= needed,
            )
        )
    return tuple(sorted(found, key=lambda lever: (-lever.confidence.value, lever.name)))


def pulls(scenario: Scenario, agreement: str) -> Iterator[tuple[str, Changes]]:
    """People of one team or of all, clocks that pause for every wait, and the overlays of the scenario."""
    staffed = [name for name, team in scenario.teams.items() if not isinstance(team.headcount, str)]
    each = {name: _one_more(scenario, name, 1) for name in staffed}
    for name in staffed:
        yield f"one more at {name} on every shift", each[name]
        yield f"two more at {name} on every shift", _one_more(scenario, name, 2)
    if len(staffed) > 1:
        yield "one more at every team on every shift", {path: up for one in each.values() for path, up in one.items()}
    reasons = list(scenario.pending)
    for name, clock in scenario.agreements[agreement].clocks.items():
        if reasons and not clock.is_response and set(clock.pauses_while_pending) != set(reasons):
            path = f"agreements.{agreement}.clocks.{name}.pauses_while_pending"
            yield f"the clock {name} pauses while {' or '.join(reasons)} is waited for", {path: reasons}
    for name, overlay in scenario.overlays.items():
        if not any(path.startswith(f"agreements.{agreement}.targets") for path in overlay.changes):
            yield f"overlay {name}", overlay.changes


def _one_more(scenario: Scenario, team: str, people: int) -> Changes:
    rows = scenario.teams[team].headcount
    assert not isinstance(rows, str)
    return {
        f"teams.{team}.headcount.{shift}.{days}": f"up {people}"
        for shift, row in rows.items()
        for days, count in row.items()
        if count > 0
    }


def _with(scenario: Scenario, changes: Changes) -> Scenario | None:
    """The scenario with changes; None where they cannot be made here, as in one that is replayed."""
    vary = Vary(how="list", cases={"lever": dict(changes)})
    study = scenario.study.model_copy(update={"vary": vary})
    try:
        (variation,) = variations_of(scenario.model_copy(update={"study": study}))
    except InputError:
        return None
    return variation.scenario
