"""torch.nn.Module: parameters, buffers and submodules by name, and a forward function."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from funcad.torch.handles import Handle, register
from funcad.torch.modes import no_grad
from funcad.torch.nn.parameter import Buffer, Parameter
from funcad.torch.tensor import Tensor


class Module:
    """A function with parameters, made of others.

    >>> class Scale(torch.nn.Module):
    ...     def __init__(self):
    ...         super().__init__()
    ...         self.factor = torch.nn.Parameter(torch.ones(1))
    ...     def forward(self, x):
    ...         return self.factor * x
    >>> [name for name, _ in Scale().named_parameters()]
    ['factor']
    """

    training: bool

    def __init__(self) -> None:
        set_ = object.__setattr__
        set_(self, "training", True)
        for kind in ("_parameters", "_buffers", "_modules"):
            set_(self, kind, OrderedDict())
        for kind in ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks"):
            set_(self, kind, OrderedDict())
        set_(self, "_transient", set())

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        for before in [*self._forward_pre_hooks.values()]:
            changed = before(self, args)
            if changed is not None:
                args = changed if isinstance(changed, tuple) else (changed,)
        out = self.forward(*args, **kwargs)
        for after in [*self._forward_hooks.values()]:
            changed = after(self, args, out)
            if changed is not None:
                out = changed
        return out

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    # -- attributes ----------------------------------------------------------------------------

    def __setattr__(self, name: str, value: Any) -> None:
        kinds: dict[str, Any] = self.__dict__
        if isinstance(value, Parameter):
            self._require_init("parameters")
            self._forget(name)
            kinds["_parameters"][name] = value
        elif isinstance(value, Module):
            self._require_init("module")
            self._forget(name)
            kinds["_modules"][name] = value
        elif isinstance(value, Buffer):
            self._require_init("buffers")
            self.register_buffer(name, value, value.persistent)
        elif name in kinds.get("_parameters", ()):
            if value is not None:
                raise TypeError(
                    f"cannot assign '{type(value).__name__}' as parameter '{name}' "
                    "(torch.nn.Parameter or None expected)"
                )
            kinds["_parameters"][name] = None
        elif name in kinds.get("_modules", ()) and value is None:
            kinds["_modules"][name] = None
        elif name in kinds.get("_buffers", ()) and (value is None or isinstance(value, Tensor)):
            kinds["_buffers"][name] = value
        else:
            object.__setattr__(self, name, value)

    def _require_init(self, what: str) -> None:
        if "_parameters" not in self.__dict__:
            raise AttributeError(f"cannot assign {what} before Module.__init__() call")

    def _forget(self, name: str) -> None:
        self.__dict__.pop(name, None)
        for kind in ("_parameters", "_buffers", "_modules"):
            self.__dict__[kind].pop(name, None)

    def __getattr__(self, name: str) -> Any:
        for kind in ("_parameters", "_buffers", "_modules"):
            found = self.__dict__.get(kind, {})
            if name in found:
                return found[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __delattr__(self, name: str) -> None:
        for kind in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(kind, {}):
                del self.__dict__[kind][name]
                return
        object.__delattr__(self, name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._parameters, *self._buffers, *self._modules})

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Add a parameter, or None as the place of one."""
        self._forget(name)
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Add a tensor that is part of the state and not a parameter."""
        self._forget(name)
        self._buffers[name] = tensor
        (self._transient.discard if persistent else self._transient.add)(name)

    def add_module(self, name: str, module: Module | None) -> None:
        """Add a submodule under a name."""
        self._forget(name)
        self._modules[name] = module

    register_module = add_module

    # -- walking over it -----------------------------------------------------------------------

    def named_modules(
        self, memo: set[Any] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Module]]:
        """This module and all below it, each once."""
        seen = set() if memo is None else memo
        if id(self) in seen:
            return
        if remove_duplicate:
            seen.add(id(self))
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                inner = f"{prefix}.{name}" if prefix else name
                yield from module.named_modules(seen, inner, remove_duplicate)

    def modules(self) -> Iterator[Module]:
        return (module for _, module in self.named_modules())

    def named_children(self) -> Iterator[tuple[str, Module]]:
        return ((name, m) for name, m in self._modules.items() if m is not None)

    def children(self) -> Iterator[Module]:
        return (module for _, module in self.named_children())

    def _named(self, kind: str, prefix: str, recurse: bool) -> Iterator[tuple[str, Any]]:
        seen: set[int] = set()
        for path, module in self.named_modules(prefix=prefix) if recurse else [(prefix, self)]:
            for name, x in module.__dict__[kind].items():
                if x is not None and id(x) not in seen:
                    seen.add(id(x))
                    yield (f"{path}.{name}" if path else name), x

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        return self._named("_parameters", prefix, recurse)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        return (p for _, p in self.named_parameters(recurse=recurse))

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        return self._named("_buffers", prefix, recurse)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        return (b for _, b in self.named_buffers(recurse=recurse))

    def get_submodule(self, target: str) -> Module:
        """The submodule of a dotted name."""
        found: Any = self
        for name in target.split(".") if target else ():
            found = getattr(found, name)
        return found  # type: ignore[no-any-return]

    def get_parameter(self, target: str) -> Parameter:
        """The parameter of a dotted name."""
        path, _, name = target.rpartition(".")
        return getattr(self.get_submodule(path), name)  # type: ignore[no-any-return]

    # -- what is done to all of it -------------------------------------------------------------

    def apply(self, fn: Callable[[Module], Any]) -> Module:
        """Call fn on every submodule, and then on this one."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode: bool = True) -> Module:
        """Set training mode, as layers such as Dropout have it."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self) -> Module:
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> Module:
        for p in self.parameters():
            p.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or make them zero."""
        for p in self.parameters():
            if p._grad is None:
                continue
            if set_to_none:
                p._grad = None
            else:
                p._grad = p._grad.detach()
                p._grad.zero_()

    def to(self, *args: Any, **kwargs: Any) -> Module:
        """Parameters and buffers in another dtype."""
        for module in self.modules():
            for kind in ("_parameters", "_buffers"):
                for name, x in module.__dict__[kind].items():
                    if x is None or not x.is_floating_point():
                        continue
                    x.data = x.data.to(*args, **kwargs)
                    if x._grad is not None:
                        x._grad = x._grad.to(*args, **kwargs)
                    del name
        return self

    def double(self) -> Module:
        from_name: Any = "double"
        return self._cast(from_name)

    def float(self) -> Module:
        return self._cast("float")

    def half(self) -> Module:
        return self._cast("half")

    def _cast(self, name: str) -> Module:
        for x in (*self.parameters(), *self.buffers()):
            if x.is_floating_point():
                x.data = getattr(x.data, name)()
        return self

    def cpu(self) -> Module:
        return self

    # -- state ---------------------------------------------------------------------------------

    def state_dict(self, *, prefix: str = "", keep_vars: bool = False) -> OrderedDict[str, Any]:
        """Parameters and buffers by dotted name; they share memory with the module's."""
        state: OrderedDict[str, Any] = OrderedDict()
        for path, module in self.named_modules(prefix=prefix.rstrip("."), remove_duplicate=False):
            start = f"{path}." if path else ""
            for name, p in module._parameters.items():
                if p is not None:
                    state[start + name] = p if keep_vars else p.detach()
            for name, b in module._buffers.items():
                if b is not None and name not in module._transient:
                    state[start + name] = b if keep_vars else b.detach()
        return state

    def load_state_dict(self, state_dict: Any, strict: bool = True, assign: bool = False) -> Any:
        """Copy the state into this module's parameters and buffers."""
        own = self.state_dict(keep_vars=True)
        missing = [k for k in own if k not in state_dict]
        unexpected = [k for k in state_dict if k not in own]
        errors = []
        if strict and unexpected:
            keys = ", ".join(f'"{k}"' for k in unexpected)
            errors.append(f"Unexpected key(s) in state_dict: {keys}. ")
        if strict and missing:
            keys = ", ".join(f'"{k}"' for k in missing)
            errors.append(f"Missing key(s) in state_dict: {keys}. ")
        for key, x in own.items():
            if key not in state_dict:
                continue
            new = state_dict[key]
            if new.shape != x.shape:
                errors.append(
                    f"size mismatch for {key}: copying a param with shape {new.shape} from "
                    f"checkpoint, the shape in current model is {x.shape}."
                )
                continue
            with no_grad():
                x.copy_(new)
        if errors:
            lines = "\n\t".join(errors)
            raise RuntimeError(
                f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{lines}"
            )
        return IncompatibleKeys(missing, unexpected)

    # -- hooks ---------------------------------------------------------------------------------

    def register_forward_hook(self, hook: Callable[..., Any]) -> Handle:
        """Call hook(module, args, output) after forward; its result, if any, is the output."""
        return register(self._forward_hooks, hook)

    def register_forward_pre_hook(self, hook: Callable[..., Any]) -> Handle:
        """Call hook(module, args) before forward; its result, if any, are the arguments."""
        return register(self._forward_pre_hooks, hook)

    # -- printing ------------------------------------------------------------------------------

    def extra_repr(self) -> str:
        """What a module says of itself within its parentheses."""
        return ""

    def _get_name(self) -> str:
        return type(self).__name__

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = []
        for name, module in self._modules.items():
            text = "\n  ".join(repr(module).split("\n"))
            lines.append(f"({name}): {text}")
        head = [*extra.split("\n")] if extra else []
        if not lines and len(head) <= 1:
            return f"{self._get_name()}({extra})"
        return self._get_name() + "(\n  " + "\n  ".join([*head, *lines]) + "\n)"


class IncompatibleKeys(tuple[list[str], list[str]]):
    """(missing_keys, unexpected_keys) of `load_state_dict`."""

    def __new__(cls, missing: list[str], unexpected: list[str]) -> IncompatibleKeys:
        return super().__new__(cls, (missing, unexpected))

    missing_keys = property(lambda self: self[0])
    unexpected_keys = property(lambda self: self[1])

    def __repr__(self) -> str:
        if not self[0] and not self[1]:
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self[0]}, unexpected_keys={self[1]})"
