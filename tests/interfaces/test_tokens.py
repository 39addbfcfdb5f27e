# SPDX-License-Identifier: MIT
"""The right to answer a method later is a token that the compiler tells from those of others, and
that cannot be forgotten where it is taken."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("KOZO_BUILD", "build/gcc")
GENERATED = BUILD / "interfaces/generated"
RUSTC = shutil.which("rustc", path=f"/usr/bin:{os.environ['PATH']}")

# What is done with a call of the GPU's `wait` or `close`, and what the compiler says of it.
IN_C = {
    "as it should be": ("gpu_close_call *call", "return gpu_take_close(call, &close);", None),
    "the token of another method": (
        "gpu_close_call *call", "return gpu_take_close(call, &wait);", "incompatible pointer type"),
    "the call of another method": (
        "gpu_wait_call *call", "return gpu_take_close(call, &close);", "incompatible pointer type"),
    "an answer by the token of another method": (
        "gpu_close_call *call", "return gpu_take_close(call, &close) + gpu_reply_close(&wait);",
        "incompatible pointer type"),
    "an error by the token of another method": (
        "gpu_close_call *call", "(void)call; return gpu_fail_close(&wait, KOZO_ERR_BUSY);",
        "incompatible pointer type"),
    "nobody looks whether it was taken": (
        "gpu_close_call *call", "gpu_take_close(call, &close); return KOZO_OK;",
        "unused-result"),
}
IN_RUST = {
    "as it should be": (
        "call: CloseCall<'_>", "let later = call.later()?; later.reply(ipc, &())", None),
    "the token of another method": (
        "call: WaitCall<'_>", "let later: CloseLater = call.later()?; later.reply(ipc, &())",
        "E0308"),
    "taken twice": (
        "call: CloseCall<'_>", "let later = call.later()?; drop(call.later()); "
        "later.reply(ipc, &())", "E0382"),
    "answered twice": (
        "call: CloseCall<'_>", "let later = call.later()?; later.reply(ipc, &())?; "
        "later.fail(Error::BUSY)", "E0382"),
    "forgotten": ("call: CloseCall<'_>", "let _ = ipc; call.later()?; Ok(())", "unused"),
}


def judge(wanted, command):
    done = subprocess.run(command, capture_output=True, text=True)
    if wanted is None:
        assert done.returncode == 0, done.stderr
    else:
        assert done.returncode != 0 and wanted in done.stderr, done.stderr


@pytest.mark.parametrize("name", IN_C)
def test_in_c(tmp_path, name):
    parameter, body, wanted = IN_C[name]
    source = tmp_path / "body.c"
    source.write_text(f"""#include <kozo/server/gpu.h>
        extern struct gpu_close_later close;
        extern struct gpu_wait_later wait;
        kozo_err_t body(struct {parameter});
        kozo_err_t body(struct {parameter})
        {{ {body} }}""")
    folders = [GENERATED / "abi", GENERATED / "user", GENERATED / "server",
               ROOT / "services/lib/include"]
    judge(wanted, ["gcc", "-std=gnu11", "-Wall", "-Werror", "-c", "-o", tmp_path / "body.o",
                   *(f"-I{folder}" for folder in folders), source])


@pytest.mark.skipif(RUSTC is None, reason="no rustc")
@pytest.mark.parametrize("name", IN_RUST)
def test_in_rust(tmp_path, name):
    parameter, body, wanted = IN_RUST[name]
    source = tmp_path / "body.rs"
    source.write_text("use kozo::{abi::*, gpu::*, Ipc};\n"
                      f"pub fn body(ipc: &mut Ipc, {parameter}) -> Result<()> {{ {body} }}")
    judge(wanted, [RUSTC, "--edition", "2021", "--crate-type", "rlib", "-D", "warnings",
                   "--extern", f"kozo={BUILD}/rust/libkozo.rlib", "--out-dir", tmp_path, source])
