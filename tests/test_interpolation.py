"""np.interp: NumPy's values and errors, dtypes, and the derivative at and beyond the knots."""

import numpy as np
import pytest

import funcad
from funcad import grad, jacfwd, jacrev, vmap
from tests.agreement import agrees, raises_alike

XP = np.array([0.0, 1.0, 3.0])
FP = np.array([2.0, 4.0, 0.0])  # slopes 2, -2


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_values(dtype):
    x = np.array([[-1.0, 0.0, 0.5], [1.0, 3.0, 4.0]], dtype)
    agrees(lambda x: np.interp(x, XP, FP), x)
    agrees(np.interp, x, XP.astype(dtype), FP.astype(dtype))
    agrees(lambda x: np.interp(x, XP, FP + 1j), x)
    agrees(lambda x: np.interp(x, XP, FP, left=-1, right=np.nan), x)
    agrees(lambda x: np.interp(x, XP, FP, period=2.5), x)
    agrees(lambda x: np.interp(x, XP, FP, 5, 6, -2.5), x)
    agrees(lambda x: np.interp(x, [0, 1, 3], [2, 4, 0]), x)
    agrees(lambda fp: np.interp(0.5, XP, fp), FP.astype(dtype))
    agrees(np.interp, dtype(0.5), XP, FP)
    agrees(np.interp, x[:0], XP, FP)
    agrees(lambda x: np.interp(x, [1.0], [2.0]), x)
    agrees(lambda fp: np.interp(0.5, [1.0], fp), np.array([2.0], dtype))
    agrees(lambda x: np.interp(x, XP, FP), np.array([np.nan, np.inf, -np.inf], dtype))


def test_errors():
    x = np.array([0.5, 1.5])
    raises_alike(lambda x: np.interp(x, [], []), x)
    raises_alike(lambda x: np.interp(x, XP, FP[:2]), x)
    raises_alike(lambda x: np.interp(x, XP[None], FP[None]), x)
    raises_alike(lambda x: np.interp(x, XP, FP, period=0), x)
    raises_alike(lambda x: np.interp(x, XP, FP), x + 1j)


SLOPES = [(-1.0, 0), (0.0, 2), (0.5, 2), (1.0, -2), (2.0, -2), (3.0, -2), (4.0, 0)]


@pytest.mark.parametrize("diff", [jacfwd, jacrev])
@pytest.mark.parametrize(("x", "slope"), SLOPES)
def test_knots_have_the_slope_of_the_interval_to_the_right(diff, x, slope):
    assert diff(lambda x: np.interp(x, XP, FP))(x) == slope
    weights = diff(lambda fp: np.interp(x, XP, fp))(FP)
    np.testing.assert_allclose(weights, [np.interp(x, XP, e) for e in np.eye(3)])
    in_xp = diff(lambda xp: np.interp(x, xp, FP))(XP)
    np.testing.assert_allclose(in_xp, -slope * weights, atol=1e-15)


@pytest.mark.parametrize("outer", [jacfwd, jacrev])
@pytest.mark.parametrize("inner", [jacfwd, jacrev])
@pytest.mark.parametrize("x", [0.0, 0.25, 1.0, 3.0])
def test_second_derivatives_at_knots(outer, inner, x):
    """∂y/∂x = (fp₁ - fp₀) / h is linear in fp."""
    mixed = outer(lambda fp: inner(lambda x: np.interp(x, XP, fp))(x))(FP)
    np.testing.assert_allclose(mixed, [-1, 1, 0] if x < 1 else [0, -0.5, 0.5])
    mixed = outer(lambda x: inner(lambda fp: np.interp(x, XP, fp))(FP))(x)
    np.testing.assert_allclose(mixed, [-1, 1, 0] if x < 1 else [0, -0.5, 0.5])


def test_ends_given_by_traced_values():
    f = lambda fp: np.interp(-1.0, XP, fp, left=3 * fp[2])
    np.testing.assert_array_equal(grad(f)(FP), [0, 0, 3])
    with pytest.raises(funcad.errors.ConversionError):  # NumPy does not ask us here
        grad(lambda v: np.interp(-1.0, XP, FP, left=v))(1.0)


def test_each_example_with_its_own_knots():
    fps = np.stack([FP, FP[::-1]])
    np.testing.assert_allclose(
        vmap(grad(lambda x, fp: np.interp(x, XP, fp)))(np.array([0.5, 0.5]), fps), [2.0, 4.0]
    )
