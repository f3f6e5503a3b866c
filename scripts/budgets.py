"""Is every file, function and border within its budget?

Files of at most 250 lines, functions of at most 40 (complexity is ruff's C901).  `logic/` imports
nothing but the standard library and itself: import-linter cannot say "everything else".
"""

from __future__ import annotations

import ast
import sys

from . import places

LONGEST_FILE = 250
LONGEST_FUNCTION = 40
PYTHON_FOLDERS = ("addons", "scripts", "tests", "bench")
OTHER_FILES = ("*.js", "*.scss")


def main():
    """Print every finding; returns 1 when there is one."""
    found = [*_lengths(), *_functions(), *_impure_logic()]
    for text in found:
        print(text)
    return 1 if found else 0


def _python_files():
    for folder in PYTHON_FOLDERS:
        yield from sorted((places.ROOT / folder).rglob("*.py"))


def _lengths():
    others = [path for pattern in OTHER_FILES for path in sorted(places.ADDONS.rglob(pattern))]
    for path in (*_python_files(), *others):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            yield f"{_short(path)}: {lines} lines, at most {LONGEST_FILE}: give a concept of it a file of its own"


def _functions():
    for path in _python_files():
        for node in ast.walk(_tree(path)):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{_short(path)}:{node.lineno}: {node.name} has {lines} lines, at most {LONGEST_FUNCTION}"


def _impure_logic():
    for path in sorted(places.ADDONS.glob("*/logic/**/*.py")):
        if "tests" in path.parts:
            continue
        depth = len(path.relative_to(places.ADDONS).parts) - 2  # levels up to the addon's logic
        for node in ast.walk(_tree(path)):
            for name in _foreign(node, depth):
                yield f"{_short(path)}:{node.lineno}: logic imports {name}; it may know the standard library and itself"


def _foreign(node, depth):
    """Names that an import statement takes from outside logic and the standard library."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.level:
        return [f"{'.' * node.level}{node.module or ''}"] if node.level > depth else []
    elif isinstance(node, ast.ImportFrom):
        names = [node.module]
    else:
        return []
    return [name for name in names if name.partition(".")[0] not in sys.stdlib_module_names]


def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _short(path):
    return path.relative_to(places.ROOT)


if __name__ == "__main__":
    sys.exit(main())
