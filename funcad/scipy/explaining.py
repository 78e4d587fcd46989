"""What errors inside SciPy mean where a traced value caused them: a note that the error carries.

A function of SciPy that makes a NumPy array of its arguments makes an array of objects of a traced
value, and what then fails says "object", in many words.  SciPy's code on the way to the error is
searched for such an array.  If it is one of floats that SciPy makes, our refusal of float(x) does
not know who asked.  The note names the function of SciPy that was called.
"""

from __future__ import annotations

import importlib
import sys
from types import FrameType

import numpy as np

from funcad.core.tracer import Tracer
from funcad.errors import ConversionError, FuncadError
from funcad.numpy_dispatch.explaining import holds_traced

SPECIAL = "funcad.scipy.special"
BY_HAND = "state one with funcad.custom_vjp"


# (package, names): what to do instead
NEWTON = "; then one step of Newton's method from there differentiates: see docs/scipy.md"
INSTEAD: tuple[tuple[str, str, str], ...] = (
    (
        "scipy.integrate",
        "quad quad_vec dblquad tplquad nquad cubature",
        "fixed_quad, simpson and trapezoid of scipy.integrate differentiate",
    ),
    (
        "scipy.integrate",
        "solve_ivp odeint ode RK23 RK45 DOP853 Radau BDF LSODA",
        "steps in a loop of your own differentiate, those of Runge and Kutta for instance",
    ),
    (
        "scipy.optimize",
        "root root_scalar fsolve brentq brenth ridder bisect toms748",
        "call it with funcad.stop_gradient(x)" + NEWTON,
    ),
    (
        "scipy.optimize",
        "minimize minimize_scalar least_squares leastsq curve_fit",
        "call it with funcad.stop_gradient(x)" + NEWTON,
    ),
    ("scipy.linalg", "cho_solve lu_solve solve_triangular", "np.linalg.solve differentiates"),
    ("scipy.linalg", "cho_factor", "np.linalg.cholesky differentiates"),
    ("scipy.sparse.linalg", "LinearOperator", "A @ x of a sparse A differentiates"),
)


def note_of(error: BaseException) -> str | None:
    """The note for an error that SciPy raised, or we did in its code, over a traced value."""
    converted = isinstance(error, ConversionError) or isinstance(error.__cause__, ConversionError)
    if isinstance(error, FuncadError) and not converted:
        return None
    frames = _of_scipy(error)
    if not frames:
        return None
    if "is only supported for numpy arrays" in str(error):
        return "it is an option about speed: leave it out where a value is traced"
    values = [v for f in frames for v in f.f_locals.values()]
    if "scalar" in str(error) and any(isinstance(v, Tracer) for v in values):
        name = ".".join(_called(frames))
        return f"{name} takes a traced number for no scalar; it has no derivative here: {BY_HAND}"
    if not (converted or any(map(holds_traced, values)) or _of_traced(error)):
        return None
    package, name = _called(frames)
    made = "plain numbers" if converted else "an array of objects"
    return f"{package}.{name} makes {made} of a traced value: {_instead(package, name)}"


def _of_traced(error: BaseException) -> bool:
    return any(said in str(error) for said in ("Tracer", "not a proper array of floats"))


def _of_scipy(error: BaseException) -> list[FrameType]:
    """The frames of SciPy's code from the user's last call of it to where the error was raised."""
    frames: list[FrameType] = []
    called: list[FrameType] = []
    traceback = error.__traceback__
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__"))
        if module.startswith("scipy."):
            frames.append(traceback.tb_frame)
            called = frames
        elif not module.startswith(("numpy.", "funcad.")):
            frames = []  # the user's
        traceback = traceback.tb_next
    # compiled code that calls the user's function although an error is set
    return called if isinstance(error, SystemError) else frames


def _called(frames: list[FrameType]) -> tuple[str, str]:
    """The public name of what the user called of SciPy, as far as it is known."""
    places = [(str(f.f_globals["__name__"]).split("."), _name(f)) for f in frames]
    named = [(".".join(parts[:n]), name) for parts, name in places for n in (3, 2)]
    public = (n for n in named if _is_public(*n))
    return next(public, named[1])


def _is_public(package: str, name: str) -> bool:
    module = sys.modules.get(package)
    return "._" not in package and callable(getattr(module, name, None))


def _name(frame: FrameType) -> str:
    """The function's, or where it is a method of an object with a name, the object's."""
    name, owner = frame.f_code.co_name, frame.f_locals.get("self")
    if not name.startswith("__") or owner is None:
        return name
    return str(getattr(owner, "__name__", type(owner).__name__))


def _instead(package: str, name: str) -> str:
    if package == "scipy.special" and name in importlib.import_module(SPECIAL).FUNCTIONS:
        return f"call {SPECIAL}.{name}"
    for where, names, remedy in INSTEAD:
        if package == where and name in names.split():
            return remedy
    home = getattr(np, package.removeprefix("scipy."), None)
    if package == "scipy.fftpack" and hasattr(importlib.import_module("scipy.fft"), name):
        return f"scipy.fft.{name} differentiates"
    if package in ("scipy.linalg", "scipy.fft") and hasattr(home, name):
        return f"{package.replace('scipy', 'np')}.{name} differentiates"
    return f"it has no derivative here; {BY_HAND}"
