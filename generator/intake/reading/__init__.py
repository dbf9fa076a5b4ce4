"""How formats are read: JSON, XML, BibTeX and HTML, and the references that are in them."""
