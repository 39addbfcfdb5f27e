# SPDX-License-Identifier: MIT
"""abi_literals.py is shown one of each kind of literal, and its like that is none."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import abi_literals  # noqa: E402
import lint  # noqa: E402

PLANTED = [
    ("services/a.c", '__asm__ volatile("syscall" : "+r"(op));', "trap"),
    ("services/a.c", '__asm__ volatile("mov %0, %%rax\\n syscall\\n" : : "r"(op));', "trap"),
    ("services/a.S", "enter: syscall", "trap"),
    ("services/a.c", "static const uint8_t code[] = {0x0f, 0x05};", "trap"),
    ("services/a.c", 'register uint64_t op __asm__("rax") = KOZO_OP_CNODE_COPY;', "register"),
    ("kernel/ipc/a.c", "caller->regs.rsi = tag.raw;", "register"),
    ("tests/host/a.c", "regs->rax = op;", "register"),
    ("kernel/a.c", "if (error == 12)", "error"),
    ("kernel/a.c", "kozo_err_t outcome = 7;", "error"),
    ("kernel/a.c", "kozo_err_t f(void)\n{\n    return 12;\n}", "error"),
    ("services/a.c", "return kozo_status_make(8, 1, 0);", "error"),
    ("services/a.c", "if (kozo_status_code(kozo_any_delete_status(h)) != 0x3)", "error"),
    ("kernel/a.c", "if (cap_type(slot) == 3)", "object"),
    ("services/a.c", "kozo_object_t kind = 8;", "object"),
    ("kernel/a.c", "if ((cap_rights(slot) & 2) == 0)", "right"),
    ("services/a.c", "kozo_rights_t mask = 0x3;", "right"),
    ("services/a.c", "kozo_cnode_copy(cnode, at, source, 0xf, &handle);", "typed"),
    ("services/a.c", "kozo_untyped_retype(untyped,\n    8, 12, 1, cnode, at, &handle);", "typed"),
    ("services/a.c", "kozo_aspace_map(aspace, frame, at, 1);", "typed"),
    ("kernel/a.c", "cspace_lookup(caller, handle, false, 2, &slot);", "typed"),
    ("services/a.c", "m->tag = kozo_tag_make(KOZO_INTERFACE_LOG, 1, 0, 0, 0);", "tag"),
    ("services/a.c", "m->tag = kozo_tag_make(KOZO_INTERFACE_LOG, label, 2, 0, 0);", "tag"),
    ("tests/host/a.c", "m->tag = kozo_tag_make(KOZO_INTERFACE_LOG, 1, 0, 0, 0);", "tag"),
    ("services/a.c", "label = (uint16_t)(message.tag.raw >> 16);", "field"),
    ("services/a.c", "size = m->words[1];", "word"),
    ("services/a.c", "kozo_buffer()->receive[0] = slot;", "word"),
    ("tests/host/a.c", "kozo_trap_method_0_0(11, self.raw);", "operation"),
    ("services/a.h", "#define KOZO_PAGE_BITS 12", "redefined"),
    ("services/a.h", "enum { KOZO_ERR_STALE = 3 };", "redefined"),
    ("services/a.h", "enum {\n    KOZO_ERR_STALE = 3,\n};", "redefined"),
    ("services/a.h", "typedef uint32_t kozo_err_t;", "redefined"),
    ("boot/a.c", "if (info->magic != 0x4F5A4F4B544F4F42ull)", "constant"),
    ("services/a.c", "port = 1016;", "constant"),
    ("docs/a.md", "the stack ends at 0x3ff000", "constant"),
    ("tests/harness/a.py", "TEST_EXIT_PASS = 42", "constant"),
    ("boot/a.S", "    mov 16(%rdi), %rax", "offset"),
    ("docs/a.md", "It returns error 12 if the slot lies outside.", "prose"),
    ("docs/a.md", "`cnode_copy` (13) derives.", "prose"),
]

CLEAN = [
    ("services/a.c", 'MEASURE("syscall.null", many);'),
    ("services/a.c", "/* error == 12, kozo_cnode_copy(c, i, s, 0xf, &h) no more */"),
    ("services/a.c", "[KOZO_ERR_STALE] = 3, .x = KOZO_ERR_STALE == 3"),
    ("kernel/a.c", "if (error == KOZO_OK || error != KOZO_ERR_STALE)"),
    ("kernel/a.c", "kozo_err_t error = 0;"),
    ("kernel/a.c", "unsigned f(void)\n{\n    return 12;\n}"),
    ("services/a.c", "kozo_cnode_copy(cnode, 12, source, KOZO_RIGHTS_MASK, &handle);"),
    ("services/a.c", "kozo_aspace_map(aspace, frame, (vaddr_t){4096}, 0);"),
    ("services/a.c", "m->tag = kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_LOG_METHOD_READ, 0, 1, 6);"),
    ("tests/host/a.c", "m->tag = kozo_tag_make(1, 1, 0, 2, 0); m->words[3] = 5;"),
    ("kernel/arch/x86_64/a.c", "log_print(thread->regs.rsi);"),
    ("kernel/a.c", "page = at.raw >> 12;"),
    ("boot/a.S", "    mov 8(%rsp), %rax\n    mov THREAD_RIP(%rcx), %rax"),
    ("docs/a.md", "Slot 0 is the header; see section 4 and `cnode_copy`."),
    ("services/a.h", "#define KOZO_PARANOID"),
    ("tests/harness/a.py", "EXIT_PASS = 42"),
]


@pytest.fixture(scope="module")
def facts():
    return abi_literals.read_facts()


@pytest.mark.parametrize("path, text, rule", PLANTED)
def test_planted(tmp_path, facts, path, text, rule):
    target = tmp_path / path
    target.parent.mkdir(parents=True)
    target.write_text(f"\n{text}\n")
    findings = abi_literals.check(tmp_path, facts, "")
    assert findings and all(finding.startswith(f"{path}:") for finding in findings)
    assert any(f": {rule}: " in finding for finding in findings)
    assert abi_literals.check(tmp_path, facts, "".join(
        f"{path} {finding.split(': ')[1]} it is planted\n" for finding in findings)) == []


@pytest.mark.parametrize("path, text", CLEAN)
def test_clean(tmp_path, facts, path, text):
    target = tmp_path / path
    target.parent.mkdir(parents=True)
    target.write_text(f"\n{text}\n")
    assert abi_literals.check(tmp_path, facts, "") == []


def test_interface_numbers_are_distinctive(tmp_path, facts):
    number = next(value for value, name in facts.distinctive.items() if "interface" in name)
    (tmp_path / "services").mkdir()
    (tmp_path / "services/a.c").write_text(f"uint32_t interface = {number:#X}u;\n")
    assert "constant" in abi_literals.check(tmp_path, facts, "")[0]


def test_exemptions_need_a_reason_and_a_finding():
    rows, wrong = abi_literals.allowance("# comment\nservices/a.c tag\nservices/b.c tag  why\n")
    assert rows == {("services/a.c", "tag"), ("services/b.c", "tag")}
    assert len(wrong) == 1 and "without a reason" in wrong[0]


def test_an_exemption_that_is_not_used_is_a_finding(tmp_path, facts):
    assert "does not break" in abi_literals.check(tmp_path, facts, "services/a.c tag  why\n")[0]


def test_the_tree_is_clean(facts):
    assert abi_literals.check(lint.ROOT, facts, abi_literals.ALLOWED.read_text()) == []
