"""What programs are told of a page: references, meaning, cards, and where its feeds are."""
