"""Sites of which nothing but totals and money couples the staffing: each is tried on its own, then one staffing is selected for each."""
