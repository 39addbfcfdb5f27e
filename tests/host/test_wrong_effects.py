# SPDX-License-Identifier: MIT
"""Wrong effect clauses: each renders a model with which the kernel disagrees, and a lockstep test
tells in which operation. So a clause that it passes says what the kernel does."""
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("KOZO_BUILD", "build/gcc")
sys.path.insert(0, str(ROOT / "generator"))
from kozo_idl import front  # noqa: E402
from kozo_idl.backends import effects, states  # noqa: E402
from kozo_idl.diagnostics import Report  # noqa: E402
from kozo_idl.ir import build_ir  # noqa: E402
from kozo_idl.render import Renderer  # noqa: E402

MODEL = "tests/host/model"


@dataclass(frozen=True)
class Lockstep:
    """A test that runs the kernel beside a model: what is rendered for it, and what
    compiles that."""
    name: str
    backend: object
    header: str
    callers: tuple
    steps: str


SLOTS = Lockstep("test_lockstep", effects, "model.h", ("call_model",), "KOZO_STEPS")
STATE = Lockstep("test_ipc_lockstep", states, "state.h", ("ref_call", "ref_thread"),
                 "KOZO_IPC_STEPS")
_COPYABLE = "      - refuse(not_copyable) unless copyable(source.type)\n"
_BADGEABLE = "      - refuse(not_badgeable) unless badgeable(source.type) and source.badge == 0\n"
_SIZED = "      - refuse(range) unless sized(kind, size_bits)\n"
_PERMITS = "      - refuse(device_memory) unless permits(self, kind)\n"
_FITS = "      - refuse(no_memory) unless fits(self, count, size_bits)\n"
_ROOM = "      - refuse(no_space) unless has_room(kind, count)\n"
# What is wrong: in which operation, instead of which text, what.
WRONG = {  # of slots
    "mask forgotten": ("copy", "source.rights & mask", "source.rights"),
    "rights added": ("copy", "source.rights & mask", "source.rights | mask"),
    "badge lost": ("copy", "badge: source.badge", "badge: 0"),
    "anything copied": ("copy", f"[not_copyable]\n    effect:\n{_COPYABLE}", "[]\n    effect:\n"),
    "badge of the source": ("mint", "badge: badge", "badge: source.badge"),
    "badge changed": ("mint", " and source.badge == 0", ""),
    "order of refusals": ("mint", _COPYABLE + _BADGEABLE, _BADGEABLE + _COPYABLE),
    "source stays": ("move", "move(index, from: source)",
                     "derive(index, from: source, rights: source.rights, badge: source.badge)"),
    "children go instead": ("delete", "remove(self)", "remove_descendants(self)"),
    "goes itself instead": ("revoke", "remove_descendants(self)", "remove(self)"),
    "room for one": ("retype", "fits(self, count,", "fits(self, 1,"),
    "one made": ("retype", "(index, count: count", "(index, count: 1"),
    "any size": ("retype", f"range, no_space, device_memory]\n    effect:\n{_SIZED}",
                 "no_space, device_memory]\n    effect:\n"),
    "anything made of devices": ("retype", f", device_memory]\n    effect:\n{_SIZED}{_PERMITS}",
                                 f"]\n    effect:\n{_SIZED}"),
    "device before size": ("retype", _SIZED + _PERMITS, _PERMITS + _SIZED),
    "room before device": ("retype", _PERMITS + _FITS, _FITS + _PERMITS),
    "one address space": ("retype", "has_room(kind, count)", "has_room(kind, 1)"),
    "limit before room": ("retype", _FITS + _ROOM, _ROOM + _FITS),
}
WRONG_STATE = {
    "bits overwritten": ("notification", "signal", "self.bits | (", "("),
    "unbadged and silent": ("notification", "signal", "else 1", "else 2"),
    "another's badge": ("notification", "signal", "self.badge if", "1 if"),
    "bits stay": ("notification", "wait", "      - self.bits becomes 0\n", ""),
    "bits of nobody": ("notification", "wait", "bits becomes self.bits", "bits becomes 1"),
    "another error of polling": ("notification", "wait", "until == deadline_poll",
                                 "until == deadline_never"),
    "waits for what is there": ("notification", "wait", "wait() when", "wait() unless"),
    "late for ever": ("notification", "wait", "self.bits == 0 and passed(until)",
                      "not self.bits == 0 and passed(until)"),
    "alarm that has passed": ("notification", "set_alarm", "deadline_never if passed(at) else at",
                              "at"),
    "bits of another alarm": ("notification", "set_alarm", "alarm_bits becomes bits",
                              "alarm_bits becomes self.alarm_bits"),
    "bits at once": ("notification", "set_alarm", " when passed(at)", ""),
    "parked by another": ("thread", "park", "      - refuse(bad_state) unless self.caller\n",
                          "      - refuse(bad_state) when self.exiting\n"),
    "token kept": ("thread", "park", "token becomes false", "token becomes true"),
    "no token given": ("thread", "unpark", "becomes true", "becomes self.faulted"),
    "handlers replaced": ("thread", "bind_faults", "when self.handled", "when self.exiting"),
    "started twice": ("thread", "start", "thread_state.inactive", "thread_state.suspended"),
    "started without a budget": ("thread", "start", "unless self.bound", "when self.exiting"),
    "stack for instructions": ("thread", "start", "self.ip becomes ip", "self.ip becomes sp"),
    "dead and suspended": ("thread", "suspend", "self.state == thread_state.dead or ", ""),
    "end taken back": ("thread", "suspend", " or self.exiting", ""),
    "fault kept": ("thread", "suspend", "faulted becomes false", "faulted becomes self.faulted"),
    "resumed while ready": ("thread", "resume", "thread_state.suspended", "thread_state.ready"),
    "resumed without a budget": ("thread", "resume", "unless self.bound", "when self.exiting"),
    "time for priority": ("thread", "inspect", "consumed becomes self.consumed",
                          "consumed becomes 0"),
    "waiting and bound": ("thread", "bind_notification",
                          " or self.state == thread_state.suspended", ""),
    "two listeners": ("thread", "bind_notification", " or notification.heard", ""),
    "watched while it runs": ("thread", "watch", "unless self.faulted",
                              "unless self.state == thread_state.ready or self.faulted"),
    "watch forgotten": ("thread", "watch", "becomes flags", "becomes self.watched"),
    "any priority": ("budget", "configure", "authority.ceiling < priority",
                     "self.ceiling < priority"),
    "more than a period": ("budget", "configure", "period < capacity", "capacity < period"),
    "ceiling kept": ("budget", "configure", "self.ceiling becomes priority",
                     "self.ceiling becomes self.ceiling"),
    "period for capacity": ("budget", "configure", "capacity becomes capacity",
                            "capacity becomes period"),
    "old time kept": ("budget", "configure", "remaining becomes capacity",
                      "remaining becomes self.remaining"),
    "another's time": ("budget", "inspect", "remaining becomes self.remaining",
                       "remaining becomes self.capacity"),
    "nothing told": ("budget", "watch", "becomes flags", "becomes self.watched"),
}
ACTS = {"notification set_alarm": "alarm", "thread inspect": "inspect_thread",
        "thread bind_notification": "bind_signals", "thread watch": "watch_thread",
        "budget inspect": "inspect_budget"}  # what the lockstep calls them


def beginning(operation):
    """How an operation, told as NAME or as TYPE NAME, begins in the YAML."""
    *owner, name = operation.split()
    return "".join(f"- object: {of}\n" for of in owner) + f"    name: {name}\n"


def edited(text, operation, old, new):
    """The YAML with a piece of one operation replaced."""
    start = text.index(beginning(operation))
    end = (text + "\n  - object: ").index("\n  - object: ", start)
    assert text.count(old, start, end) == 1, (operation, old)
    return text[:start] + text[start:end].replace(old, new) + text[end:]


@pytest.fixture(scope="module")
def command():
    """The words with which make compiles a file of a model, without the file."""
    caller = f"{MODEL}/call_model.c"
    target = f"{BUILD.relative_to(ROOT)}/obj/host-model/{caller}.o"
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    done = subprocess.run(["make", "--dry-run", f"TOOLCHAIN={BUILD.name.split('-')[0]}",
                           f"--what-if={caller}", target], cwd=ROOT, check=True,
                          capture_output=True, text=True, env=environment)
    line = next(line for line in done.stdout.splitlines() if f" -c {caller} " in line)
    words = shlex.split(line)
    return words[:words.index("-o")]


def lockstep(idl, folder, command, kind=SLOTS, shrink="0"):
    """Run a lockstep test with the model of the IDL in `idl`."""
    report = Report()
    world = front.read_world(idl, report)
    assert not report, report.lines()
    model = next(output for output in kind.backend.outputs(build_ir(world))
                 if output.path.endswith(f"/{kind.header}"))
    header = folder / "kozo" / "gen" / kind.header
    header.parent.mkdir(parents=True)
    header.write_text(Renderer().render(model))
    binary, objects = folder / kind.name, [folder / f"{caller}.o" for caller in kind.callers]
    for caller, compiled in zip(kind.callers, objects):
        words = [f"{MODEL}/{caller}.c" if word.endswith("/call_model.c") else word
                 for word in command]
        subprocess.run([words[0], f"-I{folder}", *words[1:], "-O0", "-o", compiled], cwd=ROOT,
                       check=True)
    main = BUILD / "obj" / "host-model" / MODEL / f"{kind.name}.c.o"
    subprocess.run([command[0], main, *objects, BUILD / "host" / "libmodel.a", "-lcmocka", "-o",
                    binary], check=True)
    return run(binary, KOZO_SEED="1", KOZO_SHRINK=shrink, **{kind.steps: "20000"})


def run(binary, **environment):
    return subprocess.run([binary], capture_output=True, text=True, timeout=120,
                          env=os.environ | environment)


@pytest.mark.parametrize("kind", [SLOTS, STATE], ids=["slots", "state"])
def test_the_right_ones_agree(kind, tmp_path, command):
    done = lockstep(ROOT / "idl", tmp_path, command, kind)
    assert done.returncode == 0, done.stderr


def wrong(folder, operation, old, new):
    """An IDL with that mistake."""
    shutil.copytree(ROOT / "idl", folder / "idl")
    kernel = folder / "idl" / "kernel"
    path = next(path for path in (kernel / "operations.yaml", kernel / "threads.yaml")
                if beginning(operation) in path.read_text())
    path.write_text(edited(path.read_text(), operation, old, new))
    return folder / "idl"


@pytest.mark.parametrize("operation, old, new", WRONG.values(), ids=WRONG)
def test_a_wrong_one_is_noticed(operation, old, new, tmp_path, command):
    done = lockstep(wrong(tmp_path, operation, old, new), tmp_path, command)
    assert done.returncode != 0
    assert f"in: {operation} " in done.stderr, done.stderr


@pytest.mark.parametrize("owner, name, old, new", WRONG_STATE.values(), ids=WRONG_STATE)
def test_a_wrong_one_of_state_is_noticed(owner, name, old, new, tmp_path, command):
    idl = wrong(tmp_path, f"{owner} {name}", old, new)
    done = lockstep(idl, tmp_path, command, STATE)
    assert done.returncode != 0
    assert f"in: {ACTS.get(f'{owner} {name}', name)} " in done.stderr, done.stderr


def test_the_shortest_run_is_told_and_can_be_repeated(tmp_path, command):
    done = lockstep(wrong(tmp_path, *WRONG["badge lost"]), tmp_path, command, shrink="1")
    assert 1 <= int(re.search(r"^(\d+) of them are enough", done.stderr, re.MULTILINE)[1]) <= 8
    log = tmp_path / "log"
    log.write_text(done.stderr)
    repeated = run(tmp_path / "test_lockstep", KOZO_REPLAY=str(log))
    assert repeated.returncode == 1 and "in: copy " in repeated.stderr
    assert run(BUILD / "host" / "test_lockstep", KOZO_REPLAY=str(log)).returncode == 0
