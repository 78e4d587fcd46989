"""Automatic differentiation in steps that run: `python -m examples.autograd_tutorial`."""
