"""Read mails: the message as an article with its quoted history marked, and the attachments as files."""
