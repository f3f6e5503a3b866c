"""How does a message leave safely, and how are its keys kept? No Odoo, no database: values in, values out."""
