"""Cases of products: dot, matmul, tensordot and their relations."""

import numpy as np

from tests.cases.case import case, complexes, reals

CONSTANT = np.random.default_rng(11).normal(size=(4, 3))


def _products(name, f, *shape_pairs):
    return [case(f"{name}, {x} and {y}", f, reals(*x), reals(*y)) for x, y in shape_pairs]


CASES = [
    *_products(
        "x @ y",
        lambda x, y: x @ y,
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((3,), (3, 2)),
        ((2, 3), (3, 4)),
        ((5, 2, 3), (3,)),
        ((3,), (5, 3, 2)),
        ((5, 2, 3), (3, 4)),
        ((2, 3), (5, 3, 4)),
        ((5, 2, 3), (5, 3, 4)),
        ((5, 1, 2, 3), (4, 3, 2)),
        ((1, 1), (1, 1)),
        ((2, 0), (0, 3)),
    ),
    case("constant @ x", lambda x: CONSTANT @ x, reals(3)),
    case("x @ constant", lambda x: x @ CONSTANT, reals(2, 4)),
    case("x @ x", lambda x: x @ x, reals(3, 3)),
    case("complex x @ y", lambda x, y: x @ y, complexes(2, 3), complexes(3, 2)),
    case("real x @ complex y", np.matmul, reals(2, 3), complexes(4, 3, 2)),
    *_products(
        "np.dot",
        np.dot,
        ((), (3,)),
        ((2, 3), ()),
        ((3,), (3,)),
        ((2, 3), (3, 4)),
        ((5, 2, 3), (3, 4)),
        ((3,), (4, 3, 2)),
        ((2, 3), (4, 3, 2)),
        ((5, 2, 3), (4, 3, 2)),
    ),
    case("x.dot(y)", lambda x, y: x.dot(y), reals(2, 3), reals(3)),
    *_products(
        "np.inner",
        np.inner,
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((2, 3), (4, 3)),
        ((2, 2, 3), (4, 3)),
        ((), (3,)),
    ),
    case("np.vdot, matrices", np.vdot, reals(2, 3), reals(2, 3)),
    case("np.vdot, complex", np.vdot, complexes(3), complexes(3)),
    case("np.vdot, real and complex", np.vdot, reals(3), complexes(3)),
    *_products("np.outer", np.outer, ((3,), (2,)), ((2, 2), (3,)), ((), (3,))),
    case("np.tensordot, 1", lambda x, y: np.tensordot(x, y, 1), reals(2, 3), reals(3, 4)),
    case("np.tensordot, 0", lambda x, y: np.tensordot(x, y, 0), reals(2), reals(3, 2)),
    case("np.tensordot, 2", np.tensordot, reals(2, 3, 4), reals(3, 4, 2)),
    case("np.tensordot, all", np.tensordot, reals(2, 3), reals(2, 3)),
    case(
        "np.tensordot, axes",
        lambda x, y: np.tensordot(x, y, axes=([0, -1], [1, 0])),
        complexes(2, 3, 4),
        complexes(4, 2, 2),
    ),
    *_products(
        "np.kron", np.kron, ((2,), (3,)), ((2, 3), (3, 2)), ((2,), (3, 2)), ((2, 1, 2), (3, 2))
    ),
    *_products("np.cross", np.cross, ((3,), (3,)), ((4, 3), (3,)), ((2, 1, 3), (4, 3))),
    case("np.cross, axes", lambda x, y: np.cross(x, y, 0, 1, 0), reals(3, 2), reals(2, 3)),
    case("np.linalg.cross", np.linalg.cross, complexes(2, 3), complexes(3)),
    case("np.linalg.matmul", np.linalg.matmul, reals(2, 3), reals(3)),
    case("np.linalg.outer", np.linalg.outer, reals(2), reals(3)),
    case("np.linalg.tensordot", np.linalg.tensordot, reals(2, 3), reals(2, 3)),
    case("np.linalg.vecdot", np.linalg.vecdot, complexes(2, 3), complexes(3)),
    case(
        "np.linalg.vecdot, axis",
        lambda x, y: np.linalg.vecdot(x, y, axis=0),
        reals(3, 2),
        reals(3, 2),
    ),
    case("np.vecdot", np.vecdot, reals(4, 1, 3), reals(2, 3)),
    case(
        "np.linalg.multi_dot",
        lambda x, y, z: np.linalg.multi_dot([x, y, z, x]),
        *(reals(3, 3),) * 3,
    ),
    case(
        "np.linalg.multi_dot, vectors",
        lambda x, y, z: np.linalg.multi_dot([x, y, z]),
        reals(2),
        reals(2, 4),
        reals(4),
    ),
    case("np.linalg.matrix_transpose", lambda x: np.linalg.matrix_transpose(x) * x[0], reals(3, 3)),
    case("np.linalg.trace", lambda x: np.linalg.trace(x * x, offset=1), reals(2, 3, 4)),
    case("np.linalg.diagonal", lambda x: np.linalg.diagonal(x * x), reals(2, 3, 4)),
    *(
        [
            *_products("np.matvec", np.matvec, ((2, 3), (3,)), ((5, 2, 3), (3,)), ((2, 3), (5, 3))),
            case("np.vecmat", np.vecmat, complexes(3), complexes(5, 3, 2)),
        ]
        if hasattr(np, "matvec")
        else []
    ),
]
