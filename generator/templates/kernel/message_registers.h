//% include "banner.h"
/* message_registers.h: for assembly: the registers of a message operation around a C function that
 * takes (caller, tag, deadline, cap) and returns (thread, badge). */
#pragma once

#ifdef __ASSEMBLER__
/* Make them its arguments. */
.macro message_arguments caller
//% for source, target in moves
    mov ${"" if source.startswith("\\") else "%"}${source}, %${target}
//% endfor
.endm

/* Keep what it may change of a message, and what it does not look at. */
.macro message_keep thread
//% for name in [message.tag, message.reply] + scratch
    mov %${name}, THREAD_${name | upper}(\thread)
//% endfor
.endm

/* Save what else the operation has been asked with. */
.macro message_save thread
//% for name in [message.op, message.cap, message.deadline]
    mov %${name}, THREAD_${name | upper}(\thread)
//% endfor
.endm

/* The message of `thread` arrives, with the badge that the function has returned. The other words
 * are where they were. */
.macro message_arrive thread
    mov %${badge}, %${message.out.badge}
    mov THREAD_${message.tag | upper}(\thread), %${message.out.tag}
//% for name in scratch
    mov THREAD_${name | upper}(\thread), %${name}
//% endfor
.endm

/* It has arrived: KOZO_OK, and nothing of the other side's registers comes along. */
.macro message_arrived
//% for name in zeroed
    xor %${name}, %${name}
//% endfor
.endm
#endif
