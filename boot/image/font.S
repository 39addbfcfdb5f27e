/* SPDX-License-Identifier: MIT */
/* font.S: screen_font, as boot.mk cuts it out of a console font of the distribution. */
    .section .rodata
    .globl screen_font
    .hidden screen_font
    .type screen_font, @object
screen_font:
    .incbin "font.bin"
    .size screen_font, . - screen_font

    .section .note.GNU-stack, "", @progbits
