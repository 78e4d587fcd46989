"""torch.nn.Module: parameters, buffers and submodules by name, and a forward function."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from funcad.torch.dtypes import dtype
from funcad.torch.handles import Handle, register
from funcad.torch.nn.backward_hooks import Watched
from funcad.torch.nn.parameter import Buffer, Parameter
from funcad.torch.nn.state import load, state_of
from funcad.torch.nn.tree import Tree
from funcad.torch.tensor import Tensor, type_name


class Module(Tree):
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
        for kind in _HOOKS:
            set_(self, kind, OrderedDict())
        set_(self, "_transient", set())

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        for before, with_kwargs in [*self._forward_pre_hooks.values()]:
            if with_kwargs:
                changed = before(self, args, kwargs)
                if changed is not None:
                    args, kwargs = changed
                continue
            changed = before(self, args)
            if changed is not None:
                args = changed if isinstance(changed, tuple) else (changed,)
        watched = None
        if self._backward_hooks or self._backward_pre_hooks:
            watched = Watched(self)
            args = watched.enter(args)
        out = self.forward(*args, **kwargs)
        for after, with_kwargs in [*self._forward_hooks.values()]:
            changed = after(self, args, kwargs, out) if with_kwargs else after(self, args, out)
            if changed is not None:
                out = changed
        return out if watched is None else watched.leave(out)

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
            self._forget(name)
            self.register_buffer(name, value, value.persistent)
        elif name in kinds.get("_parameters", ()):
            if value is not None:
                raise TypeError(
                    f"cannot assign '{type_name(value)}' as parameter '{name}' "
                    "(torch.nn.Parameter or None expected)"
                )
            kinds["_parameters"][name] = None
        elif name in kinds.get("_modules", ()):
            if value is not None:
                raise TypeError(
                    f"cannot assign '{type_name(value)}' as child module '{name}' "
                    "(torch.nn.Module or None expected)"
                )
            kinds["_modules"][name] = None
        elif name in kinds.get("_buffers", ()):
            if value is not None and not isinstance(value, Tensor):
                raise TypeError(
                    f"cannot assign '{type_name(value)}' as buffer '{name}' "
                    "(torch.nn.Buffer, torch.Tensor or None expected)"
                )
            kinds["_buffers"][name] = value
        else:
            object.__setattr__(self, name, value)

    def _require_init(self, what: str) -> None:
        if "_parameters" not in self.__dict__:
            raise AttributeError(f"cannot assign {what} before Module.__init__() call")

    def _require_name(self, what: str, name: str, kind: str) -> None:
        if "." in name:
            raise KeyError(f'{what} name can\'t contain "."')
        if name == "":
            raise KeyError(f'{what} name can\'t be empty string ""')
        if hasattr(self, name) and name not in self.__dict__[kind]:
            raise KeyError(f"attribute '{name}' already exists")

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
        self._require_init("parameter")
        self._require_name("parameter", name, "_parameters")
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{type_name(param)}' object to parameter '{name}' "
                "(torch.nn.Parameter or None required)"
            )
        self._forget(name)
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Add a tensor that is part of the state and not a parameter."""
        self._require_init("buffer")
        self._require_name("buffer", name, "_buffers")
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{type_name(tensor)}' object to buffer '{name}' "
                "(torch Tensor or None required)"
            )
        self._forget(name)
        self._buffers[name] = tensor
        (self._transient.discard if persistent else self._transient.add)(name)

    def add_module(self, name: str, module: Module | None) -> None:
        """Add a submodule under a name."""
        if module is not None and not isinstance(module, Module):
            raise TypeError(f"{type_name(module)} is not a Module subclass")
        self._require_name("module", name, "_modules")
        self._forget(name)
        self._modules[name] = module

    register_module = add_module

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
        """Parameters and buffers of floats in another dtype."""
        for d in (*args, kwargs.get("dtype")):
            if isinstance(d, dtype) and not (d.is_floating_point or d.is_complex):
                raise TypeError(
                    "nn.Module.to only accepts floating point or complex dtypes, "
                    f"but got desired dtype={d}"
                )
        return self._changed(lambda x: x.to(*args, **kwargs))

    def _changed(self, f: Callable[[Tensor], Tensor]) -> Module:
        for x in (*self.parameters(), *self.buffers()):
            if x.is_floating_point():
                x.data = f(x.data)
                if x._grad is not None:
                    x._grad = f(x._grad)
        return self

    def double(self) -> Module:
        return self._changed(lambda x: x.double())

    def float(self) -> Module:
        return self._changed(lambda x: x.float())

    def half(self) -> Module:
        return self._changed(lambda x: x.half())

    def type(self, dst_type: Any) -> Module:
        return self.to(dst_type)

    def cpu(self) -> Module:
        return self

    def cuda(self, device: Any = None) -> Module:
        raise NotImplementedError("Module.cuda: funcad.torch runs on the CPU; leave it out")

    # -- state ---------------------------------------------------------------------------------

    def state_dict(self, *, prefix: str = "", keep_vars: bool = False) -> OrderedDict[str, Any]:
        """Parameters and buffers by dotted name; they share memory with the module's."""
        return state_of(self, prefix, keep_vars)

    def load_state_dict(self, state_dict: Any, strict: bool = True, assign: bool = False) -> Any:
        """Copy the state into this module's parameters and buffers."""
        return load(self, state_dict, strict, assign)

    # -- hooks ---------------------------------------------------------------------------------

    def register_forward_hook(
        self, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False
    ) -> Handle:
        """Call hook(module, args, output) after forward; its result, if any, is the output."""
        return _added(self._forward_hooks, (hook, with_kwargs), prepend)

    def register_forward_pre_hook(
        self, hook: Callable[..., Any], *, prepend: bool = False, with_kwargs: bool = False
    ) -> Handle:
        """Call hook(module, args) before forward; its result, if any, are the arguments."""
        return _added(self._forward_pre_hooks, (hook, with_kwargs), prepend)

    def register_full_backward_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> Handle:
        """Call hook(module, grad_input, grad_output); its result, if any, replaces grad_input."""
        return _added(self._backward_hooks, hook, prepend)

    def register_full_backward_pre_hook(
        self, hook: Callable[..., Any], prepend: bool = False
    ) -> Handle:
        """Call hook(module, grad_output) in backward; its result replaces grad_output."""
        return _added(self._backward_pre_hooks, hook, prepend)

    def register_backward_hook(self, hook: Callable[..., Any]) -> Handle:
        raise NotImplementedError("Module.register_backward_hook: use register_full_backward_hook")

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


_HOOKS = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")


def _added(hooks: OrderedDict[int, Any], hook: Any, prepend: bool) -> Handle:
    handle = register(hooks, hook)
    if prepend:
        hooks.move_to_end(handle.id, last=False)
    return handle
