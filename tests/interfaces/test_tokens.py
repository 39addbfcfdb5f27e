# SPDX-License-Identifier: MIT
"""The right to answer a method later is a token that the compiler tells from those of others, and
that cannot be forgotten where it is taken. An error that tells something does not come without
that."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("KOZO_BUILD", "build/gcc")
GENERATED = BUILD / "interfaces/generated"
RUSTC = shutil.which("rustc", path=f"/usr/bin:{os.environ['PATH']}")

# What is done with a call of `enter` or `leave` in manners.yaml, and what the compiler says of it.
IN_C = {
    "as it should be": (
        "manners_enter_call *call", "return manners_take_enter(call, &enter);", None),
    "the token of another method": (
        "manners_enter_call *call", "return manners_take_enter(call, &leave);",
        "incompatible pointer type"),
    "the call of another method": (
        "manners_leave_call *call", "return manners_take_enter(call, &enter);",
        "incompatible pointer type"),
    "an answer by the token of another method": (
        "manners_enter_call *call",
        "return manners_take_enter(call, &enter) + manners_reply_enter(&leave);",
        "incompatible pointer type"),
    "an error by the token of another method": (
        "manners_enter_call *call", "(void)call; return manners_fail_enter(&leave, KOZO_ERR_BUSY);",
        "incompatible pointer type"),
    "nobody looks whether it was taken": (
        "manners_enter_call *call", "manners_take_enter(call, &enter); return KOZO_OK;",
        "unused-result"),
}
# What a body of `plain` in failures.yaml returns.
ENDS_IN_C = {
    "success": ("failures_done_plain()", None),
    "an error with its detail": ("failures_refuse_plain_full(3)", None),
    "an error without it": ("failures_refuse_plain_full()", "too few arguments"),
    "a detail too many": ("failures_refuse_plain_refused(3)", "too many arguments"),
    "an error of another method": ("failures_refuse_wide_exists()", "incompatible type"),
    "an error that the method does not have": ("failures_refuse_plain_busy()", "implicit"),
    "a number": ("KOZO_ERR_FULL", "incompatible type"),
}
ENDS_IN_RUST = {
    "success": ("Ok(PlainReply { found: 0 })", None),
    "an error with its detail": ("Err(PlainFailure::Full(PlainFull { left: 3 }))", None),
    "an error without it": ("Err(PlainFailure::Full)", "E0308"),
    "a detail too many": ("Err(PlainFailure::Refused(3))", "E0618"),
    "an error that the method does not have": ("Err(PlainFailure::Busy)", "E0599"),
    "a number": ("Err(Error::FULL)", "E0308"),
}
IN_RUST = {
    "as it should be": (
        "call: EnterCall<'_>", "let later = call.later()?; later.reply(ipc, &())", None),
    "the token of another method": (
        "call: LeaveCall<'_>", "let later: EnterLater = call.later()?; later.reply(ipc, &())",
        "E0308"),
    "taken twice": (
        "call: EnterCall<'_>", "let later = call.later()?; drop(call.later()); "
        "later.reply(ipc, &())", "E0382"),
    "answered twice": (
        "call: EnterCall<'_>", "let later = call.later()?; later.reply(ipc, &())?; "
        "later.fail(Error::BUSY)", "E0382"),
    "forgotten": ("call: EnterCall<'_>", "let _ = ipc; call.later()?; Ok(())", "unused"),
}


def judge(wanted, command):
    done = subprocess.run(command, capture_output=True, text=True)
    if wanted is None:
        assert done.returncode == 0, done.stderr
    else:
        assert done.returncode != 0 and wanted in done.stderr, done.stderr


def compiled(tmp_path, text, wanted):
    source = tmp_path / "body.c"
    source.write_text(text)
    folders = [GENERATED / "abi", GENERATED / "user", GENERATED / "server",
               ROOT / "services/lib/include"]
    judge(wanted, ["gcc", "-std=gnu11", "-Wall", "-Werror", "-c", "-o", tmp_path / "body.o",
                   *(f"-I{folder}" for folder in folders), source])


@pytest.mark.parametrize("name", IN_C)
def test_in_c(tmp_path, name):
    parameter, body, wanted = IN_C[name]
    compiled(tmp_path, f"""#include <kozo/answer/manners.h>
        extern struct manners_enter_later enter;
        extern struct manners_leave_later leave;
        kozo_err_t body(struct {parameter});
        kozo_err_t body(struct {parameter})
        {{ {body} }}""", wanted)


@pytest.mark.parametrize("name", ENDS_IN_C)
def test_an_end_in_c(tmp_path, name):
    made, wanted = ENDS_IN_C[name]
    compiled(tmp_path, f"""#include <kozo/answer/failures.h>
        struct failures_plain_outcome body(void);
        struct failures_plain_outcome body(void) {{ return {made}; }}""", wanted)


@pytest.mark.skipif(RUSTC is None, reason="no rustc")
@pytest.mark.parametrize("name", IN_RUST)
def test_in_rust(tmp_path, name):
    parameter, body, wanted = IN_RUST[name]
    rust_compiled(tmp_path, "use kozo::{abi::*, manners::*, Ipc};\n"
                  f"pub fn body(ipc: &mut Ipc, {parameter}) -> Result<()> {{ {body} }}", wanted)


@pytest.mark.skipif(RUSTC is None, reason="no rustc")
@pytest.mark.parametrize("name", ENDS_IN_RUST)
def test_an_end_in_rust(tmp_path, name):
    made, wanted = ENDS_IN_RUST[name]
    rust_compiled(tmp_path, "#[allow(unused_imports)]\nuse kozo::{abi::*, failures::*};\n"
                  "pub fn body() -> core::result::Result<PlainReply, PlainFailure> "
                  f"{{ {made} }}", wanted)


def rust_compiled(tmp_path, text, wanted):
    source = tmp_path / "body.rs"
    source.write_text(text)
    judge(wanted, [RUSTC, "--edition", "2021", "--crate-type", "rlib", "-D", "warnings",
                   "--extern", f"kozo={BUILD}/rust/libkozo.rlib", "--out-dir", tmp_path, source])
