"""What an agreement says of its clocks: what each times, and when it stands still."""

from __future__ import annotations

from typing import Literal

from slm_sim.model.block import Block, Name


class ClockRow(Block):
    """What differs for one priority."""

    calendar: Name


class Clock(Block):
    """What is timed: from opening until the first touch by a person or until resolved, in a calendar's open time.

    pauses_while_pending   the reasons for which the clock stands still
    after_reopening        resume (the time while resolved does not count), restart from zero, or first cycle only
    after_priority_change  the last priority's target counts from opening, earlier pauses kept
    """

    starts: Literal["opened"] = "opened"
    stops: Literal["first touch", "resolved"]
    pauses_while_pending: list[Name] = []
    calendar: Name = "24x7"
    by_priority: dict[Name, ClockRow] = {}
    after_priority_change: Literal["count from opening"] = "count from opening"
    pauses_before_change: Literal["kept"] = "kept"
    after_reopening: Literal["resume", "first cycle only", "restart from zero"] = "resume"
