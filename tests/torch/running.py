"""Running a small program over PyTorch or funcad.torch, and what it showed as plain data.

A program is `def name(torch, show)`: it calls `show(...)` with tensors, numbers, texts, None, and
lists of these, and `show.fails(f)` with what must raise. The record of a run holds these in turn,
the exception that ended it, its warnings and what it printed.
"""

import contextlib
import io
import numbers
import re
import warnings

import numpy as np

KINDS = ("UserWarning", "RuntimeWarning", "FutureWarning")  # not what NumPy or PyTorch deprecate
WORDS = 60  # so many characters of a message are compared
# Told once per process, or about PyTorch's own compiler: not what a program is recorded for.
ASIDE = (
    "Using backward() with create_graph=True",
    "Converting a tensor with requires_grad=True",
    "Attempted to insert a get_attr Node",
)


class Show:
    """Writes down what a program shows."""

    def __init__(self):
        self.shown = []

    def __call__(self, *things):
        self.shown.extend(described(thing) for thing in things)

    def fails(self, f, *args):
        """Write down the exception that f(*args) raises, or that it raises none."""
        try:
            f(*args)
        except Exception as error:
            self.shown.append({"raises": told(error)})
        else:
            self.shown.append({"raises": None})


def told(error):
    """The names of an exception's class and its bases, and the first words of its message."""
    bases = [base.__name__ for base in type(error).__mro__ if issubclass(base, Exception)]
    return [bases, first_words(str(error))]


def first_words(text):
    """The first sentence, cut."""
    return re.split(r"\.(?:\s|$)|: ", text.strip())[0][:WORDS].strip()


def described(thing):
    """A tensor, a node, a number, an array or a collection of these as JSON can hold it."""
    if thing is None or isinstance(thing, (bool, str)):
        return thing
    if isinstance(thing, dict):
        return {"dict": [[described(key), described(value)] for key, value in thing.items()]}
    if isinstance(thing, (tuple, list)):
        return {"list": [described(part) for part in thing]}
    if hasattr(thing, "next_functions"):
        return {"node": type(thing).__name__}
    if hasattr(thing, "requires_grad"):
        plain = thing.detach()
        tensor = {"tensor": str(thing.dtype).removeprefix("torch."), "shape": list(thing.shape)}
        tensor["values"] = entries(plain.reshape(-1).tolist())
        if thing.grad_fn is not None:
            tensor["grad_fn"] = type(thing.grad_fn).__name__
        elif thing.requires_grad:
            tensor["requires_grad"] = True
        return tensor
    if isinstance(thing, np.ndarray):
        return {
            "array": str(thing.dtype),
            "shape": list(thing.shape),
            "values": entries(thing.ravel().tolist()),
        }
    if isinstance(thing, numbers.Complex) and not isinstance(thing, numbers.Real):
        return {"complex": [thing.real, thing.imag]}
    if isinstance(thing, numbers.Number):
        return int(thing) if isinstance(thing, numbers.Integral) else float(thing)
    return str(thing)  # a dtype, a device, a size


def entries(values):
    if values and isinstance(values[0], complex):
        return [part for value in values for part in (value.real, value.imag)]
    return values


def run(program, torch):
    """Run a program from the same state as any other, and return its record."""
    show, printed, ended = Show(), io.StringIO(), None
    torch.manual_seed(0)
    with (
        warnings.catch_warnings(record=True) as caught,
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(printed),
    ):
        warnings.simplefilter("always")
        try:
            program(torch, show)
        except Exception as error:
            ended = told(error)
        finally:
            torch.set_grad_enabled(True)
            torch.set_default_dtype(torch.float32)
    texts = [[w.category.__name__, first_words(str(w.message))] for w in caught]
    record = {
        "shown": show.shown,
        "ended": ended,
        "warned": [text for text in texts if text[0] in KINDS and not text[1].startswith(ASIDE)],
        "printed": printed.getvalue(),
    }
    return {key: value for key, value in record.items() if value}
