"""Checks of what a proposal is asked: about which agreement, what its promises are worth, and what may be promised."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Any

from slm_sim.model.agreement import Agreement
from slm_sim.model.propose import Promises, Propose, Values, stated_for, worth_unit, worths_of
from slm_sim.model.scenario import Scenario
from slm_sim.model.target import PromisedRow, TargetRow
from slm_sim.model.worth import amount_of, unit_of
from slm_sim.read.checks.contracts import business_days_can_be_counted, hours_say_whose, promises_can_be_measured
from slm_sim.read.checks.flaw import Flaw, unknown

HERE = ("study", "propose")
WORDS = ("within", "at_least", "at_most")

MOST = 100
"""Options of one clause, each time with each level: more than anybody would tell apart."""

MEASURABLE = (promises_can_be_measured, hours_say_whose, business_days_can_be_counted)


def proposals_are_possible(scenario: Scenario) -> Iterator[Flaw]:
    """A proposal is about an agreement of the scenario, and asks for what chance can give."""
    asked = scenario.study.propose
    if asked is None:
        return
    if asked.agreement is not None:
        yield from unknown((*HERE, "agreement"), asked.agreement, scenario.agreements, "agreement")
    elif not scenario.agreements:
        yield Flaw(HERE, "promises are to be proposed, and the scenario has no agreement", "'agreements:' with a draft")
    if asked.confidence.fraction in (0, 1):
        found = f"a confidence of {asked.confidence} cannot be found by simulating, or says nothing"
        yield Flaw((*HERE, "confidence"), found, "one between them, such as 90 %")


def proposals_are_valued(scenario: Scenario) -> Iterator[Flaw]:
    """Each promise of the agreement has a weight or values, no weight is nothing, and all of them count the same."""
    for asked, agreement in _asked(scenario):
        clauses = list(_rows(agreement))
        unit = worth_unit(asked)
        for place, worth in worths_of(asked):
            if unit_of(worth) != unit:
                found = f"'{worth}' cannot be added to what else is worth something to the customer"
                yield Flaw((*HERE, *place), found, f"money as '500 {unit}'" if unit else "a number, as the others are")
        path = (*HERE, "weights")
        for name, weight in asked.weights.items():
            yield from unknown((*path, name), name, _names(clauses), "promise")
            if not amount_of(weight):
                found = f"a promise that is worth {weight} to the customer would be given away"
                yield Flaw((*path, name), found, "1 or more; only the ratios of weights count")
        tables = {word: table for word in ("weights", "values") if (table := getattr(asked, word))}
        without = [clause for clause in clauses if all(stated_for(one, clause) is None for one in tables.values())]
        if without and tables:
            are = "is" if len(without) == 1 else "are"
            found = f"nothing says what {', '.join(without)} {are} worth to the customer"
            yield Flaw((*HERE, next(iter(tables))), found, "a weight for each promise, or for each target")


def proposals_can_be_promised(scenario: Scenario) -> Iterator[Flaw]:
    """What may be promised of a clause is what its measure and its clock can promise."""
    for asked, agreement in _asked(scenario):
        rows = _rows(agreement)
        stated = {check: set(check(agreement, ())) for check in MEASURABLE}
        for table, name, options in _stated(asked):
            path = (*HERE, table, name)
            yield from unknown(path, name, _names(list(rows)), "promise")
            words = {word: list(own) for word in WORDS if (own := getattr(options, word))}
            count = prod(map(len, words.values()))
            if count > MOST:
                yield Flaw(path, f"these are {count} options of one promise", f"{MOST} or fewer")
                continue
            covered = [clause for clause in rows if stated_for(getattr(asked, table), clause) is options]
            for clause, (word, values) in product(covered, words.items()):
                for value in values:
                    varied = _promising(agreement, clause, rows[clause], {word: value})
                    for check in MEASURABLE:
                        for flaw in sorted(set(check(varied, ())) - stated[check], key=str):
                            found = f"{clause} cannot promise '{value}': {flaw.found}"
                            yield Flaw((*path, word), found, flaw.expected)


def proposals_value_the_draft(scenario: Scenario) -> Iterator[Flaw]:
    """What the draft promises is among the promises that have a value, and what may be promised is said once."""
    for asked, agreement in _asked(scenario):
        for name, values in asked.values.items():
            path = (*HERE, "values", name)
            if name in asked.options:
                found = f"what {name} may promise is stated twice, in 'options' and in 'values'"
                yield Flaw(path, found, "'values' alone, whose rows are the options")
            for clause, row in _rows(agreement).items():
                if stated_for(asked.values, clause) is not values:
                    continue
                for word in WORDS:
                    stated, drafted = getattr(values, word), row.stated(word)
                    if stated and drafted is not None and drafted not in stated:
                        found = f"nothing says what '{drafted}' is worth, which {clause} promises in the draft"
                        least = min(stated.values(), key=amount_of)
                        yield Flaw((*path, word), found, f"a row for it, such as '{drafted}: {least}'")


def _stated(asked: Propose) -> Iterator[tuple[str, str, Promises | Values]]:
    """What may be promised, by the word under which it is stated and the name of the promise."""
    for name, options in asked.options.items():
        yield "options", name, options
    for name, values in asked.values.items():
        yield "values", name, values


def _asked(scenario: Scenario) -> Iterator[tuple[Propose, Agreement]]:
    """What is asked of which agreement, if it can be asked."""
    asked = scenario.study.propose
    name = scenario.governing_name if asked is None or asked.agreement is None else asked.agreement
    if asked is not None and name in scenario.agreements:
        yield asked, scenario.agreements[name]


def _rows(agreement: Agreement) -> dict[str, PromisedRow]:
    """The rows of an agreement by the names of their clauses."""
    return {row.clause_of(name): row for name, target in agreement.targets.items() for row in target.rows}


def _names(clauses: list[str]) -> list[str]:
    """What may be named: clauses, and the targets and rows that hold them."""
    parts = [clause.split(".") for clause in clauses]
    return list(dict.fromkeys(".".join(one[:length]) for one in parts for length in range(1, len(one) + 1)))


def _promising(agreement: Agreement, clause: str, row: PromisedRow, update: dict[str, Any]) -> Agreement:
    """The agreement with something else promised in one row."""
    name = clause.split(".")[0]
    target = _replaced(agreement.targets[name], row.path, update)
    return agreement.model_copy(update={"targets": {**agreement.targets, name: target}})


def _replaced(block: TargetRow, path: tuple[str, ...], update: dict[str, Any]) -> TargetRow:
    if not path:
        return block.model_copy(update=update)
    rows = getattr(block, path[0])
    return block.model_copy(update={path[0]: {**rows, path[1]: _replaced(rows[path[1]], path[2:], update)}})
