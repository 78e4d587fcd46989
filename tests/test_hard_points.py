"""The derivative at every hard point is that of mathematics, in both modes and to second order."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import funcad
from tests.hard import ALL

FIRST = {"forward": funcad.jacfwd, "reverse": funcad.jacrev}
SECOND = {f"{a} over {b}": (FIRST[a], FIRST[b]) for a, b in itertools.product(FIRST, FIRST)}

# where a derivative is infinite NumPy warns of the division, as it does for the function itself
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def check(actual, expected, p):
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    np.testing.assert_allclose(actual, expected, rtol=p.rtol, atol=p.atol)


def argnums(p):
    return range(len(p.at))


@pytest.mark.parametrize("mode", FIRST)
@pytest.mark.parametrize("p", ALL, ids=repr)
def test_first_derivatives(p, mode):
    for i in argnums(p):
        check(FIRST[mode](p.fun, i)(*p.at), p.d[i], p)


@pytest.mark.parametrize("modes", SECOND)
@pytest.mark.parametrize("p", [p for p in ALL if p.second is not None], ids=repr)
def test_second_derivatives(p, modes):
    outer, inner = SECOND[modes]
    for i, j in itertools.product(argnums(p), argnums(p)):
        check(outer(inner(p.fun, i), j)(*p.at), p.dd[i][j], p)


def test_names_are_unique_and_sources_given():
    names = [p.name for p in ALL]
    assert len(set(names)) == len(names)
    assert all(p.source for p in ALL)


PAGE = Path(__file__).parents[1] / "docs" / "hard-points.md"


def rows(text):
    """The names in the last column of each row of the tables, but for their heads."""
    for line in text.splitlines():
        cells = line.split(" | ")
        if line.startswith("| ") and line.endswith(" |") and cells[0] != "| where":
            yield line, re.findall(r"`([^`]+)`", cells[-1])


def test_every_convention_of_the_manual_is_held_by_points():
    known = {p.name for p in ALL}
    table = list(rows(PAGE.read_text()))
    assert len(table) >= 40
    assert [line for line, names in table if not names or not known.issuperset(names)] == []
