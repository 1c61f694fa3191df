"""Models of an assessment file: answers, evidence, institutions, plan settings."""
