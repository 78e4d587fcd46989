"""Leaves, their flags, accumulation and what may be assigned to `.grad`."""


def made_with_and_without(torch, show):
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    y = torch.tensor([2.0, 3.0])
    show(x, y, x.is_leaf, y.is_leaf, x.grad, x.grad_fn)


def flag_set_later(torch, show):
    x = torch.ones(3)
    show(x.requires_grad_() is x, x.requires_grad)
    (2 * x).sum().backward()
    show(x.grad)
    x.requires_grad = False
    show(x.requires_grad, x.grad)


def flag_of_a_result(torch, show):
    y = torch.ones(2, requires_grad=True) * 2
    show(y.is_leaf, y.requires_grad)
    y.requires_grad = False


def flag_of_integers(torch, show):
    show.fails(lambda: torch.tensor([1, 2], requires_grad=True))
    show.fails(lambda: torch.tensor([1, 2]).requires_grad_())
    show.fails(lambda: torch.ones(2, dtype=torch.int64, requires_grad=True))


def copying_from_a_leaf(torch, show):
    x = torch.ones(2, requires_grad=True)
    show(torch.tensor(x))
    show(x.clone(), x.clone().detach().requires_grad_())


def results_of_plain_tensors_are_leaves(torch, show):
    y = torch.ones(2) * 3
    show(y.is_leaf, y.grad_fn, y.requires_grad)


def accumulation(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    (x**2).backward()
    first = x.grad
    show(x.grad)
    (x**3).backward()
    show(x.grad, first is x.grad, first)


def zeroed_and_again(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(3):
        (x * x).sum().backward()
        show(x.grad)
        x.grad.zero_()
    show(x.grad)


def grad_set_to_none(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.sum().backward()
    x.grad = None
    x.prod().backward()
    show(x.grad)


def grad_deleted(torch, show):
    x = torch.tensor([1.0], requires_grad=True)
    (x * 5).backward()
    del x.grad
    show(x.grad)


def grad_assigned(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.grad = torch.tensor([10.0, 20.0])
    x.sum().backward()
    show(x.grad)


def grad_assigned_wrongly(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def assign(value):
        x.grad = value

    show.fails(assign, torch.ones(3))
    show.fails(assign, torch.ones(2, dtype=torch.int64))
    show.fails(assign, x)
    show.fails(assign, 1.0)
    show(x.grad)


def gradient_is_not_the_argument(torch, show):
    x = torch.ones(2, requires_grad=True)
    y = x.clone()
    seed = torch.tensor([1.0, 2.0])
    y.backward(seed)
    seed.fill_(9.0)
    show(x.grad)


def two_leaves_do_not_share(torch, show):
    a = torch.ones(2, requires_grad=True)
    b = torch.ones(2, requires_grad=True)
    (a + b).sum().backward()
    a.grad.mul_(10)
    show(a.grad, b.grad)


def unused_leaf_stays_none(torch, show):
    a = torch.ones(2, requires_grad=True)
    b = torch.ones(2, requires_grad=True)
    (a * 2).sum().backward()
    show(a.grad, b.grad)


def used_with_zero_weight(torch, show):
    a = torch.ones(2, requires_grad=True)
    b = torch.ones(2, requires_grad=True)
    (a + 0 * b).sum().backward()
    show(b.grad)


def grad_of_a_result_warns(torch, show):
    x = torch.tensor([3.0], requires_grad=True)
    y = x * 2
    y.backward()
    show(y.grad, x.grad)


def retained_grad(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.retain_grad()
    z = (y**2).sum()
    z.backward()
    show(y.retains_grad, x.retains_grad, y.grad, x.grad)


def retained_grad_accumulates(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.retain_grad()
    y.retain_grad()
    y.sum().backward(retain_graph=True)
    y.sum().backward()
    show(y.grad, x.grad)


def retain_on_a_leaf(torch, show):
    x = torch.ones(2, requires_grad=True)
    x.retain_grad()
    show(x.retains_grad)
    torch.ones(2).retain_grad()


def float64_leaf(torch, show):
    x = torch.tensor([0.1, 0.2], dtype=torch.float64, requires_grad=True)
    x.exp().sum().backward()
    show(x.grad)


def gradient_takes_the_leaf_dtype(torch, show):
    x = torch.tensor([0.5, 2.0], requires_grad=True)
    (x.double() ** 2).sum().backward()
    show(x.grad)


def half_leaf(torch, show):
    x = torch.tensor([0.5, 2.0], dtype=torch.float16, requires_grad=True)
    (x * x).sum().backward()
    show(x.grad)


def default_dtype(torch, show):
    torch.set_default_dtype(torch.float64)
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    show(x, torch.ones(2), torch.get_default_dtype(), torch.tensor([1, 2]))


def parts_of_a_list(torch, show):
    xs = [torch.tensor(float(i), requires_grad=True) for i in range(3)]
    sum(i * x for i, x in enumerate(xs)).backward()
    show([x.grad for x in xs])


def same_leaf_many_times(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x * x * x + x
    y.backward()
    show(y, x.grad)


def rebinding_the_name(torch, show):
    x = torch.tensor([2.0], requires_grad=True)
    x = x + 1
    (x**2).backward()
    show(x.is_leaf, x.grad)


def detached_requires_grad_again(torch, show):
    x = torch.tensor([2.0], requires_grad=True)
    y = (x * 3).detach().requires_grad_()
    (y**2).backward()
    show(x.grad, y.grad, y.is_leaf)


def leaves_made_like_others(torch, show):
    x = torch.ones(2, requires_grad=True)
    show(torch.zeros_like(x), torch.ones_like(x, requires_grad=True), x.new_tensor([1.0]))
    show(x.new_zeros(2), torch.full_like(x, 3.0), torch.full((2,), 7), torch.full((2,), 7.0))


def creation(torch, show):
    show(torch.arange(4), torch.arange(1.0, 2.0, 0.25), torch.linspace(0, 1, 5), torch.eye(2))
    show(torch.zeros(2, 3).shape, torch.empty(0), torch.arange(3, requires_grad=False))
    show(torch.arange(3.0, requires_grad=True), torch.ones(2, 2, dtype=torch.bool))
