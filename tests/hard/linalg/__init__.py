"""Hard points of np.linalg."""
