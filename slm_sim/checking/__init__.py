"""Files held against rules: what is read, judged and accepted becomes a review.

review   one file, a scenario or an agreement by itself
played   a scenario simulated a few dozen times, so that it can be judged by what it would cost
against  two drafts against each other, for each round of a negotiation
"""

from __future__ import annotations

from slm_sim.checking.against import against
from slm_sim.checking.review import review

__all__ = ["against", "review"]
