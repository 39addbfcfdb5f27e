# SPDX-License-Identifier: MIT
# `nm -n` output to the assembly of kernel_symbols[]: { uint64_t address; const char *name; },
# functions only, ascending, and kernel_symbol_count.
BEGIN {
    print ".section .rodata.kernel_symbols, \"a\""
    print ".balign 8"
    print ".globl kernel_symbols"
    print "kernel_symbols:"
}
$2 == "t" || $2 == "T" {
    printf ".quad 0x%s, .Lname%d\n", $1, count
    names[count++] = $3
}
END {
    print ".globl kernel_symbol_count"
    printf "kernel_symbol_count: .quad %d\n", count
    for (i = 0; i < count; i++) {
        printf ".Lname%d: .asciz \"%s\"\n", i, names[i]
    }
    print ".section .note.GNU-stack, \"\", @progbits"
}
