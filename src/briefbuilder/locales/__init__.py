"""The conventions of languages: dates, numbers, quotation marks, capitals and the words of documents."""
