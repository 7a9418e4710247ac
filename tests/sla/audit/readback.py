"""A ledger from the text of its file alone, so that the auditor can work it out again without the code that made it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.model.attainment import Failures
from slm_sim.model.ledger import Credit, Ground, Ledger, PeriodTotal
from slm_sim.model.step import Step
from slm_sim.sla.availability import ALL_USERS

RATIO = re.compile(r"-?\d+/\d+")


def ledgers_in(text: str, tick_seconds: float) -> list[Ledger]:
    """The ledgers of a ``ledger.json``."""
    return [ledger_from(term, Fraction(str(tick_seconds))) for term in json.loads(text)["ledgers"]]


def ledger_from(written: Mapping[str, Any], tick: Fraction) -> Ledger:
    """One ledger of such a file, or of ``measure.json``."""
    agreement = written.get("agreement", "")
    subjects: dict[tuple[str, str], int] = {}
    return Ledger(
        tuple(_credit(agreement, one, tick, subjects) for one in written["credits"]),
        tuple(
            PeriodTotal(
                agreement,
                month["period"],
                Fraction(month["charges"]),
                Fraction(month["before_caps"]),
                Fraction(month["amount"]),
                month["cap_reached"],
                month["currency"],
            )
            for month in written["months"]
        ),
    )


def _credit(agreement: str, one: Mapping[str, Any], tick: Fraction, subjects: dict[tuple[str, str], int]) -> Credit:
    base, before_caps = Fraction(one["base"]), Fraction(one["before_caps"])
    steps = tuple(
        Step(
            kind=step["kind"],
            inputs={name: _number(value) for name, value in step["inputs"].items()},
            result=Fraction(step["result"]),
            currency=one["currency"],
            says=words.replace("{", "{{").replace("}", "}}"),
        )
        for step, words in zip(one["steps"], one["trace"], strict=True)
    )
    return Credit(
        clause=f"{agreement}/{one['clause']}",
        period=one["period"],
        month=one["month"],
        scheme=one["scheme"],
        family=one["family"],
        charge=one["charge"],
        band=one["rule"],
        percent=before_caps / base if base else Fraction(0),
        base=base,
        before_caps=before_caps,
        amount=Fraction(one["amount"]),
        currency=one["currency"],
        steps=steps,
        kind=one["kind"],
        cap_reached=one["cap_reached"],
        grounds=_grounds(agreement, one["causes"], tick, subjects),
    )


def _number(value: int | str) -> Fraction | int | str:
    return Fraction(value) if isinstance(value, str) and RATIO.fullmatch(value) else value


def _grounds(
    agreement: str, causes: list[Mapping[str, Any]], tick: Fraction, subjects: dict[tuple[str, str], int]
) -> tuple[Ground, ...]:
    by_clause: dict[str, list[tuple[int, ...]]] = {}
    for cause in causes:
        who = (cause["outage"], cause["incident"] or cause["breached"])
        parts = ALL_USERS if cause["outage"] else 1
        times = (_tick(cause["breached"], tick), _tick(cause["ended"], tick))
        over = int(Fraction(str(cause["over"])) * parts / tick)
        row = (0, subjects.setdefault(who, len(subjects)), *times, over)
        by_clause.setdefault(f"{agreement}/{cause['clause']}", []).append(row)
    return tuple(Ground(clause, Failures(*np.array(rows, dtype=np.int64).T), 0) for clause, rows in by_clause.items())


def _tick(moment: str | None, tick: Fraction) -> int:
    return NEVER if moment is None else int(Fraction(str(datetime.fromisoformat(moment).timestamp())) / tick)
