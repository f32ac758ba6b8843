"""Comments to messages: HTML to text, what is not the writer's word set apart, secrets masked."""
