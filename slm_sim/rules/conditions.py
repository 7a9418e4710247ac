"""Conditions in CEL, the Common Expression Language, and the only place that knows its library.

Facts are variables with dotted names and declared types, so that a misspelt name, a wrong type and an unknown
function are found when a rule is loaded. Of the language, what a judgement needs is left: comparison, logic,
arithmetic on numbers, membership, ``all``, ``exists``, ``exists_one``, ``size`` and the simple functions of texts. What
could make the cost of a condition grow beyond its text and its lists is left out: patterns, joined texts and lists,
lists within lists. So is the division of numbers, of which one by zero would be infinite and no error: the condition
would fire, or pass, on what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from slm_sim.rules.sayings import faults_of
from slm_sim.rules.scan import Fault, fault_at, names_read, unbounded

Kind = Literal["truth", "number", "text", "texts"]
"""What a fact is: true or false, a number (always with a point: 8.0), a text, or a list of texts."""

Value = bool | float | str | list[str]

LONGEST_LIST = 1_000
LONGEST_VALUE = 4_000
"""Characters of a text, and ten times as many of all entries of a list."""

LARGEST_NUMBER = 1e30
"""Nine of them multiplied are still a number."""

_LANGUAGE = """
name: slm-sim
stdlib:
  exclude_macros: [has, map, filter]
  exclude_functions:
    - {name: matches}
    - {name: dyn}
    - {name: type}
    - {name: bytes}
    - {name: timestamp}
    - {name: duration}
    - {name: string}
    - {name: double, overloads: [{id: string_to_double}]}
    - {name: _/_, overloads: [{id: divide_double}]}
    - {name: _+_, overloads: [{id: add_string}, {id: add_list}, {id: add_bytes}]}
"""


class CannotBeEvaluatedError(Exception):
    """A condition has neither held nor failed; the text says why."""


@dataclass(frozen=True, eq=False)
class Condition:
    """A condition that has been checked.

    text   as the rule states it
    reads  the facts that it reads, each with the position in the text where it first stands
    """

    text: str
    reads: Mapping[str, int]
    _compiled: Any

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it holds for the values of the facts that it reads.

        Raises `CannotBeEvaluatedError` for a missing value, one that is too large, and an error of arithmetic.
        """
        given = {name: _bounded(name, values[name]) for name in self.reads if name in values}
        missing = [name for name in self.reads if name not in values]
        if missing:
            raise CannotBeEvaluatedError(f"{missing[0]} is not known")
        try:
            result = self._compiled.eval(data=given)
        except RuntimeError as error:
            raise CannotBeEvaluatedError(_reason(str(error))) from None
        if result.type() != _types()["truth"]:
            raise CannotBeEvaluatedError(_reason(str(result.value())))
        return bool(result.value())


def compile_condition(text: str, variables: Mapping[str, Kind]) -> Condition | list[Fault]:
    """The condition that a text states, or all that is wrong with it.

    variables  the facts that it may read, by their dotted names
    """
    from cel_expr_python import cel

    if faults := unbounded(text, [name for name, kind in variables.items() if kind == "texts"]):
        return faults
    types = {name: _types()[kind] for name, kind in variables.items()}
    try:
        compiled = cel.NewEnv(config=_language(), variables=types).compile(text)
    except RuntimeError as error:
        return faults_of(str(error), text, variables)
    if compiled.return_type() != _types()["truth"]:
        return [fault_at(text, 0, "this is a value and no condition", "something that is true or false")]
    return Condition(text, names_read(text, variables), compiled)


@cache
def _types() -> dict[Kind, Any]:
    from cel_expr_python import cel

    of = cel.Type
    return {"truth": of.BOOL, "number": of.DOUBLE, "text": of.STRING, "texts": of.List(of.STRING)}


@cache
def _language() -> Any:
    from cel_expr_python import cel

    return cel.NewEnvConfigFromYaml(_LANGUAGE)


def _bounded(name: str, value: Value) -> Value:
    if isinstance(value, list):
        _expect_at_most(LONGEST_LIST, len(value), f"{name} has", "entries")
        _expect_at_most(10 * LONGEST_VALUE, sum(map(len, value)), f"the entries of {name} have", "characters")
    elif isinstance(value, float) and abs(value) > LARGEST_NUMBER:
        raise CannotBeEvaluatedError(f"{name} is too large a number")
    elif isinstance(value, str):
        _expect_at_most(LONGEST_VALUE, len(value), f"{name} has", "characters")
    return value


def _expect_at_most(most: int, count: int, whose: str, what: str) -> None:
    if count > most:
        raise CannotBeEvaluatedError(f"{whose} {count} {what}, and a condition reads at most {most}")


def _reason(said: str) -> str:
    """The reason in an error of the library, without its codes."""
    return said.partition(": ")[2].partition(" [")[0].splitlines()[0] or said
