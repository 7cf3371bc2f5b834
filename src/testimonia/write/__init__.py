"""Blocks back to the forms that people write: TOML files, tables, a workbook."""
