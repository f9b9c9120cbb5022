//! Reads delimited text of any dialect as records; writes records as Parquet and JSON Lines.
