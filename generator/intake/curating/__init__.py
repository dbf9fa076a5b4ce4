"""What is changed in papers: many at once, by a reader’s form, by what is safe to mend."""
