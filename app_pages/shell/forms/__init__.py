"""What forms of every screen share: messages beside their buttons, drafts of their fields, the field of a month."""
