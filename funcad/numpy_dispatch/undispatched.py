"""NumPy's names that never reach us, and what becomes of a traced value in each.

NumPy calls __array_function__ for about half of its functions.  The others make arrays from plain
numbers, look at types, or are Python code that calls functions which do reach us.  Nothing here
loses a gradient silently: a traced value is carried along, or NumPy's conversion of it raises.
Only the census and the manual read this file.
"""

from __future__ import annotations

COMPOSED = "NumPy's own code, in terms of functions that are differentiated"
GATHERS = "gives an object array of the traced values, which the next function stacks"
MAKES = "makes an array from plain numbers; a traced number raises"
LOOKS = "looks at types, shapes and flags"
CONVERTS = "converts to plain numbers or text; a traced value raises"
READS = "reads a file, a buffer or a text; a traced value raises"
MEMORY = "looks at memory; a traced value raises"
SETTINGS = "settings and information about NumPy"
TYPES = "a type; a scalar type converts, so that a traced value raises"
SUBCLASSES = "a subclass of ndarray, which does not take part; what it holds may"

IN_OURS = "raises on a traced value; funcad.numpy.polynomial.polynomial has it"

_NUMPY: dict[str, str] = {
    COMPOSED: """
        broadcast c_ fromfunction frompyfunc index_exp mgrid ndenumerate ogrid poly1d r_
        row_stack s_ vectorize kaiser
    """,
    GATHERS: """
        array asanyarray asarray asarray_chkfinite ascontiguousarray asfortranarray full require
    """,
    MAKES: """
        arange bartlett blackman diag_indices empty eye fromiter hamming hanning identity indices
        mask_indices ndindex ones tri tril_indices triu_indices zeros
    """,
    LOOKS: """
        broadcast_shapes datetime_data dtype finfo iinfo isdtype isfortran isscalar issubdtype
        iterable mintypecode promote_types typename
    """,
    CONVERTS: "base_repr binary_repr format_float_positional format_float_scientific",
    READS: """
        from_dlpack frombuffer fromfile fromregex fromstring genfromtxt load loadtxt memmap
        nditer nested_iters
    """,
    SETTINGS: """
        busdaycalendar errstate get_include get_printoptions getbufsize geterr geterrcall info
        printoptions set_printoptions setbufsize seterr seterrcall show_config show_runtime test
    """,
    TYPES: "flatiter ndarray ufunc",
    SUBCLASSES: "asmatrix bmat matrix recarray",
}

_POLYNOMIAL: dict[str, str] = {
    COMPOSED: """
        Polynomial polyadd polycompanion polyder polydiv polyfromroots polygrid3d polyint polyline
        polymul polymulx polypow polysub polytrim polyval polyval3d polyvalfromroots polyvander
        polyvander2d polyvander3d
    """,
    IN_OURS: "polyfit polyroots",
    TYPES: "ABCPolyBase",
}

_OTHERS: dict[str, str] = {
    "np.fft.fftfreq": COMPOSED,
    "np.fft.rfftfreq": COMPOSED,
    "np.linalg.LinAlgError": TYPES,
    "np.linalg.test": SETTINGS,
    "np.fft.test": SETTINGS,
    "np.lib.Arrayterator": COMPOSED,
    "np.lib.NumpyVersion": TYPES,
    "np.lib.add_docstring": SETTINGS,
    "np.lib.add_newdoc": SETTINGS,
    "np.lib.test": SETTINGS,
    "np.lib.array_utils.byte_bounds": MEMORY,
    "np.lib.array_utils.normalize_axis_index": LOOKS,
    "np.lib.array_utils.normalize_axis_tuple": LOOKS,
    "np.lib.mixins.NDArrayOperatorsMixin": TYPES,
    "np.lib.stride_tricks.as_strided": MEMORY,
}

UNDISPATCHED: dict[str, str] = {
    **{f"np.{name}": kind for kind, names in _NUMPY.items() for name in names.split()},
    **{
        f"np.polynomial.polynomial.{name}": kind
        for kind, names in _POLYNOMIAL.items()
        for name in names.split()
    },
    **_OTHERS,
}
