"""Money as people write it: an amount and its currency, once or per unit of time; kept exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from slm_sim.model.quantities import NUMBER, Quantity, number, write_number


@dataclass(frozen=True)
class Money(Quantity):
    """An amount of money in a currency (ISO 4217 code)."""

    amount: Fraction
    currency: str

    notation = "an amount of money"
    examples = ("12 000 EUR", "50 GBP")
    pattern = rf"(?P<amount>{NUMBER}) ?(?P<currency>[A-Z]{{3}})"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``12 000 EUR``."""
        parts = cls.match(text)
        return cls(number(parts["amount"]), parts["currency"])

    def __str__(self) -> str:
        return f"{write_number(self.amount)} {self.currency}"


@dataclass(frozen=True)
class MoneyRate(Quantity):
    """An amount of money per unit of time."""

    amount: Fraction
    currency: str
    per: str

    notation = "money per unit of time"
    examples = ("21 GBP / h", "188 000 GBP / month")
    pattern = rf"(?P<amount>{NUMBER}) ?(?P<currency>[A-Z]{{3}}) ?/ ?(?P<per>hour|h|day|month|year)"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``21 GBP / h``."""
        parts = cls.match(text)
        return cls(number(parts["amount"]), parts["currency"], "h" if parts["per"] == "hour" else parts["per"])

    def __str__(self) -> str:
        return f"{write_number(self.amount)} {self.currency} / {self.per}"
