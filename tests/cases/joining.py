"""Cases of joining, splitting, inserting, and taking."""

import numpy as np

from tests.cases.case import case, complexes, distinct, reals

PAIR = (reals(2, 3), reals(2, 3))


def _fill(x, v):
    y = np.zeros_like(x + v[0])
    y[1:] = v
    np.fill_diagonal(y, x[0])
    return y * x


def _copyto(x, v):
    y = x * 2.0 + 0.0 * np.sum(v)  # traced whichever argument is
    np.copyto(y, v, where=y > 0)
    return y * x


def _put(x, v):
    y = x * 2.0 + 0.0 * np.sum(v)  # traced whichever argument is
    np.put(y, [0, -1, 4], v)
    return y * x


def _place(x, v):
    y = x * 2.0 + 0.0 * np.sum(v)  # traced whichever argument is
    np.place(y, np.arange(6).reshape(2, 3) % 2 == 0, v)
    return y * x


def _put_along_axis(x, v):
    y = x * 2.0 + 0.0 * np.sum(v)  # traced whichever argument is
    np.put_along_axis(y, np.array([[2], [0]]), v, 1)
    return y * x


CASES = [
    case("np.concatenate", lambda x, y: np.concatenate([x, y]), *PAIR),
    case(
        "np.concatenate, axis",
        lambda x, y: np.concatenate([x, np.ones((2, 1)), y], axis=-1) ** 2,
        reals(2, 3),
        reals(2, 1),
    ),
    case("np.concatenate, None", lambda x, y: np.concatenate([x, y], None), reals(2, 2), reals(3)),
    case("np.concatenate, twice", lambda x: np.concatenate([x, x * x, x]), reals(3)),
    case("np.concatenate, complex", lambda x, y: np.concatenate([x, y]), reals(2), complexes(3)),
    case("np.stack", lambda x, y: np.stack([x, y, x * y]), *PAIR),
    case("np.stack, axis", lambda x, y: np.stack([x, y], axis=-1), *PAIR),
    case("np.stack of numbers", lambda x, y: np.stack([x, 1.0, y, x * y]), reals(), reals()),
    case("np.stack, one mapped", lambda x: np.stack([x, np.ones(3)], axis=1), reals(3)),
    case("np.array of numbers", lambda x: np.array([[x[0], 1.0], [x[1] ** 2, x[0]]]) * x, reals(2)),
    *(
        [case("np.unstack", lambda x: np.unstack(x, axis=1), reals(2, 3))]
        if hasattr(np, "unstack")
        else []
    ),
    case("np.vstack", lambda x, y: np.vstack([x, y]), reals(3), reals(2, 3)),
    case("np.hstack", lambda x, y: np.hstack([x, y]), reals(3), reals(2)),
    case("np.hstack, matrices", lambda x, y: np.hstack([x, y]), reals(2, 3), reals(2, 1)),
    case("np.dstack", lambda x, y: np.dstack([x, y]), *PAIR),
    case("np.column_stack", lambda x, y: np.column_stack([x, y]), reals(2), reals(2, 3)),
    case("np.block", lambda x, y: np.block([[x, y], [y, x]]), reals(2, 2), reals(2, 2)),
    case("np.append", lambda x, y: np.append(x, y), reals(2, 2), reals(3)),
    case("np.split", lambda x: np.split(x * x, 2, axis=1), reals(2, 4)),
    case("np.array_split", lambda x: np.array_split(x, 3), reals(7)),
    case("np.split at", lambda x: np.split(x, [1, 3]), reals(4, 2)),
    case("np.hsplit", lambda x: np.hsplit(x, 2), reals(2, 4)),
    case("np.vsplit", lambda x: np.vsplit(x, 2), reals(2, 4)),
    case("np.dsplit", lambda x: np.dsplit(x, 2), reals(2, 1, 2)),
    case("np.insert", lambda x, v: np.insert(x, 1, v, axis=1), reals(2, 3), reals(2)),
    case("np.insert, several", lambda x, v: np.insert(x, [0, 2, 2], v), reals(4), reals(3)),
    case("np.delete", lambda x: np.delete(x, [0, -1], axis=1), reals(2, 4)),
    case("np.trim_zeros", lambda x: np.trim_zeros(x * [0, 1, 1, 0]), distinct(4), batched=False),
    case("np.take", lambda x: np.take(x, [[1, 1], [0, -1]], axis=1), reals(2, 3)),
    case("np.take, flat", lambda x: np.take(x, [7, -8], mode="wrap") * x[0, 0], reals(2, 3)),
    case("np.take, clip", lambda x: np.take(x, [9, -8], axis=0, mode="clip"), reals(2, 3)),
    case("np.compress", lambda x: np.compress([True, False, True], x, axis=1), reals(2, 3)),
    case("np.extract", lambda x: np.extract([True, False, True], x), reals(3)),
    case("zeros_like, fill_diagonal", _fill, reals(3, 3), reals(2, 3)),
    case("np.copyto", _copyto, distinct(2, 3), reals(3)),
    case("np.put", _put, reals(2, 3), reals(2)),
    case("np.place", _place, reals(2, 3), reals(2)),
    case("np.put_along_axis", _put_along_axis, reals(2, 3), reals(2, 1)),
    case("np.full_like", lambda v: np.full_like(v, v[0]) * v, reals(2, 3)),
    case("np.linspace", lambda a, b: np.linspace(a, b, 5), reals(2), reals()),
    case("np.logspace", lambda a, b: np.logspace(a, b, 4, base=2.0), reals(), reals()),
    case("np.meshgrid", lambda x, y: np.meshgrid(x, y, indexing="ij"), reals(2), reals(3)),
    case("np.meshgrid, sparse", lambda x, y: np.meshgrid(x, y, sparse=True), reals(2), reals(3)),
]
