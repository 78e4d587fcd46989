"""Operators and functions of each entry."""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.primitives import exponential as ex
from funcad.primitives import hyperbolic as hy
from funcad.primitives import powers as po
from funcad.primitives import trigonometric as tr
from funcad.torch import operators as op
from funcad.torch.operators import promoting, stepped, unary
from funcad.torch.registry import FUNCTIONS, add, define
from funcad.torch.tensor import Tensor
from funcad.torch.views import in_place

OPERATORS = {
    "add": op.add,
    "radd": op.add,
    "sub": op.sub,
    "rsub": op.rsub,
    "mul": op.mul,
    "rmul": op.mul,
    "truediv": op.div,
    "rtruediv": op.rdiv,
    "pow": op.pow,
    "neg": op.neg,
}
for name, f in OPERATORS.items():
    setattr(Tensor, f"__{name}__", f)
setattr(Tensor, "__rpow__", lambda y, x: op.pow(x, y))  # noqa: B010
setattr(Tensor, "__pos__", lambda x: x)  # noqa: B010


@define("subtract")
def sub(x: Any, y: Any, *, alpha: Any = 1) -> Any:
    """x - alpha y."""
    if not isinstance(x, Tensor):
        return op.rsub(y, x) if alpha == 1 else op.rsub(op.mul(y, alpha), x)
    return op.sub(x, y if alpha == 1 else op.mul(y, alpha) if isinstance(y, Tensor) else y * alpha)


@define()
def add_(x: Any, y: Any, *, alpha: Any = 1) -> Any:
    """x + alpha y."""
    if not isinstance(x, Tensor):
        return op.add(y if alpha == 1 else op.mul(y, alpha), x)
    return op.add(x, y if alpha == 1 else op.mul(y, alpha) if isinstance(y, Tensor) else y * alpha)


@define("multiply")
def mul(x: Any, y: Any) -> Any:
    """The product of entries."""
    if not isinstance(x, Tensor):
        x, y = y, x
    return op.mul(x, y)


def _truncated_quotient(x: Any, y: Any) -> Any:
    if x.dtype.kind not in "iu":
        return np.trunc(x / y)
    return np.sign(x) * np.sign(y) * (np.abs(x) // np.abs(y))


_DIVISIONS = {
    "floor": promoting(
        stepped(np.floor_divide), "DivBackward2", kinds="iuf", kernel="div_floor_cpu"
    ),
    "trunc": promoting(
        stepped(_truncated_quotient), "DivBackward2", kinds="iuf", kernel="div_trunc_cpu"
    ),
}


@define("divide", "true_divide")
def div(x: Any, y: Any, *, rounding_mode: str | None = None) -> Any:
    """The quotient of entries, rounded if `rounding_mode` is "floor" or "trunc"."""
    if rounding_mode is None:
        return op.div(x, y)
    if rounding_mode not in _DIVISIONS:
        raise RuntimeError(
            "div expected rounding_mode to be one of None, 'trunc', or 'floor' "
            f"but found '{rounding_mode}'"
        )
    return _DIVISIONS[rounding_mode](x, y)


@define("negative")
def neg(x: Tensor) -> Any:
    """-x."""
    return op.neg(x)


@define()
def pow(x: Any, y: Any) -> Any:
    """x to the power y."""
    return op.pow(x, y)


@define()
def square(x: Tensor) -> Any:
    """x times x."""
    return op.pow(x, 2)


# name: (primitive for the hot path or None, NumPy's function, node)
FLOATS: dict[str, tuple[Any, Any, str]] = {
    "exp": (ex.exp, np.exp, "Exp"),
    "exp2": (None, np.exp2, "Exp2"),
    "expm1": (None, np.expm1, "Expm1"),
    "log": (ex.log, np.log, "Log"),
    "log2": (None, np.log2, "Log2"),
    "log10": (None, np.log10, "Log10"),
    "log1p": (None, np.log1p, "Log1P"),
    "sqrt": (None, np.sqrt, "Sqrt"),
    "rsqrt": (None, lambda x: 1 / np.sqrt(x), "Rsqrt"),
    "sin": (tr.sin, np.sin, "Sin"),
    "cos": (tr.cos, np.cos, "Cos"),
    "tan": (None, np.tan, "Tan"),
    "arcsin": (None, np.arcsin, "Asin"),
    "arccos": (None, np.arccos, "Acos"),
    "arctan": (None, np.arctan, "Atan"),
    "sinh": (None, np.sinh, "Sinh"),
    "cosh": (None, np.cosh, "Cosh"),
    "tanh": (hy.tanh, np.tanh, "Tanh"),
    "arcsinh": (None, np.arcsinh, "Asinh"),
    "arccosh": (None, np.arccosh, "Acosh"),
    "arctanh": (None, np.arctanh, "Atanh"),
    "sinc": (None, np.sinc, "Sinc"),
    "rad2deg": (None, np.rad2deg, "Rad2Deg"),
    "deg2rad": (None, np.deg2rad, "Deg2Rad"),
    "reciprocal": (po.reciprocal, lambda x: 1 / x, "Reciprocal"),
}
SHORT = {"arcsin": "asin", "arccos": "acos", "arctan": "atan"}
SHORT |= {"arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh"}


def _put_floats() -> None:
    for name, (primitive, function, node) in FLOATS.items():
        slow = promoting(function, f"{node}Backward0", floats=True)
        f = slow if primitive is None else unary(primitive, f"{node}Backward0", slow)
        for alias in (name, SHORT.get(name, name)):
            add(alias, f)
            add(f"{alias}_", in_place(f), function=False)


_put_floats()

# functions that keep integers as they are
SAME: dict[str, tuple[Any, str]] = {
    "abs": (np.absolute, "AbsBackward0"),
    "sign": (stepped(lambda x: np.sign(x) if x.dtype.kind != "b" else x), "SignBackward0"),
    "floor": (stepped(np.floor), "FloorBackward0"),
    "ceil": (stepped(np.ceil), "CeilBackward0"),
    "trunc": (stepped(np.trunc), "TruncBackward0"),
}


KINDS = {"abs": "iufc", "sign": "biuf", "floor": "iuf", "ceil": "iuf", "trunc": "iuf"}


def _put_same() -> None:
    for name, (function, node) in SAME.items():
        f = promoting(function, node, kinds=KINDS.get(name, "biufc"), kernel=f"{name}_cpu")
        add(name, f)
        add(f"{name}_", in_place(f, node), function=False)
    setattr(Tensor, "__abs__", FUNCTIONS["abs"])  # noqa: B010
    add("absolute", FUNCTIONS["abs"])
    add("fix", FUNCTIONS["trunc"])


_put_same()

IN_PLACE = {
    "add_": (add_, "iadd"),
    "sub_": (sub, "isub"),
    "mul_": (mul, "imul"),
    "div_": (div, "itruediv"),
    "pow_": (pow, "ipow"),
    "neg_": (neg, None),
    "square_": (square, None),
}
IN_PLACE_NAMES: Any = IN_PLACE.items()
for name, (f, operator_name) in IN_PLACE_NAMES:
    method = in_place(f)
    setattr(Tensor, name, method)
    if operator_name:
        setattr(Tensor, f"__{operator_name}__", method)

COMPARISONS = {
    "eq": np.equal,
    "ne": np.not_equal,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
}


def _put_comparisons() -> None:
    for name, function in COMPARISONS.items():
        kinds = "biufc" if name in ("eq", "ne") else "biuf"
        f = promoting(function, "", kinds=kinds, kernel=f"{name}_cpu")
        add(name, f)
        setattr(Tensor, f"__{name}__", f)


_put_comparisons()
