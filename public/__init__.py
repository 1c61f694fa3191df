"""What everybody may read without a password: pages without JavaScript, files, and a read-only interface for programs."""
