#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The one place that knows QEMU's command line: `make qemu`, `make debug` and every test use it.

Standard library only, so that booting needs no Python packages.
"""

import argparse
import dataclasses
import pathlib
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import types

import symbolize

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Not imported, which would leave bytecode in generated/.
kozo_abi = types.SimpleNamespace(**runpy.run_path(str(ROOT / "generated/debug/kozo_abi.py")))
OVMF_CODE = pathlib.Path("/usr/share/OVMF/OVMF_CODE_4M.fd")
OVMF_VARS = pathlib.Path("/usr/share/OVMF/OVMF_VARS_4M.fd")
# By OVMF and the loader; by -kernel; by GRUB's Multiboot2, started by a BIOS or by OVMF.
BOOTS = ["uefi", "direct", "grub", "grub-efi"]
GDB_COMMANDS = ROOT / "kernel" / "debug" / "gdb" / "kozo.py"

DEBUG_EXIT_PORT = kozo_abi.CONSTANTS["debug_exit_port"]

# What the firmware can boot from: the file, and the device that carries it.
MEDIA = {
    "esp": ["esp.img", "-device", "virtio-blk-pci,drive=boot,bootindex=1"],
    "disk": ["disk.img", "-device", "ide-hd,drive=boot,bootindex=1"],
    "usb": [
        *("disk.img", "-device", "qemu-xhci"),
        *("-device", "usb-storage,drive=boot,removable=on,bootindex=1"),
    ],
}


def drive(name, file):
    return ["-drive", f"if=none,id={name},format=raw,snapshot=on,file={file}"]


def trace_console(path):
    """Arguments that let the kernel write its trace to a file."""
    return ["-chardev", f"file,id=trace,path={path}",
            "-device", f"isa-debugcon,iobase={kozo_abi.CONSTANTS['trace_port']:#x},chardev=trace"]


@dataclasses.dataclass
class Machine:
    """What to boot and on what."""

    build: pathlib.Path
    image: str = ""  # guest test below build/images/; empty is the system itself
    boot: str = "uefi"
    cpus: int = 1
    memory: int = 512
    kvm: bool = False
    cmdline: str = ""
    disk: str = ""  # file in the place of the medium's
    media: str = "esp"  # what the firmware boots from: a bare file system, or a whole disk
    reboot: bool = False  # whether a reset of the machine starts it again
    extra: list = dataclasses.field(default_factory=list)

    def folder(self):
        return self.build / "images" / self.image if self.image else self.build

    def command(self, scratch):
        """The argument list. `scratch` is an existing folder that outlives the run."""
        line = ["qemu-system-x86_64", "-machine", "q35", "-m", str(self.memory)]
        line += ["-smp", str(self.cpus), "-display", "none", "-monitor", "none", "-nic", "none"]
        line += ["-cpu", "max", "-accel", "kvm" if self.kvm else "tcg"]
        line += ["-device", f"isa-debug-exit,iobase={DEBUG_EXIT_PORT:#x},iosize=4"]
        line += ["-serial", "stdio"]
        if not self.reboot:
            line += ["-no-reboot"]
        if self.boot == "direct":
            return line + self.direct() + self.extra
        file, *devices = MEDIA[self.media]
        line += [*drive("boot", self.disk or self.folder() / file), *devices]
        if self.boot.startswith("grub"):
            line += drive("grub", self.build / "grub" / f"{self.boot}.img")
            line += ["-device", "virtio-blk-pci,drive=grub,bootindex=0"]
        return line + ([] if self.boot == "grub" else self.firmware(scratch)) + self.extra

    def firmware(self, scratch):
        variables = pathlib.Path(scratch) / "vars.fd"
        shutil.copy(OVMF_VARS, variables)
        return [
            *("-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={OVMF_CODE}"),
            *("-drive", f"if=pflash,format=raw,unit=1,file={variables}"),
        ]

    def direct(self):
        return [
            *("-kernel", str(self.build / "boot" / "kernel.elf")),
            *("-initrd", str(self.folder() / "initrd.cpio")),
            *("-append", self.cmdline),
        ]


def gdb_server(socket):
    """Options that let gdb in by a socket of the file system."""
    return ["-chardev", f"socket,id=gdb,path={socket},server=on,wait=off", "-gdb", "chardev:gdb"]


def gdb_command(machine, socket):
    """gdb with the kernel's symbols and KOZO's commands, connected."""
    steps = ["set confirm off", f"source {GDB_COMMANDS}", f"target remote {socket}"]
    if machine.image:
        steps.append(f'set $kozo_init = "{machine.folder() / "init"}"')
    line = ["gdb", "-q", str(machine.build / "kernel.elf")]
    return line + [part for step in steps for part in ("-ex", step)]


def heed_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def debug(machine, scratch):
    """Runs gdb on a machine that stands at its first instruction."""
    socket = pathlib.Path(scratch) / "gdb"
    log = machine.build / "debug-serial.log"
    machine.extra += ["-S", *gdb_server(socket)]
    command = machine.command(scratch)
    command[command.index("stdio")] = f"file:{log}"
    print(f"serial output goes to {log}")
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True) as guest:
        try:
            while not socket.exists() and guest.poll() is None:
                time.sleep(0.01)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for gdb
            return subprocess.call(gdb_command(machine, socket), preexec_fn=heed_interrupts)
        finally:
            guest.terminate()


def run(machine, scratch):
    """Runs a machine with its serial line on the terminal."""
    with subprocess.Popen(machine.command(scratch), stdout=subprocess.PIPE) as guest:
        # Ctrl-C is QEMU's to obey: it ends, and so does its output.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        symbolize.copy(guest.stdout.fileno(), sys.stdout.buffer, machine.build)
        return guest.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("--image", default="")
    parser.add_argument("--boot", choices=BOOTS, default="uefi")
    parser.add_argument("--media", choices=MEDIA, default="esp")
    parser.add_argument("--cpus", type=int, default=1)
    parser.add_argument("--memory", type=int, default=512)
    parser.add_argument("--kvm", default="")
    parser.add_argument("--cmdline", default="")
    parser.add_argument("--debug", action="store_true", help="stop before the first instruction")
    options = vars(parser.parse_args())
    stop = options.pop("debug")
    options["kvm"] = bool(options["kvm"])
    machine = Machine(reboot=True, **options)
    for end in (signal.SIGHUP, signal.SIGTERM):  # nothing that was started stays behind
        signal.signal(end, lambda number, _: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
        if stop:
            return debug(machine, scratch)
        return run(machine, scratch)


if __name__ == "__main__":
    sys.exit(main())
