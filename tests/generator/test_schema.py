# SPDX-License-Identifier: MIT
"""The JSON Schema says of files what the generator says, as far as shapes go, and explains keys; a
language server makes that visible."""
import json
import os
import re
import shutil
import subprocess
import threading
from pathlib import Path

import jsonschema
import overlay
import pytest
import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SCHEMA = json.loads((ROOT / "idl" / "schema.json").read_text())
FILES = sorted((ROOT / "idl").rglob("*.yaml"))
BAD = sorted((HERE / "bad").glob("*.yaml"))
# Errors of what can be told from a node alone: a schema finds them, too, and no others.
_OF_SHAPE = re.compile(r"IDL00(1[0-24-9]|2[0-256])")
# A value that YAML misreads becomes one of another type; nothing is said of such files here, nor of
# those that cannot be read, or with a text in the place of a number, which could be a constant.
_UNCLEAR = re.compile(r"IDL00(0[1-9]|13)")
# jsonschema 3 knows no later draft; what the schema uses is the same in both.
VALIDATOR = getattr(jsonschema, "Draft202012Validator", jsonschema.Draft7Validator)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def accepts(folder):
    validator = VALIDATOR(SCHEMA)
    return all(validator.is_valid(yaml.load(path.read_text(), LOADER))
               for path in folder.rglob("*.yaml"))


def test_it_is_a_schema():
    VALIDATOR.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_accepts_the_idl(path):
    VALIDATOR(SCHEMA).validate(yaml.load(path.read_text(), LOADER))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_it_rejects_what_has_the_wrong_shape(path, idl):
    codes = " ".join(overlay.apply(path, idl.parent))
    if not _UNCLEAR.search(codes):
        assert accepts(idl) == (not _OF_SHAPE.search(codes)), codes


def test_every_key_is_explained():
    def check(value):
        for name, key in value.get("properties", {}).items() if isinstance(value, dict) else ():
            assert key["description"].endswith((".", "?")), name
        for item in value.values() if isinstance(value, dict) else \
                value if isinstance(value, list) else ():
            check(item)
    check(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_names_it_in_its_first_line(path):
    line = path.read_text().splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
    assert (path.parent / found[1]).resolve() == ROOT / "idl" / "schema.json"


class Server:
    """A language server at the other end of two pipes."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen([command, "--stdio"], cwd=folder, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.watch = threading.Timer(120, self.process.kill)
        self.watch.start()
        self.ask("initialize", {"processId": os.getpid(), "rootUri": folder.as_uri(),
                                "capabilities": {}})
        self.tell("initialized", {})

    def tell(self, method, parameters, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": parameters} | more)
        self.process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
        self.process.stdin.flush()

    def hear(self, wanted):
        """The next message that satisfies `wanted`; requests of the server are answered."""
        while True:
            length = 0
            while (line := self.process.stdout.readline().strip()):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            assert length, "the language server has ended"
            message = json.loads(self.process.stdout.read(length))
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                items = message.get("params", {}).get("items", [])
                body = json.dumps({"jsonrpc": "2.0", "id": message["id"],
                                   "result": [None for _ in items] if items else None})
                self.process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
                self.process.stdin.flush()

    def ask(self, method, parameters):
        self.tell(method, parameters, id=1)
        return self.hear(lambda row: row.get("id") == 1 and "method" not in row)["result"]

    def open(self, path):
        """What the server finds wrong with a file."""
        uri = path.as_uri()
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text()}})
        told = self.hear(lambda row: row.get("method") == "textDocument/publishDiagnostics"
                         and row["params"]["uri"] == uri)
        return told["params"]["diagnostics"]


@pytest.fixture
def server(tmp_path):
    command = shutil.which("yaml-language-server", path=os.pathsep.join(
        [str(ROOT / "build/npm/node_modules/.bin"), os.environ["PATH"]]))
    if command is None:
        pytest.skip("NOTICE: no yaml-language-server, see generator/README.md")
    server = Server(command, tmp_path)
    yield server
    server.watch.cancel()
    server.process.kill()
    server.process.wait()


def test_a_language_server_checks_and_explains(server, tmp_path):
    shutil.copytree(ROOT / "idl", tmp_path / "idl")
    for path in sorted((tmp_path / "idl").rglob("*.yaml")):
        assert server.open(path) == [], path.name
    modeline = "# yaml-language-server: $schema=schema.json\n"
    bad = tmp_path / "idl" / "bad.yaml"
    bad.write_text(modeline + "constants:\n  one: {value: 1, dok: One.}\n")
    assert any(row["range"]["start"]["line"] == 2 for row in server.open(bad))
    open_ = tmp_path / "idl" / "open.yaml"
    open_.write_text(modeline + "constants:\n  one:\n    \n")
    server.open(open_)
    offered = server.ask("textDocument/completion", {
        "textDocument": {"uri": open_.as_uri()}, "position": {"line": 3, "character": 4}})
    told = {row["label"]: json.dumps(row.get("documentation", "")) for row in offered["items"]}
    assert "The number." in told["value"] and "comment" in told["doc"], told
