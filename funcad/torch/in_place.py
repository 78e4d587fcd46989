"""Methods that write their result into the tensor, of functions that have no other need of one."""

from __future__ import annotations

from typing import Any

from funcad.torch import (
    arithmetic,
    elementwise,
    numbers,
    reductions,
    scattering,
    special,
    statistics,
)
from funcad.torch.registry import FUNCTIONS, add
from funcad.torch.tensor import Tensor
from funcad.torch.views import in_place

# other names of functions
ALIASES = {
    "less": "lt",
    "less_equal": "le",
    "greater": "gt",
    "greater_equal": "ge",
    "not_equal": "ne",
}
for _name, _of in ALIASES.items():
    add(_name, FUNCTIONS[_of])

NAMES = (
    "eq ne lt le gt ge less less_equal greater greater_equal not_equal logical_and logical_or "
    "logical_not logical_xor bitwise_and bitwise_or bitwise_xor bitwise_not cumsum cumprod "
    "nan_to_num fix frac clip multiply divide subtract negative true_divide floor_divide logit "
    "renorm arctan2 absolute"
)


def _writing(f: Any) -> Any:
    """The method that writes f(x, ...), of any dtype, into x."""

    def method(x: Tensor, *args: Any, **kwargs: Any) -> Any:
        return f(x, *args, **kwargs).to(x.dtype)

    return in_place(method)


COMPARISONS = NAMES.split()[:15]


def _put() -> None:
    for name in NAMES.split():
        f = FUNCTIONS.get(name) or getattr(Tensor, name)
        add(f"{name}_", _writing(f) if name in COMPARISONS else in_place(f), function=False)
    for operator, name in {
        "floordiv": "floor_divide",
        "mod": "remainder",
        "and": "bitwise_and",
        "or": "bitwise_or",
        "xor": "bitwise_xor",
    }.items():
        setattr(Tensor, f"__i{operator}__", in_place(FUNCTIONS[name]))


_put()


def _put_functions() -> None:
    """torch.exp_(x) and its like: the methods as functions."""
    for name in dir(Tensor):
        if name.endswith("_") and not name.startswith("_") and name[:-1] in FUNCTIONS:
            add(name, getattr(Tensor, name), method=False)


_put_functions()

# imported for what they define, which is looked up above
__all__ = [
    "arithmetic",
    "elementwise",
    "numbers",
    "reductions",
    "scattering",
    "special",
    "statistics",
]
