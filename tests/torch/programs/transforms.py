"""torch.func: grad, vjp, jvp, jacobians, hessian, vmap and functional_call."""


def grad(torch, show):
    f = torch.func
    show(f.grad(lambda x: (x**2).sum())(torch.tensor([1.0, 2.0])))
    show(f.grad(lambda x, y: x * y**2, argnums=(0, 1))(torch.tensor(2.0), torch.tensor(3.0)))


def grad_and_value(torch, show):
    f = torch.func
    show(f.grad_and_value(lambda x: x**3)(torch.tensor(2.0)))
    show(f.grad(lambda x: (x**3, {"half": x / 2}), has_aux=True)(torch.tensor(2.0)))


def grad_of_grad(torch, show):
    f = torch.func
    show(f.grad(f.grad(lambda x: x**4))(torch.tensor(2.0)))


def grad_of_a_vector(torch, show):
    torch.func.grad(lambda x: x * 2)(torch.ones(2))


def vjp(torch, show):
    value, pull = torch.func.vjp(lambda x: x**2, torch.tensor([1.0, 2.0]))
    show(value, pull(torch.tensor([1.0, 10.0])))


def jvp(torch, show):
    show(torch.func.jvp(torch.sin, (torch.tensor(1.0),), (torch.tensor(2.0),)))


def linearize(torch, show):
    value, push = torch.func.linearize(torch.sin, torch.tensor(1.0))
    show(value, push(torch.tensor(2.0)))


def jacobians(torch, show):
    f = torch.func
    x = torch.tensor([1.0, 2.0])
    show(f.jacrev(lambda x: x**2 * x.sum())(x), f.jacfwd(lambda x: x**2 * x.sum())(x))


def hessian(torch, show):
    show(torch.func.hessian(lambda x: (x**3).sum() + x.prod())(torch.tensor([1.0, 2.0])))


def vmap(torch, show):
    x = torch.arange(6.0).reshape(3, 2)
    w = torch.tensor([1.0, -1.0])
    show(torch.vmap(torch.dot, in_dims=(0, None))(x, w))
    show(torch.func.vmap(lambda row: row * 2, out_dims=1)(x), torch.func.vmap(torch.sum)(x))


def gradients_per_sample(torch, show):
    f = torch.func
    loss = lambda w, x: ((w * x).sum()) ** 2
    x = torch.arange(6.0).reshape(3, 2)
    show(f.vmap(f.grad(loss), in_dims=(None, 0))(torch.tensor([1.0, 2.0]), x))


def functional_call(torch, show):
    layer = torch.nn.Linear(2, 1)
    weights = {"weight": torch.tensor([[1.0, 2.0]]), "bias": torch.tensor([0.5])}
    call = torch.func.functional_call
    show(call(layer, weights, (torch.tensor([1.0, 1.0]),)))
    loss = lambda w: call(layer, w, (torch.tensor([1.0, 3.0]),)).sum()
    show(torch.func.grad(loss)(weights))


def mixed_with_tensors_that_require_grad(torch, show):
    w = torch.tensor(3.0, requires_grad=True)
    y = torch.func.grad(lambda x: w * x**2)(torch.tensor(2.0))
    y.backward()
    show(y.item(), w.grad)


def structures(torch, show):
    f = torch.func
    inputs = {"a": torch.tensor(1.0), "b": [torch.tensor(2.0)]}
    show(f.grad(lambda p: p["a"] * p["b"][0] ** 2)(inputs))
