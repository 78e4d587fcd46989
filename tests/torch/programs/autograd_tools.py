"""autograd.functional, gradcheck, anomaly mode, forward mode and checkpoints."""


def jacobian(torch, show):
    x = torch.tensor([1.0, 2.0])
    show(torch.autograd.functional.jacobian(lambda x: torch.stack([x.prod(), x.sum()]), x))


def jacobian_of_two_inputs(torch, show):
    j = torch.autograd.functional.jacobian
    a, b = torch.tensor([1.0, 2.0]), torch.tensor([3.0])
    show(j(lambda a, b: a * b, (a, b)), j(lambda a: (a.sum(), a * 2), a), j(lambda a: a * 0 + 1, b))


def jacobian_keeps_the_graph(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    full = torch.autograd.functional.jacobian(lambda x: x**3, x, create_graph=True)
    full.sum().backward()
    show(full.detach(), x.grad)


def jacobian_vectorized(torch, show):
    x = torch.tensor([1.0, 2.0])
    j = torch.autograd.functional.jacobian
    show(j(torch.exp, x, vectorize=True))
    show(j(torch.exp, x, vectorize=True, strategy="forward-mode"))


def jacobian_strict(torch, show):
    f = torch.autograd.functional.jacobian
    show(f(lambda x: torch.ones(2), torch.ones(2)))
    f(lambda x: torch.ones(2), torch.ones(2), strict=True)


def hessian(torch, show):
    x = torch.tensor([1.0, 2.0])
    show(torch.autograd.functional.hessian(lambda x: (x**3).sum() + x.prod(), x))


def hessian_of_two_inputs(torch, show):
    a, b = torch.tensor([1.0]), torch.tensor([2.0])
    show(torch.autograd.functional.hessian(lambda a, b: (a**2 * b**3).sum(), (a, b)))


def hessian_of_a_vector(torch, show):
    torch.autograd.functional.hessian(lambda x: x**2, torch.ones(2))


def products_with_jacobians(torch, show):
    f = torch.autograd.functional
    x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, -1.0])
    show(f.vjp(lambda x: x**2, x, v), f.jvp(lambda x: x**2, x, v))
    show(f.hvp(lambda x: (x**3).sum(), x, v), f.vhp(lambda x: (x**3).sum(), x, v))


def products_without_vectors(torch, show):
    f = torch.autograd.functional
    show(f.vjp(lambda x: x.sum(), torch.ones(2)))
    show.fails(lambda: f.vjp(lambda x: x, torch.ones(2)))
    show.fails(lambda: f.jvp(lambda x: x, torch.ones(2)))


def functional_leaves_inputs_alone(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    result = torch.autograd.functional.jacobian(torch.sin, x)
    show(result, x.grad, x.is_leaf)


def gradcheck(torch, show):
    x = torch.tensor([0.5, 1.5], dtype=torch.float64, requires_grad=True)
    show(torch.autograd.gradcheck(lambda x: (x**2).sin(), (x,)))
    show(torch.autograd.gradcheck(lambda x: x.exp(), x, eps=1e-6, atol=1e-4))
    show(torch.autograd.gradgradcheck(lambda x: (x**3).sum(), (x,)))


def gradcheck_refuses(torch, show):
    x = torch.tensor([0.5], dtype=torch.float64)
    torch.autograd.gradcheck(torch.sin, (x,))


def gradcheck_of_float32(torch, show):
    x = torch.tensor([0.5], requires_grad=True)
    show(torch.autograd.gradcheck(lambda x: x * 2, (x,), raise_exception=False, eps=1e-2))


def anomaly_names_the_function(torch, show):
    x = torch.tensor([-1.0, 4.0], requires_grad=True)
    with torch.autograd.detect_anomaly():
        x.sqrt().sum().backward()


def anomaly_without_anomaly(torch, show):
    x = torch.tensor([1.0, 4.0], requires_grad=True)
    with torch.autograd.detect_anomaly(check_nan=True):
        show(torch.is_anomaly_enabled())
        x.sqrt().sum().backward()
    show(x.grad, torch.is_anomaly_enabled())


def anomaly_set(torch, show):
    with torch.autograd.set_detect_anomaly(True):
        show(torch.is_anomaly_enabled())
    torch.autograd.set_detect_anomaly(True)
    show(torch.is_anomaly_enabled())
    torch.autograd.set_detect_anomaly(False)
    show(torch.is_anomaly_enabled())


def forward_mode(torch, show):
    fw = torch.autograd.forward_ad
    with fw.dual_level():
        dual = fw.make_dual(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 0.5]))
        y = (dual**2).sin()
        primal, tangent = fw.unpack_dual(y)
        show(primal, tangent, fw.unpack_dual(torch.ones(1)).tangent)
    show(fw.unpack_dual(dual).tangent)


def forward_mode_two_inputs(torch, show):
    fw = torch.autograd.forward_ad
    with fw.dual_level():
        a = fw.make_dual(torch.tensor(2.0), torch.tensor(1.0))
        b = torch.tensor(3.0)
        show(fw.unpack_dual(a * b + a / b).tangent, fw.unpack_dual(a.detach()).tangent)
        with torch.no_grad():
            show(fw.unpack_dual(a * 2).tangent)


def forward_mode_refuses(torch, show):
    fw = torch.autograd.forward_ad
    show.fails(lambda: fw.make_dual(torch.ones(1), torch.ones(1)))
    with fw.dual_level():
        show.fails(lambda: fw.make_dual(torch.ones(2), torch.ones(3)))


def forward_over_reverse(torch, show):
    fw = torch.autograd.forward_ad
    with fw.dual_level():
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        dual = fw.make_dual(x, torch.tensor([1.0, 0.0]))
        (g,) = torch.autograd.grad((dual**3).sum(), x, create_graph=True)
        show(fw.unpack_dual(g).tangent.detach())


def checkpointed(torch, show):
    calls = []

    def block(x):
        calls.append(1)
        return x.sin() * x

    for reentrant in (True, False):
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        y = torch.utils.checkpoint.checkpoint(block, x, use_reentrant=reentrant)
        show(y.detach(), len(calls))
        y.sum().backward()
        show(x.grad, len(calls))


def checkpoint_without_the_flag(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    torch.utils.checkpoint.checkpoint(torch.sin, x).sum().backward()
    show(x.grad)


def checkpoint_of_plain_inputs(torch, show):
    x = torch.tensor([1.0, 2.0])
    show(torch.utils.checkpoint.checkpoint(torch.sin, x, use_reentrant=True))


def checkpoint_of_a_closure(torch, show):
    w = torch.tensor(3.0, requires_grad=True)
    x = torch.tensor(2.0)
    y = torch.utils.checkpoint.checkpoint(lambda x: w * x * w, x, use_reentrant=False)
    y.backward()
    show(w.grad)


def checkpoint_with_keywords(torch, show):
    x = torch.tensor([2.0], requires_grad=True)
    check = torch.utils.checkpoint.checkpoint
    y = check(lambda x, power: x**power, x, power=3, use_reentrant=False)
    y.backward()
    show(x.grad)
    check(lambda x, power: x**power, x, power=3, use_reentrant=True)


def checkpoint_and_grad(torch, show):
    x = torch.tensor([2.0], requires_grad=True)
    check = torch.utils.checkpoint.checkpoint
    show(torch.autograd.grad(check(torch.exp, x, use_reentrant=False), x))
    torch.autograd.grad(check(torch.exp, x, use_reentrant=True), x)


def checkpointed_dropout(torch, show):
    x = torch.ones(6, requires_grad=True)
    drop = lambda x: torch.nn.functional.dropout(x, 0.5) * 2
    y = torch.utils.checkpoint.checkpoint(drop, x, use_reentrant=False)
    y.sum().backward()
    show(torch.equal(y.detach(), x.grad))


def checkpoint_of_a_sequence(torch, show):
    x = torch.tensor([0.5], requires_grad=True)
    layers = [torch.nn.Tanh(), torch.nn.Sigmoid(), torch.nn.Tanh()]
    run = torch.utils.checkpoint.checkpoint_sequential
    run(torch.nn.Sequential(*layers), 2, x, use_reentrant=False).backward()
    show(x.grad)
