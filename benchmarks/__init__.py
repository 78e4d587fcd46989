"""What funcad costs: against NumPy's own evaluation, against other tools, and as sizes grow."""
