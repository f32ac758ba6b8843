"""What administrators set up: webhooks, triggers, ticket fields, views and macros."""
