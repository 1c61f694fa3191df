"""The screen Roadmap: settings, budget, schedule, measures, scenarios."""
