"""PyTorch's names that funcad.torch does not have, and what to do instead of each."""

from __future__ import annotations

CPU_ONLY = "funcad.torch runs on the CPU; leave it out"
NO_PARTS = "write it with the operations there are, or register it as an nn.Module of your own"

# full names, as regular expressions; the first that fits says what to do instead
REMEDIES: list[tuple[str, str]] = [
    (r"torch\.(compile|compiler\b.*|_dynamo)", "nothing is compiled: call the function itself"),
    (r"torch\.(jit|export|fx|onnx|package|_C)\b.*", "there are no traced programs: call the model"),
    (
        r"torch\.utils\.data\.(DataLoader|.*Sampler|default_collate|random_split)",
        ("draw rows yourself: for rows in torch.randperm(len(x)).split(size): x[rows], y[rows]"),
    ),
    (r"torch\.utils\.data\..*(Dataset|Subset)", "keep tensors, and index them: x[rows], y[rows]"),
    (r"torch\.utils\.tensorboard\b.*", "keep the numbers in a list, and plot them"),
    (r"torch\.(utils\.mobile_optimizer|utils\.cpp_extension|utils\.bottleneck)\b.*", CPU_ONLY),
    (
        r"torch\.(save|load|serialization)\b.*",
        ("pickle.dump(model.state_dict(), file), and model.load_state_dict(pickle.load(file))"),
    ),
    (
        r"torch\.Tensor\.(xpu|ipu|hpu|mtia|vulkan|pin_memory|is_pinned|share_memory_|is_shared)",
        "there is one kind of memory; leave it out",
    ),
    (r"torch\.Tensor\.(bfloat16|chalf)", "x.float(), or x.double()"),
    (
        r"torch\.Tensor\.(to_sparse\w*|to_dense|coalesce|sparse_\w+|crow_indices|col_indices|"
        r"to_mkldnn|is_coalesced)",
        "tensors are dense",
    ),
    (
        r"torch\.Tensor\.(storage|untyped_storage|storage_type|set_|resize_|resize_as_|data_ptr)",
        "x.numpy() shares a tensor's memory; x.reshape(...) has another shape",
    ),
    (r"torch\.Tensor\.(names|align_to|align_as|refine_names|rename_?)", "dimensions have no names"),
    (r"torch\.Tensor\.(dequantize|q_\w+|qscheme|int_repr)", "tensors are not quantized"),
    (r"torch\.(cuda|xpu|mps|mtia|accelerator|cpu)\b.*", CPU_ONLY),
    (r"torch\.nn\.(DataParallel|parallel\b.*|SyncBatchNorm)", "it is one process: use the model"),
    (
        r"torch\.(distributed|multiprocessing|futures|distributed\.rpc)\b.*",
        ("there is one process: leave it out, or let multiprocessing run several"),
    ),
    (
        r"torch\.(amp|autocast|GradScaler|.*autocast.*|bfloat16|chalf|complex32|float8_\w+)",
        ("numbers are float16, float32 or float64: compute in torch.float32, or x.double()"),
    ),
    (
        r"torch\.(quantization|ao|quant\w*|q(u?int\d.*|_\w+|scheme)|quint\w+|dequantize|int_repr|"
        r"fake_quant\w*|per_(channel|tensor)_\w+|empty_quantized|choose_qparams_\w+)\b.*",
        "tensors are not quantized: compute in torch.float32",
    ),
    (
        r"torch\.(sparse\w*(\.\w+)?|to_sparse\w*|[hds]?s?p?mm|hsmm|hspmm|smm|spmm|sspaddmm|saddmm)",
        ("tensors are dense; SciPy's sparse matrices multiply inside funcad's transforms"),
    ),
    (
        r"torch\.(nested|masked|hub|monitor|library|ops|classes|overrides|testing|special\.\w+)\b.*",
        NO_PARTS,
    ),
    (r"torch\.testing\b.*", "np.testing.assert_allclose(x.detach(), y.detach())"),
    (r"torch\.profiler\b.*", "cProfile, or python -m funcad.torch under a profiler"),
    (r"torch\.distributions\b.*", "torch.randn and its like draw; write the density as a function"),
    (
        r"torch\.((Float|Double|Half|Long|Int|Short|Byte|Char|Bool|BFloat16)(Tensor|Storage))",
        "torch.tensor(data, dtype=...)",
    ),
    (r"torch\.(\w*Storage\w*|storage)", "x.numpy() shares a tensor's memory"),
    (r"torch\.(mkldnn|cudnn|miopen|fbgemm)_\w+", "a backend of PyTorch's: use the plain function"),
    (r"torch\.set_default_tensor_type", "torch.set_default_dtype(torch.float64)"),
    (
        r"torch\.set_(num_threads|num_interop_threads|float32_matmul_precision|flush_denormal)",
        ("NumPy's own threads are used: set OMP_NUM_THREADS before Python starts"),
    ),
    (
        r"torch\.func\.(functionalize|debug_unwrap|replace_all_batch_norm_modules_|rearrange)",
        "a function over tensors need not be changed for funcad's transforms",
    ),
    (r"torch\.vmap", "torch.func.vmap"),
    (
        r"torch\.linalg\.(householder_product|ldl_\w+|lu_\w+|solve_ex)",
        "torch.linalg has lu, qr, cholesky, solve and solve_triangular",
    ),
    (r"torch\.fft\.i?hfft[2n]", "torch.fft.hfft and ihfft of one dimension, torch.fft.fftn"),
    (
        r"torch\.(nn\.(functional\.)?|)(Lazy)?conv(_?transpose)?_?\w*|torch\.nn\.(Lazy)?Conv\w+",
        ("there are no convolutions: gather windows by indexing, and windows @ weights"),
    ),
    (
        r"torch\.(nn\.(functional\.)?)?\w*([Pp]ool|unpool)\w*",
        ("there is no pooling: x.reshape(n, -1, size).amax(-1) takes the largest of each window"),
    ),
    (
        r"torch\.(nn\.(functional\.)?)?(Lazy)?(BatchNorm\w*|batch_norm\w*|InstanceNorm\w*|"
        r"instance_norm|GroupNorm|group_norm|RMSNorm|rms_norm|LocalResponseNorm|\w+_norm_\w+)",
        "torch.nn.LayerNorm",
    ),
    (
        r"torch\.nn\.(RNN|LSTM|GRU)\w*|torch\.(rnn|lstm|gru)_?\w*",
        ("write the step with nn.Linear, and loop over time"),
    ),
    (
        r"torch\.nn\.(functional\.)?(Transformer\w*|MultiheadAttention|multi_head_\w+|"
        r"scaled_dot_product_attention|attention\b.*)",
        "(q @ k.mT / d**0.5).softmax(-1) @ v",
    ),
    (
        r"torch\.nn\.(utils\.)?(parametrize|parametrizations|prune|rnn|weight_norm|spectral_norm|"
        r"remove_\w+|stateless|fusion|fuse_\w+)\b.*",
        "torch.func.functional_call(module, state, x)",
    ),
    (
        r"torch\.nn\.(functional\.)?(Upsample\w*|interpolate|upsample\w*|Pixel\w+|pixel_\w+|Fold|"
        r"Unfold|fold|unfold|grid_sample|affine_grid|\w*Pad[123]d|ChannelShuffle|channel_shuffle)",
        "index, reshape, and torch.cat",
    ),
    (
        r"torch\.nn\.(\w*Loss\w*|functional\.\w+_loss)",
        (
            "write the loss with operations of tensors; there are MSELoss, L1Loss, HuberLoss, "
            "CrossEntropyLoss, NLLLoss, BCELoss, BCEWithLogitsLoss and KLDivLoss"
        ),
    ),
    (r"torch\.nn\.(functional\.)?(\w*Dropout\w*|dropout\dd|\w+_dropout)", "torch.nn.Dropout"),
    (
        r"torch\.nn\.(functional\.)?(Bilinear|bilinear|EmbeddingBag|embedding_bag|PReLU|prelu|RReLU|"
        r"rrelu|Softshrink|softshrink|Hardshrink|hardshrink|Threshold|threshold|GLU|glu|CELU|celu|"
        r"Hardsigmoid|hardsigmoid|gumbel_softmax|PairwiseDistance|pairwise_distance|pdist|"
        r"Softmax2d|Lazy\w+|ParameterList|ParameterDict|Adaptive\w+|Uninitialized\w+|quantized\b.*|"
        r"qat\b.*|quantizable\b.*|intrinsic\b.*|local_response_norm)",
        NO_PARTS,
    ),
    (
        r"torch\.optim\.(ASGD|Adadelta|Adafactor|Adamax|Muon|NAdam|RAdam|Rprop|SparseAdam|"
        r"swa_utils\b.*)",
        "the nearest here is Adam; torch.optim has SGD, Adagrad, Adam, AdamW, RMSprop and LBFGS",
    ),
    (
        r"torch\.optim\.lr_scheduler\.(\w+LR\w*|\w+Scheduler|\w+WarmRestarts|ReduceLROnPlateau)",
        ("torch.optim.lr_scheduler has StepLR, LambdaLR and CosineAnnealingLR"),
    ),
    (r"torch\.autograd\.(profiler\w*|Variable)\b.*", "a Tensor with requires_grad=True is all"),
]

# functions of torch that may be missing here
FUNCTIONS = """
addbmm addmm addmv addr adjoint aminmax angle argwhere as_strided asarray atleast_1d atleast_2d
atleast_3d baddbmm bartlett_window bincount binomial bitwise_left_shift bitwise_right_shift
blackman_window block_diag bucketize can_cast cartesian_prod cdist celu chain_matmul cholesky
cholesky_inverse cholesky_solve column_stack combinations complex conj conj_physical corrcoef
cov cosine_similarity cross cummax cummin cumulative_trapezoid det diag_embed diagflat
diagonal_scatter diff dist dot dsplit dstack eig einsum empty_permuted empty_strided
fake_quantize_per_tensor_affine fliplr flipud float_power frac_ frexp frombuffer from_dlpack
from_file gcd geqrf ger gradient greater greater_equal hamming_window hann_window hardshrink
heaviside hinge_embedding_loss histc histogram histogramdd hsplit hstack igamma igammac imag
index_put index_reduce inner inverse is_nonzero is_same_size is_signed isin isneginf isposinf
istft kaiser_window kl_div kron kthvalue layer_norm lcm ldexp less less_equal lobpcg
logcumsumexp logdet lstsq lu lu_solve lu_unpack masked_scatter matrix_exp matrix_power
matrix_rank meshgrid mode msort multinomial mvlgamma nanmedian nanquantile narrow_copy nextafter
nonzero_static not_equal nuclear_norm orgqr ormqr outer pairwise_distance pca_lowrank pdist
pinverse poisson polar polygamma positive prelu promote_types put qr quantile randint_like range
real renorm repeat_interleave resolve_conj resolve_neg result_type rot90 row_stack rrelu rsub
scalar_tensor scatter_reduce searchsorted segment_reduce select_scatter selu sgn slice_scatter
slogdet solve std_mean stft svd svd_lowrank swapaxes swapdims sym_float sym_int symeig take
take_along_dim tensor_split tensordot threshold tile trapezoid trapz triangular_solve
tril_indices triu_indices unflatten unique unique_consecutive unravel_index unsafe_chunk
unsafe_split vander var_mean vdot view_as_complex view_as_real vsplit vstack xlogy zeta
"""
