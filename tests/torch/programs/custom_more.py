"""torch.autograd.Function: saved values, exceptions, rounding and reversal, gradients by hand."""


def saved_input_written(torch, show):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return 2 * x * g

    x = torch.tensor([3.0], requires_grad=True)
    a = x + 0
    y = Square.apply(a)
    a.add_(1)
    y.backward()


def second_pass(torch, show):
    class Exp(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            y = x.exp()
            ctx.save_for_backward(y)
            return y

        @staticmethod
        def backward(ctx, g):
            return g * ctx.saved_tensors[0]

    x = torch.tensor([1.0], requires_grad=True)
    y = Exp.apply(x)
    y.backward(retain_graph=True)
    y.backward()
    show(x.grad)
    y.backward()


def exception_in_backward(torch, show):
    class Fails(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            raise KeyError("nothing here")

    Fails.apply(torch.tensor(1.0, requires_grad=True)).backward()


def straight_through_sign(torch, show):
    class Sign(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return torch.sign(x)

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * (x.abs() <= 1).float()

    x = torch.tensor([0.5, -2.0, -0.1], requires_grad=True)
    (Sign.apply(x) * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
    show(x.grad)


def gradient_reversal(torch, show):
    class Reverse(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, weight):
            ctx.weight = weight
            return x.clone()

        @staticmethod
        def backward(ctx, g):
            return -ctx.weight * g, None

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (Reverse.apply(x, 0.5) ** 2).sum().backward()
    show(x.grad)


def linear_layer_by_hand(torch, show):
    class Linear(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, w, b):
            ctx.save_for_backward(x, w)
            return x @ w.t() + b

        @staticmethod
        def backward(ctx, g):
            x, w = ctx.saved_tensors
            return g @ w, g.t() @ x, g.sum(0)

    x = torch.arange(6.0).reshape(2, 3).requires_grad_()
    w = torch.ones(2, 3, requires_grad=True)
    b = torch.zeros(2, requires_grad=True)
    y = Linear.apply(x, w, b)
    y.pow(2).sum().backward()
    show(y, x.grad, w.grad, b.grad)


def called_instead_of_applied(torch, show):
    class Old(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x

    show.fails(lambda: Old()(torch.ones(1)))


def extra_attributes_and_lists(torch, show):
    class Weighted(torch.autograd.Function):
        @staticmethod
        def forward(ctx, weights, *xs):
            ctx.weights = weights
            return sum(w * x for w, x in zip(weights, xs, strict=True))

        @staticmethod
        def backward(ctx, g):
            return None, *(w * g for w in ctx.weights)

    xs = [torch.tensor(float(i), requires_grad=True) for i in range(3)]
    y = Weighted.apply([1.0, 2.0, 3.0], *xs)
    y.backward()
    show(y, [x.grad for x in xs])


def hook_on_the_node(torch, show):
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2

    x = torch.tensor([1.0], requires_grad=True)
    y = Double.apply(x)
    y.grad_fn.register_hook(lambda inputs, outputs: show(inputs, outputs))
    y.backward()


def next_functions(torch, show):
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            return x * y

        @staticmethod
        def backward(ctx, g):
            return g, g

    x = torch.tensor([1.0], requires_grad=True)
    y = Double.apply(x.exp(), torch.ones(1))
    show([[node, index] for node, index in y.grad_fn.next_functions])


def jvp_of_a_function(torch, show):
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.x = x
            return x**3

        @staticmethod
        def backward(ctx, g):
            return 3 * ctx.x**2 * g

        @staticmethod
        def jvp(ctx, dx):
            return 3 * ctx.x**2 * dx

    fw = torch.autograd.forward_ad
    with fw.dual_level():
        dual = fw.make_dual(torch.tensor(2.0), torch.tensor(1.0))
        show(fw.unpack_dual(Cube.apply(dual)).tangent)


def keyword_arguments_of_save(torch, show):
    class Mixed(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, flag=True):
            ctx.save_for_backward(x, None)
            ctx.flag = flag
            return x * 2

        @staticmethod
        def backward(ctx, g):
            x, nothing = ctx.saved_tensors
            show(x, nothing, ctx.flag)
            return g * 2, None

    Mixed.apply(torch.tensor([1.0], requires_grad=True), False).backward()


def gradcheck_of_a_function(torch, show):
    class Right(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x.sin()

        @staticmethod
        def backward(ctx, g):
            return g * ctx.saved_tensors[0].cos()

    class Wrong(Right):
        @staticmethod
        def backward(ctx, g):
            return g * ctx.saved_tensors[0].sin()

    x = torch.tensor([0.3, 0.7], dtype=torch.float64, requires_grad=True)
    show(torch.autograd.gradcheck(Right.apply, (x,)))
    show(torch.autograd.gradcheck(Wrong.apply, (x,), raise_exception=False))
    torch.autograd.gradcheck(Wrong.apply, (x,))
