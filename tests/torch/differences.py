"""The programs whose results differ from PyTorch's record, with the reason.

A program that agrees must leave DECISIONS, which are meant (docs/torch.md), and NOT_YET, what
remains to be done; one that differs may enter them only with a reason.
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

NOT_YET: dict[str, str] = {
    "L-BFGS has no line search": """
        training/lbfgs_with_a_line_search
    """,
    "views of views in place, and inference tensors": """
        inplace/base_of_a_view
        modes/inference_tensors_outside
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


REASONS = reasons(DECISIONS, NOT_YET)
