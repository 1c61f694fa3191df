"""The two pages for a minister: dangers, score, decisions, first measures, money, and what is unknown."""
