"""What Word and slides share: theme, charts, and packages of stable bytes."""
