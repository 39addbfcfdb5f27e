# SPDX-License-Identifier: MIT
"""What a method may require: numbers of any width, exact, and as people write them."""
import pytest
from kozo_idl import front
from kozo_idl.backends.wire import Requirement
from kozo_idl.diagnostics import Report
from kozo_idl.ir import build_ir

METHOD = """\
interface: asks
version: 1
doc: Asks.
types:
  size: {{base: u64, unit: bytes, doc: A number of bytes.}}
  degrees: {{base: i16, unit: degrees, doc: A temperature.}}
methods:
  - name: go
    id: 1
    in:
      byte: {{type: u8, doc: A number.}}
      near: {{type: i16, doc: One with a sign.}}
      far:  {{type: u32, doc: A larger one.}}
      size: {{type: size, range: [0, 1GiB], doc: A size.}}
      warm: {{type: degrees, doc: A temperature.}}
      text: {{string: 40, doc: What is as long.}}
      page: {{grant: read, max: 4KiB, doc: What is lent.}}
    require: [refuse(not_found) unless {}]
    doc: Go.
    errors: [not_found]
"""
# What is written, and the condition in C.
CASES = [
    ("byte > far", "(uint64_t)far < (uint64_t)byte"),
    ("byte >= far", "(uint64_t)far <= (uint64_t)byte"),
    ("warm < -5", "(int64_t)warm < -5"),
    ("near - -0x10 > 4", "4 < ((int64_t)near - INT64_C(-16))"),
    ("far <= 2MiB", "(uint64_t)far <= 2097152"),
    ("byte + byte <= 256", "((uint64_t)byte + (uint64_t)byte) <= 256"),
    ("byte << 9 <= far", "((uint64_t)byte << UINT64_C(9)) <= (uint64_t)far"),
    ("near + byte < far", "((int64_t)near + (int64_t)byte) < (int64_t)far"),
    ("size + page_bytes <= 1GiB", "((uint64_t)size + (uint64_t)page_bytes) <= 1073741824"),
    ("text.size <= size", "(uint64_t)text_size <= (uint64_t)size"),
    ("size <= far", "(uint64_t)size <= (uint64_t)far"),
]


@pytest.mark.parametrize("text, in_c", CASES)
def test_requirement(text, in_c, idl):
    (idl / "services" / "asks.yaml").write_text(METHOD.format(text))
    report = Report()
    world = front.read_world(idl, report)
    assert not report, report.lines()
    ir = build_ir(world)
    method, = next(row for row in ir["interfaces"] if row["name"] == "asks")["methods"]
    row, = method["require"]["rows"]
    assert Requirement(ir, row["signed"]).text(row["condition"]) == in_c
    assert method["require"]["good"] and row["bad"]
