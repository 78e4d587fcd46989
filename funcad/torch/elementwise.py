"""More functions of each entry: special functions, remainders, tests and logic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive, no
from funcad.scipy import special
from funcad.torch import operators as op
from funcad.torch.dtypes import BY_NP
from funcad.torch.nn import functional as F
from funcad.torch.operators import ordered, promoting, stepped
from funcad.torch.registry import FUNCTIONS, add, define
from funcad.torch.tensor import Tensor, applied, look, made
from funcad.torch.views import in_place

SPECIAL: dict[str, tuple[Callable[..., Any], str]] = {
    "sigmoid": (special.expit, "Sigmoid"),
    "erf": (special.erf, "Erf"),
    "erfc": (special.erfc, "Erfc"),
    "erfinv": (special.erfinv, "Erfinv"),
    "lgamma": (special.gammaln, "Lgamma"),
    "digamma": (special.digamma, "Digamma"),
    "i0": (np.i0, "I0"),
}


def _put_special() -> None:
    for name, (function, node) in SPECIAL.items():
        f = promoting(function, f"{node}Backward0", floats=True)
        add(name, f)
        add(f"{name}_", in_place(f), function=False)


_put_special()


@define()
def logit(x: Tensor, eps: float | None = None) -> Any:
    """The inverse of the sigmoid."""

    def f(h: Any) -> Any:
        return special.logit(h if eps is None else np.clip(h, eps, 1 - eps))

    return promoting(f, "LogitBackward0", floats=True)(x)


@define()
def relu(x: Tensor) -> Tensor:
    """x where it is positive, else 0."""
    return F.relu(x)


add("relu_", in_place(F.relu), function=False)

PAIRS: dict[str, tuple[Callable[..., Any], str]] = {
    "fmod": (np.fmod, "Fmod"),
    "remainder": (np.remainder, "Remainder"),
    "atan2": (np.arctan2, "Atan2"),
    "hypot": (np.hypot, "Hypot"),
    "logaddexp": (np.logaddexp, "Logaddexp"),
    "logaddexp2": (np.logaddexp2, "Logaddexp2"),
    "copysign": (np.copysign, "Copysign"),
    "xlogy": (special.xlogy, "Xlogy"),
    "fmax": (lambda x, y: np.where((x >= y) | np.isnan(y), x, y), "Fmax"),
    "fmin": (lambda x, y: np.where((x <= y) | np.isnan(y), x, y), "Fmin"),
}
FLOAT_PAIRS = {"atan2", "hypot", "logaddexp", "logaddexp2", "copysign", "xlogy"}


KINDS = {"fmod": "iuf", "remainder": "iuf", "hypot": "f", "logaddexp": "f", "logaddexp2": "f"}


def _by_operand(f: Callable[..., Any], node: str) -> Callable[..., Any]:
    """`f`, whose node has another name where the second operand is a tensor."""

    def call(x: Any, y: Any) -> Any:
        z = f(x, y)
        if isinstance(y, Tensor) and isinstance(z, Tensor) and z._node is not None:
            z._node.label = f"{node}Backward1"
        return z

    return call


def _put_pairs() -> None:
    for name, (function, node) in PAIRS.items():
        floats = name in FLOAT_PAIRS
        kinds = KINDS.get(name, "biuf")
        f = promoting(function, f"{node}Backward0", floats, kinds, f"{name}_cpu")
        if name in ("fmax", "fmin"):
            f = ordered(f, name)
        if name in ("fmod", "remainder"):
            f = _by_operand(f, node)
        add(name, f)
        add(f"{name}_", in_place(f), function=False)


_put_pairs()
add("arctan2", FUNCTIONS["atan2"])
setattr(Tensor, "__mod__", FUNCTIONS["remainder"])  # noqa: B010
setattr(Tensor, "__rmod__", lambda x, y: op.swapped(FUNCTIONS["remainder"], x, y))  # noqa: B010

not_differentiable = Primitive(
    "floor_divide",
    np.positive,
    jvp=[no("derivative for aten::floor_divide is not implemented")],
    pull=[no("derivative for aten::floor_divide is not implemented")],
    transpose=no("it is not linear"),
    batch=lambda args, mapped, size, params: args[0],
    lower="Map",
)
_floor_divide = promoting(
    lambda x, y: not_differentiable(stepped(np.floor_divide)(x, y)),
    "NotImplemented",
    kinds="iuf",
    kernel="div_floor_cpu",
)


@define()
def floor_divide(x: Any, y: Any) -> Tensor:
    """The quotient, rounded down; to ask for its derivative is an error."""
    return _floor_divide(x, y)  # type: ignore[no-any-return]


setattr(Tensor, "__floordiv__", floor_divide)  # noqa: B010
setattr(Tensor, "__rfloordiv__", lambda x, y: op.swapped(floor_divide, x, y))  # noqa: B010


@define()
def lerp(x: Tensor, end: Tensor, weight: Any) -> Tensor:
    """x + weight (end - x)."""
    label = "LerpBackward1" if isinstance(weight, Tensor) else "LerpBackward0"
    others = {"end": end, "weight": weight}
    for name, other in others.items():
        if isinstance(other, Tensor) and other.dtype != x.dtype:
            raise RuntimeError(
                f"expected dtype {x.dtype.name} for `{name}` but got dtype {other.dtype.name}"
            )
    f = promoting(lambda a, b, w: a + w * (b - a), label, kinds="fc", kernel="lerp_kernel")
    return f(x, end, weight)  # type: ignore[no-any-return]


@define()
def addcmul(x: Tensor, a: Tensor, b: Tensor, *, value: Any = 1) -> Tensor:
    """x + value a b."""
    return promoting(lambda h, p, q: h + value * (p * q), "AddcmulBackward0")(x, a, b)  # type: ignore[no-any-return]


@define()
def addcdiv(x: Tensor, a: Tensor, b: Tensor, *, value: Any = 1) -> Tensor:
    """x + value a / b."""
    return promoting(lambda h, p, q: h + value * (p / q), "AddcdivBackward0")(x, a, b)  # type: ignore[no-any-return]


for _f in (lerp, addcmul, addcdiv):
    add(f"{_f.__name__}_", in_place(_f), function=False)


@define()
def round(x: Tensor, *, decimals: int = 0) -> Tensor:
    """The nearest integer, of two equally near the even one."""
    label = "RoundBackward1" if decimals else "RoundBackward0"
    f = stepped(lambda h: np.round(h, decimals))
    return promoting(f, label, kinds="iuf", kernel="round_vml_cpu")(x)  # type: ignore[no-any-return]


add("round_", in_place(round), function=False)


@define()
def frac(x: Tensor) -> Tensor:
    """What is left of x without its whole part."""
    f = promoting(lambda h: h - np.trunc(h), "FracBackward0", kinds="f", kernel="frac_cpu")
    return f(x)  # type: ignore[no-any-return]


@define()
def nan_to_num(
    x: Tensor, nan: float = 0.0, posinf: float | None = None, neginf: float | None = None
) -> Tensor:
    """NaN and infinities replaced."""
    return applied(  # type: ignore[no-any-return]
        lambda h: np.nan_to_num(h, nan=nan, posinf=posinf, neginf=neginf),
        (x,),
        "NanToNumBackward0",
    )


# -- tests and logic: constants -------------------------------------------------------------------

TESTS: dict[str, Callable[..., Any]] = {
    "isnan": np.isnan,
    "isinf": np.isinf,
    "isfinite": np.isfinite,
    "isreal": np.isreal,
    "signbit": np.signbit,
    "logical_not": np.logical_not,
    "bitwise_not": np.bitwise_not,
}
LOGIC: dict[str, Callable[..., Any]] = {
    "logical_and": np.logical_and,
    "logical_or": np.logical_or,
    "logical_xor": np.logical_xor,
    "bitwise_and": np.bitwise_and,
    "bitwise_or": np.bitwise_or,
    "bitwise_xor": np.bitwise_xor,
}


def _constant(f: Callable[..., Any], name: str = "") -> Callable[..., Any]:
    def test(*operands: Any) -> Tensor:
        if name.startswith("bitwise"):
            d = op.common_dtype(*operands)
            operands = tuple(op.cast(look(x) if isinstance(x, Tensor) else x, d) for x in operands)
            if d.kind not in "biu":
                title = BY_NP[d].title
                raise NotImplementedError(f"\"{name}_cpu\" not implemented for '{title}'")
        return made(f(*(look(x) if isinstance(x, Tensor) else x for x in operands)))

    return test


def _inverted(x: Tensor) -> Any:
    if x._value.dtype.kind not in "biu":
        raise TypeError(
            "~ (operator.invert) is only implemented on integer and Boolean-type tensors"
        )
    return FUNCTIONS["bitwise_not"](x)


def _put_tests() -> None:
    for name, function in {**TESTS, **LOGIC}.items():
        add(name, _constant(function, name))
    for operator, name in {"and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor"}.items():
        setattr(Tensor, f"__{operator}__", FUNCTIONS[name])
        setattr(Tensor, f"__r{operator}__", FUNCTIONS[name])
    setattr(Tensor, "__invert__", _inverted)  # noqa: B010


_put_tests()


@define()
def equal(x: Tensor, y: Tensor) -> bool:
    """Whether shapes and all entries are the same."""
    return x.shape == y.shape and bool(np.array_equal(look(x), look(y)))


@define()
def isclose(
    x: Tensor, y: Tensor, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Tensor:
    """Which entries are close."""
    if x.dtype != y.dtype:
        raise RuntimeError(f"{x.dtype.title} did not match {y.dtype.title}")
    return made(np.isclose(look(x), look(y), rtol, atol, equal_nan))


@define()
def allclose(
    x: Tensor, y: Tensor, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> bool:
    """Whether all entries are close."""
    return bool(np.allclose(look(x), look(y), rtol, atol, equal_nan))


@define(method=False)
def result_type(x: Any, y: Any) -> Any:
    """The dtype of the result of two operands."""
    return BY_NP[op.common_dtype(x, y)]
