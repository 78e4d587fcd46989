"""Derivatives of derivatives by create_graph, and the programs made of them."""


def second_derivative(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    (first,) = torch.autograd.grad(x**3, x, create_graph=True)
    (second,) = torch.autograd.grad(first, x)
    show(first, second)


def four_derivatives(torch, show):
    x = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    y = x**5
    for _ in range(4):
        (y,) = torch.autograd.grad(y, x, create_graph=True)
        show(y.item())


def backward_twice(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    (x**3).backward(create_graph=True)
    show(x.grad)
    x.grad.backward()
    show(x.grad)


def backward_twice_zeroed(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    (x**3).backward(create_graph=True)
    first = x.grad
    x.grad = None
    first.backward()
    show(x.grad)


def hessian_by_rows(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x[0] ** 2 * x[1] + x[1] ** 3
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    rows = [torch.autograd.grad(part, x, retain_graph=True)[0] for part in g]
    show(g, torch.stack(rows))


def hessian_vector_product(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    v = torch.tensor([1.0, 0.0, -1.0])
    (g,) = torch.autograd.grad((x**3).sum() + x.prod(), x, create_graph=True)
    show(torch.autograd.grad(g, x, v))


def gradient_penalty(torch, show):
    x = torch.tensor([0.5, -0.3], requires_grad=True)
    w = torch.tensor([2.0, 1.0], requires_grad=True)
    out = torch.tanh((x * w).sum())
    (g,) = torch.autograd.grad(out, x, create_graph=True)
    penalty = (g.norm() - 1) ** 2
    penalty.backward()
    show(penalty.item(), w.grad, x.grad)


def step_through_a_step(torch, show):
    w = torch.tensor(1.0, requires_grad=True)
    rate = torch.tensor(0.1, requires_grad=True)
    (g,) = torch.autograd.grad((w * 3 - 2) ** 2, w, create_graph=True)
    moved = w - rate * g
    ((moved * 3 - 2) ** 2).backward()
    show(w.grad, rate.grad)


def linear_second_derivative(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    (g,) = torch.autograd.grad(3 * x, x, create_graph=True)
    show(g)
    torch.autograd.grad(g, x)


def mixed_derivative(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = torch.tensor(3.0, requires_grad=True)
    (gx,) = torch.autograd.grad(x**2 * y**3, x, create_graph=True)
    show(torch.autograd.grad(gx, [x, y]))


def through_many_functions(torch, show):
    for f in (
        torch.exp,
        torch.log,
        torch.sin,
        torch.tanh,
        torch.sigmoid,
        torch.sqrt,
        torch.reciprocal,
        torch.square,
        torch.atan,
        torch.erf,
        torch.abs,
        torch.relu,
    ):
        x = torch.tensor([0.3, 0.8], dtype=torch.float64, requires_grad=True)
        (g,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
        show(g.detach(), torch.autograd.grad((g * x).sum(), x))


def through_matrix_products(torch, show):
    a = torch.tensor([[1.0, 2.0], [3.0, 5.0]], requires_grad=True)
    v = torch.tensor([1.0, -1.0], requires_grad=True)
    y = ((a @ v) ** 2).sum()
    (g,) = torch.autograd.grad(y, v, create_graph=True)
    g.sum().backward()
    show(g.detach(), a.grad, v.grad)


def through_softmax(torch, show):
    x = torch.tensor([0.1, 0.5, -0.2], dtype=torch.float64, requires_grad=True)
    p = torch.softmax(x, 0)
    (g,) = torch.autograd.grad(p[0], x, create_graph=True)
    show(p.detach(), g.detach(), torch.autograd.grad(g[1], x))


def through_indexing(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = (x[[0, 0, 2]] ** 3).sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    show(g.detach(), torch.autograd.grad(g.sum(), x))


def through_division_and_norm(torch, show):
    x = torch.tensor([3.0, 4.0], requires_grad=True)
    unit = x / x.norm()
    (g,) = torch.autograd.grad(unit[0], x, create_graph=True)
    show(unit.detach(), g.detach(), torch.autograd.grad(g[0], x))


def laplacian(torch, show):
    x = torch.tensor([0.3, 0.5], dtype=torch.float64, requires_grad=True)
    u = torch.sin(x[0]) * torch.exp(x[1])
    (g,) = torch.autograd.grad(u, x, create_graph=True)
    parts = [torch.autograd.grad(g[i], x, retain_graph=True)[0][i] for i in range(2)]
    show(sum(parts))


def physics_residual(torch, show):
    t = torch.linspace(0, 1, 4).reshape(-1, 1).requires_grad_()
    w = torch.tensor([[0.5, -1.0]], requires_grad=True)
    u = torch.tanh(t @ w).sum(1, keepdim=True)
    (du,) = torch.autograd.grad(u, t, torch.ones_like(u), create_graph=True)
    ((du + u) ** 2).mean().backward()
    show(du.detach(), w.grad)


def create_graph_of_a_reused_leaf(torch, show):
    x = torch.tensor(1.5, requires_grad=True)
    y = x * x
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    z = g * y
    z.backward()
    show(z.item(), x.grad)


def power_of_power(torch, show):
    x = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    (g,) = torch.autograd.grad(x**x, x, create_graph=True)
    show(g.item(), torch.autograd.grad(g, x))
