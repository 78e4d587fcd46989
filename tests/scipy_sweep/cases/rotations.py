"""Rotations and rigid motions; RT is RigidTransform."""

ROTATIONS = {
    "spatial.transform": """
        Rotation.__getitem__: Rotation.from_quat(q)[0].as_matrix()
        Rotation.__iter__: [e.as_matrix() for e in Rotation.from_quat(q)]
        Rotation.__mul__: (Rotation.from_quat(q) * Rotation.from_rotvec(r)).as_matrix()
        Rotation.__pow__: (Rotation.from_quat(q) ** 0.4).as_matrix()
        Rotation.__setitem__: [e := Rotation.from_quat(q), e.__setitem__(0, e[1]), e.as_matrix()]
        Rotation.align_vectors: Rotation.align_vectors(t, t + r)[0].as_matrix()
        Rotation.apply: Rotation.from_quat(q).apply(t)
        Rotation.approx_equal: Rotation.from_quat(q).approx_equal(Rotation.from_rotvec(r))
        Rotation.as_davenport: Rotation.from_quat(q).as_davenport(np.eye(3), "e")
        Rotation.as_euler: Rotation.from_quat(q).as_euler("xyz")
        Rotation.as_matrix: Rotation.from_quat(q).as_matrix()
        Rotation.as_mrp: Rotation.from_quat(q).as_mrp()
        Rotation.as_quat: Rotation.from_quat(q).as_quat()
        Rotation.as_rotvec: Rotation.from_quat(q).as_rotvec()
        Rotation.concatenate: [e := Rotation.from_quat(q), Rotation.concatenate([e, e]).as_matrix()]
        Rotation.from_davenport: Rotation.from_davenport(np.eye(3) + 0 * t, "e", z[:3]).as_quat()
        Rotation.from_euler: Rotation.from_euler("xyz", t).as_matrix()
        Rotation.from_matrix: Rotation.from_matrix(Rotation.from_quat(q).as_matrix()).as_quat()
        Rotation.from_mrp: Rotation.from_mrp(r).as_matrix()
        Rotation.from_quat: Rotation.from_quat(q).as_matrix()
        Rotation.from_rotvec: Rotation.from_rotvec(r).as_matrix()
        Rotation.inv: Rotation.from_quat(q).inv().as_matrix()
        Rotation.magnitude: Rotation.from_quat(q).magnitude()
        Rotation.mean: Rotation.from_quat(q).mean().as_matrix()
        Rotation.reduce: Rotation.from_quat(q).reduce(Rotation.from_rotvec(r)).as_matrix()
        Slerp: Slerp(np.arange(3.0) + 0 * z[:3], Rotation.from_quat(q))(x).as_matrix()
        RigidTransform.__getitem__: RT.from_exp_coords(k)[0].as_matrix()
        RigidTransform.__iter__: [e.as_matrix() for e in RT.from_exp_coords(k)]
        RigidTransform.__mul__: [e := RT.from_exp_coords(k), (e * e).as_matrix()]
        RigidTransform.__pow__: (RT.from_exp_coords(k) ** 0.4).as_matrix()
        RigidTransform.apply: RT.from_exp_coords(k).apply(t)
        RigidTransform.as_components: RT.from_exp_coords(k).as_components()[0]
        RigidTransform.as_dual_quat: RT.from_exp_coords(k).as_dual_quat()
        RigidTransform.as_exp_coords: RT.from_exp_coords(k).as_exp_coords()
        RigidTransform.as_matrix: RT.from_exp_coords(k).as_matrix()
        RigidTransform.concatenate: RT.concatenate([RT.from_translation(t)] * 2).as_matrix()
        RigidTransform.from_components: RT.from_components(t, Rotation.from_quat(q)).as_matrix()
        RigidTransform.from_dual_quat: RT.from_dual_quat(np.hstack([q, q[::-1]])).as_matrix()
        RigidTransform.from_exp_coords: RT.from_exp_coords(k).as_matrix()
        RigidTransform.from_matrix: RT.from_matrix(RT.from_translation(t).as_matrix()).as_matrix()
        RigidTransform.from_rotation: RT.from_rotation(Rotation.from_quat(q)).as_matrix()
        RigidTransform.from_translation: RT.from_translation(t).as_matrix()
        RigidTransform.inv: RT.from_exp_coords(k).inv().as_matrix()
        RigidTransform.mean: RT.from_exp_coords(k).mean().as_matrix()
    """,
}
