# SPDX-License-Identifier: MIT
# Generated from ${source} by template ${template};
# change those and run `make generate`.
"""Names and numbers of the ABI, for debuggers."""

CONSTANTS = {
//% for name, value in constants
    "${name}": ${"%#x" | format(value)},
//% endfor
}

# Packed words: (field, lowest bit, bits), the highest first.
WORDS = {
//% for name, fields in words
    "${name}": (
//% for field, shift, bits in fields
        ("${field}", ${shift}, ${bits}),
//% endfor
    ),
//% endfor
}

# What each object type calls the bits of a rights mask.
RIGHTS = {
//% for name, rights in rights
    "${name}": (
//% for value, right in rights
        (${"%#x" | format(value)}, "${right}"),
//% endfor
    ),
//% endfor
}

OPERATIONS = {
//% for number, name in operations
    ${number}: "${name}",
//% endfor
}

ERRORS = {
    0: "ok",
//% for number, name in errors
    ${number}: "${name}",
//% endfor
}

# By id: name, and the methods by label.
INTERFACES = {
//% for number, name, methods in interfaces
    ${"%#x" | format(number)}: ("${name}", {
//% for label, method in methods
        ${label}: "${method}",
//% endfor
    }),
//% endfor
}

# Members by name: (offset, bytes).
STRUCTS = {
//% for name, fields in structs
    "${name}": {
//% for field, offset, bytes in fields
        "${field}": (${offset}, ${bytes}),
//% endfor
    },
//% endfor
}

# Where a message operation has its number, its capability and its tag.
REGISTERS = {
//% for name, register in registers
    "${name}": "${register}",
//% endfor
}

# Images of programs that are not called like their program.
IMAGES = {
//% for name, image in images
    "${name}": "${image}",
//% endfor
}
