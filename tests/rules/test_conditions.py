"""Conditions: what they mean, that a failure is never an answer, and that no text can stall or escape them."""

from __future__ import annotations

import pytest

from slm_sim.rules import conditions
from slm_sim.rules.conditions import CannotBeEvaluatedError, Condition, Kind, Value, compile_condition
from slm_sim.rules.scan import names_read

VARIABLES: dict[str, Kind] = {
    "clause.level": "number",
    "clause.within": "number",
    "clause.id": "text",
    "clause.credited": "truth",
    "agreement.measures": "texts",
}
VALUES: dict[str, Value] = {
    "clause.level": 0.95,
    "clause.within": 0.0,
    "clause.id": "resolution.P1",
    "clause.credited": True,
    "agreement.measures": ["share in time", "availability"],
}


def compiled(text: str) -> Condition:
    condition = compile_condition(text, VARIABLES)
    assert isinstance(condition, Condition), condition
    return condition


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("clause.level >= 0.95", True),
        ("clause.level > 0.95", False),
        ("clause.id.startsWith('resolution') && clause.credited", True),
        ("clause.id == 'response.P1' || !clause.credited", False),
        ("agreement.measures.exists(m, m == 'availability')", True),
        ("agreement.measures.all(m, m.contains('time'))", False),
        ("'availability' in agreement.measures", True),
        ("agreement.measures.size() == 2", True),
        ("clause.credited ? clause.level > 0.9 : false", True),
        ("clause . level > 0.9", True),
        ("clause.id != 'it is clause.within'", True),
    ],
)
def test_a_condition_means_what_it_says(text: str, holds: bool) -> None:
    assert compiled(text).holds(VALUES) is holds


def test_only_what_a_condition_reads_is_asked_for() -> None:
    text = "clause.id != 'clause.within' && agreement.measures.exists(clause, clause == 'x')"
    assert names_read(text, VARIABLES) == {"clause.id": 0, "agreement.measures": 32}
    assert compiled(text).holds({"clause.id": "x", "agreement.measures": []}) is False


@pytest.mark.parametrize(
    ("text", "values", "reason"),
    [
        ("1 / int(clause.within) > 0", VALUES, "divide by zero"),
        ("int(clause.id) > 0", VALUES, "cannot convert string to int|invalid"),
        ("clause.level > 0.5", {}, "clause.level is not known"),
        ("clause.level > 0.5", {"clause.level": "high"}, "Unexpected value type"),
        ("clause.id == 'x'", {"clause.id": "x" * 5_000}, "clause.id has 5000 characters"),
        ("agreement.measures.exists(m, m == 'x')", {"agreement.measures": ["x"] * 1_001}, "has 1001 entries"),
        ("'x' in agreement.measures", {"agreement.measures": ["x" * 401] * 100}, "have 40100 characters"),
        ("agreement.measures[9223372036854775807] == 'x'", VALUES, "Index error"),
        ("9223372036854775807 + 1 > 0", VALUES, "integer overflow"),
        ("int(clause.level * 9999999999999.0 * 9999999999999.0) > 1", VALUES, "out of int64 range"),
        ("clause.level > 0.5", {"clause.level": 1.1e30}, "clause.level is too large a number"),
    ],
)
def test_what_cannot_be_evaluated_neither_holds_nor_fails(text: str, values: dict[str, Value], reason: str) -> None:
    with pytest.raises(CannotBeEvaluatedError, match=reason):
        compiled(text).holds(values)


HOSTILE = {
    "a pattern that backtracks": "clause.id.matches('(a+)+$')",
    "a list within a list": "agreement.measures.exists(a, agreement.measures.exists(b, a == b))",
    "a list within the list that is passed over": "agreement.measures.exists(a, [1.0].all(b, b > 0.0))",
    "lists that grow": "agreement.measures.map(a, a).size() > 1",
    "lists that double": "(agreement.measures + agreement.measures).size() > 1",
    "texts that double": "(clause.id + clause.id).size() > 1",
    "deep brackets": "(" * 400 + "clause.credited" + ")" * 400,
    "deep lists": "[" * 400 + "1.0" + "]" * 400 + ".size() > 0",
    "deep choices": "clause.credited ? " * 100 + "true" + " : false" * 100,
    "a text that is hidden": "''' ' '''== '' || agreement.measures.exists(a, [1.0].all(b, b > 0.0))",
    "a comment that hides": "clause.credited // ' \n || agreement.measures.exists(a, [1.0].all(b, b > 0.0))",
    "a quotation mark that escapes": "clause.id == '\\'' || agreement.measures.exists(a, [1.0].all(b, b > 0.0))",
    "code": "__import__('os').system('true')",
    "a file": "file('/etc/passwd') == ''",
    "types in disguise": "dyn(clause.id) > 1",
    "a list looked through for each of its entries": "agreement.measures.all(m, m in agreement.measures)",
    "lists compared for each entry": "agreement.measures.all(m, agreement.measures == agreement.measures)",
    "a list behind a space": "agreement.measures.all(m, agreement . measures . size() > 0)",
    "a name that hides": "clause.`level` > 0.5",
    "a text that is no number": "double('nan') > 1.0",
    "what is infinite less itself": "clause.level * 1e308 * 10.0 - clause.level * 1e308 * 10.0 > 0.0",
    "a division by what may be nothing": "clause.level / clause.within > 1.0",
    "texts that are filled in": "'%s%s'.format([clause.id, clause.id]) == ''",
    "texts that grow": "clause.id.replace('a', 'aaaaaaaa').size() > 1",
    "moments": "timestamp('2027-01-01T00:00:00Z') < timestamp('2028-01-01T00:00:00Z')",
    "names that are bound": "cel.bind(x, clause.id, x == x)",
    "the machinery of a pass": "agreement.measures.all(__result__, true)",
    "deep members": "clause" + ".id" * 200 + " == 1",
    "deep indices": "agreement.measures" + "[0]" * 200 + " == 'x'",
    "a letter of another script": "clause.\u0456d == 'x'",
    "a direction that is turned round": "clause.credited\u202e",
    "a number beyond all": "1" * 900 + " > 1",
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_refused_when_it_is_loaded(hostile: str) -> None:
    faults = compile_condition(HOSTILE[hostile], VARIABLES)
    assert isinstance(faults, list)
    assert faults


def test_the_largest_condition_over_the_longest_list_is_counted_in_passes_not_in_powers() -> None:
    """One pass a list: the costliest text that is allowed reads its list once for each macro in it."""
    one = "agreement.measures.exists(m, m == 'x')"
    text = " || ".join([one] * (1_000 // (len(one) + 4)))
    longest: dict[str, Value] = {"agreement.measures": ["y"] * conditions.LONGEST_LIST}
    with pytest.raises(CannotBeEvaluatedError, match="Iteration budget exceeded"):
        compiled(text).holds(longest)
    assert compiled(one).holds(longest) is False
