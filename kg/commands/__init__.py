"""One module a command: what it asks for, what it prints. They hold no logic."""
