"""NIST's nonlinear regression problems, fitted with exact derivatives: -m examples.nist_strd"""
