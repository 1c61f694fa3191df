"""Answers that leave as files and come back: workbooks, forms of data collection tools, and what is to be stored of them."""
