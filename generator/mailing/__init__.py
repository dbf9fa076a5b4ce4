"""Mail by SMTP: who writes to whom, the sending, and what was sent."""
