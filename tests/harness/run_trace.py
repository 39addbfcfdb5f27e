#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Boots the system with its trace on (`make trace`).

Without --run the prompt is on the terminal, and the log grows meanwhile in
build/<config>/trace.log. With --run "ping log; mem" the commands are typed, each is followed by its
part of the log, and the machine is switched off. The records themselves stay in
build/<config>/trace.bin; for the usual trace viewers they are in trace.json besides.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import threading

from qemu import Machine, trace_console

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "kernel" / "debug" / "trace"))
import decode  # noqa: E402
import view  # noqa: E402
import viewer  # noqa: E402


class Follower:
    """Reads what has been written to the file of records since the last time."""

    def __init__(self, options, records, log):
        self.view = view.View(options)
        self.records, self.log = records.open("rb"), log.open("w", buffering=1)

    def lines(self):
        """The new lines; they are in the log too."""
        for line in self.view.feed(self.records.read()):
            print(line, file=self.log)
            yield line

    def finish(self):
        list(self.lines())
        for line in self.view.finish():
            print(line, file=self.log)
        self.log.close()


def interactive(machine, follower):
    ended = threading.Event()

    def follow():
        while not ended.wait(0.2):
            list(follower.lines())

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
        try:
            return subprocess.call(machine.command(scratch))
        except KeyboardInterrupt:
            return 130
        finally:
            ended.set()
            thread.join()


def unknown_events(cmdline):
    """What is wrong with the words behind `trace=`, if anything is."""
    decoder = decode.Decoder(ring=True)
    decoder.finish()
    known = decoder.events
    words = [word for option in cmdline.split() if option.startswith("trace=")
             for word in option.removeprefix("trace=").split(",")]
    bad = [word for word in words if word not in known]
    return f"TRACE: {', '.join(bad)}: there are {', '.join(known)}" if bad else ""


def commanded(machine, follower, commands, serial):
    from session import PROMPT, Session

    with Session(machine, serial) as session:
        list(follower.lines())
        for command in commands:
            answer = session.run(command)
            print(f"{PROMPT}{command}\n{answer}", end="")
            print("\n".join(follower.lines()))
        session.finish("poweroff")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("--boot", choices=["uefi", "direct"], default="direct")
    parser.add_argument("--cpus", type=int, default=1)
    parser.add_argument("--memory", type=int, default=512)
    parser.add_argument("--kvm", default="")
    parser.add_argument("--cmdline", required=True, help="with trace=...")
    parser.add_argument("--run", default="", help="commands, separated by semicolons")
    view.add_options(parser)
    options = parser.parse_args()
    if unknown := unknown_events(options.cmdline):
        parser.error(unknown)
    records, log = options.build / "trace.bin", options.build / "trace.log"
    records.write_bytes(b"")
    machine = Machine(options.build, boot=options.boot, cpus=options.cpus, memory=options.memory,
                      kvm=bool(options.kvm), cmdline=options.cmdline, extra=trace_console(records))
    follower = Follower(options, records, log)
    commands = [command.strip() for command in options.run.split(";") if command.strip()]
    if commands:
        status = commanded(machine, follower, commands, options.build / "logs" / "trace-serial.log")
    else:
        print(f"the trace goes to {log}", flush=True)
        status = interactive(machine, follower)
    picture = options.viewer or options.build / "trace.json"
    try:
        follower.finish()
        viewer.write(picture, viewer.convert(records.read_bytes()))
    except view.TraceError as error:
        print(f"{records}: {error}", file=sys.stderr)
        return 1
    decoder = follower.view.decoder
    print(f"{log}: {decoder.count} records, {decoder.lost} lost; "
          f"kernel/debug/trace/view.py {records} shows them again\n"
          f"{picture}: for Perfetto (https://ui.perfetto.dev) or chrome://tracing")
    return status or int(follower.view.complain())


if __name__ == "__main__":
    sys.exit(main())
