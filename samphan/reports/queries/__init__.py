"""What a report says and lacks: composed from an event's facts by the rules of a profile, without writing anything."""
