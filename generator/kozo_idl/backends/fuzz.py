# SPDX-License-Identifier: MIT
"""generated/fuzz: what the libFuzzer harness in tests/fuzz tries.

How each input must end follows from the tables of the generated tests, which it links; how much
there is to reach is counted here."""
from kozo_idl.backends.common import checks_of, output


def outputs(ir):
    """The list of decoders."""
    methods = [method for row in ir["interfaces"] for method in row["methods"]]
    checks = [len(ir["table_checks"]), *(len(checks_of(row)) for row in ir["operations"])]
    checks += [len(row["checks"][place]) for place in ("request", "reply")
               for row in [*ir["interfaces"], *methods]]
    checks += [len(method["checks"][group]) for method in methods
               for group in ("require", "detail")]
    messages = sum(1 if method["one_way"] else 2 + len(method["details"]) for method in methods)
    return [output("fuzz/decoders.c", "fuzz/decoders.c", "idl/",
                   interfaces=[row["name"] for row in ir["interfaces"]],
                   decoders=len(ir["operations"]) + messages, checks=sum(checks))]
