"""Every example in a docstring and in the manual runs and prints what it says.

`np` and `funcad` are there without an import, in funcad.torch `torch` as well.  On a page the
examples run from top to bottom.
"""

import doctest
import importlib
import importlib.util
import io
import pkgutil
import re
from pathlib import Path

import numpy as np
import pytest

import examples
import funcad

ROOT = Path(__file__).parents[1]
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
EXTRAS = {
    "funcad.compile.llvm": "llvmlite",
    "examples.digits.train": "sklearn",
    "examples.nist_strd.plot": "matplotlib",
}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

_FENCE = re.compile(r"^```python[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def modules():
    for package in (funcad, examples):
        yield package.__name__
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            extra = EXTRAS.get(found.name)
            if found.name.endswith("__main__") or (extra and not importlib.util.find_spec(extra)):
                continue
            yield found.name


def docstrings():
    finder = doctest.DocTestFinder(exclude_empty=True)
    for name in modules():
        for test in finder.find(importlib.import_module(name), name):
            if test.examples:
                yield pytest.param(test, id=test.name)


def page_examples(text, path):
    """The >>> examples of all fenced python blocks of a page, as one test."""
    blocks = (m.group(1) for m in _FENCE.finditer(text))
    shown = "\n".join(block for block in blocks if ">>>" in block)
    return doctest.DocTestParser().get_doctest(shown, {}, path.name, str(path), 0)


def run(test):
    test.globs.setdefault("np", np)
    test.globs.setdefault("funcad", funcad)
    if test.name.startswith("funcad.torch"):
        test.globs["torch"] = importlib.import_module("funcad.torch")
    report = io.StringIO()
    failures, _ = doctest.DocTestRunner(optionflags=OPTIONS, verbose=False).run(
        test, out=report.write
    )
    return failures, report.getvalue()


@pytest.mark.parametrize("test", [*docstrings()])
def test_docstring_examples(test):
    failures, report = run(test)
    assert not failures, report


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_page_examples(page):
    if page.name == "scipy.md":
        pytest.importorskip("scipy", "1.17")  # what the page says of SciPy is of that version
    failures, report = run(page_examples(page.read_text(), page))
    assert not failures, report


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    broken = [
        target for target in _LINK.findall(page.read_text()) if not (page.parent / target).exists()
    ]
    assert broken == []


def test_a_wrong_example_fails():
    test = page_examples("```python\n>>> 1 + 1\n3\n```\n", Path("page.md"))
    failures, report = run(test)
    assert failures == 1
    assert "Expected:\n    3\nGot:\n    2" in report


def test_the_tutorial_has_examples():
    page = ROOT / "docs" / "getting-started.md"
    assert len(page_examples(page.read_text(), page).examples) >= 20


def test_readme_test_command_is_what_ci_runs():
    readme = (ROOT / "README.md").read_text()
    block = readme.split("<!-- test-command -->")[1].split("```")[1]
    commands = [line for line in block.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 1
    assert commands[0].endswith("-m pytest")
    assert "test-command" in (ROOT / ".ci" / "run").read_text()


def test_reference_lists_every_public_function():
    page = (ROOT / "docs" / "reference.md").read_text()
    listed = set(re.findall(r"auto(?:function|class):: funcad\.(\w+)$", page, re.MULTILINE))
    assert listed == {*funcad.__all__} - {"errors", "remat"}  # a module, and another name


def test_citation_has_the_version():
    assert f"version: {funcad.__version__}" in (ROOT / "CITATION.cff").read_text()


TRANSFORMS = [n for n in funcad.__all__ if n != "errors" and not n.startswith("tree_")]


@pytest.mark.parametrize("name", TRANSFORMS)
def test_every_public_function_has_an_example(name):
    assert ">>> " in (getattr(funcad, name).__doc__ or "")
