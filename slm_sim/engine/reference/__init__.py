"""The reference engine: one SimPy process per incident, teams that act at the end of each moment.

It is written to be read beside ``SEMANTICS.md``, whose numbered order of a moment is the order of `Floor.settle`.
"""

from __future__ import annotations

from slm_sim.engine.reference.floor import simulate

__all__ = ["simulate"]
