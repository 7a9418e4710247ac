"""What the report calls the span that was simulated: people think in years, and most spans are one."""

from __future__ import annotations

from datetime import datetime, timedelta

from slm_sim.model.results import Question


def span_in_words(question: Question) -> str:
    """``1 Apr 2027 to 31 Mar 2028``, the last day included."""
    return between(question.starts, question.ends)


def between(starts: str, ends: str) -> str:
    """``1 Apr 2027 to 31 Mar 2028`` of a first moment and of one that is excluded, both ISO 8601."""
    last = datetime.fromisoformat(ends) - timedelta(microseconds=1)
    return f"{day(starts)} to {day(last)}"


def span_noun(question: Question) -> str:
    """``year`` if the span lasts exactly one, else ``span``."""
    first, end = (datetime.fromisoformat(moment) for moment in (question.starts, question.ends))
    return "year" if (end.year - first.year, end.month, end.day) == (1, first.month, first.day) else "span"


def day(moment: datetime | str) -> str:
    """``1 Apr 2027`` of a moment, or of its ISO 8601 text, in its own zone."""
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{moment.day} {moment:%b %Y}"
