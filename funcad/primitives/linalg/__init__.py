"""Linear algebra: one file per family of decompositions.  Matrices are the last two axes.

In every file:  ᵀ swaps the last two axes, ᴴ also conjugates.  A cotangent `ct` pairs with a
tangent as Re Σ ct·dx, so that the gradient in the usual inner product is its conjugate.
"""
