"""Perturbation confusion: the cases of the literature, and deep nesting of both modes.

Siskind & Pearlmutter, Perturbation confusion and referential transparency (IFL 2005) and Nesting
forward-mode AD in a functional framework (HOSC 2008); Manzyuk, Pearlmutter, Radul, Rush & Siskind,
Perturbation confusion in forward automatic differentiation of higher-order functions (JFP 2019).
"""

import asyncio
from itertools import product

import numpy as np
import pytest

import funcad
from funcad import errors


def forward(f):
    return lambda x: funcad.jvp(f, (x,), (1.0,))[1]


def reverse(f):
    return funcad.grad(f)


def linear(f):
    return lambda x: funcad.linearize(f, x)[1](1.0)


def pulled(f):
    return lambda x: funcad.vjp(f, x)[1](1.0)[0]


MODES = [forward, reverse, linear, pulled]
PAIRS = pytest.mark.parametrize(("outer", "inner"), list(product(MODES, MODES)))


@PAIRS
def test_the_constant_of_the_inner_derivative(outer, inner):
    # d/dx x · (d/dy (x + y) at y = 1) at x = 1 is 1, not 2
    assert outer(lambda x: x * inner(lambda y: x + y)(1.0))(1.0) == 1.0


@PAIRS
def test_the_product_of_the_inner_derivative(outer, inner):
    # d/dx x · (d/dy x·y at y = 2) = d/dx x² = 2x
    assert outer(lambda x: x * inner(lambda y: x * y)(2.0))(3.0) == 6.0


@PAIRS
def test_the_inner_point_depends_on_the_outer_variable(outer, inner):
    # d/dx (d/dy y³ x at y = x) = d/dx 3x³ = 9x²
    assert outer(lambda x: inner(lambda y: y**3 * x)(x))(2.0) == pytest.approx(36.0)


@PAIRS
def test_an_inner_derivative_of_a_constant(outer, inner):
    assert outer(lambda x: inner(lambda y: x * x)(x))(2.0) == 0.0


def shift(u):
    return lambda f: lambda x: f(x + u)


@PAIRS
def test_the_curried_shift_operator(outer, inner):
    # D s at 0 maps f to f'; applied twice it gives f'', not 0
    def d_shift(f):
        return lambda x: outer(lambda u: shift(u)(f)(x))(0.0)

    f = np.sin
    assert d_shift(f)(0.5) == pytest.approx(np.cos(0.5))
    assert d_shift(d_shift(f))(0.5) == pytest.approx(-np.sin(0.5))
    assert inner(d_shift(f))(0.5) == pytest.approx(-np.sin(0.5))


def test_a_derivative_with_respect_to_a_function_that_returns_a_function():
    def shifted_twice(x):
        return funcad.jvp(lambda u: shift(u)(shift(u)(np.exp))(x), (0.0,), (1.0,))[1]

    assert shifted_twice(0.3) == pytest.approx(2 * np.exp(0.3))


@pytest.mark.parametrize("modes", list(product([forward, reverse], repeat=4)))
def test_four_levels_in_every_mixture(modes):
    f = lambda x: np.sin(x) * x * x
    g = f
    for mode in modes:
        g = mode(g)
    x = 0.7
    # (x² sin x)'''' = x² sin x - 8 x cos x - 12 sin x
    assert g(x) == pytest.approx(x * x * np.sin(x) - 8 * x * np.cos(x) - 12 * np.sin(x))


def test_six_nested_gradients_that_close_over_each_other():
    def nest(depth, outer):
        if depth == 0:
            return outer
        return funcad.grad(lambda x: nest(depth - 1, outer * x))(1.0) * outer

    # each level: f(o) = o · d/dx g(o x) at 1 with g of degree d: o · d o^d: degree d + 1
    expected = 1.0
    for degree in range(1, 7):
        expected *= degree
    assert nest(6, 1.0) == expected


def test_a_minimum_inside_a_gradient():
    # min over y of (y - x)²  + y, by Newton's method: value x - 1/4, derivative 1
    def best(x):
        y = 0.0
        for _ in range(3):
            first = funcad.grad(lambda y: (y - x) ** 2 + y)
            y = y - first(y) / funcad.grad(first)(y)
        return (y - x) ** 2 + y

    assert best(3.0) == pytest.approx(2.75)
    assert funcad.grad(best)(3.0) == pytest.approx(1.0)
    assert forward(best)(3.0) == pytest.approx(1.0)


def test_vmap_between_derivatives():
    x = np.array([0.3, 0.6])
    f = lambda s: np.sum(funcad.vmap(funcad.grad(lambda v: np.sin(v * s)))(x))
    # d/ds Σ s cos(x s) = Σ cos(x s) - x s sin(x s)
    expected = np.sum(np.cos(x * 2.0) - x * 2.0 * np.sin(x * 2.0))
    assert funcad.grad(f)(2.0) == pytest.approx(expected)
    assert forward(f)(2.0) == pytest.approx(expected)


def test_an_escaped_value_raises_and_says_where_it_was_made():
    kept = []

    def leaky(x):
        kept.append(x * 2)
        return x * x

    for transform, name in [
        (lambda: funcad.grad(leaky)(1.0), "grad"),
        (lambda: funcad.jvp(leaky, (1.0,), (1.0,)), "jvp"),
        (lambda: funcad.vmap(leaky)(np.ones(2)), "vmap"),
        (lambda: funcad.vjp(leaky, 1.0), "vjp"),
        (lambda: funcad.linearize(leaky, 1.0), "linearize"),
    ]:
        kept.clear()
        transform()
        for use in (lambda y: y + 1, np.sin, bool, lambda y: funcad.grad(lambda x: x * y)(1.0)):
            with pytest.raises(errors.EscapedTracerError) as caught:
                use(kept[0])
            text = str(caught.value)
            assert f"traced by {name} of leaky was used after {name} had ended" in text
            assert f"line {leaky.__code__.co_firstlineno}" in text


def test_a_generator_that_yields_traced_values_and_is_resumed_later():
    def numbers(x):
        for k in range(3):
            yield x * float(k)

    def f(x):
        return sum(numbers(x))

    assert funcad.grad(f)(2.0) == 3.0
    suspended = []

    def g(x):
        it = numbers(x)
        suspended.append(it)
        return next(it) + next(it)

    assert funcad.grad(g)(2.0) == 1.0
    with pytest.raises(errors.EscapedTracerError):
        next(suspended[0])
    assert funcad.grad(f)(2.0) == 3.0


def test_tasks_interleave_inside_transforms():
    async def one(k):
        def f(x):
            return x**2 * k

        _y, pullback = funcad.vjp(f, 3.0)
        await asyncio.sleep(0)
        second = forward(funcad.grad(f))(3.0)
        await asyncio.sleep(0)
        return pullback(1.0)[0], second

    async def main():
        return await asyncio.gather(*(one(float(k)) for k in range(10)))

    assert asyncio.run(main()) == [(6.0 * k, 2.0 * k) for k in range(10)]


def test_an_exception_in_the_middle_of_nested_transforms():
    def fails(x):
        funcad.vmap(lambda v: v * x)(np.ones(2))
        raise KeyError("in the middle")

    for _ in range(3):
        with pytest.raises(KeyError):
            funcad.hessian(lambda x: funcad.jvp(fails, (x,), (x,))[1])(1.0)
        assert funcad.grad(funcad.grad(lambda x: x**3))(2.0) == 12.0
