"""A rule as its file states it: what is checked, why, when it fires, what it then says, and cases that prove it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from slm_sim.model.block import Block, Fits, Name
from slm_sim.model.document import Day
from slm_sim.model.finding import Severity
from slm_sim.model.quantities import (
    CLOCK_UNITS,
    NUMBER,
    Length,
    NotationError,
    Percent,
    Quantity,
    number,
    write_number,
)  # fmt: skip

RULE_SCHEMA = "slm-sim/rule-v1"

GROUPS = {
    "1": "definition",
    "2": "chain",
    "3": "numbers",
    "4": "money",
    "5": "capacity",
    "6": "simulated risk",
}
"""What the rules of a group judge, by the first digit of their codes."""

LONGEST_CONDITION = 1_000
LONGEST_TEXT = 4_000
LONGEST_PARAMETER = 60


@dataclass(frozen=True)
class Parameter(Quantity):
    """A threshold: its value as facts have it, and the notation in which it was written.

    value  shares as fractions of one, lengths of clock time in hours, months and years in months, counts as they are
    """

    value: Fraction
    text: str

    notation = "a threshold with its unit"
    examples = ("15 %", "4 h", "20 incidents")
    pattern = rf"{NUMBER} ?(?:%|[a-z]+(?: [a-z]+)*)"

    @classmethod
    def parse(cls, text: str) -> Parameter:
        """Read ``15 %``, ``4 h``, ``12 months`` or ``20 incidents``."""
        written = cls.match(text)[0]
        if len(written) > LONGEST_PARAMETER:
            raise NotationError("a threshold of so many digits stands here", f"one such as {cls.examples[0]}")
        if written.endswith("%"):
            return cls(Percent.parse(written).fraction, written)
        try:
            length = Length.parse(written)
        except NotationError:
            amount = written.rstrip("abcdefghijklmnopqrstuvwxyz ")
            return cls(number(amount), written)
        return cls(_in_hours_or_months(length), written)

    def __str__(self) -> str:
        return self.text


def _in_hours_or_months(length: Length) -> Fraction:
    if length.unit in CLOCK_UNITS:
        return length.seconds / 3600
    if length.unit in ("month", "year"):
        return length.months
    raise NotationError(f"'{length}' depends on a calendar that a rule does not know", "clock hours, days or months")


def _no_longer_than(most: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > most:
            found = f"a text of {write_number(Fraction(len(text)))} characters stands here"
            raise NotationError(found, f"at most {write_number(Fraction(most))}")
        return text

    return check


def _stated(text: str) -> str:
    if not text.strip():
        raise NotationError("nothing is said here", "a sentence")
    return text


Sentence = Annotated[str, AfterValidator(_stated), AfterValidator(_no_longer_than(LONGEST_TEXT))]
Condition = Annotated[str, AfterValidator(_stated), AfterValidator(_no_longer_than(LONGEST_CONDITION))]
Code = Annotated[
    str, Fits(r"[A-Z]{2,8}[1-6]\d\d", "a code", "capitals, the digit of a group from 1 to 6 and two more: SLM302")
]
ParameterName = Annotated[str, Fits(r"[a-z][a-z_]*", "the name of a parameter", "lower case")]
FactName = Annotated[
    str, Fits(r"[a-z_]+\.[a-z_]+", "the name of a fact", "a subject and one of its facts: clause.expected_incidents")
]


class RuleBlock(Block):
    """A section of a rule file."""

    page: ClassVar[str] = "docs/writing-rules.md"


class Reference(RuleBlock):
    """What a rule rests on: a page and the day on which it was opened."""

    url: Annotated[str, Fits(r"https?://\S+", "an address", "one such as https://example.org/terms")]
    opened: Day
    says: str = ""


NobodyFires = Literal["none"]


def _listed(value: object) -> object:
    return value if isinstance(value, list) or value == "none" else [value]


class Case(RuleBlock):
    """A draft on which the rule has been tried: the base with some changes, and the subjects on which it fires."""

    story: str = ""
    changes: dict[str, Any] = {}
    fires: Annotated[
        list[str] | NobodyFires,
        BeforeValidator(_listed),
        PlainSerializer(lambda subjects: subjects, when_used="json"),
        WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
    ]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Those on which it fires."""
        return () if self.fires == "none" else tuple(self.fires)


class Rule(RuleBlock):
    """One rule.

    code        stable and never used again; its first digit is the group
    name        completes "allow ..."
    since       the version of the pack that first had it
    checks      what it checks; `why` it matters; `limits`: what it does not see
    over        the kind of subject that it looks at, one after the other
    needs       facts without which it is silent
    parameters  thresholds, read in the condition as ``parameters.NAME``
    when        the condition, over the facts of the subject, under which it fires
    message     what it then says, with facts and parameters in braces
    base        the scenario that its cases change, seen from this file; not stated: the one that ships with slm-sim
    """

    schema_: Literal["slm-sim/rule-v1"] = Field(alias="schema")
    code: Code
    name: Name
    since: Annotated[str, Fits(r"\d+\.\d+(\.\d+)?", "a version", "one such as 0.1")]
    severity: Severity
    checks: Sentence
    why: Sentence
    over: Annotated[str, Fits(r"[a-z_]+", "a kind of subject", "a word such as clause")]
    needs: list[FactName] = []
    parameters: dict[ParameterName, Parameter] = {}
    when: Condition
    message: Sentence
    advice: Sentence
    references: Annotated[dict[Name, Reference], Field(min_length=1)] | Literal["practice"]
    limits: str = ""
    base: str = ""
    cases: Annotated[dict[Name, Case], Field(min_length=1)]

    @property
    def group(self) -> str:
        """What the rules of its group judge."""
        return GROUPS[next(letter for letter in self.code if letter.isdigit())]

    @model_validator(mode="after")
    def _both_sides(self) -> Rule:
        if len({case.fires == "none" for case in self.cases.values()}) < 2:
            raise ValueError("the cases lie on one side: one must fire, and one must not (fires: none)")
        return self
