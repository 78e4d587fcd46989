"""The programs whose results differ from PyTorch's record, with the reason.

A program that agrees must leave DECISIONS, which are meant (docs/torch.md), and NOT_YET, what
remains to be done; one that differs may enter them only with a reason. UNDER_WAY has those of parts
that are being written, which may agree already.
"""

DECISIONS: dict[str, str] = {
    "where does not let a NaN of the branch that is not taken through": """
        reductions/where_hides_a_nan
    """,
    "sqrt(x @ x) is a length, with derivative 0 at 0": """
        reductions/length_at_zero
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

NOT_YET: dict[str, str] = {}

UNDER_WAY: dict[str, str] = {
    "a backward pass that stops at a result frees the node of that result as well": """
        corners/inner_graph_freed_through_inputs
    """,
    "a leaf whose flag was turned off after use still gets a gradient": """
        corners/flag_turned_off_after_use
    """,
    "needs_input_grad is False within no_grad": """
        custom/without_grad_needed
    """,
    "L-BFGS has no line search": """
        training/lbfgs_with_a_line_search
    """,
    "writing in place, views and their base, inference tensors": """
        inplace/base_of_a_view
        modes/inference_tensors_outside
    """,
    "draws in place as methods": """
        randomness/in_place_draws
    """,
    "autograd.grad: batched, hooks and names of its results": """
        calls/grad_retains_under_create_graph
        second_order/second_derivative
        second_order/hessian_by_rows
        calls/grad_batched
        hooks/hook_with_autograd_grad
        hooks/hook_under_create_graph
    """,
    "hooks of several and of saved tensors; what nodes tell": """
        hooks/gradient_edge
        hooks/hook_over_any_tensor
        hooks/hook_over_several_tensors
        hooks/metadata_of_a_node
        hooks/save_on_cpu
        hooks/saved_hooks_disabled
        hooks/saved_tensors_hooks
        hooks/saved_tensors_hooks_of_a_product
        hooks/saved_values_of_nodes
        graph/walking_down_by_names
    """,
    "autograd.functional, gradcheck, anomaly mode, forward mode, details of Function": """
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
        custom_more/called_instead_of_applied
        custom_more/gradcheck_of_a_function
        custom_more/jvp_of_a_function
    """,
}


def reasons(*tables: dict[str, str]) -> dict[str, str]:
    """The reason of each program of the tables."""
    return {
        program: reason
        for table in tables
        for reason, listed in table.items()
        for program in listed.split()
    }


STRICT = reasons(DECISIONS, NOT_YET)
REASONS = STRICT | reasons(UNDER_WAY)
