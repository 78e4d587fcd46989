"""PyTorch's autograd on funcad: `import funcad.torch as torch`."""
