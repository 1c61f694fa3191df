"""Speed and memory, each beside something real measured in the same run."""
