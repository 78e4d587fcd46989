"""Cases of products with sparse matrices of constants: formats, sides, shapes, real and complex."""

import numpy as np
from scipy import sparse

from tests.cases.case import case, complexes, reals

DENSE = np.array([[1.0, 0, 2, 0], [0, 0, 0, -3], [0.5, 4, 0, 0]])
A = sparse.csr_array(DENSE)
C = sparse.csr_array(DENSE * (1 + 0.5j))
M = sparse.csr_matrix(DENSE)
FORMATS = {f: A.asformat(f) for f in ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")}

CASES = [
    *(
        case(
            f"sparse A @ x, {f}",
            lambda x, B=B: B @ (x * x),
            reals(4),
            covers=("A @ x",),
        )
        for f, B in FORMATS.items()
    ),
    *(case(f"x @ sparse A, {f}", lambda x, B=B: x @ B, reals(3)) for f, B in FORMATS.items()),
    case("sparse A @ X", lambda x: A @ x, reals(4, 2)),
    case("sparse A @ X, one column", lambda x: A @ x, reals(4, 1)),
    case("X @ sparse A", lambda x: np.sin(x) @ A.tocsc(), reals(2, 3)),
    case("sparse A.T @ (A @ x)", lambda x: A.T @ (A @ x) ** 2, reals(4)),
    case("sparse A.dot(x)", lambda x: A.dot(x), reals(4)),
    case("sparse A @ [x, y]", lambda x: A @ [x[0], 1.0, x[1], x[0] * x[1]], reals(2)),
    case("sparse matrix * x", lambda x: M * x, reals(4)),
    case("x * sparse matrix", lambda x: x * M, reals(3)),
    case("sparse complex A @ x", lambda x: C @ x, reals(4)),
    case("sparse complex A @ complex x", lambda x: C @ x, complexes(4)),
    case("sparse A @ complex x", lambda x: A @ x, complexes(4)),
    case("sparse integers @ x", lambda x: sparse.csr_array(np.eye(3, 4, dtype=int)) @ x, reals(4)),
    case("sparse no columns", lambda x: sparse.csr_array((3, 0)) @ x, reals(0)),
    case("sparse no rows", lambda x: sparse.csr_array((0, 4)) @ x, reals(4)),
    case("sparse no right-hand sides", lambda x: A @ x, reals(4, 0)),
    case("sparse vector @ x", lambda x: sparse.coo_array([0.0, 2, 0, 1]) @ x, reals(4)),
    case("sparse vector @ X", lambda x: sparse.coo_array([0.0, 2, 0, 1]) @ x, reals(4, 2)),
]
