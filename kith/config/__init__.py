"""Wires the house; holds no thought."""
