"""Change phrases: ``6 h``, ``up 5 points (3 to 9)``, ``up 3 to 9 points``, ``down 40 %``, ``200 % (160 to 240)``.

A phrase is a best guess, with the range that is believed behind it if there is one; a range alone stands for its
middle. What it makes of the value that stands there is exact: ``4 % / year`` up 50 % is ``6 % / year``, in the notation
of the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pydantic import TypeAdapter, ValidationError

from slm_sim.errors import Place
from slm_sim.model.block import Block
from slm_sim.model.quantities import NUMBER, NotationError, Quantity, number, write_number
from slm_sim.read.paths import Spot, find, joined
from slm_sim.read.tree import Node, Plain, Table, Text, plain, relabelled

_RANGE = rf"(?: \((?P<low>-?{NUMBER}) to (?P<high>-?{NUMBER})\))?"
_RELATIVE = re.compile(rf"(?P<way>up|down) (?P<by>{NUMBER}) ?(?P<unit>[^()]*?){_RANGE}")
_EVENLY = re.compile(rf"(?P<way>up|down) (?P<low>{NUMBER}) to (?P<high>{NUMBER}) ?(?P<unit>[^()\d]*)")
_ABSOLUTE = re.compile(rf"(?P<by>-?{NUMBER})(?P<unit>[^()\d]*?){_RANGE}")
_VALUE = re.compile(rf"(?P<number>-?{NUMBER})(?P<unit> ?[^\d]*)")


@dataclass(frozen=True)
class Change:
    """One value of a scenario, replaced.

    path    where the value stands
    phrase  the change as it is written; empty if a table or a list replaces what stands there
    before  what stood there, or what held by default, which says so; None where nothing did
    best    the value that comes of the best guess
    low     the value at the first end of the range that is believed; None where no range is given
    high    the value at the second end
    cause   who asks for it: an overlay, the ``changes`` of a file, or an argument
    place   where it is asked for
    evenly  no guess is made within the range: `best` is its middle, and every value in it is as likely
    """

    path: str
    phrase: str
    before: Plain | None
    best: Plain
    low: str | None
    high: str | None
    cause: str
    place: Place
    evenly: bool = False


def read_change(tree: Table, block: type[Block], path: str, wanted: Node, cause: str) -> tuple[Change, Node, Spot]:
    """A change of a tree, the node that it puts there, and the spot where.

    tree    the tree before the change, of the shape of `block`
    wanted  the phrase, or the table or list that replaces what stands there

    Raises `NotationError` for a path that leads nowhere or a phrase that does not fit the value there.
    """
    spot = find(tree, block, path)
    by = f"{cause} ({wanted.text})" if isinstance(wanted, Text) else cause
    before = plain(spot.node) if spot.node is not None else _by_default(spot)
    if not isinstance(wanted, Text):
        change = Change(path, "", before, plain(wanted), None, None, cause, wanted.place)
        return change, relabelled(wanted, by), spot
    guesses = list(_guesses(wanted.text, spot))
    best, low, high = guesses if len(guesses) == 3 else (guesses[0], None, None)
    for end in filter(None, (low, high)):
        _expect_valid(end, wanted.text, spot)
    change = Change(
        path, wanted.text, before, best, low, high, cause, wanted.place, bool(_EVENLY.fullmatch(wanted.text))
    )
    return change, Text(best, wanted.place, by), spot


def _by_default(spot: Spot) -> str | None:
    default = spot.slot.default
    return f"{default} by default" if isinstance(default, Quantity | int | str) and default != "" else None


def _guesses(phrase: str, spot: Spot) -> Iterator[str]:
    """The values that a phrase stands for: the best guess, and both ends of its range if it has one."""
    evenly, relative, absolute = (form.fullmatch(phrase) for form in (_EVENLY, _RELATIVE, _ABSOLUTE))
    if evenly:
        before = _value_before(phrase, spot)
        low, high = (number(evenly[end]) for end in ("low", "high"))
        for amount in _in_order(phrase, [(low + high) / 2, low, high]):
            yield _moved(before, evenly["way"], amount, evenly["unit"].strip(), phrase)
    elif relative:
        before = _value_before(phrase, spot)
        for amount in _amounts(relative):
            yield _moved(before, relative["way"], amount, relative["unit"].strip(), phrase)
    elif absolute and absolute["low"]:
        for amount in _amounts(absolute):
            yield write_number(amount) + absolute["unit"]
    else:
        yield phrase


def _amounts(phrase: re.Match[str]) -> list[Fraction]:
    return _in_order(phrase[0], [_signed(phrase[part]) for part in ("by", "low", "high") if phrase[part]])


def _in_order(phrase: str, amounts: list[Fraction]) -> list[Fraction]:
    """The amounts of a phrase, of which the first lies within the range of the others, if there are any."""
    if len(amounts) == 3 and not amounts[1] <= amounts[0] <= amounts[2]:
        raise NotationError(
            f"{phrase!r} has its best guess outside its range", "the range around the value, the smaller end first"
        )
    return amounts


def _signed(text: str) -> Fraction:
    return -number(text[1:]) if text.startswith("-") else number(text)


def _value_before(phrase: str, spot: Spot) -> re.Match[str]:
    """The value that a relative phrase starts from: what stands there, or the default."""
    stands = spot.node.text if isinstance(spot.node, Text) else ""
    if spot.node is None and isinstance(spot.slot.default, Quantity | int | str):
        stands = str(spot.slot.default)
    value = _VALUE.fullmatch(stands)
    if value is None:
        what = f"{stands!r} stands" if stands else "a table or a list stands" if spot.node else "nothing stands"
        raise NotationError(
            f"{phrase!r} changes a value, and {what} at {joined(spot.parts)}", "the value itself instead of a change"
        )
    return value


def _moved(before: re.Match[str], way: str, amount: Fraction, unit: str, phrase: str) -> str:
    value, own_unit = _signed(before["number"]), before["unit"].strip()
    counted = own_unit.split("/")[0].strip()
    sign = 1 if way == "up" else -1
    if unit == "%":
        value += sign * value * amount / 100
    elif _singular(unit) == _singular(counted) or (_singular(unit) == "point" and counted == "%"):
        value += sign * amount
    else:
        fitting = "points" if counted == "%" else counted
        example = f"{way} {write_number(amount)} {fitting}".strip()
        raise NotationError(f"{phrase!r} does not fit {before[0]!r}", f"one such as {example!r}, or a change in %")
    return write_number(value) + before["unit"]


def _singular(unit: str) -> str:
    return unit.removesuffix("s") if len(unit) > 2 else unit


def _expect_valid(value: str, phrase: str, spot: Spot) -> None:
    try:
        TypeAdapter(spot.slot.annotation).validate_python(value)
    except ValidationError:
        raise NotationError(
            f"{phrase!r} reaches {value!r}, which {joined(spot.parts)} cannot be", "a range of possible values"
        ) from None
