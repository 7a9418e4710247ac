"""What all blocks of a file have in common: frozen, no unknown keys, names in one alphabet, shares that add up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic import GetCoreSchemaHandler as CoreHandler
from pydantic import GetJsonSchemaHandler as JsonHandler
from pydantic_core import CoreSchema, core_schema

from slm_sim.errors import nearest_word
from slm_sim.model.notation import in_figures
from slm_sim.model.quantities import Factor, NotationError, OpenLength, Percent, Share


@dataclass(frozen=True)
class Fits:
    """The notation of a text: what it is, how an example of it looks, and the words in it that may be misspelt."""

    pattern: str
    meaning: str
    expected: str
    words: tuple[str, ...] = ()

    def read(self, text: str) -> str:
        """The text as it is; `NotationError` if it is not in this notation."""
        if not re.fullmatch(self.pattern, text, re.ASCII):
            raise NotationError(f"{text!r} is not {self.meaning}", self.expected, nearest_word(text, self.words))
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: CoreHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: JsonHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": f"^({self.pattern})$"}


_WHOLE = re.compile(r"-?\d+(?:[ _]\d{3})*", re.ASCII)


def whole_number(value: object) -> object:
    """The integer of a text such as ``12`` or ``2 000``; `NotationError` if it is no whole number."""
    if not isinstance(value, str):
        return value
    if not _WHOLE.fullmatch(value):
        near = in_figures(value)
        raise NotationError(
            f"{value!r} is not a whole number", "a whole number such as 4", near if _WHOLE.fullmatch(near) else ""
        )
    return int(value.replace(" ", ""))


_COUNT_SCHEMA = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d{1,3}( \d{3})+$"}]}

Whole = Annotated[int, BeforeValidator(whole_number), WithJsonSchema(_COUNT_SCHEMA)]
"""A count; its key says of what."""

Name = Annotated[str, Fits(r"[A-Za-z0-9][A-Za-z0-9-]*", "a name", "letters, digits and hyphens")]
"""A name that somebody chose."""

REST = "rest"
Part = Share | Literal["rest"]
"""A share of a whole, or ``rest`` once in a set of shares."""


class Block(BaseModel):
    """A section of a file: its keys are all the format's, and none may be unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # most are built as parts of another

    page: ClassVar[str] = "docs/scenario-format.md"
    """Where its words are explained."""


def shares(rows: Mapping[str, Percent | str]) -> dict[str, Fraction]:
    """The exact share of each row, with ``rest`` resolved; the shares must add up to one.

    Raises `NotationError` if they do not, or if ``rest`` stands twice.
    """
    stated = {name: part.fraction for name, part in rows.items() if isinstance(part, Percent)}
    total = sum(stated.values(), Fraction(0))
    open_rows = [name for name in rows if name not in stated]
    if len(open_rows) > 1:
        raise NotationError(f"'rest' stands {len(open_rows)} times", "'rest' once in a set of shares")
    if open_rows:
        if total > 1:
            raise NotationError(f"the shares beside 'rest' add up to {Percent(total)}", "100 % or less")
        stated[open_rows[0]] = 1 - total
    elif total != 1:
        raise NotationError(f"the shares add up to {Percent(total)}", "exactly 100 %, or one row that says 'rest'")
    return {name: stated[name] for name in rows}


def _parts_add_up(rows: dict[str, Percent | str]) -> dict[str, Percent | str]:
    shares(rows)
    return rows


Parts = Annotated[dict[Name, Part], AfterValidator(_parts_add_up)]
"""A complete set of shares by name."""

Shape = Literal["lognormal", "gamma", "weibull", "exponential", "constant", "empirical"]


class SpreadBlock(Block):
    """How a length of time varies.

    ``median`` and ``p90`` describe lognormal (unless ``shape`` says otherwise), gamma and weibull; ``mean`` an
    exponential; ``median`` alone a constant; ``values`` with their shares an empirical one. ``scale`` stretches all.
    """

    shape: Shape = "lognormal"
    median: OpenLength | None = None
    p90: OpenLength | None = None
    mean: OpenLength | None = None
    values: dict[str, Part] | None = None
    scale: Factor = Percent(Fraction(1))


class CountBlock(Block):
    """How a count varies: lognormal by median and 90th percentile, rounded to the nearest whole number."""

    median: float = Field(gt=0, allow_inf_nan=False)
    p90: float = Field(gt=0, allow_inf_nan=False)
