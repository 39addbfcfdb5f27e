#!/bin/sh
# SPDX-License-Identifier: MIT
# embed-contracts.sh OBJCOPY PROGRAM FOLDER: put the contracts that the program's notes name into
# it, as the section .kozo.contracts, compressed. It is not loaded; `make describe` shows it.
set -eu
objcopy=$1 program=$2 folder=$3

"$objcopy" -O binary --only-section=.note.kozo "$program" "$program.notes"
# A note is eight words; the sixth is the id of the interface, by which the folder has it.
od -An -v -tx4 -w32 "$program.notes" | awk -v folder="$folder" '{ print folder "/" $6 ".txt" }' |
    LC_ALL=C sort -u | xargs -r cat | gzip -9n >"$program.contracts"
"$objcopy" --add-section .kozo.contracts="$program.contracts" "$program"
rm "$program.notes" "$program.contracts"
