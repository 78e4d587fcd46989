"""funcad.numpy with every call of a function made under a trace: jvp around vjp.

For the public suite array-api-tests, which is not on PyPI; with a checkout of it beside this one:

    cd array-api-tests
    PYTHONPATH=../funcad ARRAY_API_TESTS_MODULE=funcad.numpy pytest array_api_tests
    PYTHONPATH=../funcad ARRAY_API_TESTS_MODULE=tests.array_api.traced pytest array_api_tests

Floating-point arrays among the arguments are traced, and what comes out is a plain array again.
"""

from functools import wraps
from types import SimpleNamespace

import numpy as np

import funcad
import funcad.numpy
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.conversion import look


def plain(y, copy=True):
    """What the caller would have got without a trace; a copy, like all that leaves a trace."""
    if isinstance(y, Tracer):
        value = look(y, "the value")
        if not isinstance(value, np.ndarray):
            return np.asarray(value)[()]
        return value.copy() if copy else value
    if isinstance(y, tuple):
        parts = [plain(v, copy) for v in y]
        return type(y)(*parts) if hasattr(y, "_fields") else type(y)(parts)
    return [plain(v, copy) for v in y] if isinstance(y, list) else y


def is_traceable(x):
    return isinstance(x, np.ndarray) and x.dtype.kind in "fc"


def under_traces(f, arrays, copy=True):
    """f(*arrays) with the arrays traced in reverse mode within forward mode."""
    out = []

    def inner(*xs):
        out.append(plain(f(*xs), copy))
        return xs

    def outer(*xs):
        return funcad.vjp(inner, *xs)[0]

    funcad.jvp(outer, tuple(arrays), tuple(np.ones_like(x) for x in arrays))
    return out[0]


def traced(f):
    """The function, for plain arguments, run under a trace."""

    @wraps(f)
    def call(*args, **kwargs):
        leaves, structure = funcad.tree_flatten((args, kwargs))
        at = [i for i, x in enumerate(leaves) if is_traceable(x)]
        if not at:
            return f(*args, **kwargs)

        def g(*arrays):
            filled = list(leaves)
            for i, x in zip(at, arrays, strict=True):
                filled[i] = x
            args, kwargs = funcad.tree_unflatten(structure, filled)
            return f(*args, **kwargs)

        shared = kwargs.get("copy") is False
        return under_traces(g, [leaves[i] for i in at], copy=not shared)

    return call


def namespace(module):
    """A module, each function of which is traced."""
    names = {}
    for name in dir(module):
        f = getattr(module, name)
        names[name] = traced(f) if callable(f) and not isinstance(f, type) else f
    return SimpleNamespace(**names)


linalg = namespace(funcad.numpy.linalg)
fft = namespace(funcad.numpy.fft)


def __getattr__(name):
    f = getattr(funcad.numpy, name)
    return traced(f) if callable(f) and not isinstance(f, type) else f
