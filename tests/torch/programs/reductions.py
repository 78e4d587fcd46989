"""Broadcasting, and sums, means, extremes, norms and the like with their gradients."""


def broadcast_row_and_column(torch, show):
    a = torch.ones(3, 1, requires_grad=True)
    b = torch.arange(4.0).requires_grad_()
    y = a * b
    y.sum().backward()
    show(y.shape, a.grad, b.grad)


def broadcast_scalar(torch, show):
    s = torch.tensor(2.0, requires_grad=True)
    x = torch.ones(2, 3, requires_grad=True)
    (x * s + s).sum().backward()
    show(s.grad, x.grad)


def broadcast_fails(torch, show):
    show.fails(lambda: torch.ones(3) + torch.ones(2))
    show.fails(lambda: torch.ones(2, 3) * torch.ones(2))


def sums(torch, show):
    x = torch.arange(6.0).reshape(2, 3).requires_grad_()
    show(x.sum(), x.sum(0), x.sum(dim=1, keepdim=True), x.sum((0, 1)), torch.sum(x, -1))
    (x.sum(0) * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
    show(x.grad)


def sums_of_integers(torch, show):
    x = torch.tensor([1, 2, 3], dtype=torch.int32)
    show(x.sum(), torch.tensor([True, True]).sum(), x.sum(dtype=torch.float32), x.prod())
    show.fails(x.mean)


def means(torch, show):
    x = torch.arange(6.0).reshape(2, 3).requires_grad_()
    show(x.mean(), x.mean(0), x.mean(dim=1, keepdim=True), x.mean((0, 1)))
    x.mean(1).prod().backward()
    show(x.grad)


def products(torch, show):
    x = torch.tensor([2.0, 0.0, 3.0], requires_grad=True)
    x.prod().backward()
    show(x.grad)
    y = torch.tensor([0.0, 0.0, 3.0], requires_grad=True)
    y.prod().backward()
    show(y.grad)


def products_along(torch, show):
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    (x.prod(1) * torch.tensor([1.0, 10.0])).sum().backward()
    show(x.grad, x.prod(0, keepdim=True))


def extremes(torch, show):
    x = torch.tensor([1.0, 5.0, 3.0], requires_grad=True)
    (x.max() * 2 + x.min()).backward()
    show(x.max(), x.grad)


def extremes_with_ties(torch, show):
    for f in (
        lambda x: x.max(),
        lambda x: x.min(),
        lambda x: x.amax(),
        lambda x: x.amin(0),
        lambda x: x.max(0).values,
        lambda x: torch.maximum(x, torch.tensor(2.0)).sum(),
        lambda x: torch.fmax(x, torch.tensor(2.0)).sum(),
    ):
        x = torch.tensor([2.0, 2.0, -1.0, -1.0], requires_grad=True)
        f(x).backward()
        show(x.grad)


def extremes_along(torch, show):
    x = torch.tensor([[1.0, 9.0], [7.0, 2.0]], requires_grad=True)
    values, indices = torch.max(x, 1)
    low = x.min(dim=0)
    show(values, indices, low.values, low.indices, x.argmax(), x.argmin(1), x.argmax(1, True))
    (values.sum() + low.values.sum()).backward()
    show(x.grad)


def named_result(torch, show):
    result = torch.tensor([[1.0, 2.0]]).max(1)
    show(result[0], result.indices, str(result))


def median_and_mode(torch, show):
    x = torch.tensor([3.0, 1.0, 2.0, 4.0], requires_grad=True)
    show(x.median(), x.quantile(0.25), x.kthvalue(2).values)
    x.median().backward()
    show(x.grad)


def deviations(torch, show):
    x = torch.tensor([1.0, 2.0, 4.0], requires_grad=True)
    show(x.std(), x.var(), x.std(unbiased=False), x.var(correction=0), x.var(0, keepdim=True))
    x.std().backward()
    show(x.grad)


def deviation_of_constants(torch, show):
    x = torch.ones(3, requires_grad=True)
    x.std().backward()
    show(x.grad)


def norms(torch, show):
    x = torch.tensor([3.0, -4.0], requires_grad=True)
    show(x.norm(), x.norm(1), x.norm(p=3), x.norm(float("inf")), torch.norm(x, dim=0))
    x.norm().backward()
    show(x.grad)


def norm_at_zero(torch, show):
    x = torch.zeros(2, requires_grad=True)
    x.norm().backward()
    show(x.grad)


def cumulative(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    show(x.cumsum(0), x.cumprod(0), torch.cummax(x, 0)[0], torch.logcumsumexp(x, 0))
    (x.cumsum(0) * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
    x.cumprod(0).sum().backward()
    show(x.grad)


def logsumexp_and_softmax(torch, show):
    x = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
    show(x.logsumexp(1), x.softmax(1), torch.log_softmax(x, dim=-1))
    x.log_softmax(1)[0, 0].backward()
    show(x.grad)


def counts(torch, show):
    x = torch.tensor([0.0, 1.0, 2.0, 2.0])
    show(x.any(), x.all(), (x > 1).sum(), x.count_nonzero(), x.unique(), x.numel())
    show(torch.bincount(torch.tensor([0, 1, 1])), (x == 2).any(0), x.nonzero())


def dims_out_of_range(torch, show):
    x = torch.ones(2, 3)
    show.fails(lambda: x.sum(2))
    show.fails(lambda: x.mean((0, 0)))
    show.fails(lambda: x.max(-3))


def empties(torch, show):
    x = torch.empty(0, requires_grad=True)
    show(x.sum(), x.prod(), x.mean(), x)
    show.fails(x.max)
    x.sum().backward()
    show(x.grad)


def sorting(torch, show):
    x = torch.tensor([3.0, 1.0, 2.0], requires_grad=True)
    values, indices = x.sort(descending=True)
    top = torch.topk(x, 2)
    show(values, indices, top.values, top.indices, x.argsort())
    (values * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
    top.values.prod().backward()
    show(x.grad)


def weighted_mean(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    w = torch.tensor([0.2, 0.3, 0.5], requires_grad=True)
    ((x * w).sum() / w.sum()).backward()
    show(x.grad, w.grad)


def standardized(torch, show):
    x = torch.tensor([[1.0, 2.0], [3.0, 7.0], [2.0, 2.0]], dtype=torch.float64, requires_grad=True)
    z = (x - x.mean(0)) / x.std(0)
    (z**3).sum().backward()
    show(z, x.grad)


def distances(torch, show):
    a = torch.tensor([[0.0, 0.0], [3.0, 4.0]], requires_grad=True)
    b = torch.tensor([[1.0, 1.0]], requires_grad=True)
    d = ((a[:, None] - b[None]) ** 2).sum(-1)
    d.sum().backward()
    show(d, a.grad, b.grad)


def elementwise_edges(torch, show):
    for f in (
        lambda x: x.abs(),
        lambda x: x.relu(),
        lambda x: x.sqrt(),
        lambda x: x.clamp(0.0, 1.0),
        lambda x: x**2,
        lambda x: x.sign(),
        lambda x: torch.nn.functional.leaky_relu(x, 0.1),
        lambda x: x**0,
    ):
        x = torch.tensor([0.0, 1.0], requires_grad=True)
        f(x).sum().backward()
        show(x.grad)


def power_edges(torch, show):
    for base, exponent in ((0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (2.0, 0.0), (1.0, 3.0)):
        x = torch.tensor(base, requires_grad=True)
        y = torch.tensor(exponent, requires_grad=True)
        (x**y).backward()
        show(x.grad, y.grad)


def divisions_by_zero(torch, show):
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = x / torch.tensor([0.0, 0.0])
    y.sum().backward()
    show(y, x.grad)


def where_hides_a_nan(torch, show):
    x = torch.tensor([0.0, 4.0], requires_grad=True)
    y = torch.where(x > 0, x.sqrt(), torch.zeros(2))
    y.sum().backward()
    show(y, x.grad)


def length_at_zero(torch, show):
    x = torch.zeros(2, requires_grad=True)
    (x @ x).sqrt().backward()
    show(x.grad)


def square_of_a_root_at_zero(torch, show):
    x = torch.tensor(0.0, requires_grad=True)
    (x.sqrt() ** 2).backward()
    show(x.grad)
