"""What each command does, once its options are read: check, call, write, print."""
