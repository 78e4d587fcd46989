"""Every exception of funcad.  Each class phrases its own message.

The first line is the fact, in the user's own names and shapes; the next lines say what to do.
Each class also derives from the built-in exception that NumPy or Python would have raised.
"""

from funcad.errors import requirements as _requirements  # noqa: F401 - it looks at NumPy
from funcad.errors.inputs import (
    ArgumentError,
    DtypeError,
    IntegerInputError,
    NoDerivativeError,
    NotDifferentiableError,
    NotLinearError,
    NotScalarError,
    ShapeError,
    StructureError,
    UnusedInputError,
)
from funcad.errors.phrasing import FuncadError
from funcad.errors.values import (
    BatchedValueError,
    ChangedConstantError,
    ChangedResultError,
    ClosedOverTracerError,
    ConversionError,
    EscapedTracerError,
    GradientMismatchError,
    LeakedFromCheckpointError,
    ReadOnlyError,
    UnsupportedArgumentError,
    UnsupportedAttributeError,
    UnsupportedOperationError,
)

__all__ = [
    "ArgumentError",
    "BatchedValueError",
    "ChangedConstantError",
    "ChangedResultError",
    "ClosedOverTracerError",
    "ConversionError",
    "DtypeError",
    "EscapedTracerError",
    "FuncadError",
    "GradientMismatchError",
    "IntegerInputError",
    "LeakedFromCheckpointError",
    "NoDerivativeError",
    "NotDifferentiableError",
    "NotLinearError",
    "NotScalarError",
    "ReadOnlyError",
    "ShapeError",
    "StructureError",
    "UnsupportedArgumentError",
    "UnsupportedAttributeError",
    "UnsupportedOperationError",
    "UnusedInputError",
]
