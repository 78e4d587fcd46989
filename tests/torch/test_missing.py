"""What funcad.torch does not have says so, by name, with the nearest thing."""

from __future__ import annotations

from typing import Any

import pytest

import funcad.torch as torch
from funcad.torch import nn
from funcad.torch.missing import MissingError


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: torch.compile, "torch.compile is not in funcad.torch: nothing is compiled"),
        (lambda: torch.jit.script, "torch.jit is not in funcad.torch"),
        (lambda: torch.cuda.amp, "torch.cuda.amp is not in funcad.torch: .* runs on the CPU"),
        (lambda: torch.cuda.synchronize(), "torch.cuda.synchronize"),
        (lambda: torch.bfloat16, "compute in torch.float32"),
        (lambda: torch.save({}, "f"), "pickle.dump"),
        (lambda: torch.sparse_coo_tensor, "tensors are dense"),
        (lambda: torch.FloatTensor([1.0]), "torch.tensor"),
        (lambda: torch.quantize_per_tensor, "not quantized"),
        (lambda: torch.distributed.init_process_group, "there is one process"),
        (lambda: torch.autocast("cpu"), "numbers are float16"),
        (lambda: torch.set_num_threads(1), "OMP_NUM_THREADS"),
        (lambda: torch.func.functionalize, "need not be changed"),
        (lambda: torch.utils.data.DataLoader, "draw rows yourself"),
        (lambda: torch.utils.data.TensorDataset, "index them"),
        (lambda: nn.ConvTranspose3d(1, 1, 3), "convol"),
        (lambda: nn.LSTM(1, 1), "loop over time"),
        (lambda: nn.InstanceNorm3d(3), "torch.nn.LayerNorm"),
        (lambda: nn.MultiheadAttention(4, 1), "softmax"),
        (lambda: nn.functional.max_unpool3d, "no pooling"),
        (lambda: torch.optim.Muon, "Muon"),
        (lambda: torch.optim.lr_scheduler.CyclicLR, "CyclicLR"),
        (lambda: torch.ones(1).to_sparse(), "Tensor.to_sparse is not in funcad.torch"),
        (lambda: torch.ones(1).bfloat16(), r"x.float\(\)"),
        (lambda: torch.ones(1).cuda(), "runs on the CPU"),
        (lambda: torch.linalg.lu_factor, "torch.linalg has lu"),
        (lambda: torch.fft.hfft2, "torch.fft.hfft and ihfft"),
        (lambda: torch.stft, "is not in funcad.torch"),
    ],
)  # fmt: skip
def test_names_of_pytorch(call: Any, text: str) -> None:
    with pytest.raises(NotImplementedError, match=text):
        call()


@pytest.mark.parametrize("of", [torch, nn, torch.ones(1), torch.optim, torch.utils.data])
def test_other_names_are_attribute_errors(of: Any) -> None:
    with pytest.raises(AttributeError) as caught:
        of.nothing_of_the_kind  # noqa: B018
    if of is not torch.utils.data:
        assert not isinstance(caught.value, NotImplementedError)


def test_hasattr_says_no_and_an_import_says_why() -> None:
    assert not hasattr(torch, "compile")
    assert not hasattr(torch.ones(1), "to_sparse")
    with pytest.raises(MissingError, match="nothing is compiled") as caught:
        from funcad.torch import compile  # noqa: F401
    assert not isinstance(caught.value, AttributeError)
    with pytest.raises(MissingError, match="draw rows yourself"):
        from funcad.torch.utils.data import DataLoader  # noqa: F401


X = torch.ones(3)


@pytest.mark.parametrize("device", ["cuda", "cuda:0", "mps", 0])
@pytest.mark.parametrize(
    "make",
    [
        lambda **o: torch.tensor([1.0], **o),
        lambda **o: torch.as_tensor([1.0], **o),
        lambda **o: torch.ones(3, **o),
        lambda **o: torch.zeros_like(X, **o),
        lambda **o: torch.full((2,), 1.0, **o),
        lambda **o: torch.full_like(X, 1.0, **o),
        lambda **o: torch.arange(3, **o),
        lambda **o: torch.linspace(0, 1, 3, **o),
        lambda **o: torch.logspace(0, 1, 3, **o),
        lambda **o: torch.eye(2, **o),
        lambda **o: torch.rand(3, **o),
        lambda **o: torch.randn(3, **o),
        lambda **o: torch.rand_like(X, **o),
        lambda **o: torch.randint(3, (2,), **o),
        lambda **o: torch.randperm(3, **o),
        lambda **o: torch.Generator(**o),
        lambda **o: X.to(**o),
    ],
)
def test_other_devices_are_refused(make: Any, device: Any) -> None:
    with pytest.raises(NotImplementedError, match="runs on the CPU"):
        make(device=device)
    make(device="cpu")
    make(device=torch.device("cpu"))


def test_other_layouts_and_unknown_words_are_refused() -> None:
    with pytest.raises(NotImplementedError, match="pin_memory"):
        torch.ones(3, pin_memory=True)
    with pytest.raises(NotImplementedError, match="memory_format"):
        torch.zeros_like(X, memory_format=torch.channels_last)
    with pytest.raises(NotImplementedError, match=r"copy_"):
        torch.ones(3, out=X)
    with pytest.raises(TypeError, match="unexpected keyword argument 'other'"):
        torch.rand(3, other=1)
    torch.ones(3, layout=torch.strided, pin_memory=False)
    torch.zeros_like(X, memory_format=torch.preserve_format)


def test_questions_that_programs_ask() -> None:
    assert not torch.cuda.is_available()
    assert not torch.backends.mps.is_available()
    assert torch.cuda.device_count() == 0
    torch.cuda.manual_seed_all(0)
    torch.backends.cudnn.deterministic = True
    torch.use_deterministic_algorithms(True)
    assert torch.get_default_device() == torch.device("cpu")
