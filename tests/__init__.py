"""Tests from outside: of the commands, of a running server, of a browser."""
