# SPDX-License-Identifier: MIT
# `objdump --dwarf=decodedline --wide` output to the assembly of kernel_lines: the source line of
# every kernel address, in 2 to 3 bytes a row; kernel/debug/lines.c reads it. First the address of
# the first row and the size of all, then a row wherever another line begins: uleb128 of twice the
# distance from the row before, plus 1 if it is in another file; that file's number, uleb128, if so;
# sleb128 of the distance of the line. kernel_files[] are the files' names, without the folder
# `root`.
BEGIN { runs = 0 }
/^CU: / || (NF == 1 && /:$/) {
    file = substr($NF, 1, length($NF) - 1)
    if (index(file, root) == 1) {
        file = substr(file, length(root) + 1)
    }
    sub(/^(\.\/)+/, "", file)
    if ($1 == "CU:") {
        unit = file
    }
    next
}
$2 == "-" { # the end of a run of rows, mostly a function; the next begins in the unit's own file
    runs += open
    open = 0
    file = unit
    next
}
# What runs at boot only, what the linker left out, and code of no line, which counts as the line
# before.
$3 !~ /^0xffffffff8/ || $2 == 0 { next }
{
    address = "a" $3 # some awks compare numbers, inexactly, if it looks like one
    if (!open) {
        open = 1
        start[runs] = address
        size[runs] = 0
    }
    # Of several rows of one address the last counts.
    if (size[runs] > 0 && at[runs, size[runs] - 1] == address) {
        size[runs]--
    }
    at[runs, size[runs]] = address
    files[runs, size[runs]] = file
    lines[runs, size[runs]] = $2
    size[runs]++
}
function emit(address, name, line,    moved) {
    if (name == last_file && line == last_line) {
        return
    }
    moved = name != last_file
    if (moved && !(name in number)) {
        number[name] = file_count
        names[file_count++] = name
    }
    printf ".uleb128 (%s - %s) * 2 + %d\n", substr(address, 2), last, moved
    if (moved) {
        printf ".uleb128 %d\n", number[name]
    }
    printf ".sleb128 %d\n", line - last_line
    last = substr(address, 2)
    last_file = name
    last_line = line
}
END {
    # Runs come in any order.
    for (i = 0; i < runs; i++) {
        for (j = i; j > 0 && start[order[j - 1]] > start[i]; j--) {
            order[j] = order[j - 1]
        }
        order[j] = i
    }
    print ".section .rodata.kernel_lines, \"a\""
    print ".balign 8"
    print ".globl kernel_lines, kernel_files"
    print "kernel_lines:"
    last = runs > 0 ? substr(start[order[0]], 2) : 0
    printf ".quad %s, .Lend - .Lrows\n.Lrows:\n", last
    for (i = 0; i < runs; i++) {
        for (j = 0; j < size[order[i]]; j++) {
            emit(at[order[i], j], files[order[i], j], lines[order[i], j])
        }
    }
    print ".Lend:"
    print ".balign 8"
    print "kernel_files:"
    for (i = 0; i < file_count; i++) {
        printf ".quad .Lfile%d\n", i
    }
    for (i = 0; i < file_count; i++) {
        printf ".Lfile%d: .asciz \"%s\"\n", i, names[i]
    }
}
