"""The command `batch`: the outputs of many countries, by local processes or on a cluster (docs/adr/0057)."""
