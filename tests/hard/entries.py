"""Entries and shapes: repeated and negative indices, repeated operands, empty and single ones."""

import numpy as np

from tests.hard.point import point

COUNT = "each use of an entry counts"
EMPTY = "nothing to change"
LINEAR = "linear"
ZEROS2 = np.zeros((2, 2))


def linear(name, fun, at, d, source=LINEAR):
    """A linear function of one argument."""
    return point(name, fun, at, d=d, source=source)


def add_at(x, index, v):
    y = x * 1.0
    np.add.at(y, index, v)
    return y


def written(x):
    y = np.zeros(3)
    y = x * 0 + y
    y[[0, 0, 2]] = x * 2
    return y


A = np.array([[1.0, 2.0], [3.0, 4.0]])

POINTS = [
    linear("x[[0, 0, -1]]", lambda x: x[[0, 0, -1]], [1.0, 2.0], [[1, 0], [1, 0], [0, 1]], COUNT),
    linear("sum of x[[0, 0, -1]]", lambda x: np.sum(x[[0, 0, -1]]), [1.0, 2.0], [2.0, 1.0], COUNT),
    point(
        "x[[0, 0]] squared",
        lambda x: np.sum(x[[0, 0]] ** 2),
        [3.0, 1.0],
        d=[12.0, 0.0],
        dd=[[4.0, 0.0], [0.0, 0.0]],
        source=COUNT,
    ),
    point(
        "x[0] * x[-2]",
        lambda x: x[0] * x[-2],
        [3.0, 1.0],
        d=[6.0, 0.0],
        dd=[[2.0, 0.0], [0.0, 0.0]],
        source="x₀²",
    ),
    linear("x[-1]", lambda x: x[-1], [1.0, 2.0], [0.0, 1.0]),
    linear("x[1:1], empty", lambda x: x[1:1], [1.0, 2.0], np.zeros((0, 2)), EMPTY),
    linear("sum of x[[]]", lambda x: np.sum(x[np.array([], int)]), [1.0, 2.0], [0.0, 0.0], EMPTY),
    linear("x[::-2]", lambda x: x[::-2], [1.0, 2.0, 3.0], [[0, 0, 1], [1, 0, 0]]),
    linear(
        "x[mask]",
        lambda x: x[np.array([True, False, True])],
        [1.0, 2.0, 3.0],
        [[1, 0, 0], [0, 0, 1]],
    ),
    linear("x[mask], none", lambda x: np.sum(x[x > 9]), [1.0, 2.0], [0.0, 0.0], EMPTY),
    linear("x[None] and x[...]", lambda x: x[None][..., 0], [1.0, 2.0], [[1.0, 0.0]]),
    linear(
        "x[[0, 1], [1, 1]]", lambda x: x[[0, 1], [1, 1]], A, [[[0, 1], [0, 0]], [[0, 0], [0, 1]]]
    ),
    linear(
        "x[[[0, 0], [0, 1]]], repeats in two axes",
        lambda x: np.sum(x[[[0, 0], [0, 1]]]),
        [1.0, 2.0],
        [3.0, 1.0],
        COUNT,
    ),
    linear("diagonal twice", lambda x: np.sum(np.diag(x)) + x[0, 0], A, [[2, 0], [0, 1]], COUNT),
    linear("trace with an offset outside", lambda x: np.trace(x, 5), A, ZEROS2, EMPTY),
    linear(
        "take, clipped",
        lambda x: np.take(x, [-7, 1, 9], mode="clip"),
        [1.0, 2.0],
        [[1, 0], [0, 1], [0, 1]],
        COUNT,
    ),
    linear(
        "take, wrapped",
        lambda x: np.take(x, [-1, 2, 5], mode="wrap"),
        [1.0, 2.0],
        [[0, 1], [1, 0], [0, 1]],
        COUNT,
    ),
    linear(
        "take along axis, repeated",
        lambda x: np.take_along_axis(x, np.array([[1, 1]]), 1)[0],
        [[1.0, 2.0]],
        [[[0, 1]], [[0, 1]]],
        COUNT,
    ),
    linear(
        "repeat 0, 2, 1 times",
        lambda x: np.repeat(x, [0, 2, 1]),
        [1.0, 2.0, 3.0],
        [[0, 1, 0], [0, 1, 0], [0, 0, 1]],
        COUNT,
    ),
    linear("add.at with repeats, into", lambda x: add_at(x, [0, 0, 1], 1.0), [1.0, 2.0], np.eye(2)),
    linear(
        "add.at with repeats, of",
        lambda v: add_at(np.zeros(2) + v[0] * 0, [0, 0, 1], v),
        [1.0, 2.0, 3.0],
        [[1, 1, 0], [0, 0, 1]],
        COUNT,
    ),
    point(
        "add.at with repeats, of squares",
        lambda v: np.sum(add_at(v[:2] * 0, [1, 1, 1], v) ** 2),
        [1.0, 2.0, 3.0],
        d=[12.0, 12.0, 12.0],
        dd=np.full((3, 3), 2.0),
        source="(Σ v)²",
    ),
    linear(
        "the last of repeated writes counts",
        written,
        [1.0, 2.0, 3.0],
        [[0, 2, 0], [0, 0, 0], [0, 0, 2]],
        "NumPy keeps the last",
    ),
    linear("cumsum of nothing", np.cumsum, np.zeros(0), np.zeros((0, 0)), EMPTY),
    linear("cumsum of one", np.cumsum, [3.0], [[1.0]]),
    linear("cumprod of nothing", np.cumprod, np.zeros(0), np.zeros((0, 0)), EMPTY),
    linear("cumprod of one", np.cumprod, [3.0], [[1.0]]),
    linear("diff of nothing", np.diff, np.zeros(0), np.zeros((0, 0)), EMPTY),
    linear("diff of one", np.diff, [3.0], np.zeros((0, 1)), EMPTY),
    linear("diff of two, twice", lambda x: np.diff(x, 2), [1.0, 2.0], np.zeros((0, 2)), EMPTY),
    linear("sum of nothing", np.sum, np.zeros(0), np.zeros(0), EMPTY),
    linear(
        "sum over an empty axis",
        lambda x: np.sum(x, axis=1),
        np.zeros((2, 0)),
        np.zeros((2, 2, 0)),
        EMPTY,
    ),
    linear("prod of nothing", np.prod, np.zeros(0), np.zeros(0), EMPTY),
    linear(
        "matmul over an empty axis",
        lambda x: np.sum(x @ x.T),
        np.zeros((2, 0)),
        np.zeros((2, 0)),
        EMPTY,
    ),
    linear("norm of nothing", np.linalg.norm, np.zeros(0), np.zeros(0), EMPTY),
    linear(
        "concatenate with nothing",
        lambda x: np.concatenate([x, x[:0], x]),
        [1.0],
        [[1.0], [1.0]],
        COUNT,
    ),
    linear(
        "broadcast of a 0-d array",
        lambda x: np.broadcast_to(x, (2, 2)),
        np.array(3.0),
        np.ones((2, 2)),
        COUNT,
    ),
    point("x + x, one operand twice", lambda x: x + x, 3.0, d=2.0, dd=0.0, source=COUNT),
    point("x - x, one operand twice", lambda x: x - x, 3.0, d=0.0, dd=0.0, source=COUNT),
    point(
        "x @ x of a vector",
        lambda x: x @ x,
        [0.0, 2.0],
        d=[0.0, 4.0],
        dd=2 * np.eye(2),
        source="Σ x²",
    ),
    point(
        "sum of x @ x of a matrix",
        lambda x: np.sum(x @ x),
        A,
        d=[[4.0 + 3.0, 4.0 + 7.0], [6.0 + 3.0, 6.0 + 7.0]],
        source="the sum of column i and of row j",
    ),
    point(
        "trace of outer(x, x)",
        lambda x: np.trace(np.outer(x, x)),
        [0.0, 2.0],
        d=[0.0, 4.0],
        dd=2 * np.eye(2),
        source="Σ x²",
    ),
    linear(
        "outer(x, x)",
        lambda x: np.outer(x, x),
        [1.0, 2.0],
        [[[2, 0], [2, 1]], [[2, 1], [0, 4]]],
        "product rule",
    ),
    linear(
        "kron(x, x)",
        lambda x: np.kron(x, x),
        [1.0, 2.0],
        [[2, 0], [2, 1], [2, 1], [0, 4]],
        "product rule",
    ),
    linear("cross(x, x)", lambda x: np.cross(x, x), [1.0, 2.0, 3.0], np.zeros((3, 3)), "0"),
    linear(
        "stack of one array twice",
        lambda x: np.sum(np.stack([x, x]), axis=0),
        [1.0, 2.0],
        2 * np.eye(2),
        COUNT,
    ),
    # einsum
    linear("einsum 'ii'", lambda x: np.einsum("ii", x), A, np.eye(2), "trace"),
    linear(
        "einsum 'ii->i'",
        lambda x: np.einsum("ii->i", x),
        A,
        [[[1, 0], [0, 0]], [[0, 0], [0, 1]]],
        "diagonal",
    ),
    linear("einsum 'i,i'", lambda x: np.einsum("i,i", x, x), [1.0, 2.0], [2.0, 4.0], "Σ x²"),
    point(
        "einsum 'i,i,i', one operand thrice",
        lambda x: np.einsum("i,i,i", x, x, x),
        [0.0, 2.0],
        d=[0.0, 12.0],
        dd=np.diag([0.0, 12.0]),
        source="3x², 6x",
    ),
    linear(
        "einsum 'iij->j'",
        lambda x: np.einsum("iij->j", x),
        np.zeros((2, 2, 1)),
        np.eye(2).reshape(1, 2, 2, 1),
        "partial trace",
    ),
    linear(
        "einsum '...ii->...'",
        lambda x: np.einsum("...ii->...", x),
        np.zeros((1, 2, 2)),
        np.eye(2).reshape(1, 1, 2, 2),
        "traces",
    ),
    linear(
        "einsum '...i->...', a sum over a lone index",
        lambda x: np.einsum("...i->...", x),
        A,
        [[[1, 1], [0, 0]], [[0, 0], [1, 1]]],
        "row sums",
    ),
    linear(
        "einsum '...,...' of different ranks",
        lambda x: np.einsum("...,...", x, np.ones(2)),
        np.array([[3.0]]),
        np.ones((1, 2, 1, 1)),
        "broadcasts",
    ),
    linear(
        "einsum 'i...,i...->...'",
        lambda x: np.einsum("i...,i...->...", x, x),
        [1.0, 2.0],
        [2.0, 4.0],
        "Σ x²",
    ),
    point(
        "einsum 'ij,jk,ki', a cyclic trace",
        lambda x: np.einsum("ij,jk,ki", x, x, x),
        A,
        d=3 * (A @ A).T,
        source="3 (x²)ᵀ",
    ),
    linear(
        "einsum 'ii,ii->i'",
        lambda x: np.einsum("ii,ii->i", x, x),
        A,
        [[[2, 0], [0, 0]], [[0, 0], [0, 8]]],
        "squares of the diagonal",
    ),
    linear("einsum 'i->'", lambda x: np.einsum("i->", x), [1.0, 2.0], [1.0, 1.0], "sum"),
    linear(
        "einsum 'ij->ji'",
        lambda x: np.einsum("ij->ji", x),
        [[1.0, 2.0]],
        [[[[1, 0]]], [[[0, 1]]]],
        "transpose",
    ),
    linear(
        "einsum over an axis of size 0",
        lambda x: np.einsum("i,i", x, x),
        np.zeros(0),
        np.zeros(0),
        EMPTY,
    ),
    linear(
        "einsum with broadcast size 1",
        lambda x: np.einsum("ij,ij->i", x, np.ones((2, 3))),
        [[1.0], [2.0]],
        [[[3], [0]], [[0], [3]]],
        "each entry three times",
    ),
    linear("tensordot of x with itself", lambda x: np.tensordot(x, x, 2), A, 2 * A, "Σ x²"),
    linear("inner(x, x) of a matrix, trace", lambda x: np.trace(np.inner(x, x)), A, 2 * A, "Σ x²"),
]
