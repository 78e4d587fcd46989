"""Random numbers: the stream of PyTorch's CPU generator, from the same Mersenne twister.

A float32 is the low 24 bits of a 32-bit word, a float64 the low 53 bits of two.  Fewer than 16
normal numbers are made in double precision by Box and Muller's method, two at a time, of which the
second waits for the next call; 16 or more in blocks of 16 uniform numbers, eight radii and eight
angles, and what is left over at the end by drawing the last 16 anew.
Source: runs of PyTorch 2.13; Box & Muller, Ann. Math. Statist. 29 (1958).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.torch.dtypes import DEFAULT, np_dtype
from funcad.torch.tensor import Tensor, look, made
from funcad.torch.tensor import device as Device


class Generator:
    """A stream of random numbers.

    >>> g = torch.Generator().manual_seed(0)
    >>> torch.rand(2, generator=g)
    tensor([0.4963, 0.7682])
    """

    def __init__(self, device: Any = "cpu") -> None:
        Device(device)
        self.manual_seed(67280421310721)  # what PyTorch's generators start with

    def manual_seed(self, seed: int) -> Generator:
        """Start anew: the same seed gives the same numbers."""
        self._seed = int(seed)
        self._words = np.random.RandomState(self._seed & 0xFFFFFFFF)
        self._waiting: float | None = None
        return self

    def seed(self) -> int:
        """Start anew from a seed of the operating system's."""
        self.manual_seed(int.from_bytes(np.random.default_rng().bytes(7), "little"))
        return self._seed

    def initial_seed(self) -> int:
        return self._seed

    def get_state(self) -> Any:
        """What `set_state` needs to go on from here."""
        return (self._seed, self._words.get_state(), self._waiting)

    def set_state(self, state: Any) -> None:
        self._seed, words, self._waiting = state
        self._words.set_state(words)

    def words(self, n: int) -> np.ndarray:
        """n numbers of 32 bits."""
        return self._words.randint(0, 2**32, size=n, dtype=np.uint32)

    def long_words(self, n: int) -> np.ndarray:
        """n numbers of 64 bits, of which the high half is drawn first."""
        high, low = self.words(2 * n).astype(np.uint64).reshape(-1, 2).T
        return (high << np.uint64(32)) | low

    def uniform(self, n: int, dtype: Any) -> np.ndarray:
        """n numbers in [0, 1)."""
        if dtype == np.float64:
            return (self.long_words(n) % 2**53).astype(np.float64) * 2.0**-53
        return ((self.words(n) % 2**24).astype(np.float32) * np.float32(2.0**-24)).astype(dtype)

    def normal(self, n: int, dtype: Any) -> np.ndarray:
        """n numbers of the standard normal distribution."""
        if n < 16:
            return np.array([self._one_normal() for _ in range(n)], dtype)
        kind = np.dtype(np.float64 if dtype == np.float64 else np.float32)
        x = self.uniform(n, kind)
        whole = n - n % 16
        x[:whole] = _box_muller(x[:whole])
        if n % 16:
            x[-16:] = _box_muller(self.uniform(16, kind))
        return x.astype(dtype)

    def _one_normal(self) -> float:
        if self._waiting is not None:
            x, self._waiting = self._waiting, None
            return x
        u, v = self.uniform(2, np.float64).tolist()
        radius, angle = math.sqrt(-2.0 * math.log1p(-v)), 2.0 * math.pi * u
        self._waiting = radius * math.sin(angle)
        return radius * math.cos(angle)

    def integers(self, low: int, high: int, n: int) -> np.ndarray:
        """n integers from `low` up to, not including, `high`."""
        span = high - low
        words = self.long_words(n) if span >= 2**32 else self.words(n).astype(np.uint64)
        return (words % np.uint64(span)).astype(np.int64) + low

    def permutation(self, n: int) -> np.ndarray:
        """The integers below n in random order."""
        p = np.arange(n)
        for i, word in enumerate(self.words(max(n - 1, 0)).tolist()):
            j = i + word % (n - i)
            p[i], p[j] = p[j], p[i]
        return p


def _box_muller(x: np.ndarray) -> np.ndarray:
    """Normal numbers from uniform ones, in blocks of 16."""
    radii, turns = x.reshape(-1, 2, 8).swapaxes(0, 1)
    one, two = x.dtype.type(1), x.dtype.type(2)
    radius = np.sqrt(-two * np.log(one - radii))
    angle = x.dtype.type(2.0 * math.pi) * turns
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).ravel()


DEFAULT_GENERATOR = Generator()


def manual_seed(seed: int) -> Generator:
    """Start the default stream anew.

    >>> _ = torch.manual_seed(42)
    >>> torch.randn(2)
    tensor([0.3367, 0.1288])
    """
    return DEFAULT_GENERATOR.manual_seed(seed)


def seed() -> int:
    """Start the default stream anew from a seed of the operating system's."""
    return DEFAULT_GENERATOR.seed()


def initial_seed() -> int:
    """The seed that the default stream was started with."""
    return DEFAULT_GENERATOR.initial_seed()


def get_rng_state() -> Any:
    """The state of the default stream, for `set_rng_state`."""
    return DEFAULT_GENERATOR.get_state()


def set_rng_state(state: Any) -> None:
    """Go on from a state of the default stream."""
    DEFAULT_GENERATOR.set_state(state)


def _sizes(size: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(size[0]) if len(size) == 1 and not isinstance(size[0], int) else size


class _Randomness(threading.local):
    """What torch.func.vmap does about random numbers: (randomness, batch), outermost first."""

    levels: tuple[tuple[str, Any], ...] = ()


RANDOMNESS = _Randomness()


def drawn(draw: Callable[[int], np.ndarray], shape: tuple[int, ...]) -> Any:
    """Random numbers in a shape from draw(n); under vmap, as was asked for there."""
    different = []
    for randomness, batch in RANDOMNESS.levels:
        if randomness == "error":
            raise RuntimeError(
                "vmap: called random operation while in randomness error mode. Please either use "
                "the 'same' or 'different' randomness flags on vmap or perform the randomness "
                "operation out of vmap"
            )
        if randomness == "different":
            different.append(batch)
    whole = (*(batch.size for batch in different), *shape)
    x: Any = draw(math.prod(whole)).reshape(whole)
    for batch in different:
        x = Tracer(x, None, batch)
    return x


def _drawn(
    draw: Callable[[int], np.ndarray], shape: tuple[int, ...], requires_grad: bool = False
) -> Tensor:
    x = made(drawn(draw, shape))
    if requires_grad:
        x.requires_grad = True
    return x


def _floats(draw: str) -> Any:
    def random(
        *size: Any,
        generator: Generator | None = None,
        dtype: Any = None,
        device: Any = None,
        requires_grad: bool = False,
        **layout: Any,
    ) -> Tensor:
        shape = _sizes(size)
        d = DEFAULT.floating if dtype is None else np_dtype(dtype)
        stream = getattr(generator or DEFAULT_GENERATOR, draw)
        return _drawn(lambda n: stream(n, d), shape, requires_grad)

    return random


rand = _floats("uniform")
rand.__doc__ = "Numbers from the uniform distribution on [0, 1)."
randn = _floats("normal")
randn.__doc__ = "Numbers from the standard normal distribution."


def rand_like(x: Tensor, *, dtype: Any = None, requires_grad: bool = False, **same: Any) -> Tensor:
    """Uniform numbers in the shape of a tensor."""
    return rand(*x.shape, dtype=dtype or x.dtype, requires_grad=requires_grad)  # type: ignore[no-any-return]


def randn_like(x: Tensor, *, dtype: Any = None, requires_grad: bool = False, **same: Any) -> Tensor:
    """Normal numbers in the shape of a tensor."""
    return randn(*x.shape, dtype=dtype or x.dtype, requires_grad=requires_grad)  # type: ignore[no-any-return]


def randint(
    *bounds_and_size: Any,
    generator: Generator | None = None,
    dtype: Any = None,
    requires_grad: bool = False,
    **layout: Any,
) -> Tensor:
    """Integers: randint(high, size) below `high`, randint(low, high, size) from `low` on."""
    *bounds, size = bounds_and_size
    low, high = bounds if len(bounds) == 2 else (0, *bounds)
    d = np.dtype(np.int64) if dtype is None else np_dtype(dtype)
    shape = tuple(size)
    stream = generator or DEFAULT_GENERATOR
    return _drawn(lambda n: stream.integers(low, high, n).astype(d), shape, requires_grad)


def randperm(
    n: int, *, generator: Generator | None = None, dtype: Any = None, **layout: Any
) -> Tensor:
    """The integers below n in random order."""
    d = np.dtype(np.int64) if dtype is None else np_dtype(dtype)
    stream = generator or DEFAULT_GENERATOR

    def permutations(entries: int) -> np.ndarray:
        rows = [stream.permutation(n) for _ in range(entries // n if n else 0)]
        return np.array(rows, d).ravel()

    return _drawn(permutations, (n,))


def normal(
    mean: Any = 0.0, std: Any = 1.0, size: Any = None, *, generator: Generator | None = None
) -> Tensor:
    """Normal numbers of a mean and a standard deviation, numbers or tensors."""
    if size is None:
        size = (mean if isinstance(mean, Tensor) else std).shape
    return randn(*size, generator=generator) * std + mean  # type: ignore[no-any-return]


def bernoulli(p: Tensor, *, generator: Generator | None = None) -> Tensor:
    """1 with the probability given for each entry, else 0."""
    v = look(p)
    stream = generator or DEFAULT_GENERATOR
    u = drawn(lambda n: stream.uniform(n, v.dtype), v.shape)
    return made((u < v).astype(v.dtype))
