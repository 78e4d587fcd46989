"""Methods of PyTorch's tensors that are not here, and what to write instead."""

from __future__ import annotations

SPARSE = "tensors here are dense: torch.where, index_add or scatter_add"
QUANTIZED = "there are no quantized dtypes: use x.to(torch.float16) or float32"
MEMORY = "memory is NumPy's: x.numpy() shares it"
DEVICES = "there is the CPU only: leave the call out"
STREAM = "the stream of this distribution is not PyTorch's here: use torch.rand, randn or randint"
FACTORS = "use torch.linalg.qr, torch.linalg.solve or torch.linalg.lstsq"

# what to write instead: names
ABSENT: dict[str, str] = {
    SPARSE: (
        "ccol_indices coalesce col_indices crow_indices indices resize_as_sparse_ row_indices smm "
        "sparse_dim sparse_mask sparse_resize_ sparse_resize_and_clear_ sspaddmm to_sparse "
        "to_sparse_bsc to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr values "
        "to_padded_tensor to_mkldnn"
    ),
    QUANTIZED: (
        "dequantize int_repr q_per_channel_axis q_per_channel_scales q_per_channel_zero_points "
        "q_scale q_zero_point qscheme"
    ),
    MEMORY: (
        "const_data_ptr pin_memory record_stream set_ share_memory_ storage storage_type "
        "untyped_storage dim_order as_subclass module_load new_empty_strided"
    ),
    DEVICES: "ipu mtia xpu",
    STREAM: "cauchy_ exponential_ geometric_ log_normal_ multinomial random_ reinforce",
    FACTORS: "geqrf lu lu_solve orgqr ormqr",
    "bfloat16 has no NumPy dtype: use x.to(torch.float16) or float32": "bfloat16",
    "complex32 has no NumPy dtype: use x.to(torch.complex64)": "chalf",
    "use torch.linalg.eig or torch.linalg.eigh": "eig symeig",
    "use torch.linalg.lstsq": "lstsq",
    "use torch.linalg.solve": "solve",
    "use torch.linalg.solve_triangular": "triangular_solve",
    "use index_add, index_copy or scatter_reduce": "index_reduce index_reduce_",
    "use x[...]": "index slice_inverse",
    "use map_, or torch.where": "map2_",
    "use x.nonzero()": "nonzero_static",
    "use x.narrow(...).clone()": "narrow_copy",
    "use torch.where(x > 0, x, weight * x)": "prelu",
    "make a new tensor: x.reshape(...), or torch.cat": "resize resize_ resize_as resize_as_",
    "use hash(x.numpy().tobytes())": "hash_tensor",
    "use torch.fft.rfft of the windows x.unfold(-1, n, step)": "stft istft",
    "use x[...], reshape and transpose": "as_strided as_strided_ as_strided_scatter",
}

INSTEAD = {name: instead for instead, names in ABSENT.items() for name in names.split()}
