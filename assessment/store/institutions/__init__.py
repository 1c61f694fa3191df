"""What institutions add beside their answers: the events of their invitation, and the status of measures they lead."""
