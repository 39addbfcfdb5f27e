# SPDX-License-Identifier: MIT
"""Two checkouts in different folders and surroundings build the same bytes; SOURCE_DATE_EPOCH
alone decides which time they carry."""

import functools
import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_SOURCE = shutil.ignore_patterns("build", ".git", "__pycache__", ".pytest_cache")
PRODUCTS = ["kernel.elf", "kernel.lst", "boot/kernel.elf", "BOOTX64.EFI", "programs/*"]
IMAGES = ["initrd.cpio", "esp.img", "disk.img"]
OTHER_TIME = 1_000_000_000  # 2001-09-09


def build(tree, umask, **environment):
    """build/gcc of a whole build; the environment holds nothing but what is given."""
    shutil.rmtree(tree / "build", ignore_errors=True)
    done = subprocess.run(
        ["make", "TOOLCHAIN=gcc", "CC=gcc", "image", "all"],
        cwd=tree,
        env={"PATH": os.environ["PATH"], "HOME": str(tree.parent)} | environment,
        umask=umask,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return tree / "build" / "gcc"


def differing(first, second, patterns):
    """Which products differ, with the first byte that does."""
    found = []
    for pattern in patterns:
        names = [{str(p.relative_to(b)) for p in b.glob(pattern)} for b in (first, second)]
        assert names[0] == names[1] and names[0], pattern
        for name in sorted(names[0]):
            one, other = ((b / name).read_bytes() for b in (first, second))
            if one != other:
                pairs = enumerate(zip(one, other))
                at = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
                found.append(f"{name} from byte {at}")
    return found


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """Two checkouts; the copy in the second gives every file a new time."""
    top = tmp_path_factory.mktemp("reproducible")
    near, far = top / "a", top / "somewhere" / "else-and-deeper" / "kozo"
    shutil.copytree(ROOT, near, ignore=NOT_SOURCE)
    shutil.copytree(ROOT, far, ignore=NOT_SOURCE, copy_function=shutil.copy)
    yield near, far
    shutil.rmtree(top)


@pytest.fixture(scope="module")
def first(trees):
    return build(trees[0], 0o022, TZ="UTC", LC_ALL="C", USER="root")


def test_two_checkouts_build_the_same_bytes(trees, first):
    elsewhere = {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "USER": "somebody", "V": "1"}
    second = build(trees[1], 0o077, **elsewhere)
    assert differing(first, second, PRODUCTS + IMAGES) == []


def test_the_epoch_changes_times_in_images_and_nothing_else(trees, first):
    second = build(trees[1], 0o022, SOURCE_DATE_EPOCH=str(OTHER_TIME))
    assert differing(first, second, PRODUCTS) == []
    timed = [name.split()[0] for name in differing(first, second, IMAGES)]
    assert timed == IMAGES
    # A header of the archive has the time in its sixth field of eight hexadecimal digits; the
    # archive's checksum follows it.
    time = re.compile(rb"(?<=070701.{40})[0-9A-Fa-f]{8}|(?<=CRC-32 )[0-9a-f]{8}(?=\n\Z)")
    timeless = functools.partial(time.sub, b"")
    archives = [(b / "initrd.cpio").read_bytes() for b in (first, second)]
    assert timeless(archives[0]) == timeless(archives[1])
    assert b"%08X" % OTHER_TIME in archives[1]
    listing = subprocess.check_output(["mdir", "-/", "-i", second / "esp.img", "::"], text=True)
    dates = set(re.findall(r"\d{4}-\d\d-\d\d", listing))
    assert dates == {"2001-09-09"}
