"""An answer in short: sentences and tables of text, for a terminal and for a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from slm_sim.model.results import Warned

SHOWN = ("stop", "caution")
"""Weights of warnings that are told beside the answer; notes stand in the report alone."""


@dataclass(frozen=True)
class TextTable:
    """A table of text: its title, the heads of its columns, and its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def _repr_html_(self) -> str:
        """The table as a notebook shows it."""
        caption = Markup("<caption style='text-align:left'><strong>{}</strong></caption>").format(self.title)
        rows = Markup("").join(_row("td", row) for row in self.rows)
        return f"<table>{caption}<thead>{_row('th', self.heads)}</thead><tbody>{rows}</tbody></table>"


@dataclass(frozen=True)
class Summary:
    """What is told of an answer, in this order.

    grounds   what it rests on, or what a word in it means
    warnings  of which notes stand in the report alone
    tables    of which those without rows are left out
    remarks   what is said after the tables
    """

    title: str
    headline: str
    warnings: tuple[Warned, ...]
    tables: tuple[TextTable, ...]
    grounds: str = ""
    remarks: tuple[str, ...] = ()

    def table(self, beginning: str) -> TextTable:
        """The table whose title begins so; raises KeyError with all titles if there is none."""
        for table in self.tables:
            if table.title.startswith(beginning):
                return table
        raise KeyError(f"no table {beginning!r}; there are: {', '.join(table.title for table in self.tables)}")

    def _repr_html_(self) -> str:
        """The summary as a notebook shows it."""
        return "".join(self._parts())

    def _parts(self) -> Iterator[str]:
        yield Markup("<p><strong>{}</strong></p>").format(self.headline)
        yield from (_paragraph(text) for text in (self.title, self.grounds) if text)
        for warned in self.warnings:
            if warned.weight in SHOWN:
                yield Markup("<p><em>{}:</em> {}</p>").format(warned.weight, warned.text)
        yield from (table._repr_html_() for table in self.tables if table.rows)
        yield from map(_paragraph, self.remarks)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)


def _row(tag: str, cells: tuple[str, ...]) -> Markup:
    """A row of a table."""
    made = Markup("<{0} style='text-align:left'>{1}</{0}>")
    return Markup("<tr>{}</tr>").format(Markup("").join(made.format(Markup(tag), cell) for cell in cells))
