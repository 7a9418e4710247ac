"""All chance of one replication, addressed by attribute, identity and draw."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.chance import Stream
from slm_sim.model.arrays import Floats, Ints


@dataclass(frozen=True)
class Draws:
    """Where the random numbers of one replication come from."""

    seed: int
    replication: int

    def stream(self, attribute: str) -> Stream:
        """The stream of one attribute."""
        return Stream(self.seed, self.replication, attribute)

    def uniforms(self, attribute: str, identity: Ints, draw: Ints | int = 0) -> Floats:
        """One uniform number in (0, 1) for each identity and draw of an attribute."""
        return self.stream(attribute).uniforms(identity, draw)
