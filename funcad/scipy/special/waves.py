"""Mathieu, spheroidal and parabolic cylinder functions, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import waves as wa

DERIVATIVES: dict[str, Any] = {
    "mathieu_a": wa.mathieu_a,
    "mathieu_b": wa.mathieu_b,
    "mathieu_cem": wa.mathieu_cem,
    "mathieu_sem": wa.mathieu_sem,
    "mathieu_modcem1": wa.mathieu_modcem1,
    "mathieu_modcem2": wa.mathieu_modcem2,
    "mathieu_modsem1": wa.mathieu_modsem1,
    "mathieu_modsem2": wa.mathieu_modsem2,
    "pro_cv": wa.pro_cv,
    "obl_cv": wa.obl_cv,
    "pro_ang1": wa.pro_ang1,
    "pro_ang1_cv": wa.pro_ang1_cv,
    "pro_rad1": wa.pro_rad1,
    "pro_rad1_cv": wa.pro_rad1_cv,
    "obl_ang1": wa.obl_ang1,
    "obl_ang1_cv": wa.obl_ang1_cv,
    "obl_rad1": wa.obl_rad1,
    "obl_rad1_cv": wa.obl_rad1_cv,
    "pbdv": wa.pbdv,
    "pbvv": wa.pbvv,
    "pbwa": wa.pbwa,
}

REFUSED: dict[str, tuple[str, str]] = {
    f"{kind}_rad2{cv}": (
        "at small x SciPy's values and slopes of it do not belong together (their Wronskian with "
        "the first kind may be wrong in the first digit)",
        f"the first kind, special.{kind}_rad1{cv}, or plain numbers: funcad.stop_gradient(x)",
    )
    for kind in ("pro", "obl")
    for cv in ("", "_cv")
}

FUNCTIONS: dict[str, Any] = {}
