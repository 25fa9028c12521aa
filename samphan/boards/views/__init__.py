"""Pages of boards (``pages``) and what phones and facilitators send and fetch (``wire``)."""
