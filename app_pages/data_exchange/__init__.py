"""The page Excel, forms and paper: export and import of answers."""
