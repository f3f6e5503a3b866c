"""Tests that know the product only through its network interfaces."""
