"""Hard points of special functions: a file for each family, expected values from mpmath."""
