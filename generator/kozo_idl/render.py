# SPDX-License-Identifier: MIT
"""Templates to text, text to files. Templates loop and insert; what they insert is finished."""
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import jinja2

_LINE_STATEMENT = re.compile(r"^ *//% *(.*)$", re.MULTILINE)
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True)
class Output:
    """One generated file: where it goes, which template makes it and from which values. A template
    that is not in `templates` is the generator's."""
    path: str
    template: str
    values: dict
    templates: Path = TEMPLATES


class _Loader(jinja2.FileSystemLoader):
    """Reads `//% statement` lines as statements; Jinja's line statements swallow blank lines."""

    def get_source(self, environment, template):
        text, path, fresh = super().get_source(environment, template)
        return _LINE_STATEMENT.sub(r"/*% \1 %*/", text), path, fresh


class Renderer:
    """Renders outputs; templates are compiled once a run."""

    def __init__(self):
        self._environments = {}

    def render(self, output):
        """The text of an output."""
        if output.templates not in self._environments:
            self._environments[output.templates] = _environment(output.templates)
        template = self._environments[output.templates].get_template(output.template)
        return template.render(output.values | {"template": output.template})


def _environment(folder):
    return jinja2.Environment(
        loader=_Loader([folder, TEMPLATES]), undefined=jinja2.StrictUndefined,
        block_start_string="/*%", block_end_string="%*/", variable_start_string="${",
        variable_end_string="}", comment_start_string="/*#", comment_end_string="#*/",
        trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, autoescape=False, cache_size=400)


def write_tree(directory, texts):
    """Make `directory` hold exactly `texts` (path -> text); untouched files keep their time.
    Returns the number of files written or removed."""
    changed = 0
    for path, text in sorted(texts.items()):
        target = directory / path
        data = text.encode()
        if target.is_file() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        changed += 1
    for target in sorted(directory.rglob("*"), reverse=True):
        if target.is_file() and target.relative_to(directory).as_posix() not in texts:
            target.unlink()
            changed += 1
        elif target.is_dir() and not any(target.iterdir()):
            target.rmdir()
    return changed


def manifest(texts, sources):
    """The text of MANIFEST: a hash of all input, then a hash per file, as sha256sum prints them."""
    lines = [f"# input {sources}"]
    lines += [f"{hashlib.sha256(text.encode()).hexdigest()}  {path}"
              for path, text in sorted(texts.items())]
    return "\n".join(lines) + "\n"
