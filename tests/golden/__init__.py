"""What every scenario said when it was last looked at: hashes of its figures and of its contacts, held against what it says now."""
