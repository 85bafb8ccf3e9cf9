"""What each interval requires, worked out from the scenario alone: loads, closed forms, and requirements that follow from them."""
