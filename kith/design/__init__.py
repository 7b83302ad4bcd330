"""How it looks: the page frame, components, form rendering, static files. Knows no child."""
