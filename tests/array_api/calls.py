"""Calls of the standard's functions, methods and operators, by the types that they take.

x, y (3, 4); v (4,); a, s (3, 3), s symmetric and positive; t (2, 3, 3); o of shape (); i indices.
"""

CALLS = {
    "bifc": """
        xp.asarray(x)
        xp.asarray(x, copy=True)
        xp.asarray(x, dtype=x.dtype, device="cpu", copy=False)
        xp.empty_like(x).shape
        xp.zeros_like(x)
        xp.ones_like(x, device=x.device)
        xp.full_like(x, 1, dtype=x.dtype)
        xp.tril(t, k=1)
        xp.triu(t, k=-1)
        xp.meshgrid(v, v, indexing="ij")
        xp.astype(x, x.dtype, copy=False)
        xp.astype(x, xp.complex128)
        xp.can_cast(x, x.dtype)
        xp.result_type(x, y)
        xp.result_type(x, x.dtype)
        xp.broadcast_arrays(x, v)
        xp.broadcast_to(v, (2, 4))
        xp.concat((x, y), axis=1)
        xp.concat((x, v), axis=None)
        xp.expand_dims(x, axis=-1)
        xp.flip(x, axis=(0, 1))
        xp.moveaxis(t, 0, -1)
        xp.permute_dims(t, (2, 0, 1))
        xp.repeat(x, 2, axis=0)
        xp.repeat(x, xp.asarray([1, 0, 2]), axis=0)
        xp.reshape(x, (2, 6), copy=True)
        xp.roll(x, (1, -1), axis=(0, 1))
        xp.squeeze(xp.expand_dims(x, axis=1), 1)
        xp.stack((x, y), axis=-1)
        xp.tile(x, (2, 1, 2))
        xp.unstack(x, axis=1)
        xp.count_nonzero(x, axis=1, keepdims=True)
        xp.nonzero(x)
        xp.where(x == y, x, y)
        xp.take(x, i, axis=1)
        xp.take_along_axis(x, xp.reshape(i, (3, 1)), axis=1)
        xp.all(x, axis=(0, 1))
        xp.any(x, axis=1, keepdims=True)
        xp.unique_values(x)
        xp.unique_counts(x)
        xp.unique_inverse(x)
        xp.unique_all(x)
        xp.matrix_transpose(t)
        xp.linalg.matrix_transpose(t)
        xp.linalg.diagonal(t, offset=1)
        x.T
        t.mT
        (x.shape, x.ndim, x.size, x.dtype, x.device)
        x[1]
        x[..., None, ::-2]
        x[x == y]
        x[i, i]
        x == y
        x != y
    """,
    "bi": """
        ~x
        x & y
        x | y
        x ^ y
    """,
    "i": """
        x << y
        x >> y
    """,
    "ifc": """
        xp.linspace(0, 2, 5, dtype=xp.float32, endpoint=False)
        xp.matmul(x, y.mT)
        xp.tensordot(t, a, axes=((1, 2), (0, 1)))
        xp.tensordot(x, v, axes=1)
        xp.vecdot(x, v, axis=-1)
        xp.vecdot(t, t, axis=0)
        xp.linalg.matmul(a, s)
        xp.linalg.outer(v, v)
        xp.linalg.cross(a, s, axis=0)
        xp.linalg.tensordot(x, y)
        xp.linalg.trace(t, offset=1)
        xp.linalg.vecdot(x, y, axis=0)
        xp.linalg.matrix_power(a, 2)
        xp.cumulative_sum(x, axis=1, include_initial=True)
        xp.cumulative_prod(v)
        xp.sum(x, axis=0, keepdims=True)
        xp.sum(x, dtype=xp.complex128)
        xp.prod(x, axis=(0, 1))
        xp.diff(x, axis=0, n=2)
        xp.diff(x, prepend=x[:, :1], append=x[:, :1])
        +x
        -x
        abs(x)
        x + y
        x - y
        x * y
        x ** 2
        x @ v
        2 * x
        1 + x
        3 - x
    """,
    "if": """
        xp.clip(x, min=0, max=1)
        xp.clip(x, min=y)
        xp.argmax(x, axis=1, keepdims=True)
        xp.argmin(x)
        xp.searchsorted(xp.sort(v), y, side="right")
        xp.searchsorted(v, y, sorter=xp.argsort(v))
        xp.argsort(x, axis=0, stable=True)
        xp.sort(x, axis=0, stable=False)
        xp.max(x, axis=0, keepdims=True)
        xp.min(x, axis=(0, 1))
        x < y
        x <= y
        x > y
        x >= y
        x % y
        x // y
        2 // (x + 1)
        7 % (x + 1)
    """,
    "fc": """
        xp.mean(x, axis=0, keepdims=True)
        xp.linalg.cholesky(s)
        xp.linalg.cholesky(s, upper=True)
        xp.linalg.det(t)
        xp.linalg.eigvalsh(s)
        abs(xp.linalg.eigh(s).eigenvectors)
        xp.linalg.inv(a)
        xp.linalg.matrix_norm(t, ord="nuc", keepdims=True)
        xp.linalg.matrix_norm(t, ord=2)
        xp.linalg.matrix_rank(t, rtol=1e-3)
        xp.linalg.pinv(x, rtol=1e-6)
        xp.linalg.qr(x, mode="reduced").R
        xp.linalg.slogdet(t).logabsdet
        xp.linalg.solve(a, s)
        xp.linalg.svd(x, full_matrices=False).S
        xp.linalg.svdvals(t)
        xp.linalg.vector_norm(t, axis=(0, 2), ord=3)
        xp.linalg.vector_norm(x, ord=xp.inf, keepdims=True)
        xp.fft.fft(x + 0j, n=5, axis=0)
        xp.fft.ifft(x + 0j, norm="ortho")
        xp.fft.fftn(x + 0j, axes=(0, 1))
        xp.fft.ifftn(x + 0j, s=(2, 3), axes=(0, 1))
        xp.fft.irfft(x + 0j, n=5)
        xp.fft.irfftn(x + 0j, axes=(0, 1), norm="forward")
        xp.fft.hfft(x + 0j)
        xp.fft.fftshift(x, axes=1)
        xp.fft.ifftshift(x)
        x / y
        1.5 / (x + 2)
        2.0 ** x
    """,
    "f": """
        xp.std(x, axis=0, correction=1)
        xp.var(x, axis=1, keepdims=True, correction=0.5)
        xp.fft.rfft(x, axis=0)
        xp.fft.rfftn(x, axes=(0, 1))
        xp.fft.ihfft(x)
        xp.finfo(x.dtype).eps
        bool(o)
    """,
}

# Calls that NumPy itself does not take, or answers otherwise, and what the standard says of them
BEYOND_NUMPY = {
    "if": {
        "xp.sort(x, axis=1, descending=True)": "np.flip(np.sort(x, axis=1), axis=1)",
        "xp.sort(x, axis=0, descending=True, stable=False)": "np.flip(np.sort(x, axis=0), axis=0)",
        "xp.take(v, xp.argsort(v, descending=True))": "np.flip(np.sort(v))",
        "xp.argsort(xp.zeros_like(v), descending=True)": "np.arange(4)",
    },
    "bifc": {
        "xp.astype(x[0, 0], xp.complex128)": "x[0, 0].astype(complex)",
        "xp.astype(x, x.dtype, device='cpu')": "x",
    },
    "fc": {"xp.finfo(x).bits": "np.finfo(x.dtype).bits"},
}
