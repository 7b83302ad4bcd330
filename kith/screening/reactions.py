"""What this room does when another room’s event happens."""
