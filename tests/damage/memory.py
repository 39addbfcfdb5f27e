# SPDX-License-Identifier: MIT
"""Damage of what a loader tells the kernel in memory, the memory map before all: the guest is
stopped where it enters the kernel, and its memory changed."""

import pathlib
import struct
import time

import guests
import image
import monitor
import rsp
from damages import IN_PLACE, damage
from qemu import Machine
from running import Running

ENTRIES = {
    "direct": "boot_entry_pvh",
    "grub": "boot_entry_multiboot2",
    "uefi": "boot_entry_uefi",
}
START_INFO_SIZE, START_INFO_MEMORY, PVH_ENTRY_SIZE = 56, 40, 24
TAG_MEMORY = 6
MEMORY = 256  # MiB
LOOP = b"\xeb\xfe"  # jmp to itself


def options(scratch):
    """For a machine that waits for the stub."""
    socket = f"socket,id=gdb,path={scratch}/gdb,server=on,wait=off"
    return ["-S", "-chardev", socket, "-gdb", "chardev:gdb"]


def entry(build, boot):
    """Physical address."""
    return image.symbol(build, ENTRIES[boot])


def change_number(content, random):
    """One number of 8 bytes becomes another that somebody might believe."""
    at = random.randrange(len(content) // 8) * 8
    old = int.from_bytes(content[at : at + 8], "little")
    new = random.choice([0, 2**64 - 1, random.getrandbits(64), random.getrandbits(32), old << 4])
    new = struct.pack("<Q", new & (2**64 - 1))
    return content[:at] + new + content[at + 8 :], f"number at {at} was {old:#x}"


KINDS = [*IN_PLACE, change_number, change_number]


def find_pvh(stub, random):
    """(address, size) of what to damage: mostly the memory map, sometimes what leads to it."""
    start = stub.register("rbx")
    address, count = struct.unpack("<QI", stub.read(start + START_INFO_MEMORY, 12))
    return (start, START_INFO_SIZE) if random.random() < 0.15 else (address, count * PVH_ENTRY_SIZE)


def find_multiboot2(stub, random):
    start = stub.register("rbx")
    size = struct.unpack("<I", stub.read(start, 4))[0]
    content = stub.read(start, size)
    at = 8
    while random.random() >= 0.15 or at == 8:
        kind, length = struct.unpack_from("<II", content, at)
        if kind == TAG_MEMORY:
            return start + at, length
        at += (length + 7) & ~7
    return start, size


def find_boot_info(stub, _):
    start = stub.register("rdi")
    return start, struct.unpack("<I", stub.read(start + 12, 4))[0]


FIND = {"direct": find_pvh, "grub": find_multiboot2, "uefi": find_boot_info}


def change(stub, boot, random):
    address, size = FIND[boot](stub, random)
    content = stub.read(address, size)
    changed, what = damage(content, random, KINDS)
    stub.write(address, changed)
    stub.leave()
    return what


def run(build, scratch, boot, random):
    """(verdict, what was done)"""
    done = []
    machine = Machine(build, boot=boot, memory=MEMORY, extra=options(scratch))

    def prepare(_):
        stub = rsp.Stub(f"{scratch}/gdb")
        stub.run_to(entry(build, boot))
        done.append(change(stub, boot, random))

    return guests.run(machine, scratch, prepare), done[0]


def save_uefi(build, scratch):
    """The state of a machine that has come by firmware and loader to the kernel's entry, and the
    bytes there that LOOP has replaced."""
    state = pathlib.Path(scratch) / "uefi.state"
    machine = Machine(build, memory=MEMORY, extra=options(scratch) + monitor.options(scratch))
    with Running(machine, scratch):
        stub = rsp.Stub(f"{scratch}/gdb", timeout=90)
        stub.run_to(entry(build, "uefi"))
        # Stopped by the stub, a machine cannot be saved: let it run on the spot until QEMU stops
        # it.
        kept = stub.read(entry(build, "uefi"), len(LOOP))
        stub.write(entry(build, "uefi"), LOOP)
        stub.leave()
        qmp = monitor.Monitor(scratch)
        qmp.execute("stop")
        qmp.execute("migrate", uri=f"exec:cat >{state}")
        while qmp.execute("query-migrate")["status"] in ("setup", "active", "device"):
            time.sleep(0.05)
        assert qmp.execute("query-migrate")["status"] == "completed"
    return state, kept


def run_uefi(build, scratch, saved, random):
    state, kept = saved
    done = []
    machine = Machine(build, memory=MEMORY, extra=options(scratch))
    machine.extra += ["-incoming", f"exec:cat {state}"]

    def prepare(_):
        qmp = monitor.Monitor(scratch)
        while qmp.execute("query-status")["status"] == "inmigrate":
            time.sleep(0.02)
        qmp.close()
        stub = rsp.Stub(f"{scratch}/gdb")
        stub.write(entry(build, "uefi"), kept)
        done.append(change(stub, "uefi", random))

    return guests.run(machine, scratch, prepare), done[0]
