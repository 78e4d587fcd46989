"""torch.autograd.detect_anomaly: NaN on the way back, and the line of the forward pass it is of."""

from __future__ import annotations

import warnings

from funcad.torch.anomalies import ANOMALY, switch
from funcad.torch.registry import define


class _Setting:
    """Anomaly detection as a context."""

    def __init__(self, mode: bool, check_nan: bool) -> None:
        self.before = ANOMALY.enabled, ANOMALY.check_nan
        self.mode, self.check_nan = bool(mode), bool(check_nan)

    def __exit__(self, *exception: object) -> None:
        switch(*self.before)


class detect_anomaly(_Setting):
    """Within, NaN in a backward pass is an error that names the operation and its line.

    x = torch.tensor([-1.0], requires_grad=True)
    with torch.autograd.detect_anomaly():
        torch.sqrt(x).backward()  # Function 'SqrtBackward0' returned nan values in ...
    """

    def __init__(self, check_nan: bool = True) -> None:
        super().__init__(True, check_nan)
        warnings.warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should "
            "only be enabled for debugging.",
            stacklevel=2,
        )

    def __enter__(self) -> None:
        switch(True, self.check_nan)


class set_detect_anomaly(_Setting):
    """Switch anomaly detection on or off, from now on; as a context, within it."""

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        super().__init__(mode, check_nan)
        switch(self.mode, self.check_nan)

    def __enter__(self) -> None:
        pass


@define(method=False)
def is_anomaly_enabled() -> bool:
    """Whether backward passes look for NaN."""
    return ANOMALY.enabled


@define(method=False)
def is_anomaly_check_nan_enabled() -> bool:
    """Whether NaN is an error."""
    return ANOMALY.check_nan


__all__ = ["detect_anomaly", "set_detect_anomaly"]
