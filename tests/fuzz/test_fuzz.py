# SPDX-License-Identifier: MIT
"""The harness of all decoders reaches everything, and notices checks that are not made."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/mutants"))
import mutants  # noqa: E402

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
PROGRAM = ROOT / BUILD / "fuzz/decoders"
RUNS = 100_000
PER_CHECK = 500  # to come to every one
PLANTED = ["aspace_map.0.rights", "names_register.request.name.text",
           "kinds_many.reply.bits.element", "wire.cap.rights", "wire.grant.size",
           "wire.text.continuation", "fault.reply.action.enum",
           "failures_wide.busy.reply.third.enum"]


def fuzz(program, runs, folder, **chosen):
    """(exit status, what it has printed)."""
    done = subprocess.run(
        [program, "-seed=1", f"-runs={runs}", f"-artifact_prefix={folder}/"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, env=os.environ | chosen)
    return done.returncode, done.stdout.decode(errors="replace")


def test_everything_is_reached(tmp_path, record_property):
    counts = (ROOT / BUILD / "interfaces/generated/fuzz/decoders.c").read_text()
    enough = PER_CHECK * int(re.search(r"fuzz_checks_wanted = (\d+)", counts)[1])
    status, output = fuzz(PROGRAM, enough, tmp_path)
    assert status == 0, output[-3000:]
    last = output.strip().splitlines()[-1]
    match = re.fullmatch(r"(\d+) executions, (\d+) of \2 decoders accepted, "
                         r"(\d+) of \3 checks refused, 0 crashes", last)
    assert match and int(match[1]) >= enough, last
    record_property("summary", last)


def test_what_is_not_reached_is_a_failure(tmp_path):
    status, output = fuzz(PROGRAM, 100, tmp_path)
    assert status == 1
    assert "never accepted: " in output and "never refused: " in output


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The program with all of these gone, each where KOZO_MUTANT is its number."""
    root, folder = ROOT / BUILD / "interfaces", tmp_path_factory.mktemp("planted")
    deletions = {mutant.check: mutant for path in mutants.checked_files(root)
                 for mutant in mutants.mutants_of(root, path, False)}
    shutil.copytree(root / "generated", folder / "generated", copy_function=shutil.copy2)
    mutants.write_switched(root, [deletions[check] for check in PLANTED], folder)
    shutil.copy(mutants.SWITCH, folder / "generated/fuzz")
    program = folder / "decoders"
    subprocess.run(["make", "-s", f"BUILD={BUILD}", f"interfaces_generated={folder}/generated",
                    f"fuzz_program={program}", program], cwd=ROOT, check=True)
    return program


@pytest.mark.parametrize("check", PLANTED)
def test_planted(check, planted, tmp_path):
    number = str(PLANTED.index(check) + 1)
    status, output = fuzz(planted, RUNS, tmp_path, KOZO_MUTANT=number)
    assert status == 77 and "not so: " in output, output[-3000:]  # a crash, and which claim fails


def test_what_is_planted_is_the_reason(planted, tmp_path):
    assert fuzz(planted, 1000, tmp_path)[0] == 1  # too few to reach everything, but no crash
