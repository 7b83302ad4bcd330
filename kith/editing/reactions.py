"""What the editor’s room does when something happened elsewhere."""
