"""Integrations in plain Python: values in, values out."""
