"""Seeded random numbers and what is made of them."""


def uniform(torch, show):
    torch.manual_seed(42)
    show(torch.rand(3), torch.rand(2, 2), torch.rand(1, dtype=torch.float64))


def normal_small(torch, show):
    torch.manual_seed(42)
    show(torch.randn(3), torch.randn(2), torch.randn(5, dtype=torch.float64))


def normal_large(torch, show):
    torch.manual_seed(42)
    show(torch.randn(20), torch.randn(4, 5))


def integers_and_orders(torch, show):
    torch.manual_seed(0)
    show(torch.randint(10, (5,)), torch.randint(3, 9, (2, 2)), torch.randperm(6))


def like_others(torch, show):
    torch.manual_seed(1)
    x = torch.ones(2, 2, dtype=torch.float64)
    show(torch.rand_like(x), torch.randn_like(x), torch.rand(2, requires_grad=True))


def seeds_repeat(torch, show):
    torch.manual_seed(5)
    first = torch.randn(3)
    torch.manual_seed(5)
    show(torch.equal(first, torch.randn(3)), torch.initial_seed())


def states(torch, show):
    torch.manual_seed(5)
    state = torch.get_rng_state()
    first = torch.rand(2)
    torch.set_rng_state(state)
    show(torch.equal(first, torch.rand(2)))


def generators(torch, show):
    g = torch.Generator()
    g.manual_seed(3)
    show(torch.rand(2, generator=g), torch.randn(2, generator=g))


def normal_with_parameters(torch, show):
    torch.manual_seed(2)
    show(torch.normal(2.0, 0.5, (3,)), torch.normal(torch.zeros(2), torch.ones(2)))


def in_place_draws(torch, show):
    torch.manual_seed(2)
    show(torch.empty(3).uniform_(-1, 1), torch.empty(3).normal_(1.0, 2.0))


def draws_of_bernoulli(torch, show):
    torch.manual_seed(2)
    show(torch.bernoulli(torch.tensor([0.2, 0.5, 0.9])), torch.bernoulli(torch.full((4,), 0.5)))


def dropout(torch, show):
    torch.manual_seed(2)
    x = torch.ones(8, requires_grad=True)
    y = torch.nn.functional.dropout(x, 0.5)
    y.sum().backward()
    show(y, torch.equal(y.detach(), x.grad))


def modules_from_a_seed(torch, show):
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
    show(list(net.parameters()), net(torch.ones(1, 2)))
    show(torch.nn.Embedding(2, 3).weight)


def noise_in_training(torch, show):
    torch.manual_seed(9)
    x = torch.randn(16, 1)
    y = 2 * x + 0.1 * torch.randn(16, 1)
    w = torch.randn(1, 1, requires_grad=True)
    for _ in range(5):
        loss = ((x @ w - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
            w.grad.zero_()
    show(loss, w)
