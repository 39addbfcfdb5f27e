# SPDX-License-Identifier: MIT
"""`make debug`: gdb stands at the first instruction, stops in the kernel, sees its way there, and
shows what the kernel holds, also of one that is damaged."""

import contextlib
import importlib.util
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import pytest
from conftest import BUILD
from pexpect.popen_spawn import PopenSpawn
from qemu import Machine, gdb_command, gdb_server
from session import Session

ROOT = pathlib.Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide-debugging.md"
MARK = "<next>"

COMMANDS = """\
set width 0
break entry_system_call
continue
backtrace
detach
quit
"""


def test_gdb_stops_in_a_system_call_and_unwinds_to_its_entry():
    command = [sys.executable, "tests/harness/qemu.py", str(BUILD), "--boot", "direct", "--debug"]
    seen = subprocess.run(command, input=COMMANDS, capture_output=True, text=True,
                          timeout=90).stdout
    assert re.search(r"Breakpoint 1, .*entry_system_call", seen)
    assert re.search(r"#0 .*entry_system_call.*#1 .*signal handler", seen, re.DOTALL)
    assert "detached" in seen


def test_an_interrupt_from_the_terminal_is_for_gdb_alone():
    """All of `make debug` gets the SIGINT of Ctrl-C; gdb stops the guest, the others go on."""
    command = [sys.executable, "-u", "tests/harness/qemu.py", str(BUILD), "--boot", "direct",
               "--debug"]
    child = PopenSpawn(command, timeout=60, preexec_fn=os.setsid)
    child.sendline("break arch_idle\ncontinue\ndelete\necho <at>\\n\ncontinue")
    child.expect("<at>")
    child.expect("Continuing")
    time.sleep(0.5)
    os.killpg(child.pid, signal.SIGINT)
    child.expect("SIGINT")
    child.sendline("kozo queues\nkill\nquit")
    child.expect("cpu 0")
    assert child.wait() == 0


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP], ids=lambda end: end.name)
def test_nothing_stays_behind_when_it_is_ended(end, tmp_path):
    """The terminal is closed, say: the machine goes, and so does its scratch folder."""
    command = [sys.executable, "-u", "tests/harness/qemu.py", str(BUILD), "--boot", "direct",
               "--debug"]
    child = PopenSpawn(command, timeout=60, env=os.environ | {"TMPDIR": str(tmp_path)})
    child.sendline("echo <here>\\n")
    child.expect("<here>")
    (socket,) = tmp_path.glob("kozo-*/gdb")
    child.kill(end)
    assert child.wait() == 128 + end
    assert not socket.parent.exists()
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(socket) not in listed.stdout


def gdb(machine, socket, commands):
    """What each command prints, by the command. The machine stays halted."""
    line = [*gdb_command(machine, socket), "-nx", "-batch", "-ex", "set width 0"]
    for command in commands:
        line += ["-ex", f"echo {MARK}", "-ex", command]
    line += ["-ex", f"echo {MARK}", "-ex", "disconnect"]
    done = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          stdin=subprocess.DEVNULL, timeout=60)
    assert "Python" not in done.stdout
    return dict(zip(commands, done.stdout.split(MARK)[1:-1], strict=True))


@contextlib.contextmanager
def halted(tmp_path, image=""):
    """A machine at its first instruction; yields what asks its gdb, and its serial log."""
    socket, log = tmp_path / "gdb", tmp_path / "serial.log"
    machine = Machine(BUILD, image=image, boot="direct")
    machine.extra += ["-S", *gdb_server(socket), "-icount", "shift=0,sleep=off"]
    with log.open("wb") as file, subprocess.Popen(
        machine.command(tmp_path), stdin=subprocess.DEVNULL, stdout=file
    ) as guest:
        try:
            while not socket.exists() and guest.poll() is None:
                pass
            yield lambda *commands: gdb(machine, socket, commands), log
        finally:
            guest.kill()


# The system at its prompt, as the guide shows it


def plain(text):
    """Without what depends on sizes, times and the compiler."""
    text = re.sub(r"^ +0x[0-9a-f]+ .*", "    (its place)", text.strip(), flags=re.MULTILINE)
    text = re.sub(r"0x[0-9a-f]+", "0x*", text)
    text = re.sub(r"until \d+ ms", "until * ms", text)
    text = re.sub(r"init\[\d+\]", "init[*]", text)
    return [" ".join(line.split()) for line in text.splitlines()]


def samples():
    """The guide's commands and what they print."""
    for block in re.findall(r"```text\n(\(gdb\).*?)```", GUIDE.read_text(), re.DOTALL):
        for part in block.split("(gdb) ")[1:]:
            command, _, output = part.partition("\n")
            yield command, output


@pytest.fixture(scope="module")
def prompt(tmp_path_factory):
    """What the guide's commands, and some others, print at the prompt, where nobody runs."""
    socket = tmp_path_factory.mktemp("debug") / "gdb"
    machine = Machine(BUILD, boot="direct")
    machine.extra += gdb_server(socket)
    commands = ["break arch_idle", "continue", "kozo cnodes", "kozo caps names",
                *(name for name, _ in samples())]
    with Session(machine, BUILD / "logs" / "test_debug.log"):
        yield gdb(machine, socket, commands)


@pytest.mark.parametrize("command, output", [
    pytest.param(*row, id=row[0]) for row in samples() if " bt " not in row[0]])
def test_the_guide_shows_what_gdb_prints(prompt, command, output):
    assert plain(prompt[command]) == plain(output)


def test_threads_are_somewhere_in_their_programs(prompt):
    shown = prompt["kozo threads"]
    places = dict(re.findall(r"^(\w+) .*\n    0x\w+ (\w+ \(.*:\d+\))$", shown, re.M))
    assert list(places) == ["init", "log", "names", "console", "shell"]
    assert all(re.match(r"kozo_serve \(services/lib/serve.c", places[name])
               for name in ("init", "log", "names", "console"))


def test_the_callers_of_a_thread_lead_from_its_call_to_its_start(prompt):
    named = re.findall(r"(\w+) \(\S+:\d+\)", prompt["kozo bt shell"])
    assert "console_read" in named and "terminal_read_line" in named
    assert re.search(r"main \(services/shell/main.c:\d+\)\n#\d+ 0x\w+ kozo_enter \(.*\n"
                     r"#\d+ 0x\w+ _start \(services/lib/crt0.S:\d+\)\n$", prompt["kozo bt shell"])


def test_cnodes_are_listed_with_who_may_use_them(prompt):
    row = re.search(r"^console +0x\w+ +(\d+) +(\d+)  (.*)$", prompt["kozo cnodes"], re.MULTILINE)
    assert row[1] == "64"
    assert int(row[2]) == len(re.findall(r"console\[\d+\]  ", prompt["kozo caps console"]))
    assert re.fullmatch(r"console.cspace, console\[1\], init\[\d+\]", row[3])


def test_caps_say_where_each_comes_from(prompt):
    shown = prompt["kozo caps console"]
    names = re.search(r"^    names\[8\] .*$", prompt["kozo caps names"], re.MULTILINE)[0]
    assert names.endswith(" [send] from console[5]")
    assert re.search(r"console\[8\] .* io_port .* \[in,out\] from init\[4\]$", shown, re.MULTILINE)
    assert re.search(r"console\[9\] .*\[inspect,retype\] from init\[\d+\]$", shown, re.MULTILINE)


# A state that tests/guest/debug builds


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    with halted(tmp_path_factory.mktemp("built"), "debug") as (ask, log):
        before = ask("kozo threads")["kozo threads"]
        ask("break sys_debug_restart", "continue")
        told = r"# crowded (\d+) copy (\d+) minted (0x\w+) awaited (\d+)"
        slots = re.search(told, log.read_text())
        yield ask, dict(zip(("crowded", "copy", "minted", "awaited"), slots.groups())), before


def test_before_the_kernel_is_up_that_is_said(built):
    assert "the kernel is not up yet" in built[2]


def test_threads_with_their_states(built):
    text = built[0]("kozo threads")["kozo threads"]
    rows = re.findall(r"^init(\S*) +0x\w+ +(\w+) +(\d+) *(.*)$", text, re.MULTILINE)
    crowded = r"to send 0x0.5 to endpoint 0x\w+"
    expected = [  # in the order in which they were made; the second is the image's watchdog
        ("ready", 100, "on cpu 0"), ("waiting", 250, r"at notification 0x\w+, until \d+ ms"),
        ("calling", 111, crowded), ("calling", 120, crowded),
        ("calling", 110, crowded), ("calling", 120, crowded),
        ("receiving", 120, r"at endpoint 0x\w+ \(init#7\)"),
        ("receiving", 110, r"at endpoint 0x\w+ \(init#7\)"),
        ("waiting", 120, r"at notification 0x\w+"),
        ("awaiting_reply", 120, "for init#9 to answer 0x0.5"),
        ("ready", 50, ""), ("ready", 50, ""), ("ready", 110, ""),
    ]
    for (_, state, priority, waits), wanted in zip(rows, expected, strict=True):
        assert (state, int(priority)) == wanted[:2]
        assert re.fullmatch(wanted[2], waits)
    assert re.search(r"^    0x\w+ spin \(tests/guest/debug/main.c:\d+\)", text, re.MULTILINE)


def test_senders_are_listed_as_they_will_be_received(built):
    text = built[0]("kozo endpoints")["kozo endpoints"]
    assert "senders    init#4 (120), init#6 (120), init#3 (111), init#5 (110)\n" in text
    assert "receivers  init#7 (120), init#8 (110)\n" in text


def test_run_queues_by_priority_and_who_has_no_time_left(built):
    text = built[0]("kozo queues")["kozo queues"]
    assert re.fullmatch(
        r"cpu 0: budget \S+ \(init\) priority 100, \d+ of 10 ms left, current, runs init\n"
        r" +50  budget \S+ \(init#11\) priority 50, 10 of 10 ms left, ready, runs init#11\n"
        r" +50  budget \S+ \(init#12\) priority 50, 10 of 10 ms left, ready, runs init#12\n"
        r"depleted: budget \S+ \(init#13\) priority 110, 0 of 1 ms left, depleted, "
        r"runs init#13\n", text)


def test_derivation_is_a_tree(built):
    ask, at, _ = built
    tree, minted = f"kozo tree init[{at['crowded']}]", f"kozo tree init:{at['minted']}"
    stale = f"kozo tree init:{int(at['minted'], 16) + (1 << 32):#x}"
    seen = ask(tree, minted, stale, "kozo tree nobody[1]", "kozo tree init[8000]", "kozo tree 5")
    assert re.fullmatch(
        rf"init\[{at['crowded']}\]: endpoint (0x\w+) \[receive,send,grant\]\n"
        r"  0x\w+\[3\]: endpoint \1 \[receive,send,grant\]\n"
        rf"  init\[{at['copy']}\]: endpoint \1 \[send\]\n"
        r"    init\[\d+\]: endpoint \1 \[send\] badge 0x7\n", seen[tree])
    assert seen[minted] == seen[tree].splitlines()[-1].strip() + "\n"
    assert seen[stale].startswith("stale: ")
    assert "there is no cnode nobody" in seen["kozo tree nobody[1]"]
    assert "there is no capability in init[8000]" in seen["kozo tree init[8000]"]
    assert "a slot is NAME[INDEX]" in seen["kozo tree 5"]


def test_words_are_printed_by_their_fields(built):
    spec = importlib.util.spec_from_file_location("abi", ROOT / "generated/debug/kozo_abi.py")
    abi = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(abi)
    shift = {(word, name): at for word, rows in abi.WORDS.items() for name, at, _ in rows}
    console, (_, methods) = next(row for row in abi.INTERFACES.items() if row[1][0] == "console")
    label = next(label for label, name in methods.items() if name == "read")
    error = next(number for number, name in abi.ERRORS.items() if name == "stale")
    tag = (console << shift["tag", "interface"] | label << shift["tag", "label"]
           | 2 << shift["tag", "words"])
    status = error << shift["status", "code"] | 3 << shift["status", "argument"]
    handle = 9 << shift["handle", "stamp"] | 5 << shift["handle", "address"]
    printed = {
        f"print (kozo_tag_t){{{tag}}}": "console.read (words 0x2)",
        f"print (kozo_status_t){{{status}}}": "stale (argument 0x3)",
        f"print (kozo_handle_t){{{handle}}}": "0x900000005 (stamp 0x9, address 0x5)",
        "print kernel.boot_cnode->slots[0]": "rights lookup,modify badge 0x0 stamp 0x1",
    }
    for command, text in built[0](*printed).items():
        assert text.strip().endswith(printed[command])


@pytest.mark.parametrize("place, value, command, told", [
    ("kernel.boot_cnode->slots[CROWDED - 1].first", "1", "kozo tree init[CROWDED]",
     r"init\[CROWDED\]: `first` is 0x40, which does not answer"),
    ("kernel.boot_cnode->slots[COPY - 1].first",
     "((unsigned long)&kernel.boot_cnode->slots[CROWDED - 1] - PHYSMAP_BASE) / 64",
     "kozo tree init[CROWDED]", r"init\[COPY\]: the list of its children breaks"),
    ("kernel.boot_cnode->slots[CROWDED - 1].meta", "99", "kozo endpoints",
     "type 99, which there is not"),
    ("kernel.boot_cnode->slots[CROWDED - 1].object", "-64", "kozo endpoints",
     "0xffffffffffffffc0 is no address of memory"),
    ("kernel.boot_cnode->slot_count", "-1", "kozo caps init", r"it says that it has \d+ slots"),
    ("kernel.boot_cnode", "-1", "kozo threads", "or kernel.boot_cnode is damaged"),
    ("kernel.dying", "1 << 30", "kozo endpoints", "stack of the dying: there is no memory"),
    ("AWAITED->receivers_head->queue_next->queue_next", "AWAITED->receivers_head",
     "kozo endpoints", "the list of struct thread leads back"),
    ("AWAITED->object.references", "7", "kozo endpoints", "7 references, 1 found"),
    ("CROWDEDEP->senders.root->ring_next", "CROWDEDEP->senders.root->right",
     "kozo endpoints", "the ring of 0x\\w+ leads back"),
    ("cpus[0].run_queue.head[50]->next->next", "cpus[0].run_queue.head[50]", "kozo queues",
     "queue of priority 50: the list of struct budget leads back"),
    ("cpus[0].run_queue.head[50]->next", "(struct budget *)kernel.init", "kozo queues",
     "queue of priority 50: 0x\\w+ is no budget"),
])
def test_damage_is_told_and_nothing_breaks(built, place, value, command, told):
    ask, at, _ = built
    endpoint = "((struct endpoint *)(PHYSMAP_BASE + kernel.boot_cnode->slots[%s - 1].object))"
    words = {"CROWDEDEP": endpoint % at["crowded"], "AWAITED": endpoint % at["awaited"],
             "CROWDED": at["crowded"], "COPY": at["copy"]}

    def fill(text):
        for word, meaning in words.items():
            text = text.replace(word, meaning)
        return text

    where, command = f"&({fill(place)})", fill(command)
    seen = ask(f"set var $where = {where}", "set var $old = *$where",
               f"set var *$where = {fill(value)}", command, "set var *$where = $old", "kozo cnodes")
    assert re.search(fill(told), seen[command])
    assert "damaged" not in seen["kozo cnodes"]


def test_a_trap_in_the_kernel_names_its_line(tmp_path):
    """A pointer that is none, handed to kernel_main()."""
    with halted(tmp_path) as (ask, log):
        ask("break kernel_main", "continue", "set $rdi = 1UL << 63", "break arch_halt", "continue")
        text = log.read_text()
        assert re.search(r"PANIC: general protection, vector 13", text)
        ip, name, place = re.search(r"#0 0x(\w+) (\w+)\+\S+ \((.*)\)", text).groups()
        line = ask(f"info line *0x{ip}")[f"info line *0x{ip}"]
        assert re.search(rf"Line {place.split(':')[1]} of \"(\./)?{place.split(':')[0]}\"", line)
        assert re.search(rf"<{name}\+", line)
        assert re.search(r"#\d .* x86_start\+\S+ \(kernel/arch/x86_64/boot/start.c:\d+\)", text)
