"""Entries that are selected, read, written over or put beside constants: only the live ones count.

Most functions here are a sum of √x over some of the entries: those at R.
"""

import numpy as np

from tests.hard.point import point

ABSENT = "the result does not depend on the entry"
BRANCH = "the derivative of the branch that is taken"
NEAR = "0 is constant near x"
R = 4.0  # √R = 2, and its derivatives are 1/4 and -1/32


def roots(name, f, at=(0.0, R), source=ABSENT):
    """f is the sum of √x over the entries at R."""
    x = np.array(at)
    live = x == R
    return point(name, f, [*at], d=live / 4, dd=np.diag(live / -32), source=source)


def put(y, index, v):
    y[index] = v
    return y


def filled(x, start):
    y = np.zeros_like(x)
    y[start:] = x[start:]
    return y


POINTS = [
    roots(
        "where(x > 0, sqrt(x), 0) of an array",
        lambda x: np.sum(np.where(x > 0, np.sqrt(x), 0.0)),
        source=BRANCH,
    ),
    roots(
        "where, the other way round",
        lambda x: np.sum(np.where(x <= 0, 0.0, np.sqrt(x))),
        source=BRANCH,
    ),
    roots("np.select", lambda x: np.sum(np.select([x > 0], [np.sqrt(x)], 0.0)), source=BRANCH),
    roots(
        "np.choose",
        lambda x: np.sum(np.choose((x > 0).astype(int), [np.zeros(2), np.sqrt(x)])),
        source=BRANCH,
    ),
    roots("a boolean mask", lambda x: np.sum(np.sqrt(x)[x > 0])),
    roots("np.compress", lambda x: np.sum(np.compress(x > 0, np.sqrt(x)))),
    roots("np.extract", lambda x: np.sum(np.extract(x > 0, np.sqrt(x)))),
    roots("sum with where=", lambda x: np.sum(np.sqrt(x), where=x > 0)),
    roots("np.max", lambda x: np.max(np.sqrt(x))),
    roots("np.maximum with a number", lambda x: np.sum(np.maximum(np.sqrt(x), 1.0)), source=BRANCH),
    roots(
        "np.maximum of two arrays",
        lambda x: np.sum(np.maximum(np.sqrt(x), np.ones(2))),
        source=BRANCH,
    ),
    roots("np.fmax", lambda x: np.sum(np.fmax(np.sqrt(x), 1.0)), source=BRANCH),
    roots("np.clip", lambda x: np.sum(np.clip(np.sqrt(x), 1.0, 9.0)), source=BRANCH),
    roots("np.clip from below", lambda x: np.sum(np.clip(np.sqrt(x), 1.0, None)), source=BRANCH),
    roots("an element", lambda x: np.sqrt(x)[1]),
    roots("a slice", lambda x: np.sum(np.sqrt(x)[1:])),
    roots("a slice of a product", lambda x: np.sum((np.sqrt(x) * 3)[1:] / 3)),
    roots("an index array", lambda x: np.sum(np.sqrt(x)[[1, 1]]) / 2),
    roots("np.take", lambda x: np.take(np.sqrt(x), 1)),
    roots("two elements of three", lambda x: np.sqrt(x)[1] + np.sqrt(x)[2], [0.0, R, R]),
    roots("a column", lambda x: np.sum(np.sqrt(x.reshape(2, 2))[:, 1]), [0.0, R, 0.0, R]),
    roots(
        "a row of a transpose", lambda x: np.sum(np.sqrt(x.reshape(2, 2)).T[1]), [0.0, R, 0.0, R]
    ),
    roots("np.diagonal", lambda x: np.sum(np.diagonal(np.sqrt(x.reshape(2, 2)))), [R, 0.0, 0.0, R]),
    roots("np.trace", lambda x: np.trace(np.sqrt(x.reshape(2, 2))), [R, 0.0, 0.0, R]),
    roots("np.triu", lambda x: np.sum(np.triu(np.sqrt(x.reshape(2, 2)))), [R, R, 0.0, R]),
    roots("np.tril", lambda x: np.sum(np.tril(np.sqrt(x.reshape(2, 2)))), [R, 0.0, R, R]),
    roots("np.sort, the largest", lambda x: np.sort(np.sqrt(x))[-1]),
    roots("written over by a number", lambda x: np.sum(put(np.sqrt(x), 0, 5.0))),
    roots("written over by a mask", lambda x: np.sum(put(np.sqrt(x), x <= 0, 0.0))),
    roots(
        "a slice written over", lambda x: np.sum(put(np.sqrt(x), slice(0, 2), 1.0)), [0.0, 0.0, R]
    ),
    roots(
        "sqrt of a concatenation with zeros",
        lambda x: np.sum(np.sqrt(np.concatenate([np.zeros(2), x]))),
        [R],
    ),
    roots("sqrt of a stack with zeros", lambda x: np.sum(np.sqrt(np.stack([np.zeros(1), x]))), [R]),
    roots("sqrt of [0, x]", lambda x: np.sum(np.sqrt(np.stack([0.0, x[0]]))), [R]),
    roots("sqrt of a padded array", lambda x: np.sum(np.sqrt(np.pad(x, 1))), [R]),
    roots("sqrt of a diagonal matrix", lambda x: np.sum(np.sqrt(np.diag(x))), [R, R]),
    roots(
        "sqrt of where", lambda x: np.sum(np.sqrt(np.where(x > 0, x, 0.0))), [-1.0, R], source=NEAR
    ),
    roots("sqrt of a relu", lambda x: np.sum(np.sqrt(np.maximum(x, 0.0))), [-1.0, R], source=NEAR),
    roots(
        "sqrt of a clip", lambda x: np.sum(np.sqrt(np.clip(x, 0.0, 9.0))), [-1.0, R], source=NEAR
    ),
    point(
        "np.nan_to_num of a quotient",
        lambda x: np.sum(np.nan_to_num(x / x - 1)),
        [0.0, R],
        d=[0.0, 0.0],
        dd=np.zeros((2, 2)),
        source="x/x is constant",
    ),
    point(
        "np.nansum of logarithms",
        lambda x: np.nansum(np.log(x)),
        [-1.0, R],
        d=[0.0, 1 / R],
        dd=[[0.0, 0.0], [0.0, -1 / R**2]],
        source=ABSENT,
    ),
    point(
        "np.min",
        lambda x: np.min(-np.sqrt(x)),
        [0.0, R],
        d=[0.0, -0.25],
        dd=[[0.0, 0.0], [0.0, 1 / 32]],
        source=ABSENT,
    ),
    point(
        "np.median",
        lambda x: np.median(np.sqrt(x)),
        [0.0, 9.0, R],
        d=[0.0, 0.0, 0.25],
        dd=np.diag([0.0, 0.0, -1 / 32]),
        source=ABSENT,
    ),
    point(
        "np.minimum",
        lambda x: np.sum(np.minimum(-np.sqrt(x), -1.0)),
        [0.0, R],
        d=[0.0, -0.25],
        dd=[[0.0, 0.0], [0.0, 1 / 32]],
        source=BRANCH,
    ),
    point(
        "elements of one array",
        lambda x: (lambda y: y[1] * y[2])(np.sqrt(x)),
        [0.0, R, R],
        d=[0.0, 0.5, 0.5],
        dd=[[0.0, 0.0, 0.0], [0.0, -1 / 16, 1 / 16], [0.0, 1 / 16, -1 / 16]],
        source="√x₁ √x₂",
    ),
    point(
        "written over by a traced number",
        lambda x: np.sum(put(np.sqrt(x), 0, 3 * x[1])),
        [0.0, R],
        d=[0.0, 3.25],
        dd=[[0.0, 0.0], [0.0, -1 / 32]],
        source=ABSENT,
    ),
    point(
        "sqrt of a filled buffer",
        lambda x: np.sum(np.sqrt(filled(x, 1))),
        [3.0, R],
        d=[0.0, 0.25],
        dd=np.diag([0.0, -1 / 32]),
        source=ABSENT,
    ),
    point(
        "log of a product with a mask written in",
        lambda x: np.sum(np.log(put(x * 1.0, 0, 1.0))),
        [-1.0, R],
        d=[0.0, 1 / R],
        dd=[[0.0, 0.0], [0.0, -1 / R**2]],
        source=ABSENT,
    ),
    point(
        "sqrt of the sum of a where",
        lambda x: np.sqrt(np.sum(np.where(x > 9, x, 0.0))),
        [1.0, R],
        d=[0.0, 0.0],
        dd=np.zeros((2, 2)),
        source="0 is constant near x",
    ),
    point(
        "sqrt of each entry", np.sqrt, [0.0, R], d=[[np.inf, 0.0], [0.0, 0.25]], source="1/(2√x)"
    ),
    point(
        "1/x of each entry",
        lambda x: 1 / x,
        [0.0, R],
        d=[[-np.inf, 0.0], [0.0, -1 / R**2]],
        source="-1/x²",
    ),
    point(
        "cbrt(x)³ is honest",
        lambda x: np.cbrt(x) ** 3,
        0.0,
        d=np.nan,
        source="1, but not by the chain rule",
    ),
    point(
        "a guarded norm",
        lambda x: np.where(np.sum(x * x) > 0, np.sqrt(np.sum(x * x)), 0.0),
        [0.0, 0.0],
        d=[0.0, 0.0],
        dd=np.zeros((2, 2)),
        source=BRANCH,
    ),
    point(
        "a guarded xlogx",
        lambda x: np.sum(np.where(x > 0, x * np.log(x), 0.0)),
        [0.0, 1.0],
        d=[0.0, 1.0],
        dd=[[0.0, 0.0], [0.0, 1.0]],
        source="log x + 1, 1/x",
    ),
    point(
        "a guarded quotient",
        lambda x: np.where(x == 0, 1.0, np.sin(x) / x),
        0.0,
        d=0.0,
        dd=0.0,
        source=BRANCH,
    ),
    point(
        "softplus by where",
        lambda x: np.where(x > 30, x, np.log1p(np.exp(x))),
        1000.0,
        d=1.0,
        dd=0.0,
        source=BRANCH,
    ),
    point(
        "relu of an infinite exponential",
        lambda x: np.minimum(np.exp(x), 1.0),
        1000.0,
        d=0.0,
        dd=0.0,
        source=BRANCH,
    ),
]
