"""SimPy's time in integer ticks, and the end of a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import simpy
from simpy.events import EventPriority

AFTER_ALL_EVENTS = EventPriority(2)
"""SimPy knows 0 (urgent) and 1 (normal); a larger number comes later in the same moment."""


class Ticks(simpy.Environment):
    """A SimPy environment whose moments are integers."""

    if TYPE_CHECKING:

        @property
        def now(self) -> int:
            """The present tick."""


class EndOfMoment(simpy.Event):
    """Happens after all other events of a moment in which it was asked for."""

    def __init__(self, env: Ticks, settle: Callable[[simpy.Event], None]) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        self._settle = settle

    def ask(self) -> None:
        """Have this moment settled; to be asked once in a moment."""
        self.callbacks = [self._settle]
        self.env.schedule(self, AFTER_ALL_EVENTS)
