"""What to do: staffing that meets its targets."""
