"""The questionnaire as a PDF form: what its hidden fields hold, and the answers in one that was filled in."""
