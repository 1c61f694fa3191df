"""The assessment file: reading, writing, canonical form; document types and limits of files from outside."""
