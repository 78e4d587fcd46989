"""Handwritten digits read by a small network, trained with funcad.torch in PyTorch's style."""
