"""The page Roadmap: settings, budget, schedule, measures, scenarios."""
