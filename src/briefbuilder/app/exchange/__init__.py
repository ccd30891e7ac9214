"""What a desk does to exchange its acts with others: rounds with a place, files of changes, secrecy."""
