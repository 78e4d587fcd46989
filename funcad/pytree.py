"""Containers of arrays: dict, list, tuple, namedtuple, dataclass, None, and what users register.

A pytree is taken apart into leaves and a structure that can rebuild it.  Dicts keep their order and
are matched by key.  A mismatch names the path where the trees part: `params["layers"][2]`.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import numpy as np

from funcad.errors import StructureError

T = TypeVar("T")

Flatten = Callable[[Any], tuple[Iterable[Any], Hashable]]
Unflatten = Callable[[Any, Sequence[Any]], Any]

_registered: dict[type, tuple[Flatten, Unflatten]] = {}


def register_pytree_node(kind: type[T], flatten: Flatten, unflatten: Unflatten) -> None:
    """Let instances of `kind` be containers.

    `flatten(x)` returns (children, aux), `unflatten(aux, children)` rebuilds x; aux is compared.

    >>> class Pair:
    ...     def __init__(self, a, b):
    ...         self.a, self.b = a, b
    >>> register_pytree_node(Pair, lambda p: ((p.a, p.b), None), lambda aux, ab: Pair(*ab))
    >>> tree_leaves(Pair(1.0, [2.0, 3.0]))
    [1.0, 2.0, 3.0]

    Raises:  StructureError if the class is a container already.
    """
    if kind in _registered or kind in (dict, list, tuple, type(None)):
        raise StructureError(f"{kind.__name__} is a container already")
    _registered[kind] = (flatten, unflatten)


# containers of one array that stand for it: where an array is wanted, they are taken
STAND_FOR_ARRAYS: set[type] = set()


class Structure:
    """The shape of a pytree without its leaves; `kind` None is a leaf."""

    __slots__ = ("aux", "children", "kind")

    def __init__(
        self, kind: type | None, aux: Any = None, children: tuple[Structure, ...] = ()
    ) -> None:
        self.kind, self.aux, self.children = kind, aux, children

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Structure) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"Structure({self})"

    @property
    def _key(self) -> tuple[Any, ...]:
        return self.kind, self.aux, self.children

    @property
    def num_leaves(self) -> int:
        return 1 if self.kind is None else sum(c.num_leaves for c in self.children)

    @property
    def keys(self) -> tuple[Any, ...]:
        """The keys of a dict."""
        keys: tuple[Any, ...] = self.aux[1] if self.kind is defaultdict else self.aux
        return keys

    @property
    def is_array(self) -> bool:
        """Whether it is a leaf, or a container that stands for one."""
        return self.kind is None or self.kind in STAND_FOR_ARRAYS

    def unflatten(self, leaves: Iterable[Any]) -> Any:
        """The pytree of this structure with these leaves."""
        return _rebuild(self, iter(leaves))

    def __str__(self) -> str:
        if self.kind is None:
            return "*"
        if self.kind is type(None):
            return "None"
        inner = [str(c) for c in self.children]
        if issubclass(self.kind, dict):
            return (
                "{" + ", ".join(f"{k!r}: {v}" for k, v in zip(self.keys, inner, strict=True)) + "}"
            )
        if self.kind is list:
            return "[" + ", ".join(inner) + "]"
        if self.kind is tuple:
            return "(" + ", ".join(inner) + ("," if len(inner) == 1 else "") + ")"
        return f"{self.kind.__name__}({', '.join(inner)})"


LEAF = Structure(None)
NONE = Structure(type(None))


# kinds of which every instance is a leaf, to find out quickly; containers are never among them
LEAVES: set[type] = {bool, int, float, complex, str, np.ndarray, np.float64, np.float32}


def _open(x: Any) -> tuple[list[Any], Any] | None:
    """(children, aux) of a container, None for a leaf."""
    kind = type(x)
    if kind in LEAVES:
        return None
    if kind is list or kind is tuple:
        return list(x), None
    if kind is dict or kind is OrderedDict:
        return list(x.values()), tuple(x)
    if x is None:
        return [], None
    if kind in _registered:
        children, aux = _registered[kind][0](x)
        return list(children), aux
    if kind is defaultdict:
        return list(x.values()), (x.default_factory, tuple(x))
    if isinstance(x, tuple) and hasattr(x, "_fields"):
        return list(x), None
    if is_dataclass(x) and not isinstance(x, type):
        names = tuple(f.name for f in fields(x))
        return [getattr(x, n) for n in names], names
    return None


def _rebuild(s: Structure, leaves: Any) -> Any:
    kind = s.kind
    if kind is None:
        return next(leaves)
    if kind is type(None):
        return None
    children = [_rebuild(c, leaves) for c in s.children]
    if kind is list:
        return children
    if kind is tuple:
        return tuple(children)
    if kind is dict or kind is OrderedDict:
        return kind(zip(s.aux, children, strict=True))
    if kind in _registered:
        return _registered[kind][1](s.aux, children)
    if kind is defaultdict:
        return defaultdict(s.aux[0], zip(s.aux[1], children, strict=True))
    if issubclass(kind, tuple):
        return kind(*children)
    return _rebuild_dataclass(kind, s.aux, children)


def _rebuild_dataclass(kind: type, names: tuple[str, ...], children: list[Any]) -> Any:
    """Set the fields directly: __init__ may convert, and init=False fields are no arguments."""
    new: Any = object.__new__(kind)
    for name, child in zip(names, children, strict=True):
        object.__setattr__(new, name, child)
    return new


def children_of(tree: Any) -> list[Any]:
    """What a container holds; a leaf holds itself."""
    opened = _open(tree)
    return [tree] if opened is None else opened[0]


def tree_flatten(tree: Any) -> tuple[list[Any], Structure]:
    """Return the leaves of a pytree and its structure.

    >>> leaves, structure = tree_flatten({"w": [1.0, 2.0], "b": None})
    >>> leaves, str(structure)
    ([1.0, 2.0], "{'w': [*, *], 'b': None}")
    """
    if type(tree) in LEAVES:
        return [tree], LEAF
    leaves: list[Any] = []
    return leaves, _flatten(tree, leaves)


def _flatten(tree: Any, leaves: list[Any]) -> Structure:
    opened = _open(tree)
    if opened is None:
        leaves.append(tree)
        return LEAF
    children, aux = opened
    return Structure(type(tree), aux, tuple(_flatten(c, leaves) for c in children))


def tree_unflatten(structure: Structure, leaves: Iterable[Any]) -> Any:
    """Return the pytree of a structure with these leaves: the inverse of `tree_flatten`."""
    return structure.unflatten(leaves)


def tree_leaves(tree: Any) -> list[Any]:
    """Return the leaves of a pytree, left to right."""
    return tree_flatten(tree)[0]


def tree_structure(tree: Any) -> Structure:
    """Return the structure of a pytree."""
    return tree_flatten(tree)[1]


def tree_map(f: Callable[..., Any], tree: Any, *rest: Any) -> Any:
    """Apply `f` to the leaves of one pytree, or to the corresponding leaves of several.

    >>> tree_map(lambda a, b: a + b, {"x": 1, "y": (2, 3)}, {"y": (20, 30), "x": 10})
    {'x': 11, 'y': (22, 33)}

    Raises:  StructureError, with the path, where the trees differ.
    """
    leaves, structure = tree_flatten(tree)
    columns = [flatten_like(structure, other) for other in rest]
    return structure.unflatten(f(*row) for row in zip(leaves, *columns, strict=True))


def flatten_like(structure: Structure, tree: Any, what: str = "the tree") -> list[Any]:
    """The leaves of `tree`, which must have this structure, in the structure's order."""
    leaves: list[Any] = []
    _match(structure, tree, what, leaves)
    return leaves


def _match(s: Structure, tree: Any, path: str, leaves: list[Any]) -> None:
    if s.kind is None:
        if type(tree) not in LEAVES and _open(tree) is not None:
            raise StructureError(f"{path} is {_kind(tree)} where an array is expected")
        leaves.append(tree)
        return
    if type(tree) is not s.kind:
        expected = "None" if s.kind is type(None) else f"a {s.kind.__name__}"
        raise StructureError(f"{path} is {_kind(tree)} where {expected} is expected")
    opened = _open(tree)
    assert opened is not None
    children, aux = opened
    if isinstance(tree, dict):
        _match_keys(s, tree, path)
        children = [tree[k] for k in s.keys]
    elif len(children) != len(s.children) or aux != s.aux:
        raise StructureError(
            f"{path} is a {s.kind.__name__} of {len(children)} where {len(s.children)} are expected"
            if len(children) != len(s.children)
            else f"{path} is another kind of {s.kind.__name__} than expected"
        )
    for part, child_structure, child in zip(_steps(s), s.children, children, strict=True):
        _match(child_structure, child, path + part, leaves)


def _match_keys(s: Structure, tree: Any, path: str) -> None:
    missing = [k for k in s.keys if k not in tree]
    extra = [k for k in tree if k not in s.keys]
    if missing or extra:
        said = [f"lacks {k!r}" for k in missing] + [f"has {k!r} too many" for k in extra]
        raise StructureError(f"{path} {' and '.join(said)}")


def _kind(x: Any) -> str:
    return "None" if x is None else f"a {type(x).__name__}"


def _steps(s: Structure) -> list[str]:
    """How to write the way to each child: ["w"], [0], .name."""
    assert s.kind is not None
    if issubclass(s.kind, dict):
        return [f"[{k!r}]" for k in s.keys]
    if is_dataclass(s.kind):
        return [f".{name}" for name in s.aux]
    if hasattr(s.kind, "_fields"):
        return [f".{name}" for name in s.kind._fields]
    return [f"[{i}]" for i in range(len(s.children))]


def leaf_paths(structure: Structure, root: str = "") -> list[str]:
    """How to write the way to each leaf, from `root`: params["w"][0]."""
    if structure.kind is None:
        return [root]
    pairs = zip(_steps(structure), structure.children, strict=True)
    return [path for step, child in pairs for path in leaf_paths(child, root + step)]
