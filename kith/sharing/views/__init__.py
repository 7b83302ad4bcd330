"""The pages of sharing, by what is done on them."""
