"""What Kith costs as its tables grow, beside plain Django views that read and write the same rows: `make bench`."""
