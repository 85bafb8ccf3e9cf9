"""The two-step way that everybody uses: heads required in each interval, then shifts that cover them."""
