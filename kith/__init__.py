"""Kith: the radicalisation toolkit for children's social care, as working software."""
