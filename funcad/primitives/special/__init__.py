"""The special functions of SciPy, one file per family; loaded when scipy.special is in use."""
