"""Whether a function of traced values does what NumPy does of plain ones: values, types, errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import funcad
from funcad.pytree import tree_leaves


def agrees(f: Callable[..., Any], *xs: Any) -> None:
    """`f` of traced arguments has NumPy's values, shapes and dtypes, in both modes."""
    expected = tree_leaves(f(*xs))
    reverse = tree_leaves(funcad.vjp(f, *xs)[0])
    forward = tree_leaves(funcad.jvp(f, xs, tuple(np.ones_like(x) for x in xs))[0])
    assert len(reverse) == len(forward) == len(expected)
    for got in (reverse, forward):
        for a, e in zip(got, expected, strict=True):
            np.testing.assert_allclose(
                a, e, rtol=1e-12 if np.asarray(e).real.itemsize > 4 else 1e-5
            )
            assert np.shape(a) == np.shape(e)
            assert np.asarray(a).dtype == np.asarray(e).dtype
            assert isinstance(a, np.ndarray) == isinstance(e, np.ndarray)


def raises_alike(f: Callable[..., Any], x: Any) -> None:
    """`f` of a traced argument raises NumPy's exception, with NumPy's words."""
    with pytest.raises(Exception) as expected:  # noqa: PT011 - whatever NumPy raises
        f(x)
    with pytest.raises(expected.type) as got:
        funcad.vjp(f, x)
    assert str(got.value) == str(expected.value)
