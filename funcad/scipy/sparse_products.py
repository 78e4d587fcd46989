"""A @ x and x @ A of a sparse matrix of constants, of any of SciPy's formats, and a traced x.

SciPy's sparse classes share one function for products, which makes a NumPy array of the other
factor.  It stays the same object and gets other code, as in namespaces.py.

Loaded when a transform opens in a program that has imported scipy.sparse.
"""

from __future__ import annotations

import importlib
from types import FunctionType
from typing import Any

import numpy as np
from scipy import sparse

from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.operands import cast, operand
from funcad.numpy_dispatch.operators import LEFT_TO
from funcad.primitives import sparse as primitives
from funcad.scipy import namespaces

HOME = "scipy.sparse._base"


def product(of_scipy: Any, A: Any, x: Any) -> Any:
    """A @ x of a traced x, or SciPy's error."""
    x = operand(x)
    if not isinstance(x, Tracer):
        return of_scipy(A, x)
    ndim = len(x.shape)
    if ndim == 0:
        raise UnsupportedOperationError(
            f"{type(A).__name__} * x",
            "a sparse matrix holds no traced values",
            "(A @ v) * x for (A * x) @ v, or A.toarray() * x",
        )
    if ndim > 2 or A.ndim > 2 or x.shape[0] != A.shape[-1]:
        return of_scipy(A, np.zeros(x.shape))  # raises SciPy's error
    rows = A.tocoo().reshape((1, -1)) if A.ndim == 1 else A
    by = "csc" if rows.format == "csc" else "csr"
    rows = rows if by == "csc" else rows.tocsr()
    x = cast(x, np.result_type(rows.dtype, x.dtype))
    y = primitives.product(x, rows.data, rows.indices, rows.indptr, by=by, shape=rows.shape)
    return y[0] if A.ndim == 1 else y


def _matmul_dispatch(self: Any, other: Any) -> Any:
    """The code that SciPy's function gets, with the globals of its module."""
    if _funcad_is_traced(other):  # type: ignore[name-defined]  # noqa: F821
        return _funcad_product(_scipy_matmul_dispatch, self, other)  # type: ignore[name-defined]  # noqa: F821
    return _scipy_matmul_dispatch(self, other)  # type: ignore[name-defined]  # noqa: F821


def install() -> None:
    """Let SciPy's sparse matrices multiply traced values."""
    base = getattr(importlib.import_module(HOME), "_spbase", None)
    function = vars(base).get("_matmul_dispatch") if base else None
    if not isinstance(function, FunctionType) or function.__closure__:
        return
    code = function.__code__
    if code.co_varnames[: code.co_argcount] == ("self", "other"):
        ours = {"_funcad_product": product, "_funcad_is_traced": namespaces.is_traced}
        namespaces.give_code(function, _matmul_dispatch, "_scipy_matmul_dispatch", **ours)
        kinds = {c for c in vars(sparse).values() if isinstance(c, type)}
        matrices = {c for c in kinds if issubclass(c, sparse.spmatrix)}
        LEFT_TO["matmul"] |= matrices | {c for c in kinds if issubclass(c, sparse.sparray)}
        LEFT_TO["multiply"] |= matrices  # where * is the product of matrices


install()
