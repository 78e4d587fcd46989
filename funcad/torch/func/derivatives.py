"""The derivatives of torch.func: funcad's, of functions over tensors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from funcad.pytree import tree_leaves, tree_structure
from funcad.torch import messages
from funcad.torch.tensor import Tensor
from funcad.torch.trees import as_tensors
from funcad.transforms import grad as reverse
from funcad.transforms import jacobian, limits
from funcad.transforms import jvp as forward
from funcad.transforms import linearize as linear
from funcad.transforms import vjp as pullbacks

Function = Callable[..., Any]
Argnums = Any  # an int, or a tuple of them


def grad(func: Function, argnums: Argnums = 0, has_aux: bool = False) -> Function:
    """A function that gives the gradient of `func`, a scalar tensor, by the chosen arguments.

    >>> torch.func.grad(lambda x: (x**2).sum())(torch.tensor([1.0, 2.0]))
    tensor([2., 4.])
    """
    both = grad_and_value(func, argnums, has_aux)

    @wraps(func)
    def gradient(*args: Any, **kwargs: Any) -> Any:
        g, value = both(*args, **kwargs)
        return (g, value[1]) if has_aux else g

    return gradient


def grad_and_value(func: Function, argnums: Argnums = 0, has_aux: bool = False) -> Function:
    """A function that gives (gradient, value) of `func`; with aux, (gradient, (value, aux)).

    >>> torch.func.grad_and_value(lambda x: (x**2).sum())(torch.tensor([1.0, 2.0]))
    (tensor([2., 4.]), tensor(5.))
    """

    @wraps(func)
    def gradient_and_value(*args: Any, **kwargs: Any) -> Any:
        args = as_tensors(args)
        require_chosen(args, argnums)

        def checked(*xs: Any, **kws: Any) -> Any:
            out = func(*xs, **kws)
            require_loss(out, has_aux)
            return out

        both = reverse.gradient_of("grad", checked, argnums, has_aux, False, None, False)
        value, g = both(args, kwargs)
        return limits.outside((g, value))

    return gradient_and_value


def require_chosen(args: tuple[Any, ...], argnums: Argnums) -> None:
    """The chosen arguments must be there, and tensors of floats."""
    if not isinstance(argnums, int | tuple):
        raise RuntimeError(f"argnums must be int or Tuple[int, ...], got: {type(argnums)}")
    for n in argnums if isinstance(argnums, tuple) else (argnums,):
        if not -len(args) <= n < len(args):
            raise RuntimeError(f"Got argnum={n}, but only {len(args)} positional inputs")
        require_inputs(args[n])


def require_inputs(tree: Any) -> None:
    for x in tensors_of(tree):
        if not isinstance(x, Tensor):
            raise ValueError(f"Thing passed to transform API must be Tensor, got {type(x)}")
        if x._value.dtype.kind not in "fc":
            raise RuntimeError("only Tensors of floating point dtype can require gradients")


def tensors_of(tree: Any) -> list[Any]:
    """The tensors of a tree, and what else is in it."""
    if isinstance(tree, Tensor):
        return [tree]
    if isinstance(tree, tuple | list):
        return [x for part in tree for x in tensors_of(part)]
    if isinstance(tree, dict):
        return [x for part in tree.values() for x in tensors_of(part)]
    return tree_leaves(tree)


def require_loss(out: Any, has_aux: bool) -> None:
    start = "grad_and_value(f)(*args): "
    if has_aux:
        if not isinstance(out, tuple) or len(out) != 2:
            raise RuntimeError(
                f"{start}output of function f should be a tuple: (output, aux) if has_aux is True"
            )
        out = out[0]
    if not isinstance(out, Tensor):
        raise RuntimeError(f"{start}Expected f(*args) to return a Tensor, got {type(out)}")
    if out.shape:
        raise RuntimeError(
            f"{start}Expected f(*args) to return a scalar Tensor, got tensor with {out.ndim} dims. "
            "Maybe you wanted to use the vjp or jacrev APIs instead?"
        )


def returning_tensors(func: Function, start: str, has_aux: bool = False) -> Function:
    """`func`, of which the results are required to be tensors."""

    @wraps(func)
    def checked(*args: Any, **kwargs: Any) -> Any:
        out = func(*args, **kwargs)
        if has_aux and not (isinstance(out, tuple) and len(out) == 2):
            raise RuntimeError(
                f"{start}: output of function f should be a tuple: (output, aux) if has_aux is True"
            )
        for y in tensors_of(out[0] if has_aux else out):
            if not isinstance(y, Tensor):
                raise RuntimeError(
                    f"{start}: expected f(*primals) to return only tensors, "
                    f"got unsupported type {type(y)}"
                )
        return out

    return checked


def vjp(func: Function, *primals: Any, has_aux: bool = False) -> Any:
    """(func(*primals), the function that takes a cotangent back to the primals).

    >>> y, back = torch.func.vjp(torch.sin, torch.zeros(2))
    >>> back(torch.ones(2))
    (tensor([1., 1.]),)
    """
    require_inputs(primals)
    checked = returning_tensors(func, "vjp(f, *primals)", has_aux)
    out, pullback, *aux = pullbacks.vjp(checked, *as_tensors(primals), has_aux=has_aux)

    def back(
        cotangents: Any, retain_graph: bool | None = None, create_graph: bool | None = None
    ) -> Any:
        cotangents = as_tensors(cotangents)
        given, expected = tree_structure(cotangents), tree_structure(out)
        if given != expected:
            raise RuntimeError(
                "Expected pytree structure of cotangents to be the same as pytree structure of "
                f"outputs to the function. cotangents: {given}, primal output: {expected}"
            )
        for i, (g, y) in enumerate(zip(tensors_of(cotangents), tensors_of(out), strict=True)):
            if g.shape != y.shape:
                raise RuntimeError(messages.SHAPE_OF_GRADIENT.format(i, g.shape, i, y.shape))
        gs = pullback(cotangents)
        return gs[0] if len(gs) == 1 and isinstance(primals[0], tuple) else gs

    return (out, back, *aux)


def jvp(
    func: Function, primals: Any, tangents: Any, *, strict: bool = False, has_aux: bool = False
) -> Any:
    """(func(*primals), its derivative in the direction of the tangents).

    >>> torch.func.jvp(torch.sin, (torch.zeros(2),), (torch.ones(2),))
    (tensor([0., 0.]), tensor([1., 1.]))
    """
    start = "jvp(f, primals, tangents)"
    if not isinstance(primals, tuple):
        raise RuntimeError(
            f"{start}: Expected primals to be a tuple. E.g. it should be valid to call f(*primals)."
        )
    primals, tangents = as_tensors(primals), as_tensors(tangents)
    if tree_structure(primals) != tree_structure(tangents):
        raise RuntimeError(
            f"{start}: Expected primals and tangents to have the same python structure. For "
            "example, if primals is a tuple of 3 tensors, tangents also must be. Got primals with "
            f"structure {tree_structure(primals)} and tangents with structure "
            f"{tree_structure(tangents)}"
        )
    require_inputs(primals)
    for x, dx in zip(tensors_of(primals), tensors_of(tangents), strict=True):
        if x.shape != dx.shape:
            raise RuntimeError(
                "Trying to set a forward gradient that has a different size than that of the "
                f"original Tensor, this is not supported. Tensor is of size {list(x.shape)} while "
                f"the given forward gradient is of size {list(dx.shape)}."
            )
    return forward.jvp(returning_tensors(func, start, has_aux), primals, tangents, has_aux=has_aux)


def linearize(func: Function, *primals: Any) -> Any:
    """(func(*primals), the derivative there as a function of tangents).

    >>> y, push = torch.func.linearize(torch.sin, torch.zeros(2))
    >>> push(torch.ones(2))
    tensor([1., 1.])
    """
    primals = as_tensors(primals)
    require_inputs(primals)
    checked = returning_tensors(func, "linearize(f, *primals)")
    out, derivative = linear.linearize(checked, *primals)

    def push(*tangents: Any) -> Any:
        tangents = as_tensors(tangents)
        given, expected = tree_structure(tangents), tree_structure(primals)
        if given != expected:
            raise RuntimeError(
                f"Expected the tangents {given} to have the same argspec as the primals {expected}"
            )
        pairs = zip(tensors_of(tangents), tensors_of(primals), strict=True)
        for i, (dx, x) in enumerate(pairs):
            if dx.shape != x.shape:
                raise RuntimeError(
                    f"tangent:{i} with shape {dx.shape} in flattened pytree doesn't match the "
                    f"shape {x.shape} of the corresponding primal."
                )
        return derivative(*tangents)

    return out, push


def _jacobian(
    func: Function, argnums: Argnums, has_aux: bool, mode: str, chunk_size: int | None, start: str
) -> Function:
    checked = returning_tensors(func, start, has_aux)
    jac = jacobian.jacobian(checked, argnums, has_aux, mode=mode, chunk_size=chunk_size)

    @wraps(func)
    def matrix(*args: Any, **kwargs: Any) -> Any:
        args = as_tensors(args)
        require_chosen(args, argnums)
        return jac(*args, **kwargs)

    return matrix


def jacrev(
    func: Function,
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    chunk_size: int | None = None,
) -> Function:
    """A function that gives the Jacobian of `func` in reverse mode: shape of output, then input.

    >>> torch.func.jacrev(lambda x: 2 * x)(torch.zeros(2))
    tensor([[2., 0.],
            [0., 2.]])
    """
    return _jacobian(func, argnums, has_aux, "rev", chunk_size, "vjp(f, *primals)")


def jacfwd(
    func: Function, argnums: Argnums = 0, has_aux: bool = False, *, randomness: str = "error"
) -> Function:
    """A function that gives the Jacobian of `func` in forward mode, as `jacrev`.

    >>> torch.func.jacfwd(torch.sin)(torch.tensor(0.0))
    tensor(1.)
    """
    return _jacobian(func, argnums, has_aux, "fwd", None, "jvp(f, primals, tangents)")


def hessian(func: Function, argnums: Argnums = 0) -> Function:
    """A function that gives the second derivatives of `func`: jacfwd of jacrev.

    >>> torch.func.hessian(lambda x: (x**3).sum())(torch.tensor([1.0, 2.0]))
    tensor([[ 6.,  0.],
            [ 0., 12.]])
    """
    return jacfwd(jacrev(func, argnums), argnums)
