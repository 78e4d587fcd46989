"""The steps of the tutorial: each explains one thing in its docstring and shows it by a doctest."""

from __future__ import annotations

import math

import funcad.torch as torch

NAMES = {"math": math, "torch": torch}  # what the steps need


def tracking() -> None:
    """A tensor made with requires_grad=True is a leaf: what is computed from it is recorded.

    The length of a pendulum decides its period; the tensor remembers that it does.

    >>> length = torch.tensor(2.25, requires_grad=True)
    >>> period = 2 * math.pi * (length / 9.81) ** 0.5
    >>> length.is_leaf, period.is_leaf, period.requires_grad
    (True, False, True)
    """


def derivative() -> None:
    """backward() walks the record in reverse; the leaf then holds the derivative.

    The period goes with the square root of the length, so its slope is half their ratio.

    >>> length = torch.tensor(2.25, requires_grad=True)
    >>> period = 2 * math.pi * (length / 9.81) ** 0.5
    >>> period.backward()
    >>> abs(length.grad.item() - period.item() / (2 * 2.25)) < 1e-6
    True
    """


def graph() -> None:
    """The record is a graph of nodes, one an operation; each knows those before it.

    >>> a = torch.tensor(3.0, requires_grad=True)
    >>> area = a * a.exp()
    >>> [type(node).__name__ for node, _ in area.grad_fn.next_functions]
    ['AccumulateGrad', 'ExpBackward0']
    >>> "ExpBackward0" in torch.graph_picture(area, {"a": a}).svg
    True
    """


def many_outputs() -> None:
    """What is not a number needs a direction: backward(v) gives v times the Jacobian.

    >>> t = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
    >>> path = torch.stack([t, t**3])
    >>> path.backward(torch.tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 1.0]]))
    >>> t.grad
    tensor([ 1.,  1., 13.])
    """


def accumulation() -> None:
    """Gradients add up until they are cleared: what a loop must not forget.

    >>> p = torch.tensor(1.0, requires_grad=True)
    >>> for _ in range(2):
    ...     (5 * p).backward()
    >>> p.grad
    tensor(10.)
    >>> p.grad = None
    """


def control() -> None:
    """no_grad() stops the recording, detach() cuts a value off; both hold what is constant.

    >>> rate = torch.tensor(0.5, requires_grad=True)
    >>> with torch.no_grad():
    ...     measured = rate * 4
    >>> measured.requires_grad
    False
    >>> ((rate - 2 * rate.detach()) ** 2).backward()
    >>> rate.grad
    tensor(-1.)
    """


def between() -> None:
    """A value on the way keeps its gradient where retain_grad() asks for it.

    >>> x = torch.tensor(2.0, requires_grad=True)
    >>> u = x**3
    >>> u.retain_grad()
    >>> (u * u).backward()
    >>> u.grad, x.grad
    (tensor(16.), tensor(192.))
    """


def second_order() -> None:
    """create_graph=True records the backward pass too, so that it can be differentiated.

    The height of a thrown ball: its second derivative in time is the acceleration.

    >>> t = torch.tensor(0.7, requires_grad=True)
    >>> height = 8.0 * t - 4.905 * t**2
    >>> (speed,) = torch.autograd.grad(height, t, create_graph=True)
    >>> (acceleration,) = torch.autograd.grad(speed, t)
    >>> acceleration
    tensor(-9.8100)
    """


def own_function() -> None:
    """A Function has a backward pass of your own; gradcheck compares it with differences.

    >>> class Cube(torch.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         ctx.save_for_backward(x)
    ...         return x**3
    ...     @staticmethod
    ...     def backward(ctx, g):
    ...         (x,) = ctx.saved_tensors
    ...         return 3 * x**2 * g
    >>> x = torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True)
    >>> Cube.apply(x).sum().backward()
    >>> x.grad
    tensor([ 3., 12.], dtype=torch.float64)
    """


def pitfalls() -> None:
    """Three that everybody meets, and what they say.

    A leaf is not written to while it is recorded; a graph is gone after one pass.

    >>> w = torch.ones(2, requires_grad=True)
    >>> w += 1
    Traceback (most recent call last):
    RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
    >>> loss = (w * w).sum()
    >>> loss.backward()
    >>> loss.backward()
    Traceback (most recent call last):
    RuntimeError: Trying to backward through the graph a second time ...
    """


def fitting() -> None:
    """A loop of descent: predict, measure, clear, go back, step.

    Cooling coffee: the rate of an exponential is found from twelve temperatures.

    >>> minutes = torch.arange(12.0)
    >>> measured = 20 + 60 * (-0.15 * minutes).exp()
    >>> rate = torch.tensor(0.05, requires_grad=True)
    >>> optimizer = torch.optim.Adam([rate], lr=0.02)
    >>> for _ in range(300):
    ...     optimizer.zero_grad()
    ...     loss = ((20 + 60 * (-rate * minutes).exp() - measured) ** 2).mean()
    ...     loss.backward()
    ...     optimizer.step()
    >>> abs(rate.item() - 0.15) < 1e-4
    True
    """


def flow() -> None:
    """gradient_flow() says which layers learn: behind many sigmoids the first ones do not.

    >>> _ = torch.manual_seed(1)
    >>> layers = [m for _ in range(16) for m in (torch.nn.Linear(6, 6), torch.nn.Sigmoid())]
    >>> model = torch.nn.Sequential(*layers)
    >>> model(torch.ones(2, 6)).sum().backward()
    >>> table = torch.gradient_flow(model.named_parameters())
    >>> table[0].verdict, table[-1].verdict
    ('vanishing', 'fine')
    """


STEPS = (
    tracking,
    derivative,
    graph,
    many_outputs,
    accumulation,
    control,
    between,
    second_order,
    own_function,
    pitfalls,
    fitting,
    flow,
)
