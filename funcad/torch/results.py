"""Results written to tensors that are given: `out=`, and index_put_."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from funcad.torch import messages
from funcad.torch.modes import MODE
from funcad.torch.registry import FUNCTIONS, define
from funcad.torch.tensor import Tensor
from funcad.torch.views import require_castable


@define(function=False)
def index_put_(x: Tensor, indices: Any, values: Tensor, accumulate: bool = False) -> Tensor:
    """Write `values` at indices, or add them; see `x[indices] = values`."""
    if accumulate:
        raise NotImplementedError("index_put_(accumulate=True): use index_add_ or scatter_add_")
    x[tuple(indices)] = values
    return x


def with_out(name: str, f: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which also takes `out=`."""

    @wraps(f)
    def function(*args: Any, out: Any = None, **kwargs: Any) -> Any:
        if out is None:
            return f(*args, **kwargs)
        if not isinstance(out, Tensor):
            raise NotImplementedError(f"{name}(out=) of several results: assign them instead")
        given = [t for a in args for t in (a if isinstance(a, list | tuple) else (a,))]
        if MODE.enabled and any(t.requires_grad for t in (*given, out) if isinstance(t, Tensor)):
            raise RuntimeError(
                f"{name}(): functions with out=... arguments don't support automatic "
                "differentiation, but one of the arguments requires grad."
            )
        if out._inference and not MODE.inference:
            raise RuntimeError(messages.INFERENCE_WRITE)
        y = f(*args, **kwargs)
        require_castable(y._value.dtype, out)
        if y.shape != out.shape:
            out._value = np.empty(y.shape, out._value.dtype)
        out._value[...] = y._value
        out._counter[0] += 1
        return out

    return function


TAKE_OUT = (
    "abs acos acosh add addcdiv addcmul amax amin asin asinh atan atan2 atanh bmm cat ceil clamp "
    "copysign cos cosh cumprod cumsum diag digamma div dot eq erf erfc exp exp2 expm1 floor "
    "floor_divide fmax fmin fmod gather ge gt hypot index_select lerp le lgamma log log10 log1p "
    "log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor logsumexp lt matmul "
    "maximum mean minimum mm mul multiply mv ne neg outer pow prod reciprocal remainder round "
    "rsqrt sigmoid sign sin sinc sinh sqrt square stack std sub subtract sum take tan tanh tril "
    "triu trunc var where xlogy"
)
for _name in TAKE_OUT.split():
    if _name in FUNCTIONS:
        FUNCTIONS[_name] = with_out(_name, FUNCTIONS[_name])
