"""What a check finds, and the helpers that all checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.errors import nearest_word
from slm_sim.model.agreement import Agreement
from slm_sim.model.block import Block
from slm_sim.model.quantities import Percent
from slm_sim.model.scenario import Scenario

Path = tuple[str, ...]

AROUND_THE_CLOCK = "24x7"
"""The calendar that needs no definition."""

MOST_LISTED = 12
"""Valid words beyond which a message names only the nearest."""


@dataclass(frozen=True)
class Flaw:
    """Something that the words of a scenario allow and its sense does not; its path says where."""

    path: Path
    found: str
    expected: str = ""
    nearest: str = ""


Check = Callable[[Scenario], Iterator[Flaw]]
AgreementCheck = Callable[[Agreement, Path], Iterator[Flaw]]
"""A check that needs an agreement alone; it is told at which path the agreement stands, which flaws begin with."""

CheckInScenario = Callable[[Agreement, Path, Scenario], Iterator[Flaw]]
"""A check of an agreement, as before, that needs the scenario around it."""


def unknown(path: Path, name: str, known: Iterable[str], kind: str, where: str = "") -> Iterator[Flaw]:
    """The flaw of a name that stands for nothing; `kind` and `where` say what it should be the name of."""
    names = tuple(dict.fromkeys(known))
    if name in names:
        return
    if not names:
        expected = f"no name here, for the file has no {kind} of any name"
    elif len(names) <= MOST_LISTED:
        expected = f"one of {', '.join(names)}" if len(names) > 1 else repr(names[0])
    else:
        expected = f"the name of one of the {len(names)} there are"
    yield Flaw(path, f"there is no {kind} {name!r}{where}", expected, nearest_word(name, names))


def blocks_within(value: object, path: Path = ()) -> Iterator[tuple[Path, Block]]:
    """Every block of a model with its path, the outer before the inner."""
    if isinstance(value, Block):
        yield path, value
        for name, field in type(value).model_fields.items():
            yield from blocks_within(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from blocks_within(inner, (*path, str(key)))


def percent(fraction: Fraction) -> str:
    """A fraction as people write it."""
    return str(Percent(fraction))
