"""The one door: `install()` puts NumPy's operators, protocols and members on `Tracer`."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from funcad.core.tracer import POSING, Tracer, settle
from funcad.numpy_dispatch import (
    conversion,
    explaining,
    functions,
    memory,
    methods,
    namespace,
    ufunc_methods,
    ufuncs,
)
from funcad.numpy_dispatch.operators import binary, in_place, reflected, unary
from funcad.numpy_dispatch.posing import class_of
from funcad.numpy_dispatch.protocols import array_function, array_ufunc
from funcad.numpy_dispatch.tables import METHODS
from funcad.primitives.access import read, write

__all__ = ["explaining", "functions", "install", "methods", "ufunc_methods"]


def install() -> None:
    """Let `import numpy as np` work on traced values."""
    for name, primitive in ufuncs.UNARY_OPERATORS.items():
        setattr(Tracer, f"__{name}__", unary(primitive))
    for name, primitive in ufuncs.BINARY_OPERATORS.items():
        operator = ufuncs.OPERATOR_FORMS.get(name) or binary(primitive, name)
        setattr(Tracer, f"__{name}__", operator)
        if name not in ufuncs.COMPARISONS:
            setattr(Tracer, f"__r{name}__", reflected(primitive))
            setattr(Tracer, f"__i{name}__", in_place(operator))
    POSING[:] = [class_of]
    members: dict[str, Any] = {
        "__array_ufunc__": array_ufunc,
        "__array_function__": array_function,
        "__getitem__": read,
        "__setitem__": write,
        "__bool__": conversion.to_bool,
        "__index__": conversion.to_index,
        "__float__": conversion.to_float,
        "__int__": conversion.to_int,
        "__complex__": conversion.to_complex,
        "__len__": conversion.length,
        "__iter__": conversion.iterate,
        "__contains__": conversion.contains,
        "__repr__": conversion.represent,
        "__str__": conversion.to_text,
        "__format__": conversion.to_format,
        "__reduce_ex__": conversion.refuse_pickle,
        "__copy__": conversion.deep_copy,
        "__deepcopy__": conversion.deep_copy,
        "item": conversion.item,
        "tolist": conversion.to_list,
        "shape": property(_shape, _set_shape),
        "dtype": property(lambda x: x.value.dtype),
        "ndim": property(lambda x: len(x.shape)),
        "size": property(lambda x: prod(x.shape)),
        "itemsize": property(lambda x: x.dtype.itemsize),
        "nbytes": property(lambda x: x.size * x.dtype.itemsize),
        **namespace.MEMBERS,
        **memory.MEMBERS,
    }
    for name, member in members.items():
        setattr(Tracer, name, member)
    for name, method in (*METHODS.items(), *methods.REFUSED.items()):
        setattr(Tracer, name, method)
    for name, ufunc in ufuncs.OBJECT_LOOPS.items():
        setattr(Tracer, name, _ufunc_method(ufunc))


def _shape(x: Tracer) -> tuple[int, ...]:
    if type(x.state) is tuple:
        settle(x)
    return x.trace.shape(x)


def _set_shape(x: Tracer, shape: Any) -> None:
    raise AttributeError("the shape of a traced value cannot be set; use np.reshape(x, shape)")


def _ufunc_method(ufunc: np.ufunc) -> Any:
    """NumPy's loops over object arrays call x.sin() for np.sin: np.sin(np.array([x[0], x[1]]))."""
    return lambda self, *args: ufunc(self, *args)
