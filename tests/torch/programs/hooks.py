"""Hooks on tensors, on nodes, after accumulation, over several tensors and on saved values."""


def hook_sees_the_gradient(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.register_hook(lambda g: show("y", g))
    x.register_hook(lambda g: show("x", g))
    (y**2).sum().backward()


def hook_replaces_the_gradient(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.register_hook(lambda g: g * 10)
    (x * 3).sum().backward()
    show(x.grad)


def hook_on_a_result_replaces(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.register_hook(lambda g: g.clamp(max=0.5))
    y.sum().backward()
    show(x.grad)


def hooks_in_order(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    x.register_hook(lambda g: g + 1)
    x.register_hook(lambda g: g * 10)
    (x * 2).backward()
    show(x.grad)


def hook_removed(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    handle = x.register_hook(lambda g: g * 100)
    (x * 2).backward()
    handle.remove()
    handle.remove()
    (x * 2).backward()
    show(x.grad)


def hook_as_context(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    with x.register_hook(lambda g: g * 100):
        (x * 2).backward()
    (x * 2).backward()
    show(x.grad)


def hook_sees_the_total_once(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
    seen = []
    y.register_hook(lambda g: seen.append(g.item()))
    (y * 3 + y * y).backward()
    show(seen)


def hook_on_a_plain_tensor(torch, show):
    torch.ones(2).register_hook(lambda g: g)


def hook_of_the_wrong_size(torch, show):
    x = torch.ones(2, requires_grad=True)
    x.register_hook(lambda g: torch.ones(3))
    x.sum().backward()


def hook_that_raises(torch, show):
    def refuse(g):
        raise ValueError("seen enough")

    x = torch.ones(2, requires_grad=True)
    x.register_hook(refuse)
    x.sum().backward()


def hook_and_retained_grad(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
    y.retain_grad()
    y.register_hook(lambda g: g * 7)
    (y * 1).backward()
    show(y.grad, x.grad)


def hook_with_autograd_grad(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    x.register_hook(lambda g: g * 2)
    show(torch.autograd.grad(x**2, x))


def hook_under_create_graph(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    x.register_hook(lambda g: g * g)
    (g,) = torch.autograd.grad(x**2, x, create_graph=True)
    show(g, torch.autograd.grad(g, x))


def hook_before_a_write(torch, show):
    x = torch.tensor([1.0], requires_grad=True)
    y = x * 2
    y.register_hook(lambda g: show("before", g))
    y.mul_(5)
    y.register_hook(lambda g: show("after", g))
    y.sum().backward()


def post_accumulate_hook(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    handle = x.register_post_accumulate_grad_hook(lambda p: show(p.grad, p is x))
    (x**2).sum().backward()
    (x**2).sum().backward()
    handle.remove()
    (x**2).sum().backward()
    show(x.grad)


def post_accumulate_hook_on_a_result(torch, show):
    x = torch.ones(2, requires_grad=True)
    (x * 2).register_post_accumulate_grad_hook(lambda p: None)


def optimizer_inside_backward(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def step(p):
        with torch.no_grad():
            p -= 0.1 * p.grad
        p.grad = None

    x.register_post_accumulate_grad_hook(step)
    for _ in range(3):
        (x**2).sum().backward()
    show(x, x.grad)


def hook_of_a_node(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.grad_fn.register_hook(lambda inputs, outputs: show("node", inputs, outputs))
    y.sum().backward()


def hook_of_a_node_replaces(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0] * 10, None))
    y.sum().backward()
    show(x.grad)


def prehook_of_a_node(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.grad_fn.register_prehook(lambda outputs: (outputs[0] * 2,))
    y.sum().backward()
    show(x.grad)


def order_of_all_hooks(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    y = x * 2
    y.grad_fn.register_hook(lambda inputs, outputs: show("node"))
    y.grad_fn.register_prehook(lambda outputs: show("before the node"))
    y.register_hook(lambda g: show("result"))
    x.register_post_accumulate_grad_hook(lambda p: show("accumulated"))
    x.register_hook(lambda g: show("leaf"))
    y.backward()


def hook_over_several_tensors(torch, show):
    a = torch.tensor(1.0, requires_grad=True)
    b = torch.tensor(2.0, requires_grad=True)
    c = torch.tensor(2.0, requires_grad=True)
    handle = torch.autograd.graph.register_multi_grad_hook((a, b, c), lambda gs: show(gs))
    (a * b).backward()
    handle.remove()
    (a * b * c).backward()


def hook_over_any_tensor(torch, show):
    a = torch.tensor(1.0, requires_grad=True)
    b = torch.tensor(2.0, requires_grad=True)
    torch.autograd.graph.register_multi_grad_hook((a, b), lambda g: show(g), mode="any")
    (a * b).backward()


def saved_tensors_hooks(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def pack(t):
        show("pack", t.detach())
        return t.detach() * 10

    def unpack(t):
        show("unpack", t)
        return t

    with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
        y = x.exp()
    y.sum().backward()
    show(x.grad)


def saved_tensors_hooks_of_a_product(torch, show):
    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(3.0, requires_grad=True)
    count = []
    hooks = torch.autograd.graph.saved_tensors_hooks(lambda t: count.append(1) or t, lambda t: t)
    with hooks:
        y = a * b + a + 2 * b
    y.backward()
    show(len(count), a.grad, b.grad)


def save_on_cpu(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.autograd.graph.save_on_cpu():
        y = (x**3).sum()
    y.backward()
    show(x.grad)


def saved_hooks_disabled(torch, show):
    with torch.autograd.graph.disable_saved_tensors_hooks("not in this part"):
        hooks = torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t)
        with hooks:
            pass


def saved_values_of_nodes(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x**3
    show(y.grad_fn._saved_self is x, y.grad_fn._saved_exponent, x.exp().grad_fn._saved_result)
    y.sum().backward()
    show.fails(lambda: y.grad_fn._saved_self)


def gradient_norms_by_hook(torch, show):
    sizes = {}
    x = torch.tensor([3.0, 4.0], requires_grad=True)
    h = x
    for i in range(3):
        h = torch.tanh(h * 0.5)
        h.register_hook(lambda g, i=i: sizes.__setitem__(i, g.norm().item()))
    h.sum().backward()
    show(sizes)


def metadata_of_a_node(torch, show):
    y = torch.ones(1, requires_grad=True) * 2
    y.grad_fn.metadata["where"] = "here"
    show(y.grad_fn.metadata)


def gradient_edge(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    y = x**2
    edge = torch.autograd.graph.get_gradient_edge(y)
    show(edge.output_nr, edge.node, torch.autograd.grad(y * 4, edge))
