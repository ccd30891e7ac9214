"""Mails: the message as an article, its history set apart, its attachments as files of their own."""
