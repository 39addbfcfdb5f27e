# SPDX-License-Identifier: MIT
"""The back ends. Each turns the IR, a plain dict, into outputs: path, template, finished values."""
from kozo_idl.backends import (
    abi, debug, decoders, docs, effects, interfaces, kernel, matrix, models, systems, tests, trace,
    user)

_BACKENDS = (abi, debug, decoders, docs, effects, interfaces, kernel, matrix, models, systems,
             tests, trace, user)


def all_outputs(ir):
    """Every output of every back end."""
    return [output for backend in _BACKENDS for output in backend.outputs(ir)]
