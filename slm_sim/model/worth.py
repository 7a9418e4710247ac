"""What a promise is worth to a customer, as people write it: a number beside others, or money of a month."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from slm_sim.model.block import whole_number
from slm_sim.model.money import MoneyRate
from slm_sim.model.notation import NotationError

Worth = int | MoneyRate


def read_worth(value: object) -> object:
    """A whole number, or money per month; `NotationError` for anything else."""
    if isinstance(value, MoneyRate):
        return value
    text = str(value).strip()
    if re.fullmatch(r"\d+(?:[ _]\d{3})*", text):
        return whole_number(text)
    expected = "a whole number such as 3, or money such as '500 EUR / month'"
    try:
        rate = MoneyRate.parse(text)
    except NotationError as error:
        raise NotationError(f"{text!r} is no worth to a customer", expected, error.nearest) from None
    if rate.per != "month":
        raise NotationError(f"'{rate}' is not money of a month", expected)
    return rate


def amount_of(worth: Worth) -> float:
    """The figure of a worth, whatever it counts."""
    return float(worth.amount) if isinstance(worth, MoneyRate) else float(worth)


def unit_of(worth: Worth) -> str:
    """What a worth counts: such as ``EUR / month``, or nothing where only the ratios of numbers count."""
    return f"{worth.currency} / month" if isinstance(worth, MoneyRate) else ""


WorthField = Annotated[
    Worth,
    BeforeValidator(read_worth),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": r"^\d+([ _]\d{3})*(\.\d+)?( ?[A-Z]{3} ?/ ?month)?$"},
            ]
        }
    ),
]
