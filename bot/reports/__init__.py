"""The reports: figures as plain values, and their forms as text, HTML, CSV and JSON. Nothing here asks a database."""
