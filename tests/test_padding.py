"""np.pad: NumPy's values, options and errors in every mode."""

import numpy as np
import pytest

import funcad
from funcad import jacfwd, jacrev
from tests.agreement import agrees, raises_alike

IS_2_4 = np.lib.NumpyVersion(np.__version__) >= "2.4.0"
X = np.random.default_rng(0).normal(size=(3, 4))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("constant", {}),
        ("constant", {"constant_values": 2}),
        ("constant", {"constant_values": ((1, 2), (3, 4))}),
        ("edge", {}),
        ("reflect", {}),
        ("reflect", {"reflect_type": "odd"}),
        ("symmetric", {}),
        ("symmetric", {"reflect_type": "odd"}),
        ("wrap", {}),
        ("linear_ramp", {}),
        ("linear_ramp", {"end_values": (1.0, 2.0)}),
        ("maximum", {}),
        ("minimum", {"stat_length": 2}),
        ("mean", {"stat_length": ((1, 2), (3, 1))}),
        ("median", {}),
    ],
)
def test_modes(mode, options, dtype):
    by_axis = [{1: (0, 2)}] if IS_2_4 else []
    for width in (2, (1, 0), ((1, 2), (0, 5)), ((9, 0), (3, 8)), *by_axis):
        for x in (X, X[:1], X[:, :2]):
            agrees(lambda x, w=width: np.pad(x, w, mode=mode, **options), x.astype(dtype))


def test_a_function_writes_into_rows():
    def ends(row, widths, axis, options):
        row[: widths[0]] = options.get("value", 7) + axis
        row[len(row) - widths[1] :] = row[widths[0]]

    agrees(lambda x: np.pad(x, ((1, 2), (0, 1)), ends), X)
    agrees(lambda x: np.pad(x, 1, ends, value=3.0), X)


def test_odd_reflection_keeps_an_infinite_end_to_itself():
    x = np.array([1.0, 2.0, np.inf])
    for jacobian in (jacfwd, jacrev):
        J = jacobian(lambda x: np.pad(x, (1, 0), "reflect", reflect_type="odd"))(x)
        np.testing.assert_array_equal(J[0], [2, -1, 0])
    agrees(lambda x: np.pad(x, (1, 0), "reflect", reflect_type="odd"), x)


def test_empty_leaves_places_without_derivative():
    y, pullback = funcad.vjp(lambda x: np.pad(x, 1, "empty"), X)
    assert y.shape == (5, 6)
    np.testing.assert_array_equal(pullback(np.ones((5, 6)))[0], np.ones((3, 4)))


def test_errors_are_numpys():
    for f in (
        lambda x: np.pad(x, -1),
        lambda x: np.pad(x, 1.5),
        lambda x: np.pad(x, (1, 2, 3)),
        lambda x: np.pad(x, 1, mode="nonsense"),
        lambda x: np.pad(x, 1, mode="edge", constant_values=3),
        lambda x: np.pad(x[:0], 1, mode="mean"),
        lambda x: np.pad(x[:, :0], 1, mode="edge"),
        lambda x: np.pad(x, 1, mode="maximum", stat_length=0),
        lambda x: np.pad(x, 1, mode="mean", stat_length=-1),
    ):
        raises_alike(f, X)
