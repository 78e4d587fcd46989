"""What a reader of an autograd tutorial writes next: small models, solvers and tricks."""


def logistic_regression(torch, show):
    x = torch.tensor([[0.5, 1.0], [-1.0, 0.3], [2.0, -0.7], [-0.4, -1.2]])
    y = torch.tensor([1.0, 0.0, 1.0, 0.0])
    w = torch.zeros(2, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    for _ in range(20):
        p = torch.sigmoid(x @ w + b)
        loss = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
        loss.backward()
        with torch.no_grad():
            w -= w.grad
            b -= b.grad
        w.grad.zero_()
        b.grad.zero_()
    show(loss, w, b)


def softmax_regression(torch, show):
    torch.manual_seed(7)
    x = torch.randn(6, 3)
    labels = torch.tensor([0, 1, 2, 0, 1, 2])
    w = torch.zeros(3, 3, requires_grad=True)
    for _ in range(10):
        loss = torch.nn.functional.cross_entropy(x @ w, labels)
        (g,) = torch.autograd.grad(loss, w)
        w = (w - g).detach().requires_grad_()
    show(loss, w, (x @ w).argmax(1))


def exclusive_or(torch, show):
    torch.manual_seed(2)
    w1, b1 = torch.randn(2, 4) * 0.8, torch.zeros(4)
    w2, b2 = torch.randn(4, 1) * 0.8, torch.zeros(1)
    parameters = [w1, b1, w2, b2]
    for p in parameters:
        p.requires_grad_()
    x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
    for _ in range(50):
        out = torch.tanh(x @ w1 + b1) @ w2 + b2
        loss = ((out - y) ** 2).mean()
        loss.backward()
        for p in parameters:
            p.data -= 0.3 * p.grad
            p.grad = None
    show(loss, out)


def recurrent_cell(torch, show):
    w = torch.tensor([[0.5, -0.3], [0.2, 0.8]], requires_grad=True)
    h = torch.zeros(2)
    states = []
    for t in range(5):
        h = torch.tanh(w @ h + torch.tensor([1.0, 0.1 * t]))
        states.append(h)
    torch.stack(states).sum().backward()
    show(h, w.grad)


def truncated_recurrence(torch, show):
    w = torch.tensor(0.9, requires_grad=True)
    h = torch.tensor(1.0)
    for t in range(4):
        if t == 2:
            h = h.detach()
        h = w * h + 0.1
    h.backward()
    show(h, w.grad)


def attention(torch, show):
    torch.manual_seed(4)
    q, k, v = (torch.randn(3, 4, requires_grad=True) for _ in range(3))
    scores = q @ k.transpose(-2, -1) / 4**0.5
    mask = torch.tril(torch.ones(3, 3)) == 0
    weights = scores.masked_fill(mask, float("-inf")).softmax(-1)
    out = weights @ v
    out.pow(2).sum().backward()
    show(weights, out, q.grad, k.grad, v.grad)


def meta_learning(torch, show):
    w = torch.tensor([1.0, -1.0], requires_grad=True)
    total = 0.0
    for target in (0.5, 2.0):
        inner = ((w.sum() - target) ** 2) + w.prod()
        (g,) = torch.autograd.grad(inner, w, create_graph=True)
        adapted = w - 0.1 * g
        total = total + (adapted.sum() - target) ** 2
    total.backward()
    show(total, w.grad)


def learning_the_learning_rate(torch, show):
    rate = torch.tensor(0.05, requires_grad=True)
    x = torch.tensor(3.0, requires_grad=True)
    y = x
    for _ in range(3):
        (g,) = torch.autograd.grad(y**2, y, create_graph=True)
        y = y - rate * g
    (y**2).backward()
    show(rate.grad, x.grad)


def gauss_newton(torch, show):
    t = torch.linspace(0, 1, 5, dtype=torch.float64)
    observed = 2.0 * torch.exp(-1.5 * t)
    p = torch.tensor([1.0, -1.0], dtype=torch.float64)
    for _ in range(6):
        p.requires_grad_()
        r = p[0] * torch.exp(p[1] * t) - observed
        rows = [torch.autograd.grad(part, p, retain_graph=True)[0] for part in r]
        j = torch.stack(rows)
        step = torch.linalg.solve(j.T @ j, j.T @ r.detach())
        p = p.detach() - step
    show(p)


def implicit_derivative(torch, show):
    a = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    with torch.no_grad():
        x = torch.tensor(1.0, dtype=torch.float64)
        for _ in range(50):
            x = torch.cos(a * x) / 2
    x = x.requires_grad_()
    f = torch.cos(a * x) / 2 - x
    fa, fx = torch.autograd.grad(f, [a, x])
    show(x, -fa / fx)


def ordinary_differential_equation(torch, show):
    k = torch.tensor([1.2, 0.4], dtype=torch.float64, requires_grad=True)
    y = torch.tensor([1.0, 0.0], dtype=torch.float64)
    f = lambda y: torch.stack([y[1], -k[0] * y[0] - k[1] * y[1]])
    for _ in range(10):
        k1 = f(y)
        k2 = f(y + 0.05 * k1)
        k3 = f(y + 0.05 * k2)
        k4 = f(y + 0.1 * k3)
        y = y + 0.1 / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    y[0].backward()
    show(y, k.grad)


def reparametrized_sample(torch, show):
    torch.manual_seed(11)
    mean = torch.tensor([0.5, -0.5], requires_grad=True)
    log_std = torch.tensor([0.1, -0.2], requires_grad=True)
    sample = mean + log_std.exp() * torch.randn(4, 2)
    divergence = (log_std.exp() ** 2 + mean**2 - 1 - 2 * log_std).sum() / 2
    ((sample**2).mean() + divergence).backward()
    show(sample, mean.grad, log_std.grad)


def finite_differences(torch, show):
    f = lambda x: (x.sin() * x**2).sum()
    x = torch.tensor([0.3, 1.1], dtype=torch.float64, requires_grad=True)
    (g,) = torch.autograd.grad(f(x), x)
    h = 1e-6
    with torch.no_grad():
        d = [(f(x + h * e) - f(x - h * e)) / (2 * h) for e in torch.eye(2, dtype=torch.float64)]
    show(torch.allclose(torch.stack(d), g, atol=1e-7), g)


def moving_average_of_weights(torch, show):
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    average = w.detach().clone()
    optimizer = torch.optim.SGD([w], lr=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        (w**2).sum().backward()
        optimizer.step()
        average.mul_(0.9).add_(w.detach(), alpha=0.1)
    show(w, average)


def adversarial_example(torch, show):
    w = torch.tensor([0.5, -1.0, 2.0])
    x = torch.tensor([1.0, 1.0, 1.0], requires_grad=True)
    loss = torch.nn.functional.softplus(-(w * x).sum())
    loss.backward()
    attacked = (x + 0.1 * x.grad.sign()).clamp(0.9, 1.05).detach()
    show(attacked, loss)


def matrix_factorization(torch, show):
    torch.manual_seed(3)
    target = torch.tensor([[1.0, 2.0], [2.0, 4.0], [3.0, 6.1]])
    u = torch.rand(3, 1, requires_grad=True)
    v = torch.rand(1, 2, requires_grad=True)
    optimizer = torch.optim.Adam([u, v], lr=0.1)
    for _ in range(30):
        optimizer.zero_grad()
        loss = ((u @ v - target) ** 2).sum()
        loss.backward()
        optimizer.step()
    show(loss.item(), (u @ v).detach())


def dictionary_of_gradients(torch, show):
    parameters = {"w": torch.ones(2, requires_grad=True), "b": torch.zeros(1, requires_grad=True)}
    loss = (parameters["w"] * 3).sum() + parameters["b"].exp().sum()
    grads = torch.autograd.grad(loss, list(parameters.values()))
    show(dict(zip(parameters, grads, strict=True)))


def per_example_gradients(torch, show):
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    x = torch.tensor([[1.0, 0.0], [0.5, 2.0]])
    losses = (x @ w) ** 2
    show([torch.autograd.grad(part, w, retain_graph=True)[0] for part in losses])


def masked_loss(torch, show):
    x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
    lengths = torch.tensor([2, 3])
    mask = torch.arange(3)[None, :] < lengths[:, None]
    loss = (x**2 * mask).sum() / mask.sum()
    loss.backward()
    show(mask, loss, x.grad)


def tied_weights(torch, show):
    w = torch.tensor([[1.0, 2.0], [0.5, -1.0]], requires_grad=True)
    x = torch.tensor([1.0, 1.0])
    ((x @ w) @ w.t()).sum().backward()
    show(w.grad)


def custom_loss_with_conditions(torch, show):
    x = torch.tensor([-2.0, -0.5, 0.5, 2.0], requires_grad=True)
    small = x.abs() < 1
    loss = torch.where(small, 0.5 * x**2, x.abs() - 0.5).sum()
    loss.backward()
    show(loss, x.grad)


def value_against_running_sum(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    total, tracked = 0.0, 0.0
    for i in range(3):
        loss = x * (i + 1)
        total += loss.item()
        tracked = tracked + loss
    tracked.backward()
    show(total, tracked, x.grad)


def early_exit_by_value(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    y, steps = x, 0
    while y.item() < 20 and steps < 10:
        y = y * 2 + x
        steps += 1
    y.backward()
    show(y, steps, x.grad)


def convolution_by_slices(torch, show):
    x = torch.arange(6.0).requires_grad_()
    k = torch.tensor([1.0, 0.0, -1.0], requires_grad=True)
    out = torch.stack([(x[i : i + 3] * k).sum() for i in range(4)])
    (out**2).sum().backward()
    show(out, x.grad, k.grad)


def power_iteration(torch, show):
    a = torch.tensor([[2.0, 1.0], [1.0, 3.0]], dtype=torch.float64, requires_grad=True)
    v = torch.ones(2, dtype=torch.float64)
    for _ in range(30):
        v = a @ v
        v = v / v.norm()
    value = v @ a @ v
    value.backward()
    show(value, a.grad)
