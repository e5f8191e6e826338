"""What we claim of speed, memory and safety, measured by commands that anyone can run again."""
