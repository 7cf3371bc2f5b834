"""Stage 1: authored files to records. One module a form; all forms end as the same blocks."""
