# SPDX-License-Identifier: MIT
"""The command line. What a command needs is loaded when it turns out that there is something to
do."""
import argparse
from pathlib import Path

from kozo_idl import fresh

ROOT = fresh.GENERATOR.parent
_COMMANDS = {
    "generate": "render everything below --out, and update the lock and the schema",
    "check": "only verify, and compare with the lock",
    "abi-check": "tell what every difference from the lock means for programs, and which version "
                 "has to rise",
    "lock": "bring the lock up to date without rendering",
    "schema": "print the JSON Schema of the YAML files",
}


def main(argv):
    """Run the command in `argv`; returns the exit status."""
    parser = argparse.ArgumentParser(prog="kozo_idl", description="Generator of KOZO.")
    parser.add_argument("--idl", type=Path, default=ROOT / "idl", help="folder of the YAML files")
    commands = parser.add_subparsers(required=True, dest="command")
    parsers = {name: commands.add_parser(name, help=text) for name, text in _COMMANDS.items()}
    command = parsers["generate"]
    command.add_argument("--out", type=Path, default=ROOT / "generated")
    command.add_argument("--ir", type=Path, default=ROOT / "build" / "idl" / "ir.json")
    command.add_argument("--frozen", action="store_true",
                         help="fail instead of changing the lock or the schema")
    command.add_argument("--backend", type=Path, action="append", default=[], metavar="FILE",
                         help="one more back end; its templates are in templates/ beside it")
    arguments = parser.parse_args(argv)
    arguments.idl = arguments.idl.resolve()
    told = None
    if arguments.command == "generate" and not arguments.frozen:
        told = fresh.told(arguments)
    if told is not None:
        print(told)
        return 0
    from kozo_idl.commands import RUN
    return RUN[arguments.command](arguments)
