from . import dg_demo
