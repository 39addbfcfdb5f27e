# SPDX-License-Identifier: MIT
"""The back ends. Each turns the IR, a plain dict, into outputs: path, template, finished values.

A back end is a module with a function outputs(ir). Those in this folder are found by that; others
are loaded from files, with their templates in the folder templates beside them."""
import importlib.util
import pkgutil
from collections import Counter
from dataclasses import replace

from kozo_idl.fresh import templates_of


class NoBackend(Exception):
    """Says why a file is no back end, or none that can stand beside the others."""


def all_outputs(ir, files=()):
    """Every output of the back ends in this folder and of those in `files`."""
    found = [output for module in _own() for output in module.outputs(ir)]
    for file in files:
        found += [replace(output, templates=templates_of(file))
                  for output in _load(file).outputs(ir)]
    for path, times in Counter(output.path for output in found).items():
        if times > 1:
            raise NoBackend(f"more than one back end renders {path}")
    return found


def _own():
    names = sorted(row.name for row in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return [module for module in modules if hasattr(module, "outputs")]


def _load(file):
    if file.suffix != ".py" or not file.is_file():
        raise NoBackend(f"{file} is no Python file")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not hasattr(module, "outputs"):
        raise NoBackend(f"{file} has no function outputs(ir)")
    return module
