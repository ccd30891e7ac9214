"""What several desks tell each other: acts as writes of fields, sealed in batches, and how they merge."""
