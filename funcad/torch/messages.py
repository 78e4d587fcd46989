"""What is said when something goes wrong, with the first words that PyTorch has."""

from __future__ import annotations

from typing import Any

from funcad.torch.dtypes import BY_NP

FREED_TWICE = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed): a backward pass lets go of what it has read.  "
    "Pass retain_graph=True to the first one to go through the graph again."
)
LEAF_IN_PLACE = "a leaf Variable that requires grad is being used in an in-place operation."
LEAF_VIEW_IN_PLACE = (
    "a view of a leaf Variable that requires grad is being used in an in-place operation."
)
LEAF_DIRTY = "a leaf Variable that requires grad has been used in an in-place operation."
NO_GRAD_FN = "element {} of tensors does not require grad and does not have a grad_fn"
NOT_SCALAR = "grad can be implicitly created only for scalar outputs"
NOT_REAL = "grad can be implicitly created only for real scalar outputs but got {}"
SHAPE_OF_GRADIENT = (
    "Mismatch in shape: grad_output[{}] has a shape of {} and output[{}] has a shape of {}."
)
ONLY_LEAVES_CHANGE = (
    "you can only change requires_grad flags of leaf variables.  "
    "For a tensor that does not require grad, use y.detach()."
)
ONLY_FLOATS = "Only Tensors of floating point and complex dtype can require gradients"
ONLY_FLOATS_SET = "only Tensors of floating point dtype can require gradients"
NUMPY_OF_TRACKED = (
    "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
)
REQUIRES_GRAD_TRACED = (
    "You are attempting to call Tensor.requires_grad_() inside of a function being transformed: "
    "use the transforms of torch.func in it (grad, vjp, jacrev, jacfwd, hessian), or call "
    "requires_grad_() outside of it."
)
BACKWARD_TRACED = (
    "backward() called inside a function being transformed: use torch.func.grad or torch.func.vjp "
    "in it, or call backward() outside of it."
)
WRITE_SHARED = (
    "a tensor that shares its memory with a detached one is written to with traced values: write "
    "to a clone()."
)
WRITE_READ_ONLY = (
    "a write in place to memory that is read-only (inside a transform, a detached tensor is): "
    "write to a clone()."
)
WRITE_TRACED = (
    "a write in place under torch.no_grad() to what is being differentiated: write it out of "
    "place, or outside of no_grad."
)
INFERENCE_REQUIRES_GRAD = (
    "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed."
)
INFERENCE_VERSION = "Inference tensors do not track version counter."
INFERENCE_WRITE = (
    "Inplace update to inference tensor outside InferenceMode is not allowed."
    "You can make a clone to get a normal tensor before doing inplace update."
)
INFERENCE_SAVED = (
    "Inference tensors cannot be saved for backward: make a clone to get a normal tensor, or use "
    "torch.no_grad() in place of torch.inference_mode()."
)
DATA_OF_FLOATS = (
    "data set to a tensor that requires gradients must be floating point or complex dtype"
)
COPY_OF_NO_LEAF = (
    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at "
    "the moment: deepcopy y.detach(), or take y.clone()."
)
SIZE_OF_GRAD = (
    "attempting to assign a gradient of size '{}' to a tensor of size '{}'. "
    "Please ensure that the gradient and the tensor are the same size"
)
DTYPE_OF_GRAD = (
    "attempting to assign a gradient with dtype '{}' to a tensor with grad_dtype '{}'. "
    "The gradient must match the tensor's dtype"
)
NON_LEAF_GRAD = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
    "attribute won't be populated during autograd.backward(): call .retain_grad() on it before, "
    "or look at the .grad of a leaf."
)
CREATES_CYCLE = (
    "Using backward() with create_graph=True will create a reference cycle between the parameter "
    "and its gradient, which keeps both until Python's garbage collector finds it; "
    "torch.autograd.grad makes none."
)
VIEW_IS_WRITTEN = "is being modified inplace"
VIEW_WAS_WRITTEN = "its base or another view of its base has been modified inplace"
MULTI_VIEW = (
    "This view is the output of a function that returns multiple views: write to a copy, or out "
    "of place."
)
VIEW_OF_MODE = "Put both inside the {} block (for a write that is not recorded), or both outside."
SEEN_TWICE = (
    "unsupported operation: {} written-to tensor {} to a single memory location. "
    "Please clone() the tensor before performing the operation."
)


# of booleans: (operation, whether all operands are)
NO_BOOL = {
    ("Sub", True): (
        "Subtraction, the `-` operator, with two bool tensors is not supported. "
        "Use the `^` or `logical_xor()` operator instead."
    ),
    ("Sub", False): (
        "Subtraction, the `-` operator, with a bool tensor is not supported. "
        "For the opposite of a mask, use the `~` or `logical_not()` operator instead."
    ),
    ("Neg", True): (
        "Negation, the `-` operator, on a bool tensor is not supported. "
        "For the opposite of a mask, use the `~` or `logical_not()` operator instead."
    ),
}


def output_shape(shape: tuple[int, ...], given: tuple[int, ...]) -> str:
    """Of a result that does not go into the tensor it is to be written to."""
    return f"output with shape {list(shape)} doesn't match the broadcast shape {list(given)}"


def overwritten(x: Any, version: int, expected: int) -> str:
    """Of a saved value `x` that was written to before the backward pass."""
    kind = f"torch.{BY_NP[x.dtype].title}Tensor"
    return (
        "one of the variables needed for gradient computation has been modified by an inplace "
        f"operation: [{kind} {list(x.shape)}] is at version {version}; expected version "
        f"{expected} instead. Hint: torch.autograd.set_detect_anomaly(True) names the operation."
    )
