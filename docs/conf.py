"""How Sphinx builds the manual: pages in MyST Markdown, the reference from docstrings."""

from importlib.metadata import version as installed_version
from pathlib import Path

from funcad.numpy_dispatch import census

project = "funcad"
author = "The funcad authors"
copyright = "2026, the funcad authors"
release = version = installed_version("funcad")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
autodoc_typehints = "none"
autodoc_member_order = "bysource"
exclude_patterns = ["_build"]
suppress_warnings = [
    "myst.xref_missing"
]  # links to files outside docs/ are for readers of the source

html_theme = "alabaster"
html_theme_options = {
    "description": "Automatic differentiation for NumPy code",
    "fixed_sidebar": True,
}


def _as_written(app, what, name, obj, options, lines):
    """Show a docstring as it is written: its tables and formulas are plain text, not markup."""
    if any(lines[1:]) and what != "module":
        rest = [f"    {line}" for line in lines[1:]]
        lines[:] = [lines[0].replace("*", r"\*"), "", "::", "", *rest, ""]


# the page of coverage is made from the tables each time, and not kept under version control
Path(__file__).with_name("coverage.md").write_text(census.page(), encoding="utf-8")


def setup(app):
    app.connect("autodoc-process-docstring", _as_written)
