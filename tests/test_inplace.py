"""In-place writes mean what they mean in NumPy, views included, and are differentiated."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import funcad
from funcad.errors import DtypeError, ReadOnlyError

X = np.array([0.7, -1.2, 0.4, 1.9, -0.3, 0.8])


def complex_step(f, x):
    """The gradient of an analytic f: exact to rounding, and computed by NumPy alone."""
    steps = 1e-30j * np.eye(x.size)
    return np.array([f(x + h).imag for h in steps]) / 1e-30


def agrees(f, x=X):
    """Value and gradient in both modes, against NumPy's own run."""
    expected = complex_step(f, x)
    value, gradient = funcad.value_and_grad(f)(x)
    assert value == pytest.approx(f(x), rel=1e-12)
    np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-12)
    forward = [funcad.jvp(f, (x,), (e,))[1] for e in np.eye(x.size)]
    np.testing.assert_allclose(forward, expected, rtol=1e-10, atol=1e-12)


def test_a_write_does_not_change_what_was_computed_before():
    def f(x):
        y = x * 2.0
        z = y * y
        y[0] = x[1]
        return np.sum(z) + y[0]

    agrees(f)


def test_a_view_sees_a_write_to_its_base_and_the_base_one_to_the_view():
    def f(x):
        y = x * 2.0
        v = y[2:]
        w = v[::-1]
        y[3] = x[0] * x[0]
        w[0] = x[1] * v[1]
        return np.sum(y * y) + v[1] * w[0]

    agrees(f)


def test_a_view_of_a_buffer_sees_a_traced_value_written_to_its_base():
    def f(x):
        y = np.zeros_like(x)
        v = y[::-1]
        y[0] = x[1] * x[1]
        return np.sum(v * x)

    agrees(f)


def test_a_number_read_before_a_write_keeps_its_value():
    def f(x):
        y = x * 1.0
        a = y[0]
        y[0] = 5.0
        return a * a + y[0]

    agrees(f)


def test_a_copy_is_no_view():
    def f(x):
        y = x * 1.0
        z = y.copy()
        y[0] = 3.0
        return np.sum(z * y)

    agrees(f)


def test_augmented_assignment_changes_the_array_for_every_name_of_it():
    def f(x):
        y = x * 1.0
        z = y
        y += x
        y[1:] *= x[:-1]
        return np.sum(z * z)

    agrees(f)


def test_augmented_assignment_of_a_number_rebinds():
    def f(x):
        total = x[0]
        first = total
        for v in x:
            total += v * v
        return total * first

    agrees(f)


def test_zeros_like_receives_traced_values():
    def f(x):
        y = np.zeros_like(x)
        y[0] = x[0]
        for i in range(1, len(x)):
            y[i] = y[i - 1] * x[i] + y[i - 1]
        return np.sum(y * y)

    agrees(f)


def test_a_buffer_refilled_in_a_loop():
    def f(x):
        y = x * 0.0
        buffer = np.zeros(x.shape, x.dtype)
        for k in range(1, 4):
            buffer[:] = k
            y = y + x * x * buffer
        return np.sum(y)

    agrees(f)


def test_integer_array_and_mask():
    def f(x):
        y = x * 1.0
        y[[0, 3]] = x[[1, 2]] * x[0]
        y[np.array([True, False, True, False, False, True])] += x[0]
        y[[1, 1, 4]] = x[:3]
        return np.sum(y * y * y)

    agrees(f)


def test_writing_by_two_levels():
    def inner(t, x):
        y = x * 1.0  # of the outer level
        y[0] = t  # of the inner
        return np.sum(y * y * t)

    def f(x):
        return funcad.grad(lambda t: inner(t, x))(x[1])

    # inner = t³ + t Σ x[1:]², so f = 3 x₁² + Σ x[1:]²
    expected = np.array([0.0, 8 * X[1], *(2 * X[2:])])
    np.testing.assert_allclose(funcad.grad(f)(X), expected, rtol=1e-12)


def test_an_argument_cannot_be_written_to():
    def f(x):
        x[0] = 1.0
        return x[1]

    with pytest.raises(ReadOnlyError, match=r"f writes into its argument, which grad cannot"):
        funcad.grad(f)(X)

    def g(x):
        v = x[1:]
        v += 1.0
        return x[1]

    with pytest.raises(ReadOnlyError, match="to work on a copy"):
        funcad.grad(g)(X)
    np.testing.assert_array_equal(X[:2], [0.7, -1.2])


def test_a_plain_array_refuses_traced_values_and_names_the_remedy():
    def entry(x):
        y = np.zeros(3)
        y[0] = x[0]
        return y[0]

    def part(x):
        y = np.zeros(6)
        y[1:] = x[1:]
        return y[0]

    def add(x):
        y = np.zeros(6)
        y += x
        return y[0]

    for f in (entry, part, add):
        with pytest.raises(funcad.errors.FuncadError, match=r"np\.zeros_like"):
            funcad.grad(f)(X)


def test_casts_that_would_lose_the_derivative_are_refused():
    def to_integers(x):
        y = np.zeros_like(x, dtype=int)
        y[0] = x[0]
        return y[0] * 1.0

    def to_reals(x):
        y = x * 1.0
        y[0] = x[0] * 1j
        return y[0]

    with pytest.raises(DtypeError, match="would lose its fraction"):
        funcad.grad(to_integers)(X)
    with pytest.raises(DtypeError, match="or its imaginary part"):
        funcad.grad(to_reals)(X)


def test_filling_entry_by_entry_costs_linear_time_in_copies():
    """Counted, not timed: the tape may hold only one buffer of the whole array."""
    n = 2000
    seen = set()

    def f(x):
        y = np.zeros_like(x)
        y[0] = x[0]
        for i in range(1, n):
            y[i] = y[i - 1] * x[i]
            seen.add(id(y.value))
        return y[n - 1]

    funcad.grad(f)(np.ones(n))
    assert len(seen) <= 2


# --- random programs --------------------------------------------------------------------------

INDICES = [
    0,
    -1,
    slice(1, 4),
    slice(None, None, -1),
    slice(0, 6, 2),
    [4, 1, 1],
    [True, False, True, True, False, False],
    ...,
]

step = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 3), st.sampled_from(INDICES), st.integers(0, 3)),
    st.tuples(st.just("add"), st.integers(0, 3), st.sampled_from(INDICES), st.integers(0, 3)),
    st.tuples(st.just("view"), st.integers(0, 3), st.sampled_from(INDICES[2:5]), st.just(0)),
    st.tuples(st.just("times"), st.integers(0, 3), st.just(0), st.integers(0, 3)),
    st.tuples(st.just("new"), st.integers(0, 3), st.just(0), st.integers(0, 3)),
)


def run(program, x):
    """A pool of arrays, some views of others; every step writes to one or makes one."""
    pool = [x * 1.0, x * x, np.zeros_like(x) + 0.5 * x[0]]
    for action, at, index, other in program:
        a, b = pool[at % len(pool)], pool[other % len(pool)]
        number = b[0] * 0.5 + 0.25
        short = a.shape[0]
        if isinstance(index, list) and isinstance(index[0], bool):
            index = index[:short]
        elif isinstance(index, list):
            index = [i % short for i in index]
        if action == "write":
            a[index] = number
        elif action == "add":
            a[index] += number
        elif action == "view" and short > 2:
            view = a[index]
            if len(view):
                pool.append(view)
        elif action == "times":
            a *= number
        elif action == "new":
            pool.append(a[::-1] * number)
    return sum(np.sum(a * a) * (k + 1.0) for k, a in enumerate(pool))


@settings(max_examples=150, deadline=None)
@given(st.lists(step, max_size=8))
def test_random_programs_agree_with_numpy(program):
    agrees(lambda x: run(program, x))
