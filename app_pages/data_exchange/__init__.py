"""The screen Excel, forms and paper: files out and back."""
