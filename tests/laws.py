"""The laws that hold for every primitive, as functions that raise AssertionError.

Inner products refuse to broadcast; finite differences are central, Richardson-extrapolated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import funcad
from funcad.pytree import tree_flatten, tree_leaves, tree_map
from tests.cases.case import Case


def leaves(tree: Any) -> list[Any]:
    return [np.asarray(x) for x in tree_leaves(tree)]


def dot(a: Any, b: Any) -> float:
    """Re Σ a·b over the leaves, without conjugation: the pairing that `vjp` transposes."""
    total = 0.0
    for x, y in zip(leaves(a), leaves(b), strict=True):
        assert x.shape == y.shape, f"shapes {x.shape} and {y.shape} do not pair"
        total += float(np.sum(x * y).real)
    return total


def random_like(rng: np.random.Generator, tree: Any) -> Any:
    def one(x: Any) -> Any:
        x = np.asarray(x)
        r = rng.normal(size=x.shape)
        if x.dtype.kind == "c":
            r = r + 1j * rng.normal(size=x.shape)
        return r.astype(x.dtype) if x.dtype.kind in "fc" else np.zeros(x.shape)

    return tree_map(one, tree)


def close(actual: Any, expected: Any, rtol: float, what: str) -> None:
    for a, e in zip(leaves(actual), leaves(expected), strict=True):
        assert a.shape == e.shape, f"{what}: shape {a.shape}, expected {e.shape}"
        scale = max(1.0, float(np.max(np.abs(e), initial=0.0)))
        np.testing.assert_allclose(a, e, rtol=rtol, atol=rtol * scale, err_msg=what)


def one_argument_at_a_time(case: Case, seed: int = 0) -> Any:
    """(function of one argument, its value, a direction in which it may change)."""
    rng = np.random.default_rng(seed + 1)
    for i in case.argnums:
        args = case.draw(seed)

        def f(x: Any, i: int = i, args: list[Any] = args) -> Any:
            return case.fun(*args[:i], x, *args[i + 1 :])

        x = args[i]
        yield f, x, case.project(i, random_like(rng, x)), (lambda v, i=i: case.project(i, v))


def finite_difference(f: Callable[..., Any], x: Any, dx: Any, h: float = 1e-3) -> Any:
    """The directional derivative by central differences of steps h and h/2, extrapolated."""

    def central(step: float) -> Any:
        up, down = f(x + step * dx), f(x - step * dx)
        return tree_map(lambda a, b: (np.asarray(a) - np.asarray(b)) / (2 * step), up, down)

    return tree_map(
        lambda a, b, c: (a - 20 * b + 64 * c) / 45, central(h), central(h / 2), central(h / 4)
    )


def jvp_agrees_with_differences(case: Case) -> None:
    for f, x, dx, _ in one_argument_at_a_time(case):
        y, dy = funcad.jvp(f, (x,), (dx,))
        close(y, f(x), 1e-12, "value under jvp")
        close(dy, finite_difference(f, x, dx), case.rtol, "jvp against finite differences")


def vjp_is_the_adjoint_of_jvp(case: Case) -> None:
    rng = np.random.default_rng(7)
    for f, x, dx, project in one_argument_at_a_time(case):
        y, pullback = funcad.vjp(f, x)
        close(y, f(x), 1e-12, "value under vjp")
        ct = random_like(rng, y)
        (ct_x,) = pullback(ct)
        assert np.shape(ct_x) == np.shape(x)
        assert ct_x.dtype == np.asarray(x).dtype
        dy = funcad.jvp(f, (x,), (dx,))[1]
        np.testing.assert_allclose(dot(ct_x, dx), dot(ct, dy), rtol=1e-9, atol=1e-9)
        close(ct_x, project(ct_x), 1e-9, "the cotangent is an allowed change")


def second_derivatives_agree(case: Case) -> None:
    rng = np.random.default_rng(8)
    for f, x, dx, project in one_argument_at_a_time(case):
        w = random_like(rng, f(x))

        def loss(x: Any, f: Any = f, w: Any = w) -> Any:
            return _pair(w, f(x))

        def directional(x: Any, loss: Any = loss, dx: Any = dx) -> Any:
            return funcad.jvp(loss, (x,), (dx,))[1]

        if np.asarray(x).dtype.kind == "c":
            continue  # second order is checked on real inputs; the rules are the same code
        forward_over_reverse = funcad.jvp(funcad.grad(loss), (x,), (dx,))[1]
        reverse_over_forward = funcad.grad(directional)(x)
        reverse_over_reverse = funcad.vjp(funcad.grad(loss), x)[1](np.asarray(dx))[0]
        close(reverse_over_forward, forward_over_reverse, 1e-7, "grad of jvp against jvp of grad")
        close(reverse_over_reverse, forward_over_reverse, 1e-7, "vjp of grad against jvp of grad")
        differences = finite_difference(lambda x, loss=loss: funcad.grad(loss)(x), x, dx)
        close(forward_over_reverse, project(differences), case.rtol * 10, "second derivative")


def _pair(w: Any, y: Any) -> Any:
    """Re Σ w·y as a function that can be differentiated."""
    total: Any = 0.0
    for a, b in zip(tree_flatten(w)[0], tree_flatten(y)[0], strict=True):
        total = total + np.sum(np.real(a * b))
    return total


def batch_equals_a_loop(case: Case) -> None:
    draws = [case.draw(seed) for seed in range(3)]
    for i in case.argnums:
        stack = np.stack([d[i] for d in draws])
        args = draws[0]

        def f(x: Any, i: int = i, args: list[Any] = args) -> Any:
            return case.fun(*args[:i], x, *args[i + 1 :])

        ys = [f(x) for x in stack]
        expected = tree_map(lambda *row: np.stack([np.asarray(v) for v in row]), *ys)
        close(funcad.vmap(f)(stack), expected, 1e-9, "vmap against a loop")
    together = [np.stack([d[i] for d in draws]) for i in case.argnums]

    def g(*xs: Any) -> Any:
        args = list(draws[0])
        for i, x in zip(case.argnums, xs, strict=True):
            args[i] = x
        return case.fun(*args)

    ys = [g(*row) for row in zip(*together, strict=True)]
    expected = tree_map(lambda *row: np.stack([np.asarray(v) for v in row]), *ys)
    close(funcad.vmap(g)(*together), expected, 1e-9, "vmap over all arguments against a loop")


def dtypes_follow_numpy(case: Case) -> None:
    """In single precision every value, tangent and cotangent has the dtype NumPy gives."""
    args = [
        x.astype("f4" if x.dtype.kind == "f" else "c8") if i in case.argnums else x
        for i, x in enumerate(case.draw())
    ]
    for i in case.argnums:

        def f(x: Any, i: int = i) -> Any:
            return case.fun(*args[:i], x, *args[i + 1 :])

        expected = [np.asarray(y).dtype for y in leaves(f(args[i]))]
        y, dy = funcad.jvp(f, (args[i],), (np.ones_like(args[i]),))
        assert [v.dtype for v in leaves(y)] == expected
        assert [v.dtype for v in leaves(dy)] == expected
        y, pullback = funcad.vjp(f, args[i])
        assert [v.dtype for v in leaves(y)] == expected
        (ct,) = pullback(tree_map(np.ones_like, y))
        assert ct.dtype == args[i].dtype
        assert ct.shape == args[i].shape


LAWS = {
    "jvp": jvp_agrees_with_differences,
    "vjp": vjp_is_the_adjoint_of_jvp,
    "second": second_derivatives_agree,
    "batch": batch_equals_a_loop,
    "dtypes": dtypes_follow_numpy,
}
