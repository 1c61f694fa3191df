"""Migration to the next cycle or edition, and comparison of two cycles. Pure."""
