"""What sharing does when another room’s event happens: nothing yet. Who may read follows from rules, asked each time."""
