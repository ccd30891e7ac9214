"""Messages that Outlook saved in its own format (.msg): put into MIME and read as any mail."""
