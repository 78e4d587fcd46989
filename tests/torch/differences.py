"""The programs whose results differ from PyTorch's record, with the reason.

Strict: a program that agrees must leave this file, and one that differs may enter it only with a
reason. DECISIONS are meant (docs/torch.md); NOT_YET is what remains to be done.
"""

DECISIONS: dict[str, str] = {
    "where does not let a NaN of the branch that is not taken through": """
        reductions/where_hides_a_nan
    """,
    "sqrt(x @ x) is a length, with derivative 0 at 0": """
        reductions/length_at_zero
    """,
    "groups of parameters have no settings for kernels of a GPU": """
        printing/optimizers
    """,
    "dtypes have the names in messages that they have in Python": """
        leaves/grad_assigned_wrongly
    """,
    "a rule that does not read its result lets it be written to": """
        inplace/which_save_their_output
    """,
    "each part of unbind has a node of its own": """
        graph/parts_of_unbind
    """,
}

NOT_YET: dict[str, str] = {
    "the name of a leaf's node is longer": """
        graph/walking_down_by_names
    """,
    "autograd.grad: the node of a result is that of a copy": """
        calls/grad_retains_under_create_graph
        second_order/second_derivative
        second_order/hessian_by_rows
    """,
    "autograd.grad(is_grads_batched=True)": """
        calls/grad_batched
    """,
    "autograd.grad does not call the hooks of the leaves that it is asked about": """
        hooks/hook_with_autograd_grad
        hooks/hook_under_create_graph
    """,
    "a backward pass that stops at a result frees the node of that result as well": """
        corners/inner_graph_freed_through_inputs
    """,
    "a leaf whose flag was turned off after use still gets a gradient": """
        corners/flag_turned_off_after_use
    """,
    "draws in place as methods": """
        randomness/in_place_draws
    """,
    "the rule of a quotient reads its result": """
        corners/division_operands_written
    """,
    "diagonal() is a copy": """
        corners/diagonal_view_written
    """,
    "after a write through a view, its own node is that of the write": """
        corners/view_then_write_then_read_both
        inplace/writing_through_a_view
    """,
    "x[i] = v on a leaf is said of the leaf, not of the view": """
        inplace/writing_to_a_leaf
    """,
    "copy_ leaves no gradient of zeros for what it overwrote": """
        inplace/copying_in
    """,
    "writes to an expanded tensor are refused in NumPy's words": """
        inplace/expanded_refuses
    """,
    "Tensor._is_view, Tensor._base": """
        inplace/base_of_a_view
    """,
    "out= of functions": """
        inplace/out_argument
    """,
    "tensors of inference mode can be saved and written to outside": """
        modes/inference_tensors_outside
    """,
    "Tensor.detach_": """
        modes/detach_in_place
    """,
    "needs_input_grad within no_grad": """
        custom/without_grad_needed
    """,
    "instances of a Function are refused in words of our own": """
        custom_more/called_instead_of_applied
    """,
    "L-BFGS with a line search": """
        training/lbfgs
    """,
    "nn.utils: clip_grad_value_ and parameters as a vector": """
        training/clipping_values
        training/parameters_as_a_vector
    """,
    "multi-tensor hooks, hooks of saved tensors, saved values, metadata and edges of nodes": """
        hooks/gradient_edge
        hooks/hook_over_any_tensor
        hooks/hook_over_several_tensors
        hooks/metadata_of_a_node
        hooks/save_on_cpu
        hooks/saved_hooks_disabled
        hooks/saved_tensors_hooks
        hooks/saved_tensors_hooks_of_a_product
        hooks/saved_values_of_nodes
    """,
    "autograd.functional, gradcheck, anomaly mode, forward mode, checkpoints": """
        autograd_tools/anomaly_names_the_function
        autograd_tools/anomaly_set
        autograd_tools/anomaly_without_anomaly
        autograd_tools/forward_mode
        autograd_tools/forward_mode_refuses
        autograd_tools/forward_mode_two_inputs
        autograd_tools/forward_over_reverse
        autograd_tools/functional_leaves_inputs_alone
        autograd_tools/gradcheck
        autograd_tools/gradcheck_of_float32
        autograd_tools/gradcheck_refuses
        autograd_tools/hessian
        autograd_tools/hessian_of_a_vector
        autograd_tools/hessian_of_two_inputs
        autograd_tools/jacobian
        autograd_tools/jacobian_keeps_the_graph
        autograd_tools/jacobian_of_two_inputs
        autograd_tools/jacobian_strict
        autograd_tools/jacobian_vectorized
        autograd_tools/products_with_jacobians
        autograd_tools/products_without_vectors
        custom_more/gradcheck_of_a_function
        custom_more/jvp_of_a_function
    """,
}

REASONS = {
    program: reason
    for table in (DECISIONS, NOT_YET)
    for reason, listed in table.items()
    for program in listed.split()
}
