"""SciPy's names on traced values; each of its packages is loaded when it is first met."""
