"""The programs whose results differ from PyTorch's record, with the reason.

Strict: a program that agrees must leave this file, and one that differs may enter it only with a
reason. DECISIONS are meant (docs/torch.md); NOT_YET is what remains to be done.
"""

DECISIONS = {
    "where does not let a NaN of the branch that is not taken through": """
        reductions/where_hides_a_nan
    """,
    "sqrt(x @ x) is a length, with derivative 0 at 0": """
        reductions/length_at_zero
    """,
}

NOT_YET = {
    "autograd.functional, gradcheck, anomaly mode, forward mode: not there yet": """
        autograd_tools/jacobian
        autograd_tools/jacobian_of_two_inputs
        autograd_tools/jacobian_keeps_the_graph
        autograd_tools/jacobian_vectorized
        autograd_tools/jacobian_strict
        autograd_tools/hessian
        autograd_tools/hessian_of_two_inputs
        autograd_tools/hessian_of_a_vector
        autograd_tools/products_with_jacobians
        autograd_tools/products_without_vectors
        autograd_tools/functional_leaves_inputs_alone
        autograd_tools/gradcheck
        autograd_tools/gradcheck_refuses
        autograd_tools/gradcheck_of_float32
        autograd_tools/anomaly_names_the_function
        autograd_tools/anomaly_without_anomaly
        autograd_tools/anomaly_set
        autograd_tools/forward_mode
        autograd_tools/forward_mode_two_inputs
        autograd_tools/forward_mode_refuses
        autograd_tools/forward_over_reverse
        autograd_tools/checkpoint_without_the_flag
        autograd_tools/checkpoint_of_plain_inputs
        autograd_tools/checkpoint_of_a_closure
        autograd_tools/checkpoint_with_keywords
        autograd_tools/checkpoint_and_grad
        autograd_tools/checkpoint_of_a_sequence
    """,
    "grad_fn of what autograd.grad returns is a copy's; is_grads_batched": """
        calls/grad_retains_under_create_graph
        calls/grad_batched
    """,
    "needs_input_grad in no_grad": """
        custom/without_grad_needed
    """,
    "jvp of a Function, gradcheck: not there yet": """
        custom_more/called_instead_of_applied
        custom_more/jvp_of_a_function
        custom_more/gradcheck_of_a_function
    """,
    "complex numbers and tests of types: not there yet": """
        dtypes/result_type
    """,
    "copy.deepcopy takes what is no leaf as well": """
        dtypes/deepcopies
    """,
    "functions that are not there yet": """
        transforms/vmap
    """,
    "mean has a step of its own for the sum": """
        graph/walking_down_by_names
    """,
    "next_functions counts each part of unbind as result 0": """
        graph/parts_of_unbind
    """,
    "hooks of captured inputs, of saved and of several tensors: not there yet": """
        hooks/hook_with_autograd_grad
        hooks/hook_under_create_graph
        hooks/hook_over_several_tensors
        hooks/hook_over_any_tensor
        hooks/saved_tensors_hooks
        hooks/saved_tensors_hooks_of_a_product
        hooks/save_on_cpu
        hooks/saved_hooks_disabled
        hooks/saved_values_of_nodes
        hooks/metadata_of_a_node
        hooks/gradient_edge
    """,
    "the finer points of writing in place and of views: not there yet": """
        inplace/writing_to_a_leaf
        inplace/which_save_their_output
        inplace/writing_through_a_view
        inplace/expanded_refuses
        inplace/copying_in
        inplace/base_of_a_view
        inplace/out_argument
    """,
    "dtypes are named as PyTorch names them in Python, not in C++": """
        leaves/grad_assigned_wrongly
    """,
    "inference tensors outside inference mode, detach_: not there yet": """
        modes/inference_tensors_outside
        modes/detach_in_place
    """,
    "parameter groups have no settings for CUDA kernels": """
        printing/optimizers
    """,
    "grad_fn of what autograd.grad returns is a copy's": """
        second_order/second_derivative
        second_order/hessian_by_rows
    """,
    "nn.utils and the line search of L-BFGS: not there yet": """
        training/lbfgs
        training/clipping_values
        training/parameters_as_a_vector
    """,
}

REASONS = {
    program: reason
    for table in (DECISIONS, NOT_YET)
    for reason, listed in table.items()
    for program in listed.split()
}
