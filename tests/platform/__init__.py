"""Tests of the repository's own commands and of the files for production."""
