"""What stands in for an array while a transform is open.

A `Tracer` is a handle: the value at the level below, what its trace keeps beside that value (a
tangent, a position on a tape, nothing for a batch) and the trace itself.  There is one class of
tracer; what differs between forward mode, reverse mode and batching is the trace.

Levels come from one counter that only goes up.  A transform opened later has a higher level, and an
operation is processed by the trace of the highest level among its arguments, so the tangents of two
transforms cannot be confused.  There is no current trace: nothing here is global but the counter.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from funcad.errors import EscapedTracerError, ReadOnlyError, UnsupportedOperationError

if TYPE_CHECKING:
    from funcad.core.primitive import Primitive

Number = int | float

_levels = count(1)


def next_level() -> int:
    """A level above those of all transforms that are open."""
    return next(_levels)


class Trace:
    """One opened transform: its level, whether it is still open, and what it transforms."""

    __slots__ = ("alive", "fun", "level", "transform")

    records = False  # whether what becomes of a derivative of its tracers is known only later

    def __init__(self, transform: str, fun: Callable[..., Any] | None = None) -> None:
        self.level = next(_levels)
        self.alive = True
        self.transform = transform
        self.fun = fun

    def close(self) -> None:
        """End the transform: a tracer of it that is used from now on raises."""
        self.alive = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """x.trace(): of the names of an ndarray, the one that a traced value uses itself."""
        raise UnsupportedOperationError("x.trace()", "the name is taken", "np.trace(x)")

    def require_open(self) -> None:
        if not self.alive:
            raise EscapedTracerError(self.transform, self.fun)

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        """Apply `primitive` where this trace has the highest level among `args`."""
        raise NotImplementedError

    def unary(self, primitive: Primitive, x: Tracer) -> Any:
        """`process` for one own tracer and no parameters: the hot path."""
        return self.process(primitive, (x,), {})

    def binary(self, primitive: Primitive, x: Tracer, y: Tracer) -> Any:
        """`process` for two own tracers, no parameters: the hot path."""
        return self.process(primitive, (x, y), {})

    def with_number(self, primitive: Primitive, x: Tracer, y: Number) -> Any:
        """`process` for an own tracer and a Python number, as x * 2.0: the hot path."""
        return self.process(primitive, (x, y), {})

    def number_with(self, primitive: Primitive, x: Number, y: Tracer) -> Any:
        """`process` for a Python number and an own tracer, as 2.0 * y: the hot path."""
        return self.process(primitive, (x, y), {})

    def shape(self, x: Tracer) -> tuple[int, ...]:
        shape: tuple[int, ...] = x.value.shape
        return shape

    def look(self, x: Tracer, asked: str) -> Any:
        """The value, for Python code that asks for it: `bool(x)`, a loop bound, printing."""
        self.require_open()
        return x.value


class Tracer:
    """An array that is being differentiated or batched; operators are installed on this class.

    `state` is None for most; else it is EXCLUSIVE (the value is a buffer that nothing else refers
    to), or says of which tracer this is a view, (base, version seen, primitive, params), or what
    it is the length of: see `lengths`.
    """

    __slots__ = ("__weakref__", "companion", "state", "trace", "value", "version")

    def __init__(self, value: Any, companion: Any, trace: Trace) -> None:
        self.value = value
        self.companion = companion
        self.trace = trace
        self.state: Any = None
        self.version = 0

    if TYPE_CHECKING:  # what numpy_dispatch installs
        shape: tuple[int, ...]
        dtype: Any

        def __index__(self) -> int: ...

    @property
    def __class__(self) -> type:
        """What `isinstance` asks where the type alone says no: see POSING."""
        return POSING[0](self) if POSING else type(self)

    @__class__.setter
    def __class__(self, new: type) -> None:
        _set_class(self, new)

    __hash__ = None  # type: ignore[assignment]  # like an array: == is elementwise


_set_class = object.__dict__["__class__"].__set__

# What answers in the tracer's place, once NumPy's names are installed.
POSING: list[Callable[[Tracer], type]] = []

EXCLUSIVE = "exclusive"
ARGUMENT = -1  # the version of a tracer that stands for an argument: never to be written to


def innermost(x: Any) -> Any:
    """The plain value under all traces."""
    while type(x) is Tracer:
        x = x.value
    return x


def settle(x: Tracer) -> None:
    """Make the value of `x` safe to keep: refresh a view whose base was written, share a buffer."""
    if x.state is EXCLUSIVE:
        x.state = None
    elif type(x.state) is tuple:
        base, seen, primitive, params = x.state
        if type(base.state) is tuple:
            settle(base)
        if base.version != seen:
            become(x, primitive(base, **params))
            x.state = (base, base.version, primitive, params)


def become(x: Tracer, new: Tracer) -> None:
    """Let the handle `x` refer to the result `new`: what an in-place write does."""
    x.value = new.value
    x.companion = new.companion
    x.trace = new.trace
    x.version += 1
    if type(x) is not type(new):  # a buffer of constants received a traced value
        x.__class__ = type(new)


def overwrite(x: Tracer, new: Tracer) -> None:
    """Write `new` over the whole of `x`, and through `x` over what it is a view of."""
    if x.version == ARGUMENT:
        raise ReadOnlyError.argument(x.trace.transform, x.trace.fun)
    if type(x.state) is tuple:
        base, _, primitive, params = x.state
        if primitive.restore is None:
            raise ReadOnlyError.view(primitive.name)
        overwrite(base, primitive.restore(base, new, **params))
        become(x, new)
        x.state = (base, base.version, primitive, params)
    else:
        x.state = None  # a length that is written to is none
        become(x, new)


def snapshot(x: Tracer) -> Tracer:
    """A handle on what `x` is now, which a later write to `x` does not change."""
    if x.state is not None:
        settle(x)
    return type(x)(x.value, x.companion, x.trace)


class Constants(Trace):
    """The trace of buffers of plain numbers: the lowest level, never closed."""

    def process(self, primitive: Primitive, args: tuple[Any, ...], params: dict[str, Any]) -> Any:
        return primitive(*args, **params)


CONSTANTS = Constants("a constant")


class Buffer(Tracer):
    """An array of plain numbers into which traced values may be assigned.

    It converts to an ndarray while it is plain; the first traced value makes it an ordinary tracer.
    """

    __slots__ = ()

    def __init__(self, value: Any, companion: Any = None, trace: Trace = CONSTANTS) -> None:
        super().__init__(value, companion, trace)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        settle(self)
        if (dtype is not None and dtype != self.value.dtype) or copy:
            return self.value.astype(dtype or self.value.dtype)
        plain = self.value.view()
        plain.flags.writeable = False
        return plain
