"""The assessment file: reading, writing, canonical form, file types. Pure."""
