"""The toolkit: guidance, indicators with innocent explanations, pathways, clocks; each with source and review date.

Serves findings F2, F3, F7, F8 and promises 5 and 10. National pages come from `content/` by `kith toolkit load`; a
region’s and an authority’s own stand before them. What a page said is kept, edition by edition, and what it says now can
be searched by words and by meaning (docs/adr/0009).
"""
