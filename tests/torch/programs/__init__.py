"""Small programs over PyTorch's autograd, a file a topic; each function takes (torch, show)."""

import importlib
import inspect
from pathlib import Path

RECORDED = Path(__file__).parent.parent / "recorded"
TOPICS = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def programs(topic):
    """Return the programs of a topic by name, in the order of the file."""
    module = importlib.import_module(f"tests.torch.programs.{topic}")
    functions = inspect.getmembers(module, inspect.isfunction)
    own = [
        (name, f)
        for name, f in functions
        if list(inspect.signature(f).parameters) == ["torch", "show"]
    ]
    return dict(sorted(own, key=lambda pair: pair[1].__code__.co_firstlineno))
