#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints a KOZO trace as a readable log of system calls, or as JSON, one object a line.

What the records say comes from records.c. Filters take patterns as the shell does:
  view.py build/gcc/trace.bin --thread shell --operation 'endpoint_*' --operation 'console.*'
or writes them all to a file for the usual trace viewers:
  view.py build/gcc/trace.bin --viewer trace.json
"""

import argparse
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from decode import Decoder, TraceError  # noqa: E402
from filters import Filters  # noqa: E402
from repeats import Repeats  # noqa: E402
from text import Lines  # noqa: E402
import viewer  # noqa: E402


class View:
    """Bytes in, finished lines out."""

    def __init__(self, options):
        self.decoder = Decoder(options.ring)
        self.filters = Filters(options)
        self.lines = Lines(self.filters)
        self.repeats = None if options.all else Repeats()
        self.as_json, self.records = options.json, options.records

    def feed(self, data):
        for event in self.decoder.feed(data):
            if not self.as_json and (not self.records or isinstance(event, int)):
                yield from self._shorten(self.lines.feed(event))
            elif not all(self.filters.judge(event)):
                continue
            elif self.as_json:
                yield json.dumps({"lost": event} if isinstance(event, int) else event.json())
            else:
                yield event.line()

    def finish(self):
        yield from self._shorten(self.lines.flush())
        yield from self.repeats.flush() if self.repeats else ()
        self.decoder.finish()

    def complain(self):
        """About patterns that nothing matched, most likely misspelt. Returns whether there were."""
        for complaint in self.filters.unmatched():
            print(complaint, file=sys.stderr)
        return bool(self.filters.unmatched())

    def _shorten(self, lines):
        for line in lines:
            yield from self.repeats.feed(line) if self.repeats else [line]


def add_options(parser):
    parser.add_argument("--thread", action="append", default=[], help="only threads of this name")
    parser.add_argument("--operation", action="append", default=[],
                        help="only operations, or methods (interface.method) with their answers")
    parser.add_argument("--errors", action="store_true",
                        help="only what failed, and answers that are errors")
    parser.add_argument("--all", action="store_true", help="also lines that only repeat others")
    parser.add_argument("--json", action="store_true", help="one JSON object per record")
    parser.add_argument("--records", action="store_true",
                        help="a line for each record, as `trace` prints it at the prompt")
    parser.add_argument("--viewer", type=pathlib.Path, metavar="FILE",
                        help="write a file for Perfetto and the like instead")
    parser.add_argument("--ring", action="store_true",
                        help="the file is the ring out of the kernel's memory")


def main(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path, help="what the kernel wrote")
    add_options(parser)
    options = parser.parse_args(arguments)
    if options.viewer and (options.thread or options.operation or options.errors):
        parser.error("--viewer writes the whole trace: filters are for what is printed")
    view = View(options)
    try:
        if options.viewer:
            document = viewer.convert(options.file.read_bytes(), options.ring)
            viewer.write(options.viewer, document)
            return 0
        for lines in (view.feed(options.file.read_bytes()), view.finish()):
            for line in lines:
                print(line)
    except BrokenPipeError:
        sys.stderr.close()  # whoever reads has seen enough
    except (TraceError, OSError) as error:
        sys.stdout.flush()
        print(f"{options.file}: {error}", file=sys.stderr)
        return 1
    return int(view.complain())


if __name__ == "__main__":
    sys.exit(main())
