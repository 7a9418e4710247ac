"""How every figure looks: its size, its letters, its colours, and how it becomes SVG and PNG.

A figure is a panel as wide as a telephone; a page sets several side by side. Every colour is a token: the SVG on disk
carries its light value, a page may put a variable in its place and so follow the reader's light or dark background.
The colours are told apart by readers with any colour vision (after Okabe and Ito, "Color universal design", 2008) and
never carry a meaning alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from markupsafe import escape
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

WIDTH = 4.2
"""Inches; at the letters of 9 points this can be read at 380 pixels."""
PIXELS_PER_INCH = 200

TOKENS = {
    "ink": "#1b2733",
    "muted": "#5a6976",
    "line": "#d5dce2",
    "shade": "#eef1f4",
    "blue": "#0a6ca8",
    "sky": "#a9d3ee",
    "orange": "#c4500a",
    "peach": "#f5c7a1",
    "green": "#0b8a68",
    "violet": "#8a5a9e",
    "yellow": "#d9a514",
    "grey": "#9aa6b1",
}
"""Every colour by name."""

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "slm-sim",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 8,
    "axes.labelsize": 8.5,
    "axes.edgecolor": TOKENS["line"],
    "axes.labelcolor": TOKENS["muted"],
    "axes.titlecolor": TOKENS["ink"],
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": False,
    "grid.color": TOKENS["line"],
    "grid.linewidth": 0.6,
    "text.color": TOKENS["ink"],
    "xtick.color": TOKENS["line"],
    "ytick.color": TOKENS["line"],
    "xtick.labelcolor": TOKENS["muted"],
    "ytick.labelcolor": TOKENS["muted"],
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "figure.facecolor": "none",
    "lines.linewidth": 1.6,
    "patch.linewidth": 0,
}


@dataclass(frozen=True)
class Drawn:
    """A figure as drawn.

    name         of its files, without suffix
    topic        what kind of figure it is, by which a page finds it: ``load``, ``backlog`` ...
    subject      the agreement, team or priority that it shows
    description  what it shows, for those who cannot see it
    """

    name: str
    topic: str
    subject: str
    description: str
    svg: str
    png: bytes

    def _repr_html_(self) -> str:
        """The figure as a notebook shows it: a picture with its description, on paper in light and dark."""
        source = b64encode(self.svg.encode()).decode()
        paper = "background:white;padding:0.5em"
        return f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(self.description)}" style="{paper}">'


@contextmanager
def panel(height: float, rows: int = 1, **layout: Any) -> Iterator[tuple[Figure, list[Axes]]]:
    """An empty panel of a height in inches, with axes one below the other on a common x axis."""
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots(rows, 1, sharex=True, squeeze=False, gridspec_kw=layout or None)
        yield figure, list(axes[:, 0])


def drawn(figure: Figure, topic: str, subject: str, description: str) -> Drawn:
    """A finished figure as SVG and as PNG, the same bytes whenever it is drawn; call it inside `panel`."""
    vector, pixels = StringIO(), BytesIO()
    figure.savefig(vector, format="svg", metadata={"Date": None, "Creator": None})
    figure.set_layout_engine("none")  # it stays where it was laid out for the SVG
    figure.savefig(pixels, format="png", dpi=PIXELS_PER_INCH, facecolor="white", metadata={"Software": None})
    return Drawn(file_name(topic, subject), topic, subject, description, vector.getvalue(), pixels.getvalue())


def file_name(topic: str, subject: str) -> str:
    """``load-service-desk``: letters, digits and hyphens alone."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in f"{topic} {subject}").split()
    return "-".join(words).lower()
