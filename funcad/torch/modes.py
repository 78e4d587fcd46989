"""Grad modes: whether operations are recorded, in this thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any

from funcad.core.tracer import next_level


class _Mode(threading.local):
    """The state of one thread; a new thread starts with gradients enabled."""

    enabled = True
    inference = False
    since = 0  # traces of levels below it are not recorded on while gradients are disabled


MODE = _Mode()


def is_grad_enabled() -> bool:
    """Whether operations on tensors that require grad are recorded, in this thread."""
    return MODE.enabled


def is_inference_mode_enabled() -> bool:
    """Whether this thread is in inference mode."""
    return MODE.inference


def switch(enabled: bool) -> None:
    """Record operations or not, from now on."""
    MODE.enabled = enabled
    if not enabled:
        MODE.since = next_level()


class _Switch:
    """A grad mode as a context manager, and around a function or each step of a generator."""

    enabled: bool
    inference: bool | None = None

    def __enter__(self) -> None:
        stack = self.__dict__.setdefault("_before", [])
        stack.append((MODE.enabled, MODE.inference, MODE.since))
        switch(self.enabled)
        if self.inference is not None:
            MODE.inference = self.inference

    def __exit__(self, *exception: object) -> None:
        MODE.enabled, MODE.inference, MODE.since = self._before.pop()  # type: ignore[attr-defined]

    def again(self) -> _Switch:
        """A switch of the same kind, of which another thread or call may be inside."""
        return type(self)()

    def __call__(self, fun: Callable[..., Any]) -> Callable[..., Any]:
        if isgeneratorfunction(fun):
            return _stepwise(self, fun)

        @wraps(fun)
        def call(*args: Any, **kwargs: Any) -> Any:
            with self.again():
                return fun(*args, **kwargs)

        return call


def _stepwise(switch: _Switch, fun: Callable[..., Any]) -> Callable[..., Any]:
    """A generator function whose body alone runs in the mode, not what happens between steps."""

    @wraps(fun)
    def call(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        generator = fun(*args, **kwargs)
        step: Callable[..., Any] = generator.send
        given: tuple[Any, ...] = (None,)
        while True:
            try:
                with switch.again():
                    result = step(*given)
            except StopIteration as end:
                return end.value
            try:
                step, given = generator.send, ((yield result),)
            except GeneratorExit:
                with switch.again():
                    generator.close()
                raise
            except BaseException as error:
                step, given = generator.throw, (error,)

    return call


class no_grad(_Switch):
    """Operations within are not recorded.  Also a decorator, with or without parentheses.

    >>> x = torch.ones(1, requires_grad=True)
    >>> with torch.no_grad():
    ...     print((x * 2).requires_grad)
    False
    """

    enabled = False

    def __new__(cls, fun: Any = None) -> Any:
        switch = super().__new__(cls)
        return switch if fun is None else switch(fun)


class enable_grad(_Switch):
    """Operations within are recorded, also inside `no_grad`.

    >>> x = torch.ones(1, requires_grad=True)
    >>> with torch.no_grad(), torch.enable_grad():
    ...     print((x * 2).requires_grad)
    True
    """

    enabled = True

    def __new__(cls, fun: Any = None) -> Any:
        switch = super().__new__(cls)
        return switch if fun is None else switch(fun)


class set_grad_enabled(_Switch):
    """Record operations or not, from now on; as a context manager, within it.

    >>> _ = torch.set_grad_enabled(False)
    >>> torch.is_grad_enabled()
    False
    >>> _ = torch.set_grad_enabled(True)
    """

    def __init__(self, mode: bool) -> None:
        if not isinstance(mode, bool):
            raise TypeError(
                "set_grad_enabled(): argument 'enabled' (position 1) must be bool, not "
                f"{type(mode).__name__}"
            )
        self.enabled = mode
        self._before = [(MODE.enabled, MODE.inference, MODE.since)]
        self._entered = False
        switch(self.enabled)

    def __enter__(self) -> None:
        if self._entered:
            super().__enter__()
        self._entered = True
        switch(self.enabled)

    def again(self) -> _Switch:
        return type(self)(self.enabled)

    def __call__(self, fun: Callable[..., Any]) -> Callable[..., Any]:
        MODE.enabled = self._before[0][0]  # a decorator has no effect by itself
        return super().__call__(fun)

    def __repr__(self) -> str:
        return f"set_grad_enabled(mode={self.enabled})"


class inference_mode(_Switch):
    """As `no_grad`; and tensors made within can never take part in what is recorded.

    >>> with torch.inference_mode():
    ...     y = torch.ones(2) * 2
    >>> y.is_inference()
    True
    """

    def __new__(cls, mode: Any = True) -> Any:
        switch = super().__new__(cls)
        if callable(mode):
            switch.__init__(True)  # type: ignore[misc]
            return switch(mode)
        return switch

    def __init__(self, mode: Any = True) -> None:
        self.inference = bool(mode)
        self.enabled = not self.inference

    def again(self) -> _Switch:
        return type(self)(bool(self.inference))
