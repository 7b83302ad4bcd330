"""The demo world and its cast: fictional authorities, people and children. Not installed in production."""
