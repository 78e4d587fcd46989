"""torch.func.vmap: funcad's, of functions over tensors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from funcad.core.batch import Batch
from funcad.core.tracer import Tracer
from funcad.errors import ArgumentError, BatchedValueError
from funcad.pytree import tree_leaves
from funcad.torch.func.derivatives import tensors_of
from funcad.torch.random import RANDOMNESS
from funcad.torch.tensor import Tensor
from funcad.torch.trees import as_tensors
from funcad.transforms import vmap as batching

ITEM = (
    "vmap: It looks like you're calling .item() on a Tensor. We don't support vmap over calling "
    ".item() on a Tensor, please try to rewrite what you're doing with other operations."
)
CONTROL = (
    "vmap: It looks like you're attempting to use a Tensor in some data-dependent control flow: "
    "torch.where(condition, x, y) chooses for each example."
)
DIMS = (
    "expected `in_dims` to be int or a (potentially nested) tuple matching the structure of inputs"
)


def vmap(
    func: Callable[..., Any],
    in_dims: Any = 0,
    out_dims: Any = 0,
    randomness: str = "error",
    *,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """A function that applies `func` to every example along a dimension of its arguments.

    >>> torch.func.vmap(torch.matmul)(torch.ones(2, 3), torch.ones(2, 3))
    tensor([3., 3.])

    `randomness` says what random numbers are in it: an error, the "same" for every example, or
    "different" ones.
    """
    if randomness not in ("error", "different", "same"):
        raise RuntimeError(
            "Only allowed values for randomness are 'error', 'different', or 'same'. "
            f"Got {randomness}"
        )
    name = getattr(func, "__name__", repr(func))

    @wraps(func)
    def mapped(*args: Any, **kwargs: Any) -> Any:
        args, kwargs = as_tensors(args), as_tensors(kwargs)
        _require_dims(name, in_dims, args)

        def each(*xs: Any, **kws: Any) -> Any:
            with drawing(randomness, (xs, kws)):
                out = func(*xs, **kws)
            for y in tensors_of(out):
                if not isinstance(y, Tensor):
                    raise ValueError(
                        f"vmap({name}, ...): `{name}` must only return Tensors, got type {type(y)}."
                        " Did you mean to set out_dims= to None for output?"
                    )
            return out

        whole = batching.vmap(each, in_dims, out_dims, chunk_size=chunk_size)
        try:
            return whole(*args, **kwargs)
        except BatchedValueError as error:
            raise RuntimeError(ITEM if "item" in str(error) else CONTROL) from error
        except ArgumentError as error:
            raise ValueError(_reworded(str(error), name)) from None

    return mapped


def _require_dims(name: str, in_dims: Any, args: tuple[Any, ...]) -> None:
    start = f"vmap({name}, in_dims={in_dims}, ...)(<inputs>): "
    if not isinstance(in_dims, int | tuple):
        raise ValueError(f"{start}{DIMS}, got: {type(in_dims)}.")
    if not args:
        raise ValueError(
            f"vmap({name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are "
            "trying to vmap over a function with no inputs. The latter is unsupported."
        )
    if isinstance(in_dims, tuple):
        if len(in_dims) != len(args):
            raise ValueError(
                f"{start}in_dims is not compatible with the structure of `inputs`. in_dims has "
                f"{len(in_dims)} entries for {len(args)} inputs."
            )
        if all(d is None for d in tree_leaves(in_dims)):
            raise ValueError("vmap: Expected at least one Tensor to vmap over")
    dims = in_dims if isinstance(in_dims, tuple) else [in_dims] * len(args)
    for d, arg in zip(dims, args, strict=True):
        if isinstance(d, int):
            _require_dim(start, d, arg)


def _require_dim(start: str, d: int, arg: Any) -> None:
    for x in tensors_of(arg):
        if not isinstance(x, Tensor):
            raise ValueError(
                f"{start}Got in_dim={d} for an input but the input is of type {type(x)}. We cannot "
                "vmap over non-Tensor arguments, please use None as the respective in_dim"
            )
        n = x.ndim
        if not -n <= d < n:
            raise ValueError(
                f"{start}Got in_dim={d} for some input, but that input is a Tensor of "
                f"dimensionality {n} so expected in_dim to satisfy -{n} <= in_dim < {n}."
            )


def _reworded(text: str, name: str) -> str:
    if "equal sizes" in text:
        return f"vmap: Expected all tensors to have the same size in the mapped dimension; {text}"
    if "out_axes is None" in text or "differs between" in text:
        return f"vmap({name}, ...): `{name}` can not return a BatchedTensor when out_dim is None"
    return text.replace("in_axes", "in_dims").replace("out_axes", "out_dims")


class drawing:
    """Within, random numbers are drawn as `randomness` says for the examples of the batch."""

    def __init__(self, randomness: str, args: Any) -> None:
        self.randomness, self.args = randomness, args

    def __enter__(self) -> None:
        traces = [h.trace for h in tree_leaves(self.args) if type(h) is Tracer]
        batch = max((t for t in traces if isinstance(t, Batch)), key=lambda t: t.level)
        RANDOMNESS.levels = (*RANDOMNESS.levels, (self.randomness, batch))

    def __exit__(self, *exception: object) -> None:
        RANDOMNESS.levels = RANDOMNESS.levels[:-1]
