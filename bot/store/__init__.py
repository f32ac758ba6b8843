"""The database: tables, connections, and what is loaded from and saved to them. The only code that knows SQLAlchemy's
models."""
