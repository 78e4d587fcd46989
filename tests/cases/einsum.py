"""Cases of np.einsum: one, two and more operands, both calling forms."""

import numpy as np

from tests.cases.case import case, complexes, reals


def _one(subscripts, *shape):
    return case(f"einsum {subscripts}", lambda x: np.einsum(subscripts, x * x), reals(*shape))


def _two(subscripts, x, y):
    return case(
        f"einsum {subscripts}", lambda x, y: np.einsum(subscripts, x, y), reals(*x), reals(*y)
    )


CASES = [
    _one("ij->ji", 2, 3),
    _one("ji", 2, 3),
    _one("ij->", 2, 3),
    _one("ij->j", 2, 3),
    _one("ii", 3, 3),
    _one("ii->i", 3, 3),
    _one("iij->ji", 2, 2, 3),
    _one("ijij->ji", 2, 3, 2, 3),
    _one("i...->...", 2, 3, 2),
    _one("...ii->...i", 3, 2, 2),
    _one("ki...k", 2, 3, 4, 2),
    _two("ij,jk", (2, 3), (3, 4)),
    _two("ij,jk->ki", (2, 3), (3, 4)),
    _two("i,j->ij", (2,), (3,)),
    _two("i,i", (3,), (3,)),
    _two("ij,ij->i", (2, 3), (2, 3)),
    _two("ij,ij->ji", (2, 3), (2, 3)),
    _two("ij,ji->", (2, 3), (3, 2)),
    _two("kij,nkj->nki", (2, 3, 4), (5, 2, 4)),
    _two("bij,bjk->bik", (2, 3, 4), (2, 4, 3)),
    _two("bij,bjk->kib", (2, 3, 4), (2, 4, 3)),
    _two("abij,abjk->abik", (2, 2, 3, 2), (2, 2, 2, 3)),
    _two("...ij,...jk->...ik", (5, 2, 3), (3, 2)),
    _two("...ij,...jk", (2, 1, 2, 3), (4, 3, 2)),
    _two("i...,i...", (3, 2), (3, 2)),
    _two("ijk,jil->kl", (2, 3, 4), (3, 2, 2)),
    _two("ij,kl->il", (2, 3), (4, 2)),
    _two("ii,jj->ij", (2, 2), (3, 3)),
    _two("iij,jk->ik", (2, 2, 3), (3, 2)),
    _two("ij,jk->ik", (2, 1), (3, 4)),  # size 1 broadcasts
    _two("ij,->ij", (2, 3), ()),
    _two("ij,jz->iz", (2, 0), (0, 3)),
    case(
        "einsum of three",
        lambda x, y, z: np.einsum("ij,jk,kl->il", x, y, z),
        reals(2, 3),
        reals(3, 4),
        reals(4, 2),
    ),
    case(
        "einsum of four, optimize",
        lambda x, y: np.einsum("ij,jk,ik,k->j", x, y, x @ y, y[0], optimize=True),
        reals(2, 3),
        reals(3, 4),
    ),
    case(
        "einsum of three, a given path",
        lambda x, y: np.einsum("i,ij,j", x, y, x, optimize=["einsum_path", (0, 1), (0, 1)]),
        reals(3),
        reals(3, 3),
    ),
    case(
        "einsum of three, one step",
        lambda x, y: np.einsum("i,ij,j", x, y, x, optimize=["einsum_path", (0, 1, 2)]),
        reals(3),
        reals(3, 3),
    ),
    case("einsum of x twice", lambda x: np.einsum("i,j,k->kj", x, x, x), reals(3)),
    case(
        "einsum of lists",
        lambda x, y: np.einsum(x, [0, 1], y, [1, 2], [2, 0]),
        reals(2, 3),
        reals(3, 4),
    ),
    case(
        "einsum of lists with an ellipsis",
        lambda x, y: np.einsum(x, [..., 30, 2], y, [2], [..., 30]),
        reals(5, 2, 3),
        reals(3),
    ),
    case(
        "einsum, complex",
        lambda x, y: np.einsum("kij,nkj->nki", x, y),
        complexes(2, 3, 4),
        complexes(5, 2, 4),
    ),
    case(
        "einsum, real and complex",
        lambda x, y: np.einsum("ij,jk", x, y),
        reals(2, 3),
        complexes(3, 2),
    ),
    case("einsum, dtype", lambda x: np.einsum("ij->i", x, dtype=complex), reals(2, 3)),
]
