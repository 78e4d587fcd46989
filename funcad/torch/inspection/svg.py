"""Pictures as SVG text: boxes, lines and words, written without any library."""

from __future__ import annotations

from html import escape
from pathlib import Path


class Picture:
    """An SVG; a notebook shows it, `save(path)` writes it, `svg` is its text."""

    def __init__(self, width: float, height: float, parts: list[str]) -> None:
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="sans-serif" font-size="12">'
        )
        marker = (
            '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="4" '
            'orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker></defs>'
        )
        self.svg = "\n".join([head, marker, *parts, "</svg>"]) + "\n"

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> None:
        """Write it into a file."""
        Path(path).write_text(self.svg, encoding="utf-8")


def words(x: float, y: float, text: str, anchor: str = "middle") -> str:
    """A line of text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    """A rectangle by its upper left corner."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="4" '
        f'fill="{fill}" stroke="#555"/>'
    )


def arrow(x0: float, y0: float, x1: float, y1: float) -> str:
    """A line with a tip at its end."""
    return (
        f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="#555" '
        'marker-end="url(#tip)"/>'
    )
