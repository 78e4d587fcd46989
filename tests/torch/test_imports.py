"""`import torch` answered by funcad.torch: in a program, or for a while; never over a real one."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import funcad.torch

PROGRAM = """
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim.lr_scheduler
import torch.utils.checkpoint as ck
from torch import Tensor, nn as nn2, optim
from torch.autograd import Function
from torch.autograd.function import Function as Function2
from torch.func import grad, vmap, functional_call
from torch.nn.parameter import Parameter
from torch.utils.checkpoint import checkpoint
import sys

assert nn is nn2 and Function is Function2 and ck.checkpoint is checkpoint
model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
step = optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(step, 10)
device = "cuda" if torch.cuda.is_available() else "cpu"
model.to(device)
x = torch.ones(3, 2)
for _ in range(3):
    step.zero_grad()
    loss = F.mse_loss(checkpoint(model, x, use_reentrant=False), torch.zeros(3, 1))
    loss.backward()
    step.step()
    scheduler.step()
print(type(loss).__module__, sys.argv[1:], __name__, __file__.endswith("program.py"))
print(grad(lambda x: (x ** 2).sum())(torch.ones(2)).tolist())
import helper
print(helper.torch is torch)
"""


def run(*command: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == code, done.stderr
    return done


def test_a_program_runs(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    (tmp_path / "helper.py").write_text("import torch\n")
    done = run("-W", "error", "-m", "funcad.torch", str(program), "a", "-b")
    assert done.stdout.splitlines() == [
        "funcad.torch.tensor ['a', '-b'] __main__ True",
        "[2.0, 2.0]",
        "True",
    ]
    assert not done.stderr


def test_errors_and_exits_of_a_program_are_its_own(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("import sys, torch\nsys.exit(3)")
    run("-m", "funcad.torch", str(program), code=3)
    program.write_text("import torch\ntorch.compile(print)")
    done = run("-m", "funcad.torch", str(program), code=1)
    assert "torch.compile is not in funcad.torch: nothing is compiled" in done.stderr
    program.write_text("from torch.utils.data import DataLoader")
    done = run("-m", "funcad.torch", str(program), code=1)
    assert "DataLoader is not in funcad.torch: draw rows yourself" in done.stderr
    assert "no such file" in run("-m", "funcad.torch", str(tmp_path / "none.py"), code=1).stderr
    assert "python -m funcad.torch program.py" in run("-m", "funcad.torch", code=1).stderr


def torch_modules() -> list[str]:
    return [name for name in sys.modules if name.split(".")[0] == "torch"]


MODULES = """
autograd autograd.function autograd.functional autograd.forward_ad autograd.graph
utils utils.checkpoint utils.data nn nn.functional nn.utils nn.init nn.parameter optim
optim.lr_scheduler func linalg special fft cuda backends backends.cudnn
"""


def test_every_module_under_its_name_and_nothing_left_behind() -> None:
    import importlib

    before = {**sys.modules}, [*sys.meta_path]
    specs = {m: (m.__spec__, vars(m).get("__path__")) for n in [""] for m in [funcad.torch]}
    with funcad.torch.as_torch() as torch:
        for name in MODULES.split():
            if importlib.util.find_spec(f"funcad.torch.{name}") is None:
                continue
            module = importlib.import_module(f"torch.{name}")
            assert module is sys.modules[f"funcad.torch.{name}"]
            assert module.__name__ == f"funcad.torch.{name}"
            assert module.__spec__.name == module.__name__
        assert importlib.import_module("torch") is torch is funcad.torch
        with funcad.torch.as_torch():
            pass
        assert "torch" in sys.modules  # an inner one leaves it to the outer
        with pytest.raises(ImportError, match="cannot import name 'nothing'"):
            from torch import nothing  # noqa: F401
        with pytest.raises(ModuleNotFoundError, match=r"torch\.nothing"):
            importlib.import_module("torch.nothing")
        for name in ("jit", "distributed", "utils.tensorboard", "distributions"):
            with pytest.raises(NotImplementedError, match=f"torch.{name} is not in funcad.torch"):
                importlib.import_module(f"torch.{name}")
    assert not torch_modules()
    assert sys.meta_path == before[1]
    for module, (spec, path) in specs.items():
        assert module.__spec__ is spec
        assert vars(module).get("__path__") is path


def test_it_is_undone_after_an_error() -> None:
    def fails() -> None:
        with funcad.torch.as_torch():
            import torch

            torch.ones(2)[5]

    with pytest.raises(IndexError):
        fails()
    assert not torch_modules()


def test_never_over_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ModuleType("torch")
    monkeypatch.setitem(sys.modules, "torch", real)
    with pytest.raises(RuntimeError, match="the real torch has been imported"):
        funcad.torch.as_torch().__enter__()
    assert sys.modules["torch"] is real


def test_two_threads() -> None:
    entered, left = threading.Event(), threading.Event()
    found: list[Any] = []

    def second() -> None:
        with funcad.torch.as_torch():
            entered.set()
            left.wait(10)
            import torch.nn.functional

            found.append(torch.nn.functional)

    with funcad.torch.as_torch():
        import torch

        thread = threading.Thread(target=second)
        thread.start()
        entered.wait(10)
        found.append(torch)
    left.set()
    thread.join()
    assert found == [funcad.torch, funcad.torch.nn.functional]
    assert not torch_modules()
