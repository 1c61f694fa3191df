"""The parts of a document: each takes the facts and gives its texts, numbers written out and words translated."""
