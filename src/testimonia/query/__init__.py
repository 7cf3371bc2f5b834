"""Questions to a store: saved ones, and anybody's."""
