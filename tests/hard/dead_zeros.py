"""What is selected does not depend on a row, a column or an entry that is not finite.

The values of what is left out are NaN or infinite, or their derivatives are.
"""

import numpy as np

from tests.hard.point import point

NAN, INF = np.nan, np.inf
HERE = np.array([True, False, True])
A = np.array([[1.0, 2.0], [NAN, INF], [3.0, 4.0]])
B = np.array([[1.0, -1.0, 2.0], [0.5, 2.0, 3.0]])
A0 = np.where(HERE[:, None], A, 0)  # what counts of A
ROWS = "the derivative by the rows that are selected"
PRODUCTS = {
    "a @ b": lambda a, b: a @ b,
    "np.dot": np.dot,
    "einsum": lambda a, b: np.einsum("ij,jk->ik", a, b),
    "einsum, turned": lambda a, b: np.einsum("jk,ij->ik", b, a),
    "tensordot": lambda a, b: np.tensordot(a, b, 1),
    "inner": lambda a, b: np.inner(a, b.T),
    "dot of each row": lambda a, b: np.stack([a[i] @ b for i in range(3)]),
}


def squares_by(a, b):
    """The Hessian of Σ (a b)² for a vector a, by both: (blocks of a, of a and b, of b)"""
    y, eye = a @ b, np.eye(len(a))
    mixed = 2 * (np.einsum("ij,k->ijk", eye, y).transpose(0, 1, 2) + np.einsum("j,ik->ijk", a, b))
    by_b = 2 * np.einsum("i,k,jl->ijkl", a, a, np.eye(b.shape[1]))
    return 2 * b @ b.T, mixed, by_b


def hessian():
    """Of Σ (A0 B)²"""
    (n, m), p = A0.shape, B.shape[1]
    aa, ab, bb = np.zeros((n, m, n, m)), np.zeros((n, m, m, p)), np.zeros((m, p, m, p))
    for i in range(n):
        if HERE[i]:
            aa[i, :, i], mixed, by_b = squares_by(A0[i], B)
            ab[i] = mixed
            bb += by_b
    return (aa, ab), (ab.transpose(2, 3, 0, 1), bb)


def of_rows(f, name, slopes):
    """Σ f(row of A @ B) over the rows that count, from the derivative of f at a row."""
    Y = A0 @ B
    ct = np.array([slopes(y) if here else 0 * y for y, here in zip(Y, HERE, strict=True)])
    return point(
        f"{name} of the rows of a @ b, one of them NaN",
        lambda a, b: np.sum(np.where(HERE, f(a @ b), 0)),
        (A, B),
        d=(ct @ B.T, A0.T @ ct),
        source=ROWS,
        rtol=1e-12,
        atol=1e-14,
    )


def deviation(y):
    return (y - np.mean(y)) / len(y)


ROOTS = np.array([[1.0, 4.0], [0.0, 0.0], [9.0, 16.0]])


def by_row(first, second):
    """A gradient and a Hessian of what depends on rows 0 and 2 separately."""
    d, dd = np.zeros((3, 2)), np.zeros((3, 2, 3, 2))
    for i in (0, 2):
        d[i], dd[i, :, i] = first(*ROOTS[i]), second(*ROOTS[i])
    return d, dd


def of_roots(name, f, first, second):
    d, dd = by_row(first, second)
    return point(
        f"{name} of the rows of √x, one of them zero",
        lambda x: np.sum(np.where(HERE, f(np.sqrt(x)), 0)),
        ROOTS,
        d=d,
        dd=dd,
        source=ROWS,
        atol=1e-15,
    )


POINTS = [
    *(
        point(
            f"{name}, a row of NaN left out",
            lambda a, b, f=f: np.sum(np.where(HERE[:, None], f(a, b), 0) ** 2),
            (A, B),
            d=(2 * A0 @ B @ B.T, 2 * A0.T @ A0 @ B),
            dd=hessian(),
            source="2 a b bᵀ, 2 aᵀ a b",
        )
        for name, f in PRODUCTS.items()
    ),
    point(
        "a @ b, a column of NaN left out",
        lambda a, b: np.sum((a @ b)[:, :2]),
        ([[1.0, 2.0]], [[1.0, -1.0, NAN], [0.5, 2.0, INF]]),
        d=([[0.0, 2.5]], [[1.0, 1, 0], [2, 2, 0]]),
        source="sums of rows of b, and a",
    ),
    point(
        "a @ v, a row of NaN left out",
        lambda a, v: np.sum((a @ v)[HERE]),
        (A, [1.0, 2.0]),
        d=([[1.0, 2], [0, 0], [1, 2]], [4.0, 6]),
        source=ROWS,
    ),
    point(
        "v @ a, a column of NaN left out",
        lambda a, v: np.sum((v @ a.T)[HERE]),
        (A, [1.0, 2.0]),
        d=([[1.0, 2], [0, 0], [1, 2]], [4.0, 6]),
        source=ROWS,
    ),
    point(
        "a stack of a @ b, one of them NaN and left out",
        lambda a, b: np.sum(np.where(HERE[:, None, None], a @ b, 0)),
        (A[:, None, :], B),
        d=([[[2.0, 5.5]], [[0, 0]], [[2, 5.5]]], [[4.0, 4, 4], [6, 6, 6]]),
        source=ROWS,
    ),
    point(
        "a @ b, an infinity that counts and one that does not",
        lambda a, b: np.sum((a @ b)[0]),
        ([[INF, 2.0], [INF, NAN]], [[1.0, 1.0], [3.0, 3.0]]),
        d=([[2.0, 6], [0, 0]], [[INF, INF], [2, 2]]),
        source="a, and sums of b",
    ),
    point(
        "√x @ b, a row of zeros left out",
        lambda x, b: np.sum(np.where(HERE[:, None], np.sqrt(x) @ b, 0)),
        (ROOTS, B),
        d=(
            [[1.0, 5.5 / 4], [0, 0], [2 / 6, 5.5 / 8]],
            [[4.0, 4, 4], [6, 6, 6]],
        ),
        source="b/(2√x), √x",
    ),
    of_rows(lambda y: np.sum(y, axis=1), "sum", np.ones_like),
    of_rows(lambda y: np.var(y, axis=1), "var", lambda y: 2 * deviation(y)),
    of_rows(lambda y: np.std(y, axis=1), "std", lambda y: deviation(y) / np.std(y)),
    of_rows(lambda y: np.prod(y, axis=1), "prod", lambda y: np.prod(y) / y),
    of_rows(lambda y: np.linalg.norm(y, axis=1), "norm", lambda y: y / np.sqrt(y @ y)),
    of_rows(lambda y: np.max(y, axis=1), "max", lambda y: 1.0 * (y == max(y))),
    of_rows(
        lambda y: np.cumprod(y, axis=1)[:, 1], "cumprod", lambda y: np.array([y[1], y[0], 0.0])
    ),
    of_rows(lambda y: np.cumsum(y, axis=1)[:, 1], "cumsum", lambda y: np.array([1.0, 1, 0])),
    point(
        "cumprod of columns, the rows below NaN",
        lambda a: np.cumprod(a, axis=0)[0],
        A,
        d=[[[1.0, 0], [0, 0], [0, 0]], [[0, 1], [0, 0], [0, 0]]],
        source="the first row",
    ),
    of_roots(
        "var",
        lambda y: np.var(y, axis=1),
        *(
            lambda a, b: [(1 - (b / a) ** 0.5) / 4, (1 - (a / b) ** 0.5) / 4],
            lambda a, b: [
                [(b / a**3) ** 0.5 / 8, -((a * b) ** -0.5) / 8],
                [-((a * b) ** -0.5) / 8, (a / b**3) ** 0.5 / 8],
            ],
        ),
    ),
    of_roots(
        "std",
        lambda y: np.std(y, axis=1),
        *(
            lambda a, b: [-(a**-0.5) / 4, b**-0.5 / 4],
            lambda a, b: np.diag([a**-1.5 / 8, -(b**-1.5) / 8]),
        ),
    ),
    of_roots(
        "norm",
        lambda y: np.linalg.norm(y, axis=1),
        *(
            lambda a, b: [(a + b) ** -0.5 / 2] * 2,
            lambda a, b: -np.ones((2, 2)) * (a + b) ** -1.5 / 4,
        ),
    ),
    of_roots(
        "prod",
        lambda y: np.prod(y, axis=1),
        *(
            lambda a, b: [(b / a) ** 0.5 / 2, (a / b) ** 0.5 / 2],
            lambda a, b: [
                [-((b / a**3) ** 0.5) / 4, (a * b) ** -0.5 / 4],
                [(a * b) ** -0.5 / 4, -((a / b**3) ** 0.5) / 4],
            ],
        ),
    ),
]
