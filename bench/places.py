"""A map of two hundred ties and a chronology of five hundred events, for one matter of each practitioner who is measured."""

TIES, NODES, EVENTS = 200, 60, 500
FEW = (6, 4, 5)  # the same for somebody with little: ties, nodes, events


class Places:
    """The maps and the long chronologies of one database on its way from empty to full."""

    def __init__(self, filling):
        from kith.contexts.models import MapNode, MapTie, NodeName

        self.of, self.rng = filling, filling.rng
        for model in (MapNode, NodeName, MapTie):
            filling.take(model)

    def drawn(self, matter: int, worker: int, few: bool) -> None:
        """The map of this matter, and what became known about the child, day by day."""
        ties, nodes, events = FEW if few else (TIES, NODES, EVENTS)
        of = {"of_consultation_id": matter, "recorded_by_id": worker, "recorded_at": self.of.begin}
        keys = []
        for number in range(nodes):
            centre = number == 0
            kind = "person" if centre else self.rng.choice(("person", "group", "place", "online"))
            node = self.of.add("MapNode", **of, centre=centre, kind=kind, once_key=f"node-{matter}-{number}")
            keys.append(node)
            if not centre:
                label = f"{self.of.text(2)[:-1]} {number}"
                self.of.add("NodeName", node_id=node, label=label, recorded_by_id=worker, recorded_at=self.of.begin)
        for number in range(ties):
            # The first go out from the child, so that every node hangs somewhere.
            one = keys[0] if number < nodes - 1 else self.rng.choice(keys)
            other = keys[number + 1] if number < nodes - 1 else self.rng.choice([key for key in keys if key != one])
            self.of.add(
                "MapTie",
                one_id=one,
                other_id=other,
                does=self.rng.choice(("harms", "protects", "unknown")),
                words=self.of.text(8),
                certainty="seen",
                recorded_by_id=worker,
                recorded_at=self.of.begin,
                once_key=f"tie-{matter}-{number}",
            )
        for number in range(events):
            day = self.of.begin.date() + (self.of.today - self.of.begin.date()) * number // events
            self.of.add(
                "Note",
                consultation_id=matter,
                written_by_id=worker,
                written_at=self.of.begin,
                happened_on=day,
                text=self.of.text(15),
            )
