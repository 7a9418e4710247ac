"""Files held against rules: what is read, judged and accepted becomes a review.

review   one file, a scenario or an agreement by itself
"""

from __future__ import annotations

from slm_sim.checking.review import review

__all__ = ["review"]
