"""Looking at gradients and graphs: tables and pictures for debugging."""

from funcad.torch.inspection.flow import Flow, gradient_flow
from funcad.torch.inspection.picture import graph_picture
from funcad.torch.inspection.svg import Picture

__all__ = ["Flow", "Picture", "gradient_flow", "graph_picture"]
