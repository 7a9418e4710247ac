"""What the public functions return: the figures, and how they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from slm_sim.model.results import Results
from slm_sim.report.summary import Summary

if TYPE_CHECKING:
    from pandas import DataFrame

    from slm_sim.report.figures import Drawn

Found = TypeVar("Found")


class Figures(Mapping[str, "Drawn"]):
    """Pictures by the names of their files, such as ``ranking``; a notebook shows them side by side."""

    def __init__(self, drawn: Sequence[Drawn]) -> None:
        self._drawn = {one.name: one for one in drawn}

    def __getitem__(self, name: str) -> Drawn:
        if name not in self._drawn:
            raise KeyError(f"no figure {name!r}; there are: {', '.join(self._drawn) or 'none'}")
        return self._drawn[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._drawn)

    def __len__(self) -> int:
        return len(self._drawn)

    def _repr_html_(self) -> str:
        shown = "".join(one._repr_html_() for one in self._drawn.values())
        return f'<div style="display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start">{shown}</div>'


@dataclass(frozen=True, eq=False)
class Answer(Generic[Found]):
    """An answer; the last line of a cell of a notebook shows it.

    results  all of it, as values
    summary  the same in short, as the verb tells it in the terminal
    tables   pandas DataFrames by name, each made when it is asked for
    draw     makes its pictures
    """

    results: Found
    summary: Summary
    tables: Mapping[str, DataFrame]
    draw: Callable[[], Sequence[Drawn]] = field(default=lambda: (), repr=False)

    @cached_property
    def figures(self) -> Figures:
        """The pictures of its report by name; drawn when they are first asked for."""
        return Figures(self.draw())

    def _repr_html_(self) -> str:
        return self.summary._repr_html_() + self.figures._repr_html_()


@dataclass(frozen=True, eq=False)
class Written(Answer[Found]):
    """An answer for which a verb writes a folder.

    results  the content of its JSON file
    files    files of text that lie in the folder beside it, by their path there: counter-offers, a roster as a calendar
    write_to  writes the folder and gives its report
    """

    files: Mapping[str, str] = field(default_factory=dict)
    write_to: Callable[[Path], Path] = field(default=lambda folder: folder, repr=False)

    def write(self, folder: str | Path) -> Path:
        """Write the folder that the verb writes with ``--out``; returns its report.

        A folder of results that stands there is replaced. Raises ResultsError if something else stands there,
        WriteError if it cannot be written.
        """
        return self.write_to(Path(folder))


@dataclass(frozen=True, eq=False)
class Played(Written[Results]):
    """A study that has been played.

    inputs      every file that was read: its name as given, and the SHA-256 of its bytes in hexadecimal
    variations  the studies of its variations, by the names of these
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    variations: Mapping[str, Played] = field(default_factory=dict)
