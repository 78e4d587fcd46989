"""SciPy's functions for arrays in general, called as they are, with traced values."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest
from scipy import (
    fftpack,
    integrate,
    interpolate,
    linalg,
    ndimage,
    optimize,
    signal,
    sparse,
    special,
    stats,
)

import funcad
from funcad.scipy.namespaces import HOMES, install
from tests.agreement import agrees

X = np.array([0.3, -1.2, 2.5])
C = np.array([1.0, 2.0, 4.0])

GENERAL = [
    special.logsumexp,
    special.softmax,
    special.log_softmax,
    lambda x: special.logsumexp(x, b=C),
    lambda x: special.logsumexp([x[0], x[1], 0.5]),
    lambda x: stats.pearsonr(x, C).statistic,
    lambda x: stats.skew(x),
]


@pytest.mark.parametrize("f", GENERAL)
def test_functions_for_arrays_in_general_take_traced_values(f):
    pytest.importorskip("scipy", "1.17")
    agrees(f, X)


PROGRAM = """
import numpy as np, funcad
{imported}
x = np.array([0.3, -1.2, 2.5])
p = np.exp(x) / np.sum(np.exp(x))
np.testing.assert_allclose(funcad.grad(lambda x: scipy.special.logsumexp(x))(x), p)
np.testing.assert_allclose(
    funcad.jacobian(lambda x: scipy.special.softmax(x))(x), np.diag(p) - np.outer(p, p), atol=1e-15
)
"""
IMPORTED = {
    "before": "import scipy.special",
    "late": "import scipy",  # scipy.special is imported while the transform is open
}


@pytest.mark.parametrize("setting", ["", "1"])
@pytest.mark.parametrize("imported", IMPORTED)
def test_they_do_with_the_variable_unset_and_set(imported, setting):
    pytest.importorskip("scipy", "1.17")
    env = {k: v for k, v in os.environ.items() if k != "SCIPY_ARRAY_API"}
    if setting:
        env["SCIPY_ARRAY_API"] = setting
    code = PROGRAM.format(imported=IMPORTED[imported])
    subprocess.run([sys.executable, "-c", code], env=env, check=True, timeout=120)


def test_second_derivatives_of_logsumexp_where_the_largest_are_equal():
    pytest.importorskip("scipy", "1.17")
    h = np.array([[0.25, -0.25], [-0.25, 0.25]])
    for f in (special.logsumexp, lambda x: special.logsumexp(x, b=np.ones(2))):
        np.testing.assert_allclose(funcad.hessian(f)(np.zeros(2)), h)
    masked = np.array([-np.inf, 0.0, 0.0])
    np.testing.assert_allclose(funcad.grad(special.logsumexp)(masked), [0.0, 0.5, 0.5])
    np.testing.assert_allclose(funcad.hessian(special.logsumexp)(masked)[1:, 1:], h)
    y, sign = special.logsumexp(np.zeros(2), b=np.array([-1.0, 0.5]), return_sign=True)
    assert (y, sign) == (np.log(0.5), -1.0)


def test_without_traced_values_scipy_answers_as_before():
    from scipy._lib._array_api import array_namespace, np_compat

    install()  # a second time changes nothing
    assert array_namespace.__module__ in HOMES
    assert array_namespace.__globals__["_funcad_chosen_by_scipy"](X) is np_compat
    for arrays in [(), (X,), (X, None, 2.0), ([1.0, 2.0], X), (np.array([X, None], dtype=object),)]:
        assert array_namespace(*arrays) is np_compat
        funcad.grad(lambda x, a=arrays: x if array_namespace(*a) is np_compat else None)(1.0)


@pytest.mark.parametrize(
    ("f", "said"),
    [
        (lambda x: special.polygamma(1, x), r"call funcad\.scipy\.special\.polygamma"),
        (lambda x: special.multigammaln(x, 2), r"call funcad\.scipy\.special\.multigammaln"),
        (lambda x: special.comb(x, 2), r"call funcad\.scipy\.special\.comb"),
        (lambda x: special.spherical_jn(1, x), r"call funcad\.scipy\.special\.spherical_jn"),
        (lambda x: special.sph_harm_y(2, 1, x, x), r"call funcad\.scipy\.special\.sph_harm_y"),
        (lambda x: special.factorial(x), r"call funcad\.scipy\.special\.factorial"),
        (lambda x: signal.lfilter([1.0], [1.0, 0.5], x), r"scipy\.signal\.lfilter .*custom_vjp"),
        (lambda x: ndimage.gaussian_filter(x, 1), r"scipy\.ndimage\.gaussian_filter .*custom_vjp"),
    ],
)
def test_errors_of_scipy_say_what_to_call_instead(f, said):
    pytest.importorskip("scipy", "1.17")  # before, some take them, or fail in another way
    for transform in (funcad.jacfwd, funcad.jacrev):
        with pytest.raises((TypeError, ValueError, RuntimeError, NotImplementedError)) as caught:
            transform(f)(X + 3)
        assert not isinstance(caught.value, funcad.errors.FuncadError)
        (note,) = caught.value.__notes__
        assert re.search(said, note)


DIAGONAL = sparse.eye_array(3).tocsc()


@pytest.mark.parametrize(
    ("f", "said"),
    [
        (lambda x: integrate.quad(lambda t: t * x[0], 0, 1)[0], r"quad .*fixed_quad, simpson"),
        (lambda x: integrate.dblquad(lambda s, t: x[0], 0, 1, 0, 1)[0], r"dblquad .*fixed_quad"),
        (
            lambda x: integrate.solve_ivp(lambda t, y: -x[0] * y, (0, 1), [1.0]).y,
            r"solve_ivp .*own",
        ),
        (lambda x: integrate.solve_ivp(lambda t, y: -y, (0, 1), x).y, r"solve_ivp .*Runge"),
        (lambda x: optimize.minimize(lambda y: np.sum((y - x) ** 2), C).x, r"minimize "),
        (lambda x: optimize.least_squares(lambda y: y - x, C).x, r"least_squares "),
        (lambda x: interpolate.CubicSpline(np.arange(3.0), x)(0.5), r"CubicSpline .*custom_vjp"),
        (lambda x: linalg.cho_solve(linalg.cho_factor(np.eye(3)), x), r"np\.linalg\.solve differ"),
        (lambda x: fftpack.dct(x), r"scipy\.fft\.dct differentiates"),
        (lambda x: sparse.linalg.cg(DIAGONAL, x)[0], r"scipy\.sparse\.linalg\.cg makes"),
        (lambda x: sparse.linalg.splu(DIAGONAL).solve(x), r"compiled code"),
    ],
)
def test_errors_of_ours_in_the_code_of_scipy_name_what_was_called(f, said):
    pytest.importorskip("scipy", "1.17")
    for transform in (funcad.jacfwd, funcad.jacrev):
        with pytest.raises((TypeError, ValueError)) as caught:
            transform(f)(X)
        (note,) = caught.value.__notes__
        assert re.search(said, note)


def test_a_conversion_of_the_users_own_is_not_laid_to_scipy():
    with pytest.raises(funcad.errors.ConversionError) as caught:
        funcad.grad(lambda x: integrate.quad(lambda t: t * float(x), 0, 1)[0])(1.0)
    assert not hasattr(caught.value, "__notes__")


def test_errors_over_plain_numbers_have_no_note():
    with pytest.raises(ValueError, match="axis") as caught:
        funcad.grad(lambda x: x + np.sum(signal.lfilter([1.0], [1.0], C, axis=3)))(1.0)
    assert not hasattr(caught.value, "__notes__")
