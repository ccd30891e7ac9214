"""What the importers of office documents share: their blocks, the head of a document, and its draft."""
