"""Test an agreement before you sign it."""
