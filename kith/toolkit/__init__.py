"""The toolkit: guidance, indicators with innocent explanations, pathways, clocks; each with source and review date.

Serves findings F2, F3, F7, F8 and promises 5 and 10. Content comes from `content/` by `kith toolkit load`; an
authority's own words stand before the national ones. Later a page model takes the place of `Piece` behind the
same queries (docs/adr/0007).
"""
