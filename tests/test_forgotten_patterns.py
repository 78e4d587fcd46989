"""A pattern of live entries that is forgotten makes a NaN, never another number."""

import numpy as np
import pytest

import funcad
from funcad.core import dual, liveness, tape
from tests.test_modes_agree import POINTS, program

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

MODES = [funcad.jacfwd, funcad.jacrev]


def differ_only_by_nan(found, expected):
    lost = np.isnan(found)
    np.testing.assert_allclose(found[~lost], expected[~lost], rtol=1e-12)


@pytest.mark.parametrize("steps", [2, 62, 66, 200])
@pytest.mark.parametrize("jacobian", MODES)
def test_patterns_that_wait_for_too_many_others(jacobian, steps):
    def f(x):
        y = np.sqrt(x)
        for _ in range(steps):
            y = y[::-1]
        return np.where(x > 0, y, 0.0)

    found = jacobian(f)(np.array([0.0, 4.0, 9.0]))
    differ_only_by_nan(found, np.diag([0.0, 1 / 4, 1 / 6]))
    if steps < liveness.DEEPEST - 2:
        assert not np.isnan(found).any()


@pytest.mark.parametrize("seed", range(150))
def test_programs_whose_patterns_are_forgotten(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    f, _ = program(rng)
    x = rng.choice(POINTS, size=3, replace=False)
    expected = [jacobian(f)(x) for jacobian in MODES]
    monkeypatch.setattr(liveness, "SHALLOW", -1)
    monkeypatch.setattr(liveness, "DEEPEST", -1)
    for module in (dual, tape):
        monkeypatch.setattr(module, "is_forgotten", lambda kind, before, x: True)
    for jacobian, right in zip(MODES, expected, strict=True):
        differ_only_by_nan(jacobian(f)(x), right)
