"""pytree: flatten, rebuild, map; users' own containers; mismatches that give the path."""

from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pytest

import funcad
from funcad import errors, pytree


class Point(NamedTuple):
    x: object
    y: object


@dataclass
class Model:
    w: object
    b: object
    n: object = field(default=None, init=False)


@dataclass(frozen=True)
class Frozen:
    w: object

    def __post_init__(self):
        if isinstance(self.w, str):
            raise ValueError("never called when rebuilt")


TREES = [
    1.0,
    None,
    [],
    (),
    {},
    [1.0, (2.0, {"a": 3.0, "b": None})],
    Point(1.0, [2.0]),
    Model({"a": 1.0}, 2.0),
    Frozen(1.0),
    OrderedDict(b=1.0, a=2.0),
    defaultdict(list, {"a": 1.0}),
    {1: 2.0, "a": 3.0},
]


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_flatten_and_rebuild(tree):
    leaves, structure = funcad.tree_flatten(tree)
    again = funcad.tree_unflatten(structure, leaves)
    assert again == tree
    assert type(again) is type(tree)
    assert funcad.tree_structure(again) == structure
    assert structure.num_leaves == len(leaves) == len(funcad.tree_leaves(tree))
    assert len(pytree.leaf_paths(structure, "x")) == len(leaves)


def test_dicts_keep_their_order_and_are_matched_by_key():
    a, b = {"x": 1, "y": 2}, {"y": 20, "x": 10}
    assert funcad.tree_map(lambda p, q: p + q, a, b) == {"x": 11, "y": 22}
    assert list(funcad.tree_map(lambda p: p, b)) == ["y", "x"]


def test_paths():
    tree = {"layers": [Point(1.0, Model(2.0, 3.0))], "k": 4.0}
    paths = pytree.leaf_paths(funcad.tree_structure(tree), "p")
    assert paths == [
        "p['layers'][0].x",
        "p['layers'][0].y.w",
        "p['layers'][0].y.b",
        "p['k']",
    ]


class Pair:
    def __init__(self, a, b, name):
        self.a, self.b, self.name = a, b, name


funcad.register_pytree_node(Pair, lambda p: ((p.a, p.b), p.name), lambda name, ab: Pair(*ab, name))


def test_registered_containers_are_differentiated():
    g = funcad.grad(lambda p: p.a * p.b**2)(Pair(2.0, 3.0, "name"))
    assert (g.a, g.b, g.name) == (9.0, 12.0, "name")
    with pytest.raises(errors.StructureError, match="Pair is a container already"):
        funcad.register_pytree_node(Pair, None, None)
    with pytest.raises(errors.StructureError, match="another kind of Pair"):
        funcad.tree_map(lambda a, b: a, Pair(1, 2, "x"), Pair(1, 2, "y"))


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [
        ({"w": [1, 2]}, {"w": [1]}, "the tree['w'] is a list of 1 where 2 are expected"),
        ({"w": [1]}, {"w": (1,)}, "the tree['w'] is a tuple where a list is expected"),
        ({"w": 1}, {"v": 1}, "the tree lacks 'w' and has 'v' too many"),
        ({"w": 1}, {"w": [1]}, "the tree['w'] is a list where an array is expected"),
        ({"w": 1}, {"w": None}, "the tree['w'] is None where an array is expected"),
        ({"w": None}, {"w": 1}, "the tree['w'] is a int where None is expected"),
        (Point(1, [2]), Point(1, [2, 3]), "the tree.y is a list of 2 where 1 are expected"),
        (Model(1, 2), Frozen(1), "the tree is a Frozen where a Model is expected"),
    ],
)
def test_a_mismatch_names_the_path(a, b, text):
    with pytest.raises(errors.StructureError) as caught:
        funcad.tree_map(lambda p, q: p, a, b)
    assert str(caught.value) == text


def test_deep_trees():
    tree = 1.0
    for _ in range(200):
        tree = [tree]
    leaves, structure = funcad.tree_flatten(tree)
    assert leaves == [1.0]
    assert funcad.tree_unflatten(structure, [np.pi]) != tree
