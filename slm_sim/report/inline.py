"""A figure inside a page: the SVG without its file header, its names made unique, its colours left to the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

_HEADER = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_NAMESPACES = re.compile(r'\s(?:xmlns(?::\w+)?|version)="[^"]*"')
_SIZE = re.compile(r'(<svg[^>]*?)\s(?:width|height)="[^"]*"')
_UNUSED_GROUP_NAME = re.compile(r'<g id="[^"]*"')


def inline(svg: str, name: str, description: str, colours: Mapping[str, str]) -> Markup:
    """An SVG document as an element of a page.

    name         unique in the page; it becomes the prefix of every id
    description  for those who cannot see the figure
    colours      by name, each as it stands in the SVG; the page decides what ``var(--<name>)`` looks like
    """
    svg = _METADATA.sub("", _NAMESPACES.sub("", _HEADER.sub("", svg)))
    while (smaller := _SIZE.sub(r"\1", svg, count=1)) != svg:
        svg = smaller
    svg = _UNUSED_GROUP_NAME.sub("<g", svg)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'(?:xlink:)?href="#([^"]+)"', rf'href="#{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    for colour, value in colours.items():
        svg = svg.replace(value, f"var(--{colour})")
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{escape(description)}"', 1))
