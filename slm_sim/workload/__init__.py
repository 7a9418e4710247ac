"""Chance becomes arrays: what arrives and what has to be done about it, drawn before time moves."""
