"""What torch.nn has and this does not: names that refuse, with the nearest thing there is."""

from __future__ import annotations

from typing import Any

from funcad.torch.nn.module import Module

_CONVOLUTION = "x.unfold(...) and a matrix product, or funcad over scipy.signal.convolve"
_POOL = "x.unfold(...) and amax or mean"
_RECURRENT = "a Python loop over time steps with Linear and tanh"
_ATTENTION = "softmax(q @ k.transpose(-2, -1) / d**0.5, dim=-1) @ v with Linear layers"
_BATCH = "LayerNorm"
_PAD = "torch.nn.functional.pad"
_LOSS = "the formula, written with tensors"

NEAREST: dict[str, str] = {}
for _names, _nearest in (
    ("Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d", _CONVOLUTION),
    ("MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d", _POOL),
    ("AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveMaxPool1d AdaptiveMaxPool2d", _POOL),
    ("RNN LSTM GRU RNNCell LSTMCell GRUCell", _RECURRENT),
    ("MultiheadAttention Transformer TransformerEncoder TransformerDecoder", _ATTENTION),
    ("TransformerEncoderLayer TransformerDecoderLayer", _ATTENTION),
    ("BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d GroupNorm", _BATCH),
    ("SyncBatchNorm RMSNorm LocalResponseNorm", _BATCH),
    ("ZeroPad1d ZeroPad2d ConstantPad1d ConstantPad2d ReflectionPad1d ReflectionPad2d", _PAD),
    ("CTCLoss TripletMarginLoss MarginRankingLoss HingeEmbeddingLoss CosineEmbeddingLoss", _LOSS),
    ("PoissonNLLLoss GaussianNLLLoss SoftMarginLoss MultiMarginLoss MultiLabelMarginLoss", _LOSS),
    ("MultiLabelSoftMarginLoss", "BCEWithLogitsLoss"),
    ("Bilinear", "torch.einsum"),
    ("EmbeddingBag", "Embedding, and a sum or mean"),
    ("AlphaDropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout", "Dropout"),
    ("PReLU RReLU", "LeakyReLU"),
    ("CELU", "ELU"),
    ("Hardsigmoid Hardshrink Softshrink Threshold", "torch.where"),
    ("GLU", "a * sigmoid(b) of x.chunk(2, dim)"),
    ("Softmax2d", "Softmax(dim=-3)"),
    ("PairwiseDistance", "(x - y).norm(dim=-1)"),
    ("Upsample PixelShuffle", "indexing and reshape"),
    ("Unfold Fold", "x.unfold(...)"),
    ("LazyLinear", "Linear"),
    ("DataParallel", "the module itself"),
    ("ParameterList", "ModuleList, or register_parameter"),
    ("ParameterDict", "ModuleDict, or register_parameter"),
):
    NEAREST.update(dict.fromkeys(_names.split(), _nearest))

FUNCTIONS: dict[str, str] = {}
for _names, _nearest in (
    ("conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d", _CONVOLUTION),
    ("max_pool1d max_pool2d avg_pool1d avg_pool2d adaptive_avg_pool2d", _POOL),
    ("batch_norm instance_norm group_norm rms_norm", "layer_norm"),
    ("scaled_dot_product_attention multi_head_attention_forward", _ATTENTION),
    ("ctc_loss triplet_margin_loss margin_ranking_loss hinge_embedding_loss", _LOSS),
    ("poisson_nll_loss gaussian_nll_loss soft_margin_loss cosine_embedding_loss", _LOSS),
    ("interpolate grid_sample unfold fold", "indexing and reshape"),
    ("celu", "elu"),
    ("prelu rrelu", "leaky_relu"),
    ("hardsigmoid hardshrink softshrink threshold", "torch.where"),
    ("glu", "a * sigmoid(b) of x.chunk(2, dim)"),
    ("gumbel_softmax", "softmax of logits with noise added"),
    ("pairwise_distance", "(x - y).norm(dim=-1)"),
):
    FUNCTIONS.update(dict.fromkeys(_names.split(), _nearest))


def module(name: str) -> type:
    """A class with a name of PyTorch's, that nothing is an instance of."""

    def refuse(self: Any, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError(
            f"torch.nn.{name} is not there; the nearest here is {NEAREST[name]}"
        )

    return type(name, (Module,), {"__init__": refuse, "__doc__": f"Not there: {NEAREST[name]}."})


def function(name: str) -> Any:
    """A function with a name of PyTorch's, that refuses."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise NotImplementedError(
            f"torch.nn.functional.{name} is not there; the nearest here is {FUNCTIONS[name]}"
        )

    return refuse
