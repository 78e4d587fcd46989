"""Functions of integers, of bits and of the parts of floating-point numbers; steps and signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.torch import operators as op
from funcad.torch.dtypes import BY_NP, DEFAULT, KINDS
from funcad.torch.operators import promoting
from funcad.torch.reductions import return_type
from funcad.torch.registry import FUNCTIONS, add, define
from funcad.torch.shapes import in_dtype
from funcad.torch.tensor import Tensor, applied, look, made
from funcad.torch.views import in_place


def _step(x: Any, at_0: Any) -> Any:
    """0 or 1 by the sign, at 0 as given."""
    return np.where(x == 0, at_0, (x > 0).astype(x.dtype))


# name: (function, node, whether integers are made floats, the kinds of dtypes that it takes)
PAIRS: dict[str, tuple[Callable[..., Any], str, bool, str]] = {
    "gcd": (np.gcd, "GcdBackward0", False, "iu"),
    "lcm": (np.lcm, "LcmBackward0", False, "iu"),
    "bitwise_left_shift": (np.left_shift, "", False, "iu"),
    "bitwise_right_shift": (np.right_shift, "", False, "iu"),
    "heaviside": (_step, "HeavisideBackward0", False, "biuf"),
    "nextafter": (np.nextafter, "NextafterBackward0", False, "f"),
    "ldexp": (lambda x, n: x * np.exp2(n), "LdexpBackward0", True, "biufc"),
}


def _of_one_dtype(f: Callable[..., Any]) -> Callable[..., Any]:
    def heaviside(x: Tensor, values: Tensor) -> Any:
        if x.dtype != values.dtype:
            raise RuntimeError(
                "heaviside is not yet implemented for tensors with different dtypes."
            )
        return f(x, values)

    return heaviside


def _put_pairs() -> None:
    for name, (function, label, floats, kinds) in PAIRS.items():
        f = promoting(function, label, floats, kinds, f"{name}_cpu")
        if name == "heaviside":
            f = _of_one_dtype(f)
        add(name, f)
        add(f"{name}_", in_place(f), function=False)
    for operator, name in {"lshift": "bitwise_left_shift", "rshift": "bitwise_right_shift"}.items():
        f = FUNCTIONS[name]
        setattr(Tensor, f"__{operator}__", f)
        setattr(Tensor, f"__r{operator}__", lambda x, y, f=f: op.swapped(f, x, y))
        setattr(Tensor, f"__i{operator}__", in_place(f))


_put_pairs()


@define()
def float_power(x: Any, exponent: Any) -> Any:
    """A power in double precision."""
    parts = [
        in_dtype(v, np.dtype("D" if v.is_complex() else "d")) if isinstance(v, Tensor) else v
        for v in (x, exponent)
    ]
    return op.pow(*parts)


add("float_power_", in_place(float_power), function=False)
FREXP = return_type("frexp", "mantissa", "exponent")


@define()
def frexp(x: Tensor) -> Any:
    """Mantissas in [1/2, 1) and exponents of 2."""
    _, exponent = np.frexp(look(x))
    factor = np.exp2(-exponent).astype(x._value.dtype)
    mantissa = applied(lambda h: h * factor, (x,), "FrexpBackward0")
    return FREXP((mantissa, made(np.asarray(exponent))))


@define()
def positive(x: Tensor) -> Tensor:
    """The tensor itself."""
    if x._value.dtype.kind == "b":
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return x


@define()
def isneginf(x: Tensor) -> Tensor:
    """Which entries are -inf."""
    return made(np.asarray(np.isneginf(look(x))))


@define()
def isposinf(x: Tensor) -> Tensor:
    """Which entries are inf."""
    return made(np.asarray(np.isposinf(look(x))))


@define()
def is_nonzero(x: Tensor) -> bool:
    """Whether the one entry is not zero."""
    if x.numel() != 1:
        raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
    return bool(look(x))


@define()
def is_signed(x: Tensor) -> bool:
    """Whether the dtype has a sign."""
    return x.dtype.is_signed


@define()
def is_same_size(x: Tensor, other: Tensor) -> bool:
    """Whether two tensors have one shape."""
    return x.shape == other.shape


@define()
def hardshrink(x: Tensor, lambd: float = 0.5) -> Any:
    """0 between -lambd and lambd, else x."""
    return applied(
        lambda h: np.where((h >= -lambd) & (h <= lambd), h.dtype.type(0), h),
        (x,),
        "HardshrinkBackward0",
    )


@define(method=False)
def promote_types(type1: Any, type2: Any) -> Any:
    """The dtype that two dtypes are promoted to."""
    return BY_NP[op.promoted(type1.np, type2.np)]


@define(method=False)
def can_cast(from_: Any, to: Any) -> bool:
    """Whether a dtype may be cast to another: not to a lower category."""
    return KINDS[from_.np.kind] <= KINDS[to.np.kind]


@define(method=False)
def rsub(x: Tensor, other: Any, *, alpha: Any = 1) -> Any:
    """other - alpha x."""
    return other - (x if alpha == 1 else alpha * x)


@define(method=False)
def scalar_tensor(value: Any, *, dtype: Any = None, **layout: Any) -> Tensor:
    """A tensor of no dimensions."""
    return made(np.array(value, DEFAULT.floating if dtype is None else dtype.np))
