"""Functions of SciPy's table of capabilities that are not called, by the reason for that."""

OMITTED = {
    "it takes sizes, names or random variables, no array of numbers": """
        BadCoefficients Rotation.__repr__ RigidTransform.identity _promote abs ascent barthann
        bartlett besselap blackman blackmanharris bohman boxcar buttap clear_cache correlation_lags
        cosine download_all electrocardiogram exp face find flattop generate_binary_structure
        get_window get_workers hamming hann iterate_structure lanczos lebedev_rule log
        make_distribution max_len_seq newton_cotes next_fast_len nuttall order_statistic parzen
        precision prev_fast_len register_backend set_backend set_global_backend
        set_link_color_palette set_workers skip_backend triang truncate unit unit_impulse value
    """,
    "it takes integers only": "association watershed_ift",
    "another name of it, or what it is made of, is called": """
        RigidTransform.__setitem__ Slerp.__call__ Slerp.__init__ _xp_searchsorted sosfreqz
        normalize_dual_quaternion
    """,
    "it draws random numbers, or fits a distribution": "fit power sobol_indices",
    "compiled code on a sphere, as the splines of a plane that are called": """
        LSQSphereBivariateSpline RectSphereBivariateSpline SmoothSphereBivariateSpline
        SphereBivariateSpline
    """,
}
