"""funcad.numpy against the array API standard: names, signatures, and calls plain and traced.

The tables are written from the text of the standard; tests/array_api/traced.py says how the public
suite of tests is run.
"""

import inspect

import numpy as np
import pytest

import funcad.numpy as xp
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.tables import newer
from tests.array_api.calls import BEYOND_NUMPY, CALLS
from tests.array_api.samples import edges, samples
from tests.array_api.standard import (
    ATTRIBUTES,
    BINARY,
    CONSTANTS,
    DTYPES,
    METHODS,
    SIGNATURES,
    UNARY,
)
from tests.array_api.traced import under_traces

KINDS = {
    "b": ["bool"],
    "i": ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"],
    "f": ["float32", "float64"],
    "c": ["complex64", "complex128"],
}
LINES = [line.strip() for line in SIGNATURES.splitlines() if line.strip()]


# what NumPy has, or takes, since 2.1
NEWER = (
    *(
        "unstack(",
        "cumulative_",
        "xp.clip(x, min",
        "reshape(x, (2, 6), copy=",
        "reshape(x, /, shape",
    ),
    *("astype(x, dtype, /", "astype(x, x.dtype, device=", "astype(x[0, 0]"),
)


def require(expression):
    if not newer("unstack") and any(text in expression for text in NEWER):
        pytest.skip("needs NumPy 2.1")


def resolve(name):
    found = xp
    for part in name.split("."):
        found = getattr(found, part)
    return found


def elementwise():
    for table, call in ((UNARY, "xp.{}(x)"), (BINARY, "xp.{}(x, y)")):
        for kinds, names in table.items():
            yield from ((kinds, call.format(name)) for name in names.split())


def calls():
    for kinds, text in CALLS.items():
        yield from ((kinds, line.strip()) for line in text.splitlines() if line.strip())


EVERY = [*elementwise(), *calls()]


def evaluate(expression, namespace, arrays):
    with np.errstate(all="ignore"):
        return eval(expression, {"xp": namespace, "np": np, **arrays})


def assert_same(got, expected, exactly=True):
    if isinstance(expected, tuple | list):
        assert type(got) is type(expected)
        for g, e in zip(got, expected, strict=True):
            assert_same(g, e, exactly)
    elif isinstance(expected, np.ndarray | np.generic):
        assert (got.shape, got.dtype) == (expected.shape, expected.dtype)
        floats = expected.dtype.kind in "fc" and not exactly
        rtol = 1e3 * np.finfo(expected.dtype).eps if floats else 0
        np.testing.assert_allclose(got, expected, rtol=rtol, atol=rtol, equal_nan=True)
    else:
        assert got == expected


@pytest.mark.parametrize("names", [CONSTANTS, DTYPES, *UNARY.values(), *BINARY.values()])
def test_names(names):
    for name in names.split():
        assert hasattr(xp, name)


@pytest.mark.parametrize("line", LINES)
def test_signatures(line):
    require(line)
    f = resolve(line.split("(")[0])
    scope = {}
    exec(f"def standard({line.split('(', 1)[1]}: pass", scope)
    standard = list(inspect.signature(scope["standard"]).parameters.values())
    try:
        ours = inspect.signature(f).parameters
    except ValueError:
        pytest.skip("NumPy does not say what it is")
    places = [p for p in ours.values() if p.kind is not p.KEYWORD_ONLY]
    for k, p in enumerate(standard):
        if p.kind is p.KEYWORD_ONLY:
            assert p.name in ours
        elif p.kind is p.POSITIONAL_ONLY:
            assert places[k].kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.VAR_POSITIONAL)
        elif p.kind is p.VAR_POSITIONAL:
            assert places[k].kind is p.kind
        else:
            assert places[k].name == p.name


def test_members_of_a_traced_value():
    for name in ATTRIBUTES.split():
        assert hasattr(Tracer, name), name
    for name in METHODS.split():
        assert hasattr(Tracer, f"__{name}__"), name


@pytest.mark.parametrize(("kinds", "expression"), EVERY, ids=[e for _, e in EVERY])
def test_plain_and_traced_as_numpy(kinds, expression):
    require(expression)
    for dtype in (d for k in kinds for d in KINDS[k]):
        arrays = samples(dtype)
        expected = evaluate(expression, np, arrays)
        assert_same(evaluate(expression, xp, arrays), expected)
        if np.dtype(dtype).kind in "fc":
            names = [k for k in arrays if k != "i"]
            got = under_traces(
                lambda *xs, e=expression, names=names, i=arrays["i"]: evaluate(
                    e, xp, {**dict(zip(names, xs, strict=True)), "i": i}
                ),
                [arrays[k] for k in names],
            )
            assert_same(got, expected, exactly=False)


# NumPy lets an axis of a number be 0, and reads memory that nothing wrote
QUIRKS = {
    "number": ("xp.repeat(x, 2, axis=0)", "axis=0, keepdims=True)", "xp.argsort(x, axis=0"),
    "empty": ("xp.fft.irfft(x + 0j, n=5)",),
}
try:
    np.linalg.vector_norm(np.empty(0), ord=np.inf)
except ValueError:  # an older NumPy has no largest of no entries; traced, it is 0 as in newer ones
    QUIRKS["empty"] += ("matrix_norm(t, ord=2)", "vector_norm(x, ord=xp.inf")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of NaN, infinity and empty slices
@pytest.mark.parametrize(("kinds", "expression"), EVERY, ids=[e for _, e in EVERY])
def test_edges_traced_as_numpy(kinds, expression):
    require(expression)
    for dtype in (d for k in kinds for d in KINDS[k] if k in "fc"):
        for edge, arrays in edges(dtype):
            if any(quirk in expression for quirk in QUIRKS.get(edge, ())):
                continue
            names = [k for k in arrays if k != "i"]

            def f(*xs, arrays=arrays, names=names):
                return evaluate(expression, xp, {**arrays, **dict(zip(names, xs, strict=True))})

            try:
                expected = evaluate(expression, np, arrays)
            except Exception as error:
                with pytest.raises(type(error)):
                    under_traces(f, [arrays[k] for k in names])
            else:
                got = under_traces(f, [arrays[k] for k in names])
                assert_same(got, expected, exactly=False)


BEYOND = [(k, *pair) for k, table in BEYOND_NUMPY.items() for pair in table.items()]


@pytest.mark.parametrize(("kinds", "expression", "expected"), BEYOND, ids=[b[1] for b in BEYOND])
def test_what_numpy_does_otherwise(kinds, expression, expected):
    require(expression)
    for dtype in (d for k in kinds for d in KINDS[k]):
        arrays = samples(dtype)
        right = evaluate(expected, np, arrays)
        assert_same(evaluate(expression, xp, arrays), right)
        if np.dtype(dtype).kind in "fc":
            for name in "xv":
                got = under_traces(
                    lambda u, arrays=arrays, name=name: evaluate(
                        expression, xp, {**arrays, name: u}
                    ),
                    [arrays[name]],
                )
                assert_same(got, right)


@pytest.mark.skipif(not newer("unstack"), reason="needs NumPy 2.1")
def test_the_info():
    info = xp.__array_namespace_info__()
    assert info.default_device() == "cpu"
    assert info.default_dtypes()["real floating"] == np.float64
    assert info.capabilities()["boolean indexing"]
    assert xp.__array_api_version__ == np.__array_api_version__


@pytest.mark.parametrize("kind", [np.float32, np.complex128, "f8", np.dtype("f4"), float])
def test_limits_of_floating_point_types(kind):
    assert xp.finfo(kind).eps == np.finfo(kind).eps
    assert xp.finfo(np.zeros(2, kind)).dtype == np.finfo(kind).dtype


@pytest.mark.parametrize("kind", [np.int8, np.uint64, "i2", np.dtype("u1"), int])
def test_limits_of_integer_types(kind):
    assert (xp.iinfo(kind).min, xp.iinfo(kind).max) == (np.iinfo(kind).min, np.iinfo(kind).max)
    assert xp.iinfo(np.zeros(2, kind)).dtype == np.dtype(kind)
