# SPDX-License-Identifier: MIT
"""Planted faults of IPC and of the scheduler: each is a change of the kernel's text that the
lockstep of threads with their model notices, or that of threads in several CNodes, which have no
model. So what these pass says something."""
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("KOZO_BUILD", "build/gcc")

# What is wrong: in which file, instead of which text, what.
WRONG = {
    "badge forgotten": ("ipc/endpoint", "sender->badge = self->badge;", "sender->badge = 0;"),
    "deadline of a sender forgotten": (
        "ipc/endpoint", "    timeout_arm_thread(sender, deadline);\n", ""),
    "grant to anybody": ("ipc/transfer", "if (!may_grant)", "if (count > 4 && !may_grant)"),
    "rights that were withheld": ("ipc/transfer",
                                  "(kozo_rights_t)~kozo_pass_withheld(caps->pass[i])",
                                  "(kozo_rights_t)~0U"),
    "less of what moves": ("ipc/transfer", "kozo_pass_withheld(caps->pass[caps->count]) != 0",
                           "false"),
    "moved twice": ("ipc/transfer", "    if (ipc_moves_from(caps, *out))", "    if (false)"),
    "copied when it has moved": ("ipc/transfer",
                                 "unlikely(caps->moves) && ipc_moves_from(caps, *out)", "false"),
    "moved and sent by": ("ipc/transfer", "ipc_goes_by(from, to, *out) ? KOZO_ERR_IN_USE : KOZO_OK",
                          "KOZO_OK"),
    "waits that a move leaves": ("ipc/wait_by", "        this_cpu()->rearm = true;\n", ""),
    "the receiver has the sender's error": (
        "ipc/endpoint", "return KERNEL_RESTART;\n    }\n    endpoint_accept",
        "return error;\n    }\n    endpoint_accept"),
    "saved by whoever cannot go on": (
        "ipc/reply", "caller->home == NULL && caller->budget == waiting->budget", "false"),
    "fault answered, and still there": ("ipc/reply", "    faulted->faulted = false;\n", ""),
    "nobody told of the holder's end": ("obj/thread", "        ipc_wake(thread->caller, "
                                        "KOZO_ERR_PEER_DIED);\n", ""),
    "loan not taken back": ("ipc/call", "        ipc_end_loan(caller, callee);\n", ""),
    "lost wake-up of a server": ("ipc/call", "deepest != NULL && deepest != this_cpu()->current",
                                 "false"),
    "depth of calls kept": ("ipc/call", "        callee->call_depth = 0;\n", ""),
    "loan not renewed": ("ipc/lend", "        lend_renew(thread->endpoint);\n", ""),
    "loan without end": ("ipc/lend", "        server->lent = 0;\n", ""),
    "place in the queue kept": ("ipc/lend", "    if (thread == NULL || !tree_contains",
                                "    if (true || !tree_contains"),
    "bits overwritten": ("ipc/notification", "notification->bits |= bits;",
                         "notification->bits = bits;"),
    "bits for a thread that cannot go on": (
        "ipc/notification", "bound->state == KOZO_THREAD_STATE_RECEIVING && bound->home != NULL",
        "bound->state == KOZO_THREAD_STATE_RECEIVING"),
    "any priority": ("obj/budget", "if (priority > authority->ceiling)",
                     "if (priority > self->ceiling)"),
    "watched while it runs": ("obj/thread_registers", "    if (!thread_stands_still(self)) {\n"
                              "        return KOZO_ERR_BAD_STATE;",
                              "    if (self == caller) {\n        return KOZO_ERR_BAD_STATE;"),
    "resumed without a budget": (
        "obj/thread", "_SUSPENDED) {\n        return KOZO_ERR_BAD_STATE;\n    }\n"
        "    if (!thread_is_bound(self))", "_SUSPENDED) {\n        return KOZO_ERR_BAD_STATE;\n"
        "    }\n    if (self->cspace == NULL)"),
    "an alarm that has passed": ("ipc/notification", "    if (at <= arch_now_ns()) {",
                                 "    if (at == KOZO_DEADLINE_POLL) {"),
    "token taken twice": ("ipc/park", "        caller->token = false;\n", ""),
    "waits by what is gone": ("ipc/wait_by", "wait_is_by_capability(thread) && !wait_leads_there",
                              "false && !wait_leads_there"),
    "the last capability like any": ("ipc/wait_by", "object->references > 1", "true"),
    "signal of the first to be woken last": (
        "ipc/wait", "    case KOZO_THREAD_STATE_WAITING:\n        wait_queue_remove",
        "    case KOZO_THREAD_STATE_WAITING:\n        if (thread->queue_prev == NULL)\n"
        "            wait_queue_remove"),
    "slow partners on the fast path": ("ipc/fast_path",
                                       "caller->slow != callee->slow || ", ""),
    "senders overlooked on the fast path": ("ipc/fast_path",
                                            "endpoint->senders.root != NULL || ", ""),
    "a deadline on the fast path": (
        "ipc/fast_method", "regs_arg(&caller->regs, 1) != KOZO_DEADLINE_NEVER ||", "false ||"),
    "another handle on the fast path": (
        "ipc/fast_method", "caller->wait_handle.raw != regs_self(&caller->regs)", "false"),
    "another's budget on the fast path": (
        "ipc/fast_method", "self == NULL || cap_object(self) != budget", "self == NULL"),
    "a deadline that a fault leaves": (
        "ipc/fast_fault", "    timeout_cancel_thread(receiver);\n", ""),
    "senders overlooked by an answer": ("ipc/fast_fault", "endpoint->senders.root == NULL ?",
                                        "true ?"),
    "an exit taken back": ("ipc/fast_fault", " && !ipc_is_exiting(faulted)", ""),
    "priority kept by an answer": ("ipc/fast_fault", "faulted->hurried || ", ""),
    "time for nothing": ("sched/sched", "        sched_charge(cpu, arch_now_ns());\n", ""),
    "too short a period": ("sched/change", "now_ns + budget->period_ns",
                           "now_ns + budget->capacity_ns"),
    "preempted behind its equals": ("sched/sched", "run_queue_prepend(", "run_queue_append("),
    "told of last time": ("sched/change", "    budget->told = false;\n", ""),
    "spent, and still there": ("sched/sched", "remaining_ns == 0) {\n        sched_retire_current",
                               "remaining_ns == 1) {\n        sched_retire_current"),
    "timer not set": ("sched/timeout", "        cpu->rearm = true;\n", ""),
    "waits left by a removal": ("sched/sched", "        (void)wait_end_nested(); /*",
                                "        ; /*"),
    "waits left by a move": ("sched/sched", "        (void)wait_end_nested();\n", "        ;\n"),
    "one at a time": ("sched/timeout", "if (arch_interrupt_waits())", "if (true)"),
    "no end to what is due": ("sched/timeout", "if (arch_interrupt_waits())", "if (false)"),
    "answered twice": ("ipc/endpoint", "(flags & KOZO_TAG_FLAG_ANSWERED) != 0 ?", "false ?"),
    "a deadline that a call leaves": ("ipc/endpoint", "    timeout_cancel_thread(receiver);\n", ""),
    "a deadline that an answer leaves": (
        "ipc/endpoint", "        timeout_cancel_thread(client);\n", ""),
    "priority kept by an answer to a call": ("ipc/endpoint", "likely(!caller->hurried)", "true"),
    "another's budget given back": ("ipc/endpoint", "caller->budget == callee->budget", "true"),
    "a saved right passed over": (
        "ipc/endpoint",
        "likely((flags & (KOZO_TAG_FLAG_SAVED_REPLY | KOZO_TAG_FLAG_ANSWERED)) == 0)", "true"),
    "goes on on what it has given back": ("ipc/endpoint", "    this_cpu()->reselect = true;\n", ""),
    "a deadline of a caller forgotten": (
        "ipc/endpoint", "    timeout_arm_thread(caller, deadline);\n", ""),
    "later first": ("lib/tree", "at->key < least->key", "at->key > least->key"),
}
# What threads in several CNodes meet, by test_spaces.c.
WRONG_IN_SPACES = {
    "a list that stays where its slot was": (
        "ipc/wait_by", "        wait_first(slot)->wait_link = wait_link(slot);\n", ""),
    "ways that a message moves": (
        "ipc/wait_by", "    if (unlikely(kernel.nested_some)) {\n        wait_note_removal(slot);",
        "    if (unlikely(kernel.nested_some)) {"),
    "stays where it waited, by a capability that moves": (
        "ipc/wait_by", "return wait_end_all(source, KOZO_ERR_REVOKED);", "return KOZO_OK;"),
    "waits that a message moves": ("ipc/transfer", "caps->moves ? ipc_end_waits(from, to, caps)",
                                   "false ? ipc_end_waits(from, to, caps)"),
    "a way through what is deleted": (
        "ipc/wait_by", "    wait_note_removal(slot);\n    if (wait_is_awaited",
        "    if (wait_is_awaited"),
}


def command_of(flavour):
    """The words with which make compiles a file of the kernel."""
    source = "kernel/ipc/call.c"
    target = f"{BUILD.relative_to(ROOT)}/obj/host-{flavour}/{source}.o"
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    done = subprocess.run(["make", "--dry-run", f"TOOLCHAIN={BUILD.name.split('-')[0]}",
                           f"--what-if={source}", target], cwd=ROOT, check=True,
                          capture_output=True, text=True, env=environment)
    line = next(line for line in done.stdout.splitlines() if f" -c {source} " in line)
    return shlex.split(line)


@pytest.fixture(scope="module")
def command():
    return command_of("model")


@pytest.fixture(scope="module")
def command_for_spaces():
    return command_of("kernel")


def edited(file, old, new):
    text = (ROOT / "kernel" / f"{file}.c").read_text()
    assert text.count(old) == 1, (file, old)
    return text.replace(old, new)


def build(flavour, test, file, text, folder, command):
    """A test program with another text of a file of the kernel."""
    source, changed, binary = folder / "changed.c", folder / "changed.o", folder / Path(test).name
    source.write_text(text)
    subprocess.run([*command[:command.index("-c")], f"-Ikernel/{Path(file).parent}", "-Wno-unused",
                    "-O1", "-c", source, "-o", changed], cwd=ROOT, check=True)
    sanitizers = [word for word in command if word.startswith("-fsanitize=")]
    main = BUILD / "obj" / f"host-{flavour}" / "tests" / "host" / f"{test}.c.o"
    subprocess.run([command[0], *sanitizers, main, changed, BUILD / "host" / f"lib{flavour}.a",
                    "-lcmocka", "-o", binary], check=True)
    return binary


def lockstep(file, text, folder, command, shrink="0", steps="300000"):
    """Run the lockstep so."""
    binary = build("model", "model/test_ipc_lockstep", file, text, folder, command)
    return run(binary, KOZO_SEED="1", KOZO_IPC_STEPS=steps, KOZO_SHRINK=shrink)


def run(binary, **environment):
    return subprocess.run([binary], capture_output=True, text=True, timeout=120,
                          env=os.environ | environment)


def test_the_right_text_agrees(tmp_path, command):
    right = (ROOT / "kernel/ipc/call.c").read_text()
    done = lockstep("ipc/call", right, tmp_path, command, steps="50000")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file, old, new", WRONG.values(), ids=WRONG)
def test_a_wrong_one_is_noticed(file, old, new, tmp_path, command):
    done = lockstep(file, edited(file, old, new), tmp_path, command)
    assert done.returncode != 0
    assert re.search("DISAGREEMENT|PANIC|kernel and model disagree", done.stderr), done.stderr


@pytest.mark.parametrize("file, old, new", WRONG_IN_SPACES.values(), ids=WRONG_IN_SPACES)
def test_what_is_wrong_in_spaces_is_noticed(file, old, new, tmp_path, command_for_spaces):
    binary = build("kernel", "test_spaces", file, edited(file, old, new), tmp_path,
                   command_for_spaces)
    done = run(binary, KOZO_SEED="1", KOZO_ACTS="100000")
    assert done.returncode != 0 and "repeat with KOZO_SEED=" in done.stderr
    seed = re.search(r"repeat with (KOZO_SEED)=(\d+) (KOZO_ACTS)=(\d+)", done.stderr).groups()
    again = run(binary, **dict(zip(seed[::2], seed[1::2])))
    assert again.returncode != 0


def test_the_shortest_run_is_told_and_can_be_repeated(tmp_path, command):
    file, old, new = WRONG["badge forgotten"]
    done = lockstep(file, edited(file, old, new), tmp_path, command, shrink="1")
    assert 1 <= int(re.search(r"^(\d+) of them are enough", done.stderr, re.MULTILINE)[1]) <= 10
    log = tmp_path / "log"
    log.write_text(done.stderr)
    repeated = run(tmp_path / "test_ipc_lockstep", KOZO_IPC_REPLAY=str(log))
    assert repeated.returncode == 1 and "DISAGREEMENT" in repeated.stderr
    assert run(BUILD / "host" / "test_ipc_lockstep", KOZO_IPC_REPLAY=str(log)).returncode == 0
