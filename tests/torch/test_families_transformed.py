"""Functions of every family under vmap, grad and jvp of torch.func, against loops and backward."""

import numpy as np
import pytest

import funcad.torch as torch

MATRICES = "inv det cholesky qr svd svdvals eigh eigvalsh pinv matrix_exp matrix_norm cond slogdet"
VECTORS = {
    "aminmax": (),
    "angle": (),
    "cov": (),
    "cummax": (0,),
    "cummin": (0,),
    "cumulative_trapezoid": (),
    "diag_embed": (),
    "diff": (),
    "float_power": (2.5,),
    "frexp": (),
    "gradient": (),
    "kthvalue": (2,),
    "logcumsumexp": (0,),
    "median": (),
    "nanmedian": (),
    "outer": None,
    "quantile": (0.3,),
    "renorm": None,
    "repeat_interleave": (2,),
    "select_scatter": None,
    "std_mean": (),
    "tensor_split": (2,),
    "trapezoid": (),
    "unfold": None,
    "vander": (),
}
OF_VECTORS = {
    "outer": lambda v: torch.outer(v, v),
    "renorm": lambda v: v[None].renorm(2, 0, 0.5),
    "select_scatter": lambda v: v.select_scatter(v[2], 0, 1),
    "unfold": lambda v: v.unfold(0, 2, 1),
}


def cases():
    for name in MATRICES.split():
        f = getattr(torch.linalg, name)
        yield pytest.param(lambda a, f=f: f(a @ a.T + torch.eye(3)), (3, 3), id=f"linalg.{name}")
    for name, args in VECTORS.items():
        f = OF_VECTORS.get(name) or getattr(torch, name)
        yield pytest.param(lambda v, f=f, args=args: f(v, *args or ()), (5,), id=name)


def flat(y):
    return [t for part in y for t in flat(part)] if isinstance(y, tuple) else [y]


@pytest.fixture(autouse=True)
def double():
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


@pytest.mark.parametrize(("f", "shape"), [*cases()])
def test_transforms_agree_with_loops_and_backward(f, shape):
    torch.manual_seed(3)
    many = torch.rand(3, *shape) + (torch.eye(3) if shape == (3, 3) else 0)

    def total(x):
        return sum((y * y).sum() for y in flat(f(x)) if y.is_floating_point())

    batched = flat(torch.func.vmap(f)(many))
    for i, x in enumerate(many):
        for y, alone in zip(batched, flat(f(x)), strict=True):
            np.testing.assert_allclose(y[i].numpy(), alone.numpy(), rtol=1e-9, atol=1e-12)
    slopes = torch.func.vmap(torch.func.grad(total))(many)
    leaf = many[0].clone().requires_grad_()
    total(leaf).backward()
    np.testing.assert_allclose(slopes[0].numpy(), leaf.grad.numpy(), rtol=1e-7, atol=1e-9)
    _, tangent = torch.func.jvp(total, (many[0],), (torch.ones_like(many[0]),))
    assert tangent.item() == pytest.approx(leaf.grad.sum().item(), rel=1e-7, abs=1e-9)
