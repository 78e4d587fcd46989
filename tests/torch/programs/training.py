"""Modules, losses, optimizers and schedulers, as far as a training loop of the tutorial goes."""


def set_weights(torch, *modules):
    with torch.no_grad():
        for module in modules:
            for k, p in enumerate(module.parameters()):
                p.copy_(torch.linspace(-0.5, 0.7 + 0.1 * k, p.numel()).reshape(p.shape))


def network(torch):
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    set_weights(torch, net)
    return net


DATA = [[0.1, 0.2], [0.5, -0.3], [-0.7, 0.9], [1.0, 1.0]]


def trajectory(torch, show, make, steps=5):
    net = network(torch)
    optimizer = make(net.parameters())
    x, y = torch.tensor(DATA), torch.tensor([[0.0], [1.0], [0.5], [-1.0]])
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(net(x), y)
        loss.backward()
        optimizer.step()
        show(loss.item())
    show([p.detach() for p in net.parameters()])


def linear(torch, show):
    layer = torch.nn.Linear(2, 1)
    set_weights(torch, layer)
    y = layer(torch.tensor(DATA))
    y.sum().backward()
    show(y, layer.weight.grad, layer.bias.grad, layer.weight, layer.in_features)


def linear_starts_alike(torch, show):
    torch.manual_seed(1)
    layer = torch.nn.Linear(3, 2)
    show(layer.weight, layer.bias)


def sequential(torch, show):
    net = network(torch)
    show(net(torch.tensor(DATA)), len(net), net[0].weight.shape)
    show([name for name, _ in net.named_parameters()], sum(p.numel() for p in net.parameters()))


def own_module(torch, show):
    class Quadratic(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.a = torch.nn.Parameter(torch.tensor([2.0]))
            self.register_buffer("shift", torch.tensor([1.0]))

        def forward(self, x):
            return self.a * (x - self.shift) ** 2

    net = Quadratic()
    net(torch.tensor([3.0])).backward()
    show(net.a.grad, list(net.state_dict()), dict(net.named_buffers()), net.training)


def module_without_forward(torch, show):
    torch.nn.Module()(torch.ones(1))


def module_without_attribute(torch, show):
    show.fails(lambda: torch.nn.Linear(1, 1).nothing)


def state_dicts(torch, show):
    net, other = network(torch), network(torch)
    with torch.no_grad():
        other[0].weight.zero_()
    other.load_state_dict(net.state_dict())
    show(other[0].weight, list(net.state_dict()))
    show.fails(lambda: net[0].load_state_dict({}))


def zero_grad_sets_none(torch, show):
    net = network(torch)
    net(torch.tensor(DATA)).sum().backward()
    show(net[2].bias.grad)
    net.zero_grad()
    show(net[2].bias.grad)


def frozen_layers(torch, show):
    net = network(torch)
    net[0].requires_grad_(False)
    net(torch.tensor(DATA)).sum().backward()
    show(net[0].weight.grad, net[2].weight.grad)


def train_and_eval(torch, show):
    layer = torch.nn.Dropout(0.5)
    x = torch.ones(4)
    show(layer.eval()(x), layer.training, layer.train().training, layer(x).shape)


def module_lists(torch, show):
    nn = torch.nn
    layers = nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 1)])
    named = nn.ModuleDict({"first": layers[0]})
    show(len(list(layers.parameters())), list(named.keys()), len(layers))


def module_hooks(torch, show):
    net = network(torch)
    handle = net[1].register_forward_hook(lambda module, inputs, output: show(output.shape))
    net(torch.tensor(DATA))
    handle.remove()
    net(torch.tensor(DATA))


def activations(torch, show):
    f = torch.nn.functional
    for g in (
        torch.relu,
        f.leaky_relu,
        f.elu,
        f.gelu,
        f.silu,
        f.softplus,
        torch.sigmoid,
        f.logsigmoid,
        torch.tanh,
        f.hardtanh,
        f.relu6,
    ):
        x = torch.tensor([-1.5, 0.5, 2.0], requires_grad=True)
        y = g(x)
        y.sum().backward()
        show(y.detach(), x.grad)


def losses(torch, show):
    f = torch.nn.functional
    for loss in (f.mse_loss, f.l1_loss, f.smooth_l1_loss, f.huber_loss):
        x = torch.tensor([0.5, 2.0, -3.0], requires_grad=True)
        y = loss(x, torch.tensor([1.0, 2.0, 0.0]))
        y.backward()
        show(y, x.grad, loss(x, torch.zeros(3), reduction="none").detach())


def cross_entropy(torch, show):
    logits = torch.tensor([[1.0, 2.0, 0.5], [0.1, 0.2, 3.0]], requires_grad=True)
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor([1, 2]))
    loss.backward()
    show(loss, logits.grad)
    show.fails(lambda: torch.nn.functional.cross_entropy(logits, torch.tensor([1, 7])))


def binary_cross_entropy(torch, show):
    f = torch.nn.functional
    logits = torch.tensor([0.5, -2.0], requires_grad=True)
    target = torch.tensor([1.0, 0.0])
    loss = f.binary_cross_entropy_with_logits(logits, target)
    loss.backward()
    show(loss, logits.grad, f.binary_cross_entropy(torch.sigmoid(logits), target).item())


def nll(torch, show):
    x = torch.tensor([[1.0, 2.0]], requires_grad=True)
    loss = torch.nn.NLLLoss()(torch.log_softmax(x, 1), torch.tensor([0]))
    loss.backward()
    show(loss, x.grad)


def mse_of_other_shapes_warns(torch, show):
    show(torch.nn.functional.mse_loss(torch.ones(2), torch.ones(2, 1)))


def embedding(torch, show):
    layer = torch.nn.Embedding(4, 2)
    set_weights(torch, layer)
    layer(torch.tensor([1, 1, 3])).sum().backward()
    show(layer.weight.grad)


def layer_norm(torch, show):
    layer = torch.nn.LayerNorm(3)
    x = torch.tensor([[1.0, 2.0, 4.0]], requires_grad=True)
    y = layer(x)
    y[0, 0].backward()
    show(y.detach(), x.grad, layer.weight.grad)


def sgd(torch, show):
    trajectory(torch, show, lambda p: torch.optim.SGD(p, lr=0.1))


def sgd_with_momentum(torch, show):
    trajectory(torch, show, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9))


def sgd_nesterov_and_decay(torch, show):
    settings = {"lr": 0.1, "momentum": 0.8, "nesterov": True, "weight_decay": 0.1}
    trajectory(torch, show, lambda p: torch.optim.SGD(p, **settings))


def sgd_damped_and_maximizing(torch, show):
    settings = {"lr": 0.01, "momentum": 0.8, "dampening": 0.3, "maximize": True}
    trajectory(torch, show, lambda p: torch.optim.SGD(p, **settings))


def adam(torch, show):
    trajectory(torch, show, lambda p: torch.optim.Adam(p, lr=0.05))


def adam_with_options(torch, show):
    settings = {"lr": 0.05, "betas": (0.8, 0.9), "weight_decay": 0.1, "amsgrad": True}
    trajectory(torch, show, lambda p: torch.optim.Adam(p, **settings))


def adamw(torch, show):
    trajectory(torch, show, lambda p: torch.optim.AdamW(p, lr=0.05))


def rmsprop(torch, show):
    trajectory(torch, show, lambda p: torch.optim.RMSprop(p, lr=0.01, momentum=0.5))


def rmsprop_centered(torch, show):
    trajectory(torch, show, lambda p: torch.optim.RMSprop(p, lr=0.01, centered=True))


def minimized(torch, show, **settings):
    x = torch.tensor([-1.0, 1.5], requires_grad=True)
    optimizer = torch.optim.LBFGS([x], max_iter=4, **settings)

    def closure():
        optimizer.zero_grad()
        loss = (1 - x[0]) ** 2 + (x[1] - x[0] / 2) ** 2
        loss.backward()
        return loss

    for _ in range(2):
        show(optimizer.step(closure).item())
    show(x.detach())


def lbfgs(torch, show):
    minimized(torch, show, lr=0.3)


def lbfgs_with_a_line_search(torch, show):
    minimized(torch, show, line_search_fn="strong_wolfe")


def parameter_groups(torch, show):
    a = torch.tensor([1.0], requires_grad=True)
    b = torch.tensor([1.0], requires_grad=True)
    optimizer = torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 1.0}], lr=0.1)
    (a * b * 2).sum().backward()
    optimizer.step()
    show(a, b, [group["lr"] for group in optimizer.param_groups])


def none_and_zero_gradients(torch, show):
    a = torch.tensor([1.0], requires_grad=True)
    optimizer = torch.optim.SGD([a], lr=0.1, momentum=0.9)
    optimizer.step()
    (a * 2).backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
    optimizer.step()
    show(a, a.grad)


def optimizer_refuses(torch, show):
    show.fails(lambda: torch.optim.SGD([], lr=0.1))
    show.fails(lambda: torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=-0.1))
    show.fails(lambda: torch.optim.SGD([torch.ones(1, requires_grad=True) * 2], lr=0.1))
    show.fails(lambda: torch.optim.SGD(torch.ones(1, requires_grad=True), lr=0.1))


def schedulers(torch, show):
    schedule = torch.optim.lr_scheduler
    for make in (
        lambda o: schedule.StepLR(o, step_size=2, gamma=0.5),
        lambda o: schedule.LambdaLR(o, lambda epoch: 0.9**epoch),
        lambda o: schedule.CosineAnnealingLR(o, T_max=4),
        lambda o: schedule.ExponentialLR(o, gamma=0.8),
    ):
        optimizer = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=1.0)
        scheduler = make(optimizer)
        rates = []
        for _ in range(5):
            optimizer.step()
            scheduler.step()
            rates.append(optimizer.param_groups[0]["lr"])
        show(rates, scheduler.get_last_lr())


def clipping_norms(torch, show):
    a = torch.tensor([3.0, 4.0], requires_grad=True)
    b = torch.tensor([1.0], requires_grad=True)
    (a @ a / 2).backward()
    clip = torch.nn.utils.clip_grad_norm_
    show(clip([a, b], 1.0), a.grad, b.grad, clip([a], 10.0), clip([b], 1.0))
    show(clip([a], 0.5, norm_type=1), clip([a], 0.1, norm_type=float("inf")), a.grad)


def clipping_values(torch, show):
    a = torch.tensor([3.0, -4.0], requires_grad=True)
    (a @ a).backward()
    show(torch.nn.utils.clip_grad_value_([a], 1.0), a.grad)


def clipping_non_finite(torch, show):
    a = torch.tensor([1.0], requires_grad=True)
    a.grad = torch.tensor([float("nan")])
    torch.nn.utils.clip_grad_norm_([a], 1.0, error_if_nonfinite=True)


def parameters_as_a_vector(torch, show):
    net = network(torch)
    vector = torch.nn.utils.parameters_to_vector(net.parameters())
    torch.nn.utils.vector_to_parameters(torch.zeros_like(vector), net.parameters())
    show(vector.detach(), net[2].bias)


def initializers(torch, show):
    w = torch.empty(2, 3)
    init = torch.nn.init
    show(init.constant_(w, 0.5), init.zeros_(w), init.ones_(w), init.eye_(torch.empty(2, 2)))
    torch.manual_seed(5)
    show(init.uniform_(w, -1, 1), init.xavier_uniform_(w), init.normal_(torch.empty(2, 2)))


def accumulated_batches(torch, show):
    net = network(torch)
    x = torch.tensor(DATA)
    for half in x.chunk(2):
        (net(half).sum() / 2).backward()
    show(net[0].weight.grad)
