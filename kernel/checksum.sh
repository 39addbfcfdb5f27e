#!/bin/sh
# SPDX-License-Identifier: MIT
# checksum.sh NM OBJCOPY KERNEL: puts the CRC-32 of the two runs of bytes that kernel.ld names into
# .boot.checksums. The flat image has every byte at its physical address; gzip's trailer begins with
# the checksum of what it packed, lowest byte first.
set -eu
nm=$1 objcopy=$2 kernel=$3

symbol() {
    echo $((0x$($nm "$kernel" | sed -n "s/ [A-Za-z] $1\$//p")))
}

crc32_of() {
    start=$(symbol "$1_checked_start")
    tail -c +$((start - base + 1)) "$kernel.flat" |
        head -c $(($(symbol "$1_checked_end") - start)) |
        gzip -1nc | tail -c 8 | head -c 4
}

base=$(symbol boot_image_start)
$objcopy -O binary "$kernel" "$kernel.flat"
{
    crc32_of boot
    crc32_of kernel
} >"$kernel.checksums"
$objcopy --update-section .boot.checksums="$kernel.checksums" "$kernel"
