"""Reviews of answers and of the plan: remarks, rules, reading orders and outcomes. Pure."""
