"""Products: NumPy's values, dtypes and errors on traced values, and no copy of a large constant."""

import tracemalloc
from operator import attrgetter

import numpy as np
import pytest

import funcad
from funcad.errors import ReadOnlyError
from funcad.numpy_dispatch.functions.contraction import _best_splits

PRODUCTS = {
    "matmul": lambda x, y: x @ y,
    "np.matmul": np.matmul,
    "dot": np.dot,
    "inner": lambda x, y: np.inner(x, y.T),
    "tensordot": lambda x, y: np.tensordot(x, y, 1),
    "einsum": lambda x, y: np.einsum("ij,jk", x, y),
    "einsum, optimize": lambda x, y: np.einsum("ij,jk->ki", x, y, optimize=True),
    "kron": np.kron,
    "outer": np.outer,
    "multi_dot": lambda x, y: np.linalg.multi_dot([x, y]),
}


@pytest.mark.parametrize("f", PRODUCTS.values(), ids=PRODUCTS)
@pytest.mark.parametrize("dtype", ["f4", "f8", "c8", "c16"])
@pytest.mark.parametrize("shape", [(2, 3, 4), (1, 1, 1), (0, 3, 2), (2, 0, 3)], ids=str)
def test_value_and_dtype_are_those_of_numpy(f, dtype, shape):
    rng = np.random.default_rng(0)
    x = rng.normal(size=shape[:2]).astype(dtype)
    y = rng.normal(size=shape[1:]).astype(dtype)
    expected = f(x, y)
    value, pullback = funcad.vjp(f, x, y)
    tangent = funcad.jvp(f, (x, y), (x, y))[1]
    assert value.dtype == tangent.dtype == expected.dtype
    assert value.shape == tangent.shape == expected.shape
    np.testing.assert_allclose(value, expected, rtol=1e-5)
    np.testing.assert_allclose(tangent, 2 * expected, rtol=1e-5)  # bilinear
    for ct, argument in zip(pullback(np.ones_like(expected)), (x, y), strict=True):
        assert (ct.shape, ct.dtype) == (argument.shape, argument.dtype)


def test_mixed_dtypes_promote_and_cotangents_do_not():
    x, y = np.ones((2, 3), "f4"), np.ones((3, 2), "c16")
    value, pullback = funcad.vjp(np.matmul, x, y)
    assert value.dtype == np.complex128
    assert [ct.dtype for ct in pullback(value)] == [np.float32, np.complex128]


@pytest.mark.parametrize(
    ("name", "a", "b"),
    [
        ("vecdot", (3,), (1,)),
        ("vecdot", (1,), (2, 3)),
        ("vecdot", (0,), (1,)),
        ("linalg.vecdot", (3,), (1,)),
        ("matvec", (2, 3), (1,)),
        ("matvec", (2, 1), (4, 3)),
        ("vecmat", (1,), (3, 2)),
        ("vecmat", (3,), (1, 2)),
    ],
)
def test_a_length_of_1_is_not_stretched_where_entries_are_multiplied_and_summed(name, a, b):
    if name in ("matvec", "vecmat") and not hasattr(np, name):
        pytest.skip("needs NumPy 2.2")
    f, x, y = attrgetter(name)(np), np.ones(a), np.ones(b)
    for trace in (lambda g, v: funcad.vjp(g, v), lambda g, v: funcad.jvp(g, (v,), (v,))):
        with pytest.raises(ValueError, match="match"):
            trace(lambda x: f(x, y), x)
        with pytest.raises(ValueError, match="match"):
            trace(lambda y: f(x, y), y)


def test_operands_may_be_lists_numbers_and_integers():
    assert funcad.grad(lambda x: np.dot([1, 2], x))(np.ones(2)).tolist() == [1.0, 2.0]
    assert funcad.grad(lambda x: np.sum(np.dot(3, x)))(np.ones(2)).tolist() == [3.0, 3.0]
    assert funcad.grad(lambda x: np.sum(np.eye(2, dtype=int) @ x))(np.ones(2)).tolist() == [1, 1]
    assert funcad.grad(lambda x: np.vdot([[1.0, 2.0]], x))(np.ones(2)).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "f",
    [
        lambda v, M: v @ M,
        lambda v, M: M @ v,
        np.dot,
        np.kron,
        np.outer,
        lambda v, M: np.einsum("i,ij->j", v, M),
        lambda v, M: np.tensordot(M, v, 1),
        pytest.param(
            lambda v, M: np.cross([*v, 1.0], [1.0, 2.0, 3.0]),
            marks=pytest.mark.skipif(
                np.lib.NumpyVersion(np.__version__) < "2.3.0",
                reason="NumPy 2.2 refuses arrays of objects in np.cross",
            ),
        ),
    ],
)
def test_arrays_of_traced_numbers_are_operands(f):
    M, x = np.array([[2.0, 1.0], [0.5, 3.0]]), np.array([2.0, 3.0])
    separate = funcad.grad(lambda x: np.sum(f(np.array([x[0], x[0] * x[1]]), M)))(x)
    whole = funcad.grad(lambda x: np.sum(f(np.stack([x[0], x[0] * x[1]]), M)))(x)
    np.testing.assert_allclose(separate, whole)


def test_a_scalar_result_is_a_numpy_scalar():
    for f in (np.dot, np.vdot, np.inner, lambda x, y: np.einsum("i,i", x, y)):
        value = funcad.value_and_grad(lambda x, f=f: f(x, x))(np.array([1.0, 2.0]))[0]
        assert type(value) is np.float64


@pytest.mark.parametrize("f", [lambda X, w: X @ w, np.dot, lambda X, w: np.einsum("ij,j", X, w)])
def test_a_large_constant_is_not_copied(f):
    X, w = np.ones((3000, 500)), np.ones(500)
    gradient = funcad.grad(lambda w: np.sum(f(X, w)))
    gradient(w)
    tracemalloc.start()
    gradient(w)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < X.nbytes / 20


def test_vdot_conjugates_its_first_argument_only():
    x, y = np.array([1 + 2j, 3.0]), np.array([2 - 1j, 1j])
    _, pullback = funcad.vjp(np.vdot, x, y)
    ct_x, ct_y = pullback(np.complex128(1))
    np.testing.assert_allclose(ct_x, np.conj(y))
    np.testing.assert_allclose(ct_y, np.conj(x))


def _random_einsum(rng):
    """Subscripts with repeats, ellipses and axes of size 1, and the operands' shapes."""
    sizes = {c: int(rng.integers(1, 4)) for c in "abcde"}
    terms, shapes = [], []
    for _ in range(rng.integers(1, 5)):
        letters = list(rng.choice(list(sizes), rng.integers(0, 4)))
        shape = [sizes[c] for c in letters]
        if letters and letters.count(letters[0]) == 1 and rng.random() < 0.1:
            shape[0] = 1
        if rng.random() < 0.3:
            at = int(rng.integers(0, len(letters) + 1))
            letters.insert(at, "...")
            shape[at:at] = [[], [3], [1], [2, 3]][rng.integers(4)]
        terms.append("".join(letters))
        shapes.append(tuple(shape))
    subscripts = ",".join(terms)
    if rng.random() < 0.7:
        used = sorted(set("".join(terms)) - {"."})
        kept = rng.permutation([c for c in used if rng.random() < 0.5]).tolist()
        subscripts += "->" + "".join([*kept, *(["..."] if "..." in subscripts else [])])
    return subscripts, shapes


@pytest.mark.parametrize("seed", range(20))
def test_random_einsums_have_the_values_of_numpy_and_agreeing_derivatives(seed):
    rng = np.random.default_rng(seed)
    for _ in range(12):
        subscripts, shapes = _random_einsum(rng)
        xs, dxs = ([rng.normal(size=s) for s in shapes] for _ in range(2))

        def f(*xs, subscripts=subscripts):
            return np.einsum(subscripts, *xs)

        try:
            expected = f(*xs)
        except ValueError:
            with pytest.raises(ValueError, match=r"."):
                funcad.vjp(f, *xs)
            continue
        value, pullback = funcad.vjp(f, *xs)
        np.testing.assert_allclose(value, expected, rtol=1e-9, atol=1e-12, err_msg=subscripts)
        shares = [f(*xs[:i], dx, *xs[i + 1 :]) for i, dx in enumerate(dxs)]
        dy = funcad.jvp(f, tuple(xs), tuple(dxs))[1]
        np.testing.assert_allclose(dy, sum(shares), rtol=1e-9, atol=1e-12, err_msg=subscripts)
        ct = rng.normal(size=expected.shape)[()]
        paired = sum(np.sum(g * dx) for g, dx in zip(pullback(ct), dxs, strict=True))
        np.testing.assert_allclose(
            paired, np.sum(ct * dy), rtol=1e-9, atol=1e-9, err_msg=subscripts
        )
        batches = [np.stack([x, dx]) for x, dx in zip(xs, dxs, strict=True)]
        ys = funcad.vmap(f)(*batches)
        np.testing.assert_allclose(ys, np.stack([expected, f(*dxs)]), rtol=1e-9, atol=1e-12)


def test_einsum_keeps_numpy_errors():
    def raises(error, *args, **options):
        with pytest.raises(error):
            np.einsum(*args, **options)
        with pytest.raises(error):
            funcad.grad(lambda x: np.sum(np.einsum(*args[:1], x, *args[2:], **options)))(args[1])

    x = np.ones((2, 3))
    raises(ValueError, "ijk", x)
    raises(ValueError, "ij,jk", x, np.ones((2, 2)))
    raises(ValueError, "ii", x)
    raises(ValueError, "ij->k", x)
    raises(ValueError, "ij,jk", x)
    raises(TypeError, "ij->i", x, dtype="f4")
    raises(TypeError, "ij->i", x, spam=1)


def test_einsum_honours_dtype_casting_and_order():
    x = np.arange(6.0).reshape(2, 3)

    def f(x):
        y = np.einsum("ij->i", x, dtype="f4", casting="same_kind", order="F")
        assert y.dtype == np.float32
        return np.sum(y)

    np.testing.assert_array_equal(funcad.grad(f)(x), np.ones((2, 3)))


def test_out_is_written_or_refused():
    def into_traced(x):
        y = np.zeros_like(x)
        returned = np.einsum("ij,jk->ik", x, x, out=y)
        assert returned is y
        return np.sum(y * y)

    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    expected = funcad.grad(lambda x: np.sum((x @ x) ** 2))(x)
    np.testing.assert_allclose(funcad.grad(into_traced)(x), expected)
    for f in (np.dot, np.matmul, lambda x, y, out: np.einsum("ij,jk", x, y, out=out)):
        with pytest.raises(ReadOnlyError):
            funcad.grad(lambda x, f=f: np.sum(f(x, x, out=np.empty((2, 2)))))(x)


def test_einsum_path_is_that_of_numpy():
    x, y = np.ones((2, 3)), np.ones((3, 4))
    seen = []
    funcad.grad(lambda x: seen.append(np.einsum_path("ij,jk,kl", x, y, y.T)) or np.sum(x))(x)
    assert seen[0] == np.einsum_path("ij,jk,kl", x, y, y.T)


def test_shapes_that_do_not_fit_raise_as_in_numpy():
    x = np.ones((2, 3))
    for f in (
        lambda x: x @ x,
        lambda x: np.dot(x, x),
        lambda x: x @ 2.0,
        lambda x: np.tensordot(x, x.T),
        lambda x: np.tensordot(x, x, ((0, 0), (0, 1))),
        lambda x: np.cross(x[:, :1], x),
        lambda x: np.linalg.outer(x, x),
        lambda x: np.linalg.multi_dot([x]),
    ):
        with pytest.raises(ValueError) as expected:  # noqa: PT011 - any message of NumPy's
            f(x)
        with pytest.raises(type(expected.value)):
            funcad.grad(lambda x, f=f: np.sum(f(x)))(x)


def test_cross_of_plane_vectors_warns_as_numpy_does():
    x = np.array([1.0, 2.0])
    with pytest.warns(DeprecationWarning, match="2-dimensional vectors"):
        g = funcad.grad(lambda x: np.cross(x, np.array([3.0, 4.0])))(x)
    np.testing.assert_allclose(g, [4.0, -3.0])
    with pytest.warns(DeprecationWarning, match="2-dimensional vectors"):
        g = funcad.jacrev(lambda x: np.cross(x, np.array([3.0, 4.0, 5.0])))(x)
    np.testing.assert_allclose(g, [[0, 5], [-5, 0], [4, -3]])


@pytest.mark.parametrize(
    ("sizes", "outermost"), [((10, 100, 5, 50), 2), ((50, 5, 100, 10), 1), ((2, 2, 2), 1)]
)
def test_a_chain_of_matrices_is_split_where_it_is_cheapest(sizes, outermost):
    assert _best_splits(sizes)[0, len(sizes) - 1] == outermost


def test_matmul_in_place():
    def f(x):
        y = x * 1.0
        y @= x
        return np.sum(y)

    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_allclose(funcad.grad(f)(x), funcad.grad(lambda x: np.sum(x @ x))(x))
