"""The operators of tensors: the hot path, written out, and the way round by dtype promotion.

Two operands of one dtype, or one and a Python number, go straight to the primitive.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.core.residuals import LARGE
from funcad.core.tape import slim
from funcad.core.tracer import Tracer
from funcad.primitives import arithmetic as ar
from funcad.primitives import contraction as co
from funcad.primitives import powers as po
from funcad.primitives import reduction as re
from funcad.torch import messages
from funcad.torch.dtypes import BY_NP, DEFAULT, of_number, promote, result_dtype
from funcad.torch.graph import NO_PARAMS, Node, Unsaved, require_saveable
from funcad.torch.modes import MODE
from funcad.torch.tensor import Tensor, applied, made, node_of

# NumPy warns of overflow and of 0/0, PyTorch does not
warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"funcad\.torch\.")

ndarray, float32, float64 = np.ndarray, np.float32, np.float64
FAST = frozenset({ndarray, float32, float64})  # what values of the hot path are

Operator = Callable[[Any, Any], Any]


def binary(primitive: Primitive, label: str, slow: Operator) -> Operator:
    """An operator of two operands; `slow` is called where the hot path does not apply."""
    impl = primitive.impl

    def operator(x: Tensor, y: Any) -> Any:
        xv = x._value
        if type(xv) not in FAST:
            return slow(x, y)
        kind = type(y)
        if kind is float or kind is int:
            if xv.dtype.kind != "f":
                return slow(x, y)
            yv, yn, yc = y, None, None
        elif isinstance(y, Tensor):
            yv = y._value
            if type(yv) not in FAST or yv.dtype is not xv.dtype or xv.dtype.kind != "f":
                return slow(x, y)
            yn = node_of(y) if y._tracked or y._view is not None else y._node
            yc = y._counter
        else:
            return slow(x, y)
        try:
            z = impl(xv, yv)
        except (ValueError, RuntimeWarning):
            return slow(x, y)
        out = made(z)
        if MODE.enabled:
            xn = node_of(x) if x._tracked or x._view is not None else x._node
            if xn is not None or yn is not None:
                ints = (-1 if xn is None else xn.seq, -1 if yn is None else yn.seq)
                core: Any = (primitive, ints, (xv, yv), z, NO_PARAMS)
                if type(z) is ndarray and z.size >= LARGE:
                    core = slim(core)
                xc = x._counter
                watch = (xc, xc[0], yc, yc and yc[0], out._counter, 0)
                out._node = Node(core, (xn, yn), label, watch)
                if type(xc) is Unsaved or type(yc) is Unsaved:
                    require_saveable(out._node)
        return out

    return operator


def unary(primitive: Primitive, label: str, slow: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A function of one operand, as `binary`."""
    impl = primitive.impl

    def operator(x: Tensor) -> Any:
        xv = x._value
        if type(xv) not in FAST or xv.dtype.kind != "f":
            return slow(x)
        try:
            y = impl(xv)
        except (ValueError, RuntimeWarning):
            return slow(x)
        out = made(y)
        if MODE.enabled:
            xn = node_of(x) if x._tracked or x._view is not None else x._node
            if xn is not None:
                core: Any = (primitive, (xn.seq,), (xv,), y, NO_PARAMS)
                if type(y) is ndarray and y.size >= LARGE:
                    core = slim(core)
                xc = x._counter
                out._node = Node(core, (xn,), label, (xc, xc[0], out._counter, 0))
        return out

    return operator


def reflected(primitive: Primitive, label: str, slow: Operator) -> Operator:
    """The operator for a Python number on the left, as `binary`; called with the tensor first."""
    impl = primitive.impl

    def operator(x: Tensor, y: Any) -> Any:
        xv = x._value
        if type(xv) not in FAST or xv.dtype.kind != "f" or not (type(y) is float or type(y) is int):
            return slow(x, y)
        try:
            z = impl(y, xv)
        except (ValueError, RuntimeWarning):
            return slow(x, y)
        out = made(z)
        if MODE.enabled:
            xn = node_of(x) if x._tracked or x._view is not None else x._node
            if xn is not None:
                core: Any = (primitive, (-1, xn.seq), (y, xv), z, NO_PARAMS)
                if type(z) is ndarray and z.size >= LARGE:
                    core = slim(core)
                xc = x._counter
                out._node = Node(core, (None, xn), label, (None, None, xc, xc[0], out._counter, 0))
        return out

    return operator


def common_dtype(*operands: Any) -> np.dtype[Any]:
    """The dtype that operands are promoted to: tensors, Python or NumPy numbers."""
    of_arrays = of_0d = of_numbers = None
    for x in operands:
        if isinstance(x, Tensor):
            d = x._value.dtype
            if x._value.shape:
                of_arrays = d if of_arrays is None else promoted(of_arrays, d)
            else:
                of_0d = d if of_0d is None else promoted(of_0d, d)
        else:
            d = of_number(x)
            of_numbers = d if of_numbers is None else promoted(of_numbers, d)
    return result_dtype(of_arrays, of_0d, of_numbers)


def promoted(a: np.dtype[Any], b: np.dtype[Any]) -> np.dtype[Any]:
    return a if a is b else promote(a, b)


def is_number(x: Any) -> bool:
    return isinstance(x, int | float | complex | np.generic)


def promoting(
    f: Callable[..., Any],
    label: str,
    floats: bool = False,
    kinds: str = "biufc",
    kernel: str = "",
) -> Callable[..., Any]:
    """`f` of operands in their common dtype; `floats` makes a float of integers.

    Other kinds of dtypes than `kinds` are refused, in the name of `kernel`.
    """

    def promoted_call(*operands: Any) -> Any:
        xs = [x if isinstance(x, Tensor) or is_number(x) else as_operand(x) for x in operands]
        if any(x is NotImplemented for x in xs):
            return NotImplemented
        d = common_dtype(*xs)
        if d.kind not in kinds:
            raise NotImplementedError(
                f"\"{kernel or label}\" not implemented for '{BY_NP[d].title}'"
            )
        if floats and d.kind not in "fc":
            d = DEFAULT.floating
        with broadcasting(xs):
            if floats:
                return applied(lambda *hs: in_width_of(d, f(*(cast(h, d) for h in hs))), xs, label)
            return applied(lambda *hs: f(*(cast(h, d) for h in hs)), xs, label)

    return promoted_call


def in_width_of(d: np.dtype[Any], y: Any) -> Any:
    """A result in the dtype of its operands, where it is of that kind."""
    return y.astype(d) if y.dtype.kind == d.kind and y.dtype != d else y


def stepped(f: Callable[..., Any]) -> Callable[..., Any]:
    """`f`, which is constant between steps, with the gradient 0 on the record."""

    def with_zero(*hs: Any) -> Any:
        y = f(*hs)
        traced: list[Any] = [h for h in hs if isinstance(h, Tracer)]
        for h in traced:
            y = np.where(np.zeros(y.shape, bool), h, y)
        return y

    return with_zero


def as_operand(x: Any) -> Any:
    """An operand that is neither tensor nor number: a NumPy array, or nothing we know."""
    if isinstance(x, Tracer):
        return made(x)
    return made(x) if isinstance(x, ndarray) and x.dtype in BY_NP else NotImplemented


def cast(h: Any, d: np.dtype[Any]) -> Any:
    """A handle or a number in a dtype."""
    if isinstance(h, ndarray | np.generic | Tracer):
        found: Any = h
        return found if found.dtype == d else found.astype(d)
    return d.type(h)


class broadcasting:
    """Shapes that do not go together raise as PyTorch has it."""

    def __init__(self, operands: list[Any]) -> None:
        self.operands = operands

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, where: Any) -> None:
        if isinstance(error, TypeError) and "ufunc" in str(error):
            titles = [x.dtype.title for x in self.operands if isinstance(x, Tensor)]
            text = f"{str(error).split(chr(39))[1]} is not implemented for {' and '.join(titles)}"
            raise NotImplementedError(text) from None
        if isinstance(error, ValueError) and "broadcast" in str(error):
            shapes = [tuple(x.shape) for x in self.operands if isinstance(x, Tensor)]
            raise RuntimeError(size_mismatch(*shapes[:2])) from None


def size_mismatch(a: tuple[int, ...], b: tuple[int, ...]) -> str:
    """Which sizes of two shapes do not go together."""
    n = max(len(a), len(b))
    a, b = (1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b
    i = max(i for i in range(n) if a[i] != b[i] and 1 not in (a[i], b[i]))
    return (
        f"The size of tensor a ({a[i]}) must match the size of tensor b ({b[i]}) "
        f"at non-singleton dimension {i}"
    )


def ordered(f: Callable[..., Any], name: str) -> Callable[..., Any]:
    """`f`, which looks for the larger of two numbers: complex ones have none."""

    def call(x: Any, y: Any) -> Any:
        if "c" in (x._value.dtype.kind, y._value.dtype.kind):
            raise RuntimeError(f"{name} not implemented for complex tensors.")
        return f(x, y)

    return call


def refusing_bool(f: Callable[..., Any], label: str, title: str) -> Callable[..., Any]:
    """`f`, which has no meaning for truth values."""
    promoted_call = promoting(f, label)

    def call(*operands: Any) -> Any:
        bools = sum(
            isinstance(x, bool) or (isinstance(x, Tensor) and x._value.dtype.kind == "b")
            for x in operands
        )
        if bools:
            raise RuntimeError(messages.NO_BOOL[title, bools == len(operands)])
        return promoted_call(*operands)

    return call


add = binary(ar.add, "AddBackward0", promoting(np.add, "AddBackward0"))
sub = binary(ar.subtract, "SubBackward0", refusing_bool(np.subtract, "SubBackward0", "Sub"))
mul = binary(ar.multiply, "MulBackward0", promoting(np.multiply, "MulBackward0"))
div = binary(ar.divide, "DivBackward0", promoting(np.true_divide, "DivBackward0", floats=True))
neg = unary(
    ar.negative,
    "NegBackward0",
    refusing_bool(np.negative, "NegBackward0", "Neg"),
)
rsub = reflected(
    ar.subtract,
    "RsubBackward1",
    refusing_bool(lambda x, y: np.subtract(y, x), "RsubBackward1", "Sub"),
)


def _integer_power(x: Any, y: Any) -> Any:
    """A power; of integers, 0 where the exponent is negative, but for bases 1 and -1."""
    if x.dtype.kind not in "iu" or not (y < 0).any():
        return np.power(x, y)
    unit = np.where(x == 1, 1, np.where(x == -1, 1 - 2 * (y % 2), 0)).astype(x.dtype)
    return np.where(y < 0, unit, np.power(x, np.maximum(y, 0)))


_power = promoting(_integer_power, "PowBackward1", kinds="iufc", kernel="pow")
_square = unary(po.square, "PowBackward0", promoting(np.square, "PowBackward0"))
_power_of = promoting(np.power, "PowBackward0")
_power_of_zero = promoting(stepped(np.ones_like), "PowBackward0")
_power_by = promoting(lambda x, y: _integer_power(y, x), "PowBackward2", kinds="iufc", kernel="pow")


def pow(x: Any, y: Any) -> Any:
    """x to the power y, of tensors and numbers."""
    if isinstance(y, Tensor):
        return _power(x, y) if isinstance(x, Tensor) else _power_by(y, x)
    if type(y) is not bool and y == 2 and isinstance(x, Tensor):
        return _square(x) if x._value.dtype.kind != "b" else _square(x.long())
    if type(y) is int and y == 0:
        return _power_of_zero(x)
    if x._value.dtype.kind in "iu" and isinstance(y, int) and y < 0:
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    return _power_of(x, y)


total = unary(re.sum_all, "SumBackward0", promoting(np.sum, "SumBackward0"))
product = binary(co.matmul, "MmBackward0", promoting(np.matmul, "MmBackward0"))


def swapped(f: Operator, x: Tensor, y: Any) -> Any:
    """f(y, x) for a number y on the left."""
    return f(made(np.array(y, of_number(y))), x)


def rdiv(x: Tensor, y: Any) -> Any:
    """y / x, recorded as PyTorch does: the reciprocal, times y."""
    return mul(reciprocal(x), y)


reciprocal = unary(
    po.reciprocal, "ReciprocalBackward0", promoting(lambda x: 1 / x, "ReciprocalBackward0", True)
)
