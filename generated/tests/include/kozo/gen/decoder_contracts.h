/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template tests/decoder_contracts.h;
 * change those and run `make generate`. */
/* decoder_contracts.h: contracts in ACSL of the accessors of registers, of the handlers as decoders
 * see them, and of the decoders. A predicate that is called like a check holds where that check and
 * those before it are passed. For Frama-C only. See: tests/proofs/decoders.h. */
#pragma once

#include <decoders.h>

/*@ logic integer status(integer code, integer argument, integer detail) =
        (uint64_t)((code & 0xffff) << 0) |
        (uint64_t)((argument & 0xff) << 16) |
        (uint64_t)((detail & 0xffffffff) << 32);

    predicate same_rest{Now, Then}(struct regs *regs) =
        \at(regs->rbx, Now) == \at(regs->rbx, Then) && \at(regs->rcx, Now) == \at(regs->rcx,
        Then) && \at(regs->rbp, Now) == \at(regs->rbp, Then) && \at(regs->r8, Now) ==
        \at(regs->r8, Then) && \at(regs->r9, Now) == \at(regs->r9, Then) &&
        \at(regs->r10, Now) == \at(regs->r10, Then) && \at(regs->r11, Now) ==
        \at(regs->r11, Then) && \at(regs->r12, Now) == \at(regs->r12, Then) &&
        \at(regs->r13, Now) == \at(regs->r13, Then) && \at(regs->r14, Now) ==
        \at(regs->r14, Then) && \at(regs->r15, Now) == \at(regs->r15, Then) &&
        \at(regs->rflags, Now) == \at(regs->rflags, Then) && \at(regs->rip, Now) ==
        \at(regs->rip, Then) && \at(regs->rsp, Now) == \at(regs->rsp, Then) &&
        \at(regs->fs_base, Now) == \at(regs->fs_base, Then) && \at(regs->gs_base, Now)
        == \at(regs->gs_base, Then);

    predicate rest_as_left(struct regs *regs) =
        regs->rbx == ghost_left.rbx && regs->rcx == ghost_left.rcx && regs->rbp ==
        ghost_left.rbp && regs->r8 == ghost_left.r8 && regs->r9 == ghost_left.r9 &&
        regs->r10 == ghost_left.r10 && regs->r11 == ghost_left.r11 && regs->r12 ==
        ghost_left.r12 && regs->r13 == ghost_left.r13 && regs->r14 == ghost_left.r14 &&
        regs->r15 == ghost_left.r15 && regs->rflags == ghost_left.rflags && regs->rip ==
        ghost_left.rip && regs->rsp == ghost_left.rsp && regs->fs_base ==
        ghost_left.fs_base && regs->gs_base == ghost_left.gs_base;

    predicate as_left(struct regs *regs) = rest_as_left(regs) &&
        regs->rax == ghost_left.rax && regs->rdx == ghost_left.rdx && regs->rsi ==
        ghost_left.rsi && regs->rdi == ghost_left.rdi;

    logic integer tag_words(integer tag) = (tag >> 0) & 63;
    logic integer tag_caps(integer tag) = (tag >> 6) & 7;
    logic integer tag_flags(integer tag) = (tag >> 9) & 127;
*/

/*@ requires readable: \valid_read(regs);
    assigns \nothing;
    exits \false;
    ensures value: \result == regs->rax; */
static inline uint64_t regs_op(const struct regs *regs);

/*@ requires readable: \valid_read(regs);
    assigns \nothing;
    exits \false;
    ensures value: \result == regs->rdi; */
static inline uint64_t regs_self(const struct regs *regs);

/*@ requires readable: \valid_read(regs);
    assigns \nothing;
    exits \false;
    ensures value: \result.raw == regs->rdi; */
static inline kozo_handle_t regs_cap(const struct regs *regs);

/*@ requires readable: \valid_read(regs);
    assigns \nothing;
    exits \false;
    ensures value: \result.raw == regs->rsi; */
static inline kozo_tag_t regs_tag(const struct regs *regs);

/*@ requires readable: \valid_read(regs);
    assigns \nothing;
    exits \false;
    ensures value: \result == regs->rdx; */
static inline kozo_deadline_t regs_deadline(const struct regs *regs);

/*@ requires readable: \valid_read(regs);
    assigns \nothing;
    exits \false;
    ensures value: \result.raw == regs->r10; */
static inline kozo_handle_t regs_reply(const struct regs *regs);

/*@ requires readable: \valid_read(regs) && 1 <= position <= 5;
    assigns \nothing;
    exits \false;
    ensures value_1: position == 1 ==> \result == regs->rsi;
    ensures value_2: position == 2 ==> \result == regs->rdx;
    ensures value_3: position == 3 ==> \result == regs->r10;
    ensures value_4: position == 4 ==> \result == regs->r8;
    ensures value_5: position == 5 ==> \result == regs->r9;
 */
static inline uint64_t regs_arg(const struct regs *regs, unsigned position);

/*@ requires writable: \valid(regs);
    assigns regs->rax;
    exits \false;
    ensures value: regs->rax == status.raw; */
static inline void regs_set_status(struct regs *regs, kozo_status_t status);

/*@ requires writable: \valid(regs) && index < 3;
    assigns regs->rdx, regs->rsi, regs->rdi;
    exits \false;
    ensures value_0: regs->rdx ==
        (index == 0 ? value : \old(regs->rdx));
    ensures value_1: regs->rsi ==
        (index == 1 ? value : \old(regs->rsi));
    ensures value_2: regs->rdi ==
        (index == 2 ? value : \old(regs->rdi));
 */
static inline void regs_set_result(struct regs *regs, unsigned index, uint64_t value);

/*@ assigns \nothing;
    exits \false;
    ensures value: \result == tag_words(word.raw); */
static inline uint8_t kozo_tag_words(kozo_tag_t word);

/*@ assigns \nothing;
    exits \false;
    ensures value: \result == tag_caps(word.raw); */
static inline uint8_t kozo_tag_caps(kozo_tag_t word);

/*@ assigns \nothing;
    exits \false;
    ensures value: \result == tag_flags(word.raw); */
static inline uint8_t kozo_tag_flags(kozo_tag_t word);

/* What decoders have in common. */

/*@ assigns \nothing;
    exits \false;
    ensures status: \result.raw == status(code, argument, detail); */
static inline kozo_status_t kozo_status_make(uint64_t code, uint64_t argument, uint64_t detail);

/*@ requires writable: \valid(regs);
    assigns regs->rax;
    exits \false;
    ensures status: regs->rax == status(error, argument, detail);
    ensures result: \result == KERNEL_DONE; */
static kozo_err_t refuse(struct regs *regs, kozo_err_t error, uint8_t argument, uint32_t detail);

/*@ requires writable: \valid(caller);
    assigns caller->regs.rax, ghost_taken;
    exits \false;
    ensures result: \result == \old(what);
    ensures error: \old(what) < KERNEL_RESTART ==>
        caller->regs.rax == status(\old(what), 0, 0) && ghost_taken == \old(ghost_taken);
    ensures outcome: \old(what) >= KERNEL_RESTART ==>
        caller->regs.rax == \old(caller->regs.rax) && ghost_taken == \old(what); */
static kozo_err_t finish_otherwise(struct thread *caller, kozo_err_t what);

/*@ requires writable: \valid(caller);
    assigns caller->regs.rax, ghost_taken;
    exits \false;
    ensures result: \result == \old(what);
    ensures error: \old(what) < KERNEL_RESTART ==>
        caller->regs.rax == status(\old(what), 0, 0) && ghost_taken == \old(ghost_taken);
    ensures outcome: \old(what) >= KERNEL_RESTART ==>
        caller->regs.rax == \old(caller->regs.rax) && ghost_taken == \old(what); */
static inline kozo_err_t finish(struct thread *caller, kozo_err_t what);

/*@ requires writable: \valid(caller);
    assigns caller->regs.rax;
    exits \false;
    ensures status: caller->regs.rax == status(KOZO_ERR_BAD_OPERATION, 0, 0); */
static kozo_err_t decode_unknown(struct thread *caller);

/*@ logic struct cap_slot *endpoint_call_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate endpoint_call_1_tag_words(struct thread *c) =
        tag_words(c->regs.rsi) <= 56; */
/*@ predicate endpoint_call_1_tag_caps(struct thread *c) =
        endpoint_call_1_tag_words(c) && tag_caps(c->regs.rsi) <= 4; */
/*@ predicate endpoint_call_1_tag_flags(struct thread *c) =
        endpoint_call_1_tag_caps(c) && (tag_flags(c->regs.rsi) & 0xfffffffe) == 0; */
/*@ predicate endpoint_call_0_lookup(struct thread *c) =
        endpoint_call_1_tag_flags(c) && lookup_error(ghost_space, c, c->regs.rdi, 0, 0) ==
        KOZO_OK; */
/*@ predicate endpoint_call_0_type(struct thread *c) =
        endpoint_call_0_lookup(c) && slot_type(ghost_space, endpoint_call_0_found(c)) ==
        KOZO_OBJECT_ENDPOINT; */
/*@ predicate endpoint_call_0_rights(struct thread *c) =
        endpoint_call_0_type(c) && (slot_rights(ghost_space, endpoint_call_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, endpoint_call_0_found(caller)) & 2) == 2;
    requires tag: tag_words(caller->regs.rsi) <= 56 && tag_caps(caller->regs.rsi) <= 4 &&
        (tag_flags(caller->regs.rsi) & 0xfffffffe) == 0;
    requires type: slot_type(ghost_space, endpoint_call_0_found(caller)) ==
        KOZO_OBJECT_ENDPOINT;
    requires value: tag.raw == caller->regs.rsi && self == endpoint_call_0_found(caller) &&
        deadline == ((tag_flags(caller->regs.rsi) & 1) != 0 ? caller->regs.rdx :
        KOZO_DEADLINE_NEVER);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 1;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_endpoint_call(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!endpoint_call_1_tag_words(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 56))) &&
        (\old(endpoint_call_1_tag_words(caller) && !endpoint_call_1_tag_caps(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_MALFORMED, 1, 4))) &&
        (\old(endpoint_call_1_tag_caps(caller) && !endpoint_call_1_tag_flags(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_MALFORMED, 1, 1))) &&
        (\old(endpoint_call_1_tag_flags(caller) && !endpoint_call_0_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rdi, 0, 0), 0, 0))) && (\old(endpoint_call_0_lookup(caller) &&
        !endpoint_call_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) && (\old(endpoint_call_0_type(caller)
        && !endpoint_call_0_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!endpoint_call_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(endpoint_call_0_rights(caller)) ==> ghost_handled == 1;
    ensures outcome_told: \old(endpoint_call_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(endpoint_call_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(endpoint_call_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_endpoint_call(struct thread *caller);

/*@ logic struct cap_slot *endpoint_reply_receive_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate endpoint_reply_receive_1_tag_words(struct thread *c) =
        tag_words(c->regs.rsi) <= 56; */
/*@ predicate endpoint_reply_receive_1_tag_caps(struct thread *c) =
        endpoint_reply_receive_1_tag_words(c) && tag_caps(c->regs.rsi) <= 4; */
/*@ predicate endpoint_reply_receive_1_tag_flags(struct thread *c) =
        endpoint_reply_receive_1_tag_caps(c) && (tag_flags(c->regs.rsi) & 0xfffffff8) == 0; */
/*@ predicate endpoint_reply_receive_0_lookup(struct thread *c) =
        endpoint_reply_receive_1_tag_flags(c) && lookup_error(ghost_space, c, c->regs.rdi, 0, 0)
        == KOZO_OK; */
/*@ predicate endpoint_reply_receive_0_type(struct thread *c) =
        endpoint_reply_receive_0_lookup(c) && slot_type(ghost_space,
        endpoint_reply_receive_0_found(c)) == KOZO_OBJECT_ENDPOINT; */
/*@ predicate endpoint_reply_receive_0_rights(struct thread *c) =
        endpoint_reply_receive_0_type(c) && (slot_rights(ghost_space,
        endpoint_reply_receive_0_found(c)) & 1) == 1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, endpoint_reply_receive_0_found(caller)) & 1)
        == 1;
    requires tag: tag_words(caller->regs.rsi) <= 56 && tag_caps(caller->regs.rsi) <= 4 &&
        (tag_flags(caller->regs.rsi) & 0xfffffff8) == 0;
    requires type: slot_type(ghost_space, endpoint_reply_receive_0_found(caller)) ==
        KOZO_OBJECT_ENDPOINT;
    requires value: tag.raw == caller->regs.rsi && self == (struct endpoint
        *)slot_object(ghost_space, endpoint_reply_receive_0_found(caller)) && deadline
        == ((tag_flags(caller->regs.rsi) & 1) != 0 ? caller->regs.rdx :
        KOZO_DEADLINE_NEVER) && reply.raw == ((tag_flags(caller->regs.rsi) & 2) != 0 ?
        caller->regs.r10 : 0);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 2;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_endpoint_reply_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                      kozo_deadline_t deadline, kozo_handle_t reply);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!endpoint_reply_receive_1_tag_words(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 56))) &&
        (\old(endpoint_reply_receive_1_tag_words(caller) &&
        !endpoint_reply_receive_1_tag_caps(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 4))) &&
        (\old(endpoint_reply_receive_1_tag_caps(caller) &&
        !endpoint_reply_receive_1_tag_flags(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 7))) &&
        (\old(endpoint_reply_receive_1_tag_flags(caller) &&
        !endpoint_reply_receive_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(endpoint_reply_receive_0_lookup(caller) &&
        !endpoint_reply_receive_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(endpoint_reply_receive_0_type(caller) &&
        !endpoint_reply_receive_0_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1)));
    ensures refused_frame: \old(!endpoint_reply_receive_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(endpoint_reply_receive_0_rights(caller)) ==> ghost_handled == 2;
    ensures outcome_told: \old(endpoint_reply_receive_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(endpoint_reply_receive_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(endpoint_reply_receive_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_endpoint_reply_receive(struct thread *caller);

/*@ logic struct cap_slot *endpoint_send_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate endpoint_send_1_tag_words(struct thread *c) =
        tag_words(c->regs.rsi) <= 56; */
/*@ predicate endpoint_send_1_tag_caps(struct thread *c) =
        endpoint_send_1_tag_words(c) && tag_caps(c->regs.rsi) <= 4; */
/*@ predicate endpoint_send_1_tag_flags(struct thread *c) =
        endpoint_send_1_tag_caps(c) && (tag_flags(c->regs.rsi) & 0xfffffffe) == 0; */
/*@ predicate endpoint_send_0_lookup(struct thread *c) =
        endpoint_send_1_tag_flags(c) && lookup_error(ghost_space, c, c->regs.rdi, 0, 0) ==
        KOZO_OK; */
/*@ predicate endpoint_send_0_type(struct thread *c) =
        endpoint_send_0_lookup(c) && slot_type(ghost_space, endpoint_send_0_found(c)) ==
        KOZO_OBJECT_ENDPOINT; */
/*@ predicate endpoint_send_0_rights(struct thread *c) =
        endpoint_send_0_type(c) && (slot_rights(ghost_space, endpoint_send_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, endpoint_send_0_found(caller)) & 2) == 2;
    requires tag: tag_words(caller->regs.rsi) <= 56 && tag_caps(caller->regs.rsi) <= 4 &&
        (tag_flags(caller->regs.rsi) & 0xfffffffe) == 0;
    requires type: slot_type(ghost_space, endpoint_send_0_found(caller)) ==
        KOZO_OBJECT_ENDPOINT;
    requires value: tag.raw == caller->regs.rsi && self == endpoint_send_0_found(caller) &&
        deadline == ((tag_flags(caller->regs.rsi) & 1) != 0 ? caller->regs.rdx :
        KOZO_DEADLINE_NEVER);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 3;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_endpoint_send(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!endpoint_send_1_tag_words(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 56))) &&
        (\old(endpoint_send_1_tag_words(caller) && !endpoint_send_1_tag_caps(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_MALFORMED, 1, 4))) &&
        (\old(endpoint_send_1_tag_caps(caller) && !endpoint_send_1_tag_flags(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_MALFORMED, 1, 1))) &&
        (\old(endpoint_send_1_tag_flags(caller) && !endpoint_send_0_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rdi, 0, 0), 0, 0))) && (\old(endpoint_send_0_lookup(caller) &&
        !endpoint_send_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) && (\old(endpoint_send_0_type(caller)
        && !endpoint_send_0_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!endpoint_send_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(endpoint_send_0_rights(caller)) ==> ghost_handled == 3;
    ensures outcome_told: \old(endpoint_send_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(endpoint_send_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(endpoint_send_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_endpoint_send(struct thread *caller);

/*@ logic struct cap_slot *endpoint_receive_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate endpoint_receive_1_tag_words(struct thread *c) =
        tag_words(c->regs.rsi) == 0; */
/*@ predicate endpoint_receive_1_tag_caps(struct thread *c) =
        endpoint_receive_1_tag_words(c) && tag_caps(c->regs.rsi) == 0; */
/*@ predicate endpoint_receive_1_tag_flags(struct thread *c) =
        endpoint_receive_1_tag_caps(c) && (tag_flags(c->regs.rsi) & 0xfffffffe) == 0; */
/*@ predicate endpoint_receive_0_lookup(struct thread *c) =
        endpoint_receive_1_tag_flags(c) && lookup_error(ghost_space, c, c->regs.rdi, 0, 0) ==
        KOZO_OK; */
/*@ predicate endpoint_receive_0_type(struct thread *c) =
        endpoint_receive_0_lookup(c) && slot_type(ghost_space, endpoint_receive_0_found(c)) ==
        KOZO_OBJECT_ENDPOINT; */
/*@ predicate endpoint_receive_0_rights(struct thread *c) =
        endpoint_receive_0_type(c) && (slot_rights(ghost_space, endpoint_receive_0_found(c)) &
        1) == 1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, endpoint_receive_0_found(caller)) & 1) == 1;
    requires tag: tag_words(caller->regs.rsi) == 0 && tag_caps(caller->regs.rsi) == 0 &&
        (tag_flags(caller->regs.rsi) & 0xfffffffe) == 0;
    requires type: slot_type(ghost_space, endpoint_receive_0_found(caller)) ==
        KOZO_OBJECT_ENDPOINT;
    requires value: tag.raw == caller->regs.rsi && self == (struct endpoint
        *)slot_object(ghost_space, endpoint_receive_0_found(caller)) && deadline ==
        ((tag_flags(caller->regs.rsi) & 1) != 0 ? caller->regs.rdx :
        KOZO_DEADLINE_NEVER);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 4;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_endpoint_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                kozo_deadline_t deadline);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!endpoint_receive_1_tag_words(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 0))) &&
        (\old(endpoint_receive_1_tag_words(caller) &&
        !endpoint_receive_1_tag_caps(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 0))) &&
        (\old(endpoint_receive_1_tag_caps(caller) &&
        !endpoint_receive_1_tag_flags(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 1))) &&
        (\old(endpoint_receive_1_tag_flags(caller) &&
        !endpoint_receive_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(endpoint_receive_0_lookup(caller) && !endpoint_receive_0_type(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(endpoint_receive_0_type(caller) && !endpoint_receive_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1)));
    ensures refused_frame: \old(!endpoint_receive_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(endpoint_receive_0_rights(caller)) ==> ghost_handled == 4;
    ensures outcome_told: \old(endpoint_receive_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(endpoint_receive_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(endpoint_receive_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_endpoint_receive(struct thread *caller);

/*@ predicate reply_send_1_tag_words(struct thread *c) =
        tag_words(c->regs.rsi) <= 56; */
/*@ predicate reply_send_1_tag_caps(struct thread *c) =
        reply_send_1_tag_words(c) && tag_caps(c->regs.rsi) <= 4; */
/*@ predicate reply_send_1_tag_flags(struct thread *c) =
        reply_send_1_tag_caps(c) && (tag_flags(c->regs.rsi) & 0xfffffffd) == 0; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires tag: tag_words(caller->regs.rsi) <= 56 && tag_caps(caller->regs.rsi) <= 4 &&
        (tag_flags(caller->regs.rsi) & 0xfffffffd) == 0;
    requires value: tag.raw == caller->regs.rsi && reply.raw ==
        ((tag_flags(caller->regs.rsi) & 2) != 0 ? caller->regs.r10 : 0);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 5;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_reply_send(struct thread *caller, kozo_tag_t tag, kozo_handle_t reply);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!reply_send_1_tag_words(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 56))) && (\old(reply_send_1_tag_words(caller)
        && !reply_send_1_tag_caps(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 4))) && (\old(reply_send_1_tag_caps(caller)
        && !reply_send_1_tag_flags(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_MALFORMED, 1, 2)));
    ensures refused_frame: \old(!reply_send_1_tag_flags(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(reply_send_1_tag_flags(caller)) ==> ghost_handled == 5;
    ensures outcome_told: \old(reply_send_1_tag_flags(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(reply_send_1_tag_flags(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(reply_send_1_tag_flags(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_reply_send(struct thread *caller);

/*@ logic struct cap_slot *notification_signal_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate notification_signal_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate notification_signal_0_type(struct thread *c) =
        notification_signal_0_lookup(c) && slot_type(ghost_space,
        notification_signal_0_found(c)) == KOZO_OBJECT_NOTIFICATION; */
/*@ predicate notification_signal_0_rights(struct thread *c) =
        notification_signal_0_type(c) && (slot_rights(ghost_space,
        notification_signal_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, notification_signal_0_found(caller)) & 2) ==
        2;
    requires type: slot_type(ghost_space, notification_signal_0_found(caller)) ==
        KOZO_OBJECT_NOTIFICATION;
    requires value: self == notification_signal_0_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 6;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_notification_signal(struct thread *caller, struct cap_slot *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!notification_signal_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(notification_signal_0_lookup(caller) &&
        !notification_signal_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(notification_signal_0_type(caller) &&
        !notification_signal_0_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!notification_signal_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(notification_signal_0_rights(caller)) ==> ghost_handled == 6;
    ensures outcome_told: \old(notification_signal_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(notification_signal_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(notification_signal_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_notification_signal(struct thread *caller);

/*@ logic struct cap_slot *notification_wait_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate notification_wait_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate notification_wait_0_type(struct thread *c) =
        notification_wait_0_lookup(c) && slot_type(ghost_space, notification_wait_0_found(c)) ==
        KOZO_OBJECT_NOTIFICATION; */
/*@ predicate notification_wait_0_rights(struct thread *c) =
        notification_wait_0_type(c) && (slot_rights(ghost_space, notification_wait_0_found(c)) &
        1) == 1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(bits);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, notification_wait_0_found(caller)) & 1) == 1;
    requires type: slot_type(ghost_space, notification_wait_0_found(caller)) ==
        KOZO_OBJECT_NOTIFICATION;
    requires value: self == (struct notification *)slot_object(ghost_space,
        notification_wait_0_found(caller)) && until == caller->regs.rsi;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *bits;
    exits \false;
    ensures ghost_handled == 7;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *bits == ghost_given[0];
 */
kozo_err_t sys_notification_wait(struct thread *caller, struct notification *self,
                                 kozo_deadline_t until, uint64_t *bits);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!notification_wait_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(notification_wait_0_lookup(caller) &&
        !notification_wait_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(notification_wait_0_type(caller) && !notification_wait_0_rights(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1)));
    ensures refused_frame: \old(!notification_wait_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(notification_wait_0_rights(caller)) ==> ghost_handled == 7;
    ensures outcome_told: \old(notification_wait_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(notification_wait_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(notification_wait_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_notification_wait(struct thread *caller);

/*@ logic struct cap_slot *thread_park_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_park_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_park_0_type(struct thread *c) =
        thread_park_0_lookup(c) && slot_type(ghost_space, thread_park_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_park_0_rights(struct thread *c) =
        thread_park_0_type(c) && (slot_rights(ghost_space, thread_park_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_park_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_park_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_park_0_found(caller)) && until == caller->regs.rsi;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 8;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_park(struct thread *caller, struct thread *self, kozo_deadline_t until);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_park_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_park_0_lookup(caller) && !thread_park_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_park_0_type(caller) && !thread_park_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!thread_park_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_park_0_rights(caller)) ==> ghost_handled == 8;
    ensures outcome_told: \old(thread_park_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_park_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_park_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_park(struct thread *caller);

/*@ logic struct cap_slot *thread_unpark_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_unpark_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_unpark_0_type(struct thread *c) =
        thread_unpark_0_lookup(c) && slot_type(ghost_space, thread_unpark_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_unpark_0_rights(struct thread *c) =
        thread_unpark_0_type(c) && (slot_rights(ghost_space, thread_unpark_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_unpark_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_unpark_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_unpark_0_found(caller));
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 9;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_unpark(struct thread *caller, struct thread *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_unpark_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_unpark_0_lookup(caller) && !thread_unpark_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_unpark_0_type(caller) && !thread_unpark_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!thread_unpark_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_unpark_0_rights(caller)) ==> ghost_handled == 9;
    ensures outcome_told: \old(thread_unpark_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_unpark_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_unpark_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_unpark(struct thread *caller);

/*@ logic struct cap_slot *notification_set_alarm_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate notification_set_alarm_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate notification_set_alarm_0_type(struct thread *c) =
        notification_set_alarm_0_lookup(c) && slot_type(ghost_space,
        notification_set_alarm_0_found(c)) == KOZO_OBJECT_NOTIFICATION; */
/*@ predicate notification_set_alarm_0_rights(struct thread *c) =
        notification_set_alarm_0_type(c) && (slot_rights(ghost_space,
        notification_set_alarm_0_found(c)) & 1) == 1; */
/*@ predicate notification_set_alarm_2_minimum(struct thread *c) =
        notification_set_alarm_0_rights(c) && c->regs.rdx >= 1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires range: bits >= 1;
    requires rights: (slot_rights(ghost_space, notification_set_alarm_0_found(caller)) & 1)
        == 1;
    requires type: slot_type(ghost_space, notification_set_alarm_0_found(caller)) ==
        KOZO_OBJECT_NOTIFICATION;
    requires value: self == (struct notification *)slot_object(ghost_space,
        notification_set_alarm_0_found(caller)) && at == caller->regs.rsi && bits ==
        caller->regs.rdx;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 10;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_notification_set_alarm(struct thread *caller, struct notification *self,
                                      kozo_deadline_t at, uint64_t bits);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!notification_set_alarm_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(notification_set_alarm_0_lookup(caller) &&
        !notification_set_alarm_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(notification_set_alarm_0_type(caller) &&
        !notification_set_alarm_0_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1))) &&
        (\old(notification_set_alarm_0_rights(caller) &&
        !notification_set_alarm_2_minimum(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_RANGE, 2, 1)));
    ensures refused_frame: \old(!notification_set_alarm_2_minimum(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(notification_set_alarm_2_minimum(caller)) ==> ghost_handled == 10;
    ensures outcome_told: \old(notification_set_alarm_2_minimum(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(notification_set_alarm_2_minimum(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(notification_set_alarm_2_minimum(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_notification_set_alarm(struct thread *caller);

/*@ logic struct cap_slot *any_identify_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate any_identify_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(info) && \valid(badge);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires value: self == any_identify_0_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *info, *badge;
    exits \false;
    ensures ghost_handled == 11;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> info->raw == ghost_given[0];
    ensures \result == KOZO_OK ==> *badge == ghost_given[1];
 */
kozo_err_t sys_any_identify(struct thread *caller, struct cap_slot *self, kozo_info_t *info,
                            kozo_badge_t *badge);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!any_identify_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)));
    ensures refused_frame: \old(!any_identify_0_lookup(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(any_identify_0_lookup(caller)) ==> ghost_handled == 11;
    ensures outcome_told: \old(any_identify_0_lookup(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(any_identify_0_lookup(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(any_identify_0_lookup(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_given[1] &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_any_identify(struct thread *caller);

/*@ logic struct cap_slot *any_delete_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 1, 2); */
/*@ predicate any_delete_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 1, 2) == KOZO_OK; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 1, 2) == KOZO_OK;
    requires value: self == any_delete_0_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 12;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_any_delete(struct thread *caller, struct cap_slot *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!any_delete_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 1, 2), 0, 0)));
    ensures refused_frame: \old(!any_delete_0_lookup(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(any_delete_0_lookup(caller)) ==> ghost_handled == 12;
    ensures outcome_told: \old(any_delete_0_lookup(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(any_delete_0_lookup(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(any_delete_0_lookup(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_any_delete(struct thread *caller);

/*@ logic struct cap_slot *any_revoke_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 1, 2); */
/*@ predicate any_revoke_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 1, 2) == KOZO_OK; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 1, 2) == KOZO_OK;
    requires value: self == any_revoke_0_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 13;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_any_revoke(struct thread *caller, struct cap_slot *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!any_revoke_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 1, 2), 0, 0)));
    ensures refused_frame: \old(!any_revoke_0_lookup(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(any_revoke_0_lookup(caller)) ==> ghost_handled == 13;
    ensures outcome_told: \old(any_revoke_0_lookup(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(any_revoke_0_lookup(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(any_revoke_0_lookup(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_any_revoke(struct thread *caller);

/*@ logic struct cap_slot *cnode_copy_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *cnode_copy_2_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdx, 0, 0); */
/*@ predicate cnode_copy_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate cnode_copy_0_type(struct thread *c) =
        cnode_copy_0_lookup(c) && slot_type(ghost_space, cnode_copy_0_found(c)) ==
        KOZO_OBJECT_CNODE; */
/*@ predicate cnode_copy_0_rights(struct thread *c) =
        cnode_copy_0_type(c) && (slot_rights(ghost_space, cnode_copy_0_found(c)) & 2) == 2; */
/*@ predicate cnode_copy_1_minimum(struct thread *c) =
        cnode_copy_0_rights(c) && c->regs.rsi >= 1; */
/*@ predicate cnode_copy_1_maximum(struct thread *c) =
        cnode_copy_1_minimum(c) && c->regs.rsi <= 1073741823; */
/*@ predicate cnode_copy_1_slot(struct thread *c) =
        cnode_copy_1_maximum(c) && slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_copy_0_found(c)), c->regs.rsi, 1) == KOZO_OK; */
/*@ predicate cnode_copy_2_lookup(struct thread *c) =
        cnode_copy_1_slot(c) && lookup_error(ghost_space, c, c->regs.rdx, 0, 0) == KOZO_OK; */
/*@ predicate cnode_copy_3_flags(struct thread *c) =
        cnode_copy_2_lookup(c) && (c->regs.r10 & 0xfffffffffffffff0) == 0; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(handle);
    requires flags: (caller->regs.r10 & 0xfffffffffffffff0) == 0;
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rdx, 0, 0) == KOZO_OK;
    requires range: caller->regs.rsi >= 1 && caller->regs.rsi <= 1073741823;
    requires rights: (slot_rights(ghost_space, cnode_copy_0_found(caller)) & 2) == 2;
    requires slot: slots_error(ghost_space, (struct cnode *)slot_object(ghost_space,
        cnode_copy_0_found(caller)), caller->regs.rsi, 1) == KOZO_OK;
    requires type: slot_type(ghost_space, cnode_copy_0_found(caller)) == KOZO_OBJECT_CNODE;
    requires value: self == (struct cnode *)slot_object(ghost_space,
        cnode_copy_0_found(caller)) && index == slots_first(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_copy_0_found(caller)), caller->regs.rsi, 1) &&
        source == cnode_copy_2_found(caller) && mask == (kozo_rights_t)caller->regs.r10;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *handle;
    exits \false;
    ensures ghost_handled == 14;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *handle == ghost_given[0];
 */
kozo_err_t sys_cnode_copy(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, uint64_t *handle);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!cnode_copy_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(cnode_copy_0_lookup(caller) && !cnode_copy_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(cnode_copy_0_type(caller) && !cnode_copy_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(cnode_copy_0_rights(caller) && !cnode_copy_1_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1))) &&
        (\old(cnode_copy_1_minimum(caller) && !cnode_copy_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1073741823))) &&
        (\old(cnode_copy_1_maximum(caller) && !cnode_copy_1_slot(caller)) ==>
        caller->regs.rax == \old(status(slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_copy_0_found(caller)), caller->regs.rsi, 1), 1,
        0))) && (\old(cnode_copy_1_slot(caller) && !cnode_copy_2_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rdx, 0, 0), 2, 0))) && (\old(cnode_copy_2_lookup(caller) &&
        !cnode_copy_3_flags(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_UNKNOWN_FLAG, 3, 15)));
    ensures refused_frame: \old(!cnode_copy_3_flags(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(cnode_copy_3_flags(caller)) ==> ghost_handled == 14;
    ensures outcome_told: \old(cnode_copy_3_flags(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(cnode_copy_3_flags(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(cnode_copy_3_flags(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_cnode_copy(struct thread *caller);

/*@ logic struct cap_slot *cnode_mint_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *cnode_mint_2_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdx, 0, 0); */
/*@ predicate cnode_mint_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate cnode_mint_0_type(struct thread *c) =
        cnode_mint_0_lookup(c) && slot_type(ghost_space, cnode_mint_0_found(c)) ==
        KOZO_OBJECT_CNODE; */
/*@ predicate cnode_mint_0_rights(struct thread *c) =
        cnode_mint_0_type(c) && (slot_rights(ghost_space, cnode_mint_0_found(c)) & 2) == 2; */
/*@ predicate cnode_mint_1_minimum(struct thread *c) =
        cnode_mint_0_rights(c) && c->regs.rsi >= 1; */
/*@ predicate cnode_mint_1_maximum(struct thread *c) =
        cnode_mint_1_minimum(c) && c->regs.rsi <= 1073741823; */
/*@ predicate cnode_mint_1_slot(struct thread *c) =
        cnode_mint_1_maximum(c) && slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_mint_0_found(c)), c->regs.rsi, 1) == KOZO_OK; */
/*@ predicate cnode_mint_2_lookup(struct thread *c) =
        cnode_mint_1_slot(c) && lookup_error(ghost_space, c, c->regs.rdx, 0, 0) == KOZO_OK; */
/*@ predicate cnode_mint_3_flags(struct thread *c) =
        cnode_mint_2_lookup(c) && (c->regs.r10 & 0xfffffffffffffff0) == 0; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(handle);
    requires flags: (caller->regs.r10 & 0xfffffffffffffff0) == 0;
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rdx, 0, 0) == KOZO_OK;
    requires range: caller->regs.rsi >= 1 && caller->regs.rsi <= 1073741823;
    requires rights: (slot_rights(ghost_space, cnode_mint_0_found(caller)) & 2) == 2;
    requires slot: slots_error(ghost_space, (struct cnode *)slot_object(ghost_space,
        cnode_mint_0_found(caller)), caller->regs.rsi, 1) == KOZO_OK;
    requires type: slot_type(ghost_space, cnode_mint_0_found(caller)) == KOZO_OBJECT_CNODE;
    requires value: self == (struct cnode *)slot_object(ghost_space,
        cnode_mint_0_found(caller)) && index == slots_first(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_mint_0_found(caller)), caller->regs.rsi, 1) &&
        source == cnode_mint_2_found(caller) && mask == (kozo_rights_t)caller->regs.r10
        && badge == caller->regs.r8;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *handle;
    exits \false;
    ensures ghost_handled == 15;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *handle == ghost_given[0];
 */
kozo_err_t sys_cnode_mint(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, kozo_badge_t badge,
                          uint64_t *handle);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!cnode_mint_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(cnode_mint_0_lookup(caller) && !cnode_mint_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(cnode_mint_0_type(caller) && !cnode_mint_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(cnode_mint_0_rights(caller) && !cnode_mint_1_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1))) &&
        (\old(cnode_mint_1_minimum(caller) && !cnode_mint_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1073741823))) &&
        (\old(cnode_mint_1_maximum(caller) && !cnode_mint_1_slot(caller)) ==>
        caller->regs.rax == \old(status(slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_mint_0_found(caller)), caller->regs.rsi, 1), 1,
        0))) && (\old(cnode_mint_1_slot(caller) && !cnode_mint_2_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rdx, 0, 0), 2, 0))) && (\old(cnode_mint_2_lookup(caller) &&
        !cnode_mint_3_flags(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_UNKNOWN_FLAG, 3, 15)));
    ensures refused_frame: \old(!cnode_mint_3_flags(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(cnode_mint_3_flags(caller)) ==> ghost_handled == 15;
    ensures outcome_told: \old(cnode_mint_3_flags(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(cnode_mint_3_flags(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(cnode_mint_3_flags(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_cnode_mint(struct thread *caller);

/*@ logic struct cap_slot *cnode_move_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *cnode_move_2_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdx, 0, 2); */
/*@ predicate cnode_move_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate cnode_move_0_type(struct thread *c) =
        cnode_move_0_lookup(c) && slot_type(ghost_space, cnode_move_0_found(c)) ==
        KOZO_OBJECT_CNODE; */
/*@ predicate cnode_move_0_rights(struct thread *c) =
        cnode_move_0_type(c) && (slot_rights(ghost_space, cnode_move_0_found(c)) & 2) == 2; */
/*@ predicate cnode_move_1_minimum(struct thread *c) =
        cnode_move_0_rights(c) && c->regs.rsi >= 1; */
/*@ predicate cnode_move_1_maximum(struct thread *c) =
        cnode_move_1_minimum(c) && c->regs.rsi <= 1073741823; */
/*@ predicate cnode_move_1_slot(struct thread *c) =
        cnode_move_1_maximum(c) && slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_move_0_found(c)), c->regs.rsi, 1) == KOZO_OK; */
/*@ predicate cnode_move_2_lookup(struct thread *c) =
        cnode_move_1_slot(c) && lookup_error(ghost_space, c, c->regs.rdx, 0, 2) == KOZO_OK; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(handle);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rdx, 0, 2) == KOZO_OK;
    requires range: caller->regs.rsi >= 1 && caller->regs.rsi <= 1073741823;
    requires rights: (slot_rights(ghost_space, cnode_move_0_found(caller)) & 2) == 2;
    requires slot: slots_error(ghost_space, (struct cnode *)slot_object(ghost_space,
        cnode_move_0_found(caller)), caller->regs.rsi, 1) == KOZO_OK;
    requires type: slot_type(ghost_space, cnode_move_0_found(caller)) == KOZO_OBJECT_CNODE;
    requires value: self == (struct cnode *)slot_object(ghost_space,
        cnode_move_0_found(caller)) && index == slots_first(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_move_0_found(caller)), caller->regs.rsi, 1) &&
        source == cnode_move_2_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *handle;
    exits \false;
    ensures ghost_handled == 16;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *handle == ghost_given[0];
 */
kozo_err_t sys_cnode_move(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, uint64_t *handle);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!cnode_move_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(cnode_move_0_lookup(caller) && !cnode_move_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(cnode_move_0_type(caller) && !cnode_move_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(cnode_move_0_rights(caller) && !cnode_move_1_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1))) &&
        (\old(cnode_move_1_minimum(caller) && !cnode_move_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1073741823))) &&
        (\old(cnode_move_1_maximum(caller) && !cnode_move_1_slot(caller)) ==>
        caller->regs.rax == \old(status(slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_move_0_found(caller)), caller->regs.rsi, 1), 1,
        0))) && (\old(cnode_move_1_slot(caller) && !cnode_move_2_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rdx, 0, 2), 2, 0)));
    ensures refused_frame: \old(!cnode_move_2_lookup(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(cnode_move_2_lookup(caller)) ==> ghost_handled == 16;
    ensures outcome_told: \old(cnode_move_2_lookup(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(cnode_move_2_lookup(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(cnode_move_2_lookup(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_cnode_move(struct thread *caller);

/*@ logic struct cap_slot *cnode_inspect_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate cnode_inspect_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate cnode_inspect_0_type(struct thread *c) =
        cnode_inspect_0_lookup(c) && slot_type(ghost_space, cnode_inspect_0_found(c)) ==
        KOZO_OBJECT_CNODE; */
/*@ predicate cnode_inspect_0_rights(struct thread *c) =
        cnode_inspect_0_type(c) && (slot_rights(ghost_space, cnode_inspect_0_found(c)) & 1) == 1; */
/*@ predicate cnode_inspect_1_minimum(struct thread *c) =
        cnode_inspect_0_rights(c) && c->regs.rsi >= 1; */
/*@ predicate cnode_inspect_1_maximum(struct thread *c) =
        cnode_inspect_1_minimum(c) && c->regs.rsi <= 1073741823; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(info) && \valid(badge) && \valid(handle);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires range: index >= 1 && index <= 1073741823;
    requires rights: (slot_rights(ghost_space, cnode_inspect_0_found(caller)) & 1) == 1;
    requires type: slot_type(ghost_space, cnode_inspect_0_found(caller)) ==
        KOZO_OBJECT_CNODE;
    requires value: self == (struct cnode *)slot_object(ghost_space,
        cnode_inspect_0_found(caller)) && index == caller->regs.rsi;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *info, *badge, *handle;
    exits \false;
    ensures ghost_handled == 17;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> info->raw == ghost_given[0];
    ensures \result == KOZO_OK ==> *badge == ghost_given[1];
    ensures \result == KOZO_OK ==> *handle == ghost_given[2];
 */
kozo_err_t sys_cnode_inspect(struct thread *caller, struct cnode *self, kozo_slot_index_t index,
                             kozo_info_t *info, kozo_badge_t *badge, uint64_t *handle);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!cnode_inspect_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(cnode_inspect_0_lookup(caller) && !cnode_inspect_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(cnode_inspect_0_type(caller) && !cnode_inspect_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1))) &&
        (\old(cnode_inspect_0_rights(caller) && !cnode_inspect_1_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1))) &&
        (\old(cnode_inspect_1_minimum(caller) && !cnode_inspect_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1073741823)));
    ensures refused_frame: \old(!cnode_inspect_1_maximum(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(cnode_inspect_1_maximum(caller)) ==> ghost_handled == 17;
    ensures outcome_told: \old(cnode_inspect_1_maximum(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(cnode_inspect_1_maximum(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(cnode_inspect_1_maximum(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_given[1] &&
        caller->regs.rdi == ghost_given[2];
 */
static kozo_err_t decode_cnode_inspect(struct thread *caller);

/*@ logic struct cap_slot *cnode_save_reply_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate cnode_save_reply_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate cnode_save_reply_0_type(struct thread *c) =
        cnode_save_reply_0_lookup(c) && slot_type(ghost_space, cnode_save_reply_0_found(c)) ==
        KOZO_OBJECT_CNODE; */
/*@ predicate cnode_save_reply_0_rights(struct thread *c) =
        cnode_save_reply_0_type(c) && (slot_rights(ghost_space, cnode_save_reply_0_found(c)) &
        2) == 2; */
/*@ predicate cnode_save_reply_1_minimum(struct thread *c) =
        cnode_save_reply_0_rights(c) && c->regs.rsi >= 1; */
/*@ predicate cnode_save_reply_1_maximum(struct thread *c) =
        cnode_save_reply_1_minimum(c) && c->regs.rsi <= 1073741823; */
/*@ predicate cnode_save_reply_1_slot(struct thread *c) =
        cnode_save_reply_1_maximum(c) && slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_save_reply_0_found(c)), c->regs.rsi, 1) ==
        KOZO_OK; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(handle);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires range: caller->regs.rsi >= 1 && caller->regs.rsi <= 1073741823;
    requires rights: (slot_rights(ghost_space, cnode_save_reply_0_found(caller)) & 2) == 2;
    requires slot: slots_error(ghost_space, (struct cnode *)slot_object(ghost_space,
        cnode_save_reply_0_found(caller)), caller->regs.rsi, 1) == KOZO_OK;
    requires type: slot_type(ghost_space, cnode_save_reply_0_found(caller)) ==
        KOZO_OBJECT_CNODE;
    requires value: self == (struct cnode *)slot_object(ghost_space,
        cnode_save_reply_0_found(caller)) && index == slots_first(ghost_space, (struct
        cnode *)slot_object(ghost_space, cnode_save_reply_0_found(caller)),
        caller->regs.rsi, 1);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *handle;
    exits \false;
    ensures ghost_handled == 18;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *handle == ghost_given[0];
 */
kozo_err_t sys_cnode_save_reply(struct thread *caller, struct cnode *self, struct cap_slot *index,
                                uint64_t *handle);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!cnode_save_reply_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(cnode_save_reply_0_lookup(caller) && !cnode_save_reply_0_type(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(cnode_save_reply_0_type(caller) && !cnode_save_reply_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(cnode_save_reply_0_rights(caller) && !cnode_save_reply_1_minimum(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1))) &&
        (\old(cnode_save_reply_1_minimum(caller) && !cnode_save_reply_1_maximum(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1073741823))) &&
        (\old(cnode_save_reply_1_maximum(caller) && !cnode_save_reply_1_slot(caller))
        ==> caller->regs.rax == \old(status(slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, cnode_save_reply_0_found(caller)), caller->regs.rsi,
        1), 1, 0)));
    ensures refused_frame: \old(!cnode_save_reply_1_slot(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(cnode_save_reply_1_slot(caller)) ==> ghost_handled == 18;
    ensures outcome_told: \old(cnode_save_reply_1_slot(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(cnode_save_reply_1_slot(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(cnode_save_reply_1_slot(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_cnode_save_reply(struct thread *caller);

/*@ logic struct cap_slot *any_verify_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *any_verify_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ predicate any_verify_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate any_verify_1_lookup(struct thread *c) =
        any_verify_0_lookup(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0) == KOZO_OK; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(relation);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK;
    requires value: self == any_verify_0_found(caller) && other ==
        any_verify_1_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *relation;
    exits \false;
    ensures ghost_handled == 19;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *relation == ghost_given[0];
 */
kozo_err_t sys_any_verify(struct thread *caller, struct cap_slot *self, struct cap_slot *other,
                          kozo_relation_t *relation);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!any_verify_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(any_verify_0_lookup(caller) && !any_verify_1_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rsi, 0, 0), 1, 0)));
    ensures refused_frame: \old(!any_verify_1_lookup(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(any_verify_1_lookup(caller)) ==> ghost_handled == 19;
    ensures outcome_told: \old(any_verify_1_lookup(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(any_verify_1_lookup(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(any_verify_1_lookup(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_any_verify(struct thread *caller);

/*@ logic struct cap_slot *untyped_retype_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *untyped_retype_4_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.r8, 0, 0); */
/*@ predicate untyped_retype_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate untyped_retype_0_type(struct thread *c) =
        untyped_retype_0_lookup(c) && slot_type(ghost_space, untyped_retype_0_found(c)) ==
        KOZO_OBJECT_UNTYPED; */
/*@ predicate untyped_retype_0_rights(struct thread *c) =
        untyped_retype_0_type(c) && (slot_rights(ghost_space, untyped_retype_0_found(c)) & 2) ==
        2; */
/*@ predicate untyped_retype_1_object(struct thread *c) =
        untyped_retype_0_rights(c) && c->regs.rsi < KOZO_OBJECT_LIMIT && ((2030 >> c->regs.rsi)
        & 1) != 0; */
/*@ predicate untyped_retype_2_minimum(struct thread *c) =
        untyped_retype_1_object(c) && c->regs.rdx >= 6; */
/*@ predicate untyped_retype_2_maximum(struct thread *c) =
        untyped_retype_2_minimum(c) && c->regs.rdx <= 46; */
/*@ predicate untyped_retype_3_minimum(struct thread *c) =
        untyped_retype_2_maximum(c) && c->regs.r10 >= 1; */
/*@ predicate untyped_retype_3_maximum(struct thread *c) =
        untyped_retype_3_minimum(c) && c->regs.r10 <= 256; */
/*@ predicate untyped_retype_4_lookup(struct thread *c) =
        untyped_retype_3_maximum(c) && lookup_error(ghost_space, c, c->regs.r8, 0, 0) == KOZO_OK; */
/*@ predicate untyped_retype_4_type(struct thread *c) =
        untyped_retype_4_lookup(c) && slot_type(ghost_space, untyped_retype_4_found(c)) ==
        KOZO_OBJECT_CNODE; */
/*@ predicate untyped_retype_4_rights(struct thread *c) =
        untyped_retype_4_type(c) && (slot_rights(ghost_space, untyped_retype_4_found(c)) & 2) ==
        2; */
/*@ predicate untyped_retype_5_minimum(struct thread *c) =
        untyped_retype_4_rights(c) && c->regs.r9 >= 1; */
/*@ predicate untyped_retype_5_maximum(struct thread *c) =
        untyped_retype_5_minimum(c) && c->regs.r9 <= 1073741823; */
/*@ predicate untyped_retype_5_slot(struct thread *c) =
        untyped_retype_5_maximum(c) && slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, untyped_retype_4_found(c)), c->regs.r9, c->regs.r10)
        == KOZO_OK; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(handle);
    requires enum: caller->regs.rsi < KOZO_OBJECT_LIMIT && ((2030 >> caller->regs.rsi) & 1)
        != 0;
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.r8, 0, 0) == KOZO_OK;
    requires range: size_bits >= 6 && size_bits <= 46 && count >= 1 && count <= 256 &&
        caller->regs.r9 >= 1 && caller->regs.r9 <= 1073741823;
    requires rights: (slot_rights(ghost_space, untyped_retype_0_found(caller)) & 2) == 2 &&
        (slot_rights(ghost_space, untyped_retype_4_found(caller)) & 2) == 2;
    requires slot: slots_error(ghost_space, (struct cnode *)slot_object(ghost_space,
        untyped_retype_4_found(caller)), caller->regs.r9, caller->regs.r10) == KOZO_OK;
    requires type: slot_type(ghost_space, untyped_retype_0_found(caller)) ==
        KOZO_OBJECT_UNTYPED && slot_type(ghost_space, untyped_retype_4_found(caller)) ==
        KOZO_OBJECT_CNODE;
    requires value: self == untyped_retype_0_found(caller) && kind == caller->regs.rsi &&
        size_bits == caller->regs.rdx && count == caller->regs.r10 && dest == (struct
        cnode *)slot_object(ghost_space, untyped_retype_4_found(caller)) && index ==
        slots_first(ghost_space, (struct cnode *)slot_object(ghost_space,
        untyped_retype_4_found(caller)), caller->regs.r9, caller->regs.r10);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *handle;
    exits \false;
    ensures ghost_handled == 21;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *handle == ghost_given[0];
 */
kozo_err_t sys_untyped_retype(struct thread *caller, struct cap_slot *self, kozo_object_t kind,
                              uint8_t size_bits, uint16_t count, struct cnode *dest,
                              struct cap_slot *index, uint64_t *handle);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!untyped_retype_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(untyped_retype_0_lookup(caller) && !untyped_retype_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(untyped_retype_0_type(caller) && !untyped_retype_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(untyped_retype_0_rights(caller) && !untyped_retype_1_object(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 10))) &&
        (\old(untyped_retype_1_object(caller) && !untyped_retype_2_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 6))) &&
        (\old(untyped_retype_2_minimum(caller) && !untyped_retype_2_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 46))) &&
        (\old(untyped_retype_2_maximum(caller) && !untyped_retype_3_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 3, 1))) &&
        (\old(untyped_retype_3_minimum(caller) && !untyped_retype_3_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 3, 256))) &&
        (\old(untyped_retype_3_maximum(caller) && !untyped_retype_4_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.r8, 0, 0), 4, 0))) && (\old(untyped_retype_4_lookup(caller) &&
        !untyped_retype_4_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 4, 0))) && (\old(untyped_retype_4_type(caller)
        && !untyped_retype_4_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 4, 2))) &&
        (\old(untyped_retype_4_rights(caller) && !untyped_retype_5_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 5, 1))) &&
        (\old(untyped_retype_5_minimum(caller) && !untyped_retype_5_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 5, 1073741823))) &&
        (\old(untyped_retype_5_maximum(caller) && !untyped_retype_5_slot(caller)) ==>
        caller->regs.rax == \old(status(slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, untyped_retype_4_found(caller)), caller->regs.r9,
        caller->regs.r10), 5, 0)));
    ensures refused_frame: \old(!untyped_retype_5_slot(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(untyped_retype_5_slot(caller)) ==> ghost_handled == 21;
    ensures outcome_told: \old(untyped_retype_5_slot(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(untyped_retype_5_slot(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(untyped_retype_5_slot(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_untyped_retype(struct thread *caller);

/*@ logic struct cap_slot *untyped_inspect_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate untyped_inspect_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate untyped_inspect_0_type(struct thread *c) =
        untyped_inspect_0_lookup(c) && slot_type(ghost_space, untyped_inspect_0_found(c)) ==
        KOZO_OBJECT_UNTYPED; */
/*@ predicate untyped_inspect_0_rights(struct thread *c) =
        untyped_inspect_0_type(c) && (slot_rights(ghost_space, untyped_inspect_0_found(c)) & 1)
        == 1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(size) && \valid(used);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, untyped_inspect_0_found(caller)) & 1) == 1;
    requires type: slot_type(ghost_space, untyped_inspect_0_found(caller)) ==
        KOZO_OBJECT_UNTYPED;
    requires value: self == untyped_inspect_0_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *size, *used;
    exits \false;
    ensures ghost_handled == 22;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *size == ghost_given[0];
    ensures \result == KOZO_OK ==> *used == ghost_given[1];
 */
kozo_err_t sys_untyped_inspect(struct thread *caller, struct cap_slot *self, kozo_size_t *size,
                               kozo_size_t *used);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!untyped_inspect_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(untyped_inspect_0_lookup(caller) && !untyped_inspect_0_type(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(untyped_inspect_0_type(caller) && !untyped_inspect_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1)));
    ensures refused_frame: \old(!untyped_inspect_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(untyped_inspect_0_rights(caller)) ==> ghost_handled == 22;
    ensures outcome_told: \old(untyped_inspect_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(untyped_inspect_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(untyped_inspect_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_given[1] &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_untyped_inspect(struct thread *caller);

/*@ logic struct cap_slot *aspace_map_table_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *aspace_map_table_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ predicate aspace_map_table_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate aspace_map_table_0_type(struct thread *c) =
        aspace_map_table_0_lookup(c) && slot_type(ghost_space, aspace_map_table_0_found(c)) ==
        KOZO_OBJECT_ASPACE; */
/*@ predicate aspace_map_table_0_rights(struct thread *c) =
        aspace_map_table_0_type(c) && (slot_rights(ghost_space, aspace_map_table_0_found(c)) &
        8) == 8; */
/*@ predicate aspace_map_table_1_lookup(struct thread *c) =
        aspace_map_table_0_rights(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0) ==
        KOZO_OK; */
/*@ predicate aspace_map_table_1_type(struct thread *c) =
        aspace_map_table_1_lookup(c) && slot_type(ghost_space, aspace_map_table_1_found(c)) ==
        KOZO_OBJECT_PAGE_TABLE; */
/*@ predicate aspace_map_table_1_rights(struct thread *c) =
        aspace_map_table_1_type(c) && (slot_rights(ghost_space, aspace_map_table_1_found(c)) &
        8) == 8; */
/*@ predicate aspace_map_table_2_below(struct thread *c) =
        aspace_map_table_1_rights(c) && c->regs.rdx < 140737488351232; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(level);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK;
    requires range: at.raw < 140737488351232;
    requires rights: (slot_rights(ghost_space, aspace_map_table_0_found(caller)) & 8) == 8
        && (slot_rights(ghost_space, aspace_map_table_1_found(caller)) & 8) == 8;
    requires type: slot_type(ghost_space, aspace_map_table_0_found(caller)) ==
        KOZO_OBJECT_ASPACE && slot_type(ghost_space, aspace_map_table_1_found(caller))
        == KOZO_OBJECT_PAGE_TABLE;
    requires value: self == (struct aspace *)slot_object(ghost_space,
        aspace_map_table_0_found(caller)) && table == aspace_map_table_1_found(caller)
        && at.raw == caller->regs.rdx;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *level;
    exits \false;
    ensures ghost_handled == 25;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *level == ghost_given[0];
 */
kozo_err_t sys_aspace_map_table(struct thread *caller, struct aspace *self, struct cap_slot *table,
                                vaddr_t at, uint64_t *level);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!aspace_map_table_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(aspace_map_table_0_lookup(caller) && !aspace_map_table_0_type(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(aspace_map_table_0_type(caller) && !aspace_map_table_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 8))) &&
        (\old(aspace_map_table_0_rights(caller) && !aspace_map_table_1_lookup(caller))
        ==> caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rsi, 0, 0), 1, 0))) && (\old(aspace_map_table_1_lookup(caller) &&
        !aspace_map_table_1_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 1, 0))) &&
        (\old(aspace_map_table_1_type(caller) && !aspace_map_table_1_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 1, 8))) &&
        (\old(aspace_map_table_1_rights(caller) && !aspace_map_table_2_below(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 0xffffffff)));
    ensures refused_frame: \old(!aspace_map_table_2_below(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(aspace_map_table_2_below(caller)) ==> ghost_handled == 25;
    ensures outcome_told: \old(aspace_map_table_2_below(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(aspace_map_table_2_below(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(aspace_map_table_2_below(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_aspace_map_table(struct thread *caller);

/*@ logic struct cap_slot *aspace_map_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *aspace_map_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ predicate aspace_map_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate aspace_map_0_type(struct thread *c) =
        aspace_map_0_lookup(c) && slot_type(ghost_space, aspace_map_0_found(c)) ==
        KOZO_OBJECT_ASPACE; */
/*@ predicate aspace_map_0_rights(struct thread *c) =
        aspace_map_0_type(c) && (slot_rights(ghost_space, aspace_map_0_found(c)) & 8) == 8; */
/*@ predicate aspace_map_1_lookup(struct thread *c) =
        aspace_map_0_rights(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0) == KOZO_OK; */
/*@ predicate aspace_map_1_type(struct thread *c) =
        aspace_map_1_lookup(c) && slot_type(ghost_space, aspace_map_1_found(c)) ==
        KOZO_OBJECT_FRAME; */
/*@ predicate aspace_map_1_rights(struct thread *c) =
        aspace_map_1_type(c) && (slot_rights(ghost_space, aspace_map_1_found(c)) & 9) == 9; */
/*@ predicate aspace_map_2_below(struct thread *c) =
        aspace_map_1_rights(c) && c->regs.rdx < 140737488351232; */
/*@ predicate aspace_map_2_align(struct thread *c) =
        aspace_map_2_below(c) && c->regs.rdx % 4096 == 0; */
/*@ predicate aspace_map_3_flags(struct thread *c) =
        aspace_map_2_align(c) && (c->regs.r10 & 0xfffffffffffffffc) == 0; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires align: at.raw % 4096 == 0;
    requires flags: (caller->regs.r10 & 0xfffffffffffffffc) == 0;
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK;
    requires range: at.raw < 140737488351232;
    requires rights: (slot_rights(ghost_space, aspace_map_0_found(caller)) & 8) == 8 &&
        (slot_rights(ghost_space, aspace_map_1_found(caller)) & 9) == 9;
    requires type: slot_type(ghost_space, aspace_map_0_found(caller)) == KOZO_OBJECT_ASPACE
        && slot_type(ghost_space, aspace_map_1_found(caller)) == KOZO_OBJECT_FRAME;
    requires value: self == (struct aspace *)slot_object(ghost_space,
        aspace_map_0_found(caller)) && frame == aspace_map_1_found(caller) && at.raw ==
        caller->regs.rdx && flags == (kozo_map_flags_t)caller->regs.r10;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 26;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_aspace_map(struct thread *caller, struct aspace *self, struct cap_slot *frame,
                          vaddr_t at, kozo_map_flags_t flags);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!aspace_map_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(aspace_map_0_lookup(caller) && !aspace_map_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(aspace_map_0_type(caller) && !aspace_map_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 8))) &&
        (\old(aspace_map_0_rights(caller) && !aspace_map_1_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rsi, 0, 0), 1, 0))) && (\old(aspace_map_1_lookup(caller) &&
        !aspace_map_1_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 1, 0))) && (\old(aspace_map_1_type(caller) &&
        !aspace_map_1_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 1, 9))) && (\old(aspace_map_1_rights(caller)
        && !aspace_map_2_below(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_RANGE, 2, 0xffffffff))) && (\old(aspace_map_2_below(caller)
        && !aspace_map_2_align(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ALIGNMENT, 2, 4096))) && (\old(aspace_map_2_align(caller)
        && !aspace_map_3_flags(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_UNKNOWN_FLAG, 3, 3)));
    ensures refused_frame: \old(!aspace_map_3_flags(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(aspace_map_3_flags(caller)) ==> ghost_handled == 26;
    ensures outcome_told: \old(aspace_map_3_flags(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(aspace_map_3_flags(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(aspace_map_3_flags(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_aspace_map(struct thread *caller);

/*@ logic struct cap_slot *frame_unmap_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate frame_unmap_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate frame_unmap_0_type(struct thread *c) =
        frame_unmap_0_lookup(c) && slot_type(ghost_space, frame_unmap_0_found(c)) ==
        KOZO_OBJECT_FRAME; */
/*@ predicate frame_unmap_0_rights(struct thread *c) =
        frame_unmap_0_type(c) && (slot_rights(ghost_space, frame_unmap_0_found(c)) & 8) == 8; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, frame_unmap_0_found(caller)) & 8) == 8;
    requires type: slot_type(ghost_space, frame_unmap_0_found(caller)) == KOZO_OBJECT_FRAME;
    requires value: self == frame_unmap_0_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 27;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_frame_unmap(struct thread *caller, struct cap_slot *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!frame_unmap_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(frame_unmap_0_lookup(caller) && !frame_unmap_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(frame_unmap_0_type(caller) && !frame_unmap_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 8)));
    ensures refused_frame: \old(!frame_unmap_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(frame_unmap_0_rights(caller)) ==> ghost_handled == 27;
    ensures outcome_told: \old(frame_unmap_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(frame_unmap_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(frame_unmap_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_frame_unmap(struct thread *caller);

/*@ logic struct cap_slot *thread_bind_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *thread_bind_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ logic struct cap_slot *thread_bind_2_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdx, 0, 0); */
/*@ logic struct cap_slot *thread_bind_3_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.r10, 0, 0); */
/*@ predicate thread_bind_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_bind_0_type(struct thread *c) =
        thread_bind_0_lookup(c) && slot_type(ghost_space, thread_bind_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_bind_0_rights(struct thread *c) =
        thread_bind_0_type(c) && (slot_rights(ghost_space, thread_bind_0_found(c)) & 2) == 2; */
/*@ predicate thread_bind_1_lookup(struct thread *c) =
        thread_bind_0_rights(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0) == KOZO_OK; */
/*@ predicate thread_bind_1_type(struct thread *c) =
        thread_bind_1_lookup(c) && slot_type(ghost_space, thread_bind_1_found(c)) ==
        KOZO_OBJECT_CNODE; */
/*@ predicate thread_bind_1_rights(struct thread *c) =
        thread_bind_1_type(c) && (slot_rights(ghost_space, thread_bind_1_found(c)) & 1) == 1; */
/*@ predicate thread_bind_2_lookup(struct thread *c) =
        thread_bind_1_rights(c) && lookup_error(ghost_space, c, c->regs.rdx, 0, 0) == KOZO_OK; */
/*@ predicate thread_bind_2_type(struct thread *c) =
        thread_bind_2_lookup(c) && slot_type(ghost_space, thread_bind_2_found(c)) ==
        KOZO_OBJECT_ASPACE; */
/*@ predicate thread_bind_2_rights(struct thread *c) =
        thread_bind_2_type(c) && (slot_rights(ghost_space, thread_bind_2_found(c)) & 8) == 8; */
/*@ predicate thread_bind_3_lookup(struct thread *c) =
        thread_bind_2_rights(c) && lookup_error(ghost_space, c, c->regs.r10, 0, 0) == KOZO_OK; */
/*@ predicate thread_bind_3_type(struct thread *c) =
        thread_bind_3_lookup(c) && slot_type(ghost_space, thread_bind_3_found(c)) ==
        KOZO_OBJECT_BUDGET; */
/*@ predicate thread_bind_3_rights(struct thread *c) =
        thread_bind_3_type(c) && (slot_rights(ghost_space, thread_bind_3_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rdx, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.r10, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_bind_0_found(caller)) & 2) == 2 &&
        (slot_rights(ghost_space, thread_bind_1_found(caller)) & 1) == 1 &&
        (slot_rights(ghost_space, thread_bind_2_found(caller)) & 8) == 8 &&
        (slot_rights(ghost_space, thread_bind_3_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_bind_0_found(caller)) == KOZO_OBJECT_THREAD
        && slot_type(ghost_space, thread_bind_1_found(caller)) == KOZO_OBJECT_CNODE &&
        slot_type(ghost_space, thread_bind_2_found(caller)) == KOZO_OBJECT_ASPACE &&
        slot_type(ghost_space, thread_bind_3_found(caller)) == KOZO_OBJECT_BUDGET;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_bind_0_found(caller)) && cspace == thread_bind_1_found(caller) && aspace
        == thread_bind_2_found(caller) && budget == thread_bind_3_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 31;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_bind(struct thread *caller, struct thread *self, struct cap_slot *cspace,
                           struct cap_slot *aspace, struct cap_slot *budget);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_bind_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_bind_0_lookup(caller) && !thread_bind_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_bind_0_type(caller) && !thread_bind_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(thread_bind_0_rights(caller) && !thread_bind_1_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rsi, 0, 0), 1, 0))) && (\old(thread_bind_1_lookup(caller) &&
        !thread_bind_1_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 1, 0))) && (\old(thread_bind_1_type(caller) &&
        !thread_bind_1_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 1, 1))) &&
        (\old(thread_bind_1_rights(caller) && !thread_bind_2_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rdx, 0, 0), 2, 0))) && (\old(thread_bind_2_lookup(caller) &&
        !thread_bind_2_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 2, 0))) && (\old(thread_bind_2_type(caller) &&
        !thread_bind_2_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 2, 8))) &&
        (\old(thread_bind_2_rights(caller) && !thread_bind_3_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.r10, 0, 0), 3, 0))) && (\old(thread_bind_3_lookup(caller) &&
        !thread_bind_3_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 3, 0))) && (\old(thread_bind_3_type(caller) &&
        !thread_bind_3_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 3, 2)));
    ensures refused_frame: \old(!thread_bind_3_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_bind_3_rights(caller)) ==> ghost_handled == 31;
    ensures outcome_told: \old(thread_bind_3_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_bind_3_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_bind_3_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_bind(struct thread *caller);

/*@ logic struct cap_slot *thread_bind_buffer_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *thread_bind_buffer_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ predicate thread_bind_buffer_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_bind_buffer_0_type(struct thread *c) =
        thread_bind_buffer_0_lookup(c) && slot_type(ghost_space, thread_bind_buffer_0_found(c))
        == KOZO_OBJECT_THREAD; */
/*@ predicate thread_bind_buffer_0_rights(struct thread *c) =
        thread_bind_buffer_0_type(c) && (slot_rights(ghost_space, thread_bind_buffer_0_found(c))
        & 2) == 2; */
/*@ predicate thread_bind_buffer_1_lookup(struct thread *c) =
        thread_bind_buffer_0_rights(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0) ==
        KOZO_OK; */
/*@ predicate thread_bind_buffer_1_type(struct thread *c) =
        thread_bind_buffer_1_lookup(c) && slot_type(ghost_space, thread_bind_buffer_1_found(c))
        == KOZO_OBJECT_FRAME; */
/*@ predicate thread_bind_buffer_1_rights(struct thread *c) =
        thread_bind_buffer_1_type(c) && (slot_rights(ghost_space, thread_bind_buffer_1_found(c))
        & 3) == 3; */
/*@ predicate thread_bind_buffer_2_maximum(struct thread *c) =
        thread_bind_buffer_1_rights(c) && c->regs.rdx <= 3584; */
/*@ predicate thread_bind_buffer_2_align(struct thread *c) =
        thread_bind_buffer_2_maximum(c) && c->regs.rdx % 512 == 0; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires align: offset % 512 == 0;
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK;
    requires range: offset <= 3584;
    requires rights: (slot_rights(ghost_space, thread_bind_buffer_0_found(caller)) & 2) == 2
        && (slot_rights(ghost_space, thread_bind_buffer_1_found(caller)) & 3) == 3;
    requires type: slot_type(ghost_space, thread_bind_buffer_0_found(caller)) ==
        KOZO_OBJECT_THREAD && slot_type(ghost_space, thread_bind_buffer_1_found(caller))
        == KOZO_OBJECT_FRAME;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_bind_buffer_0_found(caller)) && frame ==
        thread_bind_buffer_1_found(caller) && offset == caller->regs.rdx;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 32;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_bind_buffer(struct thread *caller, struct thread *self,
                                  struct cap_slot *frame, uint32_t offset);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_bind_buffer_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_bind_buffer_0_lookup(caller) &&
        !thread_bind_buffer_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_bind_buffer_0_type(caller) && !thread_bind_buffer_0_rights(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(thread_bind_buffer_0_rights(caller) &&
        !thread_bind_buffer_1_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0), 1, 0)))
        && (\old(thread_bind_buffer_1_lookup(caller) &&
        !thread_bind_buffer_1_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 1, 0))) &&
        (\old(thread_bind_buffer_1_type(caller) && !thread_bind_buffer_1_rights(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 1, 3))) &&
        (\old(thread_bind_buffer_1_rights(caller) &&
        !thread_bind_buffer_2_maximum(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_RANGE, 2, 3584))) &&
        (\old(thread_bind_buffer_2_maximum(caller) &&
        !thread_bind_buffer_2_align(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ALIGNMENT, 2, 512)));
    ensures refused_frame: \old(!thread_bind_buffer_2_align(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_bind_buffer_2_align(caller)) ==> ghost_handled == 32;
    ensures outcome_told: \old(thread_bind_buffer_2_align(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_bind_buffer_2_align(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_bind_buffer_2_align(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_bind_buffer(struct thread *caller);

/*@ logic struct cap_slot *thread_bind_faults_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *thread_bind_faults_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ predicate thread_bind_faults_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_bind_faults_0_type(struct thread *c) =
        thread_bind_faults_0_lookup(c) && slot_type(ghost_space, thread_bind_faults_0_found(c))
        == KOZO_OBJECT_THREAD; */
/*@ predicate thread_bind_faults_0_rights(struct thread *c) =
        thread_bind_faults_0_type(c) && (slot_rights(ghost_space, thread_bind_faults_0_found(c))
        & 2) == 2; */
/*@ predicate thread_bind_faults_1_lookup(struct thread *c) =
        thread_bind_faults_0_rights(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0) ==
        KOZO_OK; */
/*@ predicate thread_bind_faults_1_type(struct thread *c) =
        thread_bind_faults_1_lookup(c) && slot_type(ghost_space, thread_bind_faults_1_found(c))
        == KOZO_OBJECT_ENDPOINT; */
/*@ predicate thread_bind_faults_1_rights(struct thread *c) =
        thread_bind_faults_1_type(c) && (slot_rights(ghost_space, thread_bind_faults_1_found(c))
        & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_bind_faults_0_found(caller)) & 2) == 2
        && (slot_rights(ghost_space, thread_bind_faults_1_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_bind_faults_0_found(caller)) ==
        KOZO_OBJECT_THREAD && slot_type(ghost_space, thread_bind_faults_1_found(caller))
        == KOZO_OBJECT_ENDPOINT;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_bind_faults_0_found(caller)) && handler ==
        thread_bind_faults_1_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 33;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_bind_faults(struct thread *caller, struct thread *self,
                                  struct cap_slot *handler);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_bind_faults_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_bind_faults_0_lookup(caller) &&
        !thread_bind_faults_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_bind_faults_0_type(caller) && !thread_bind_faults_0_rights(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(thread_bind_faults_0_rights(caller) &&
        !thread_bind_faults_1_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0), 1, 0)))
        && (\old(thread_bind_faults_1_lookup(caller) &&
        !thread_bind_faults_1_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 1, 0))) &&
        (\old(thread_bind_faults_1_type(caller) && !thread_bind_faults_1_rights(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 1, 2)));
    ensures refused_frame: \old(!thread_bind_faults_1_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_bind_faults_1_rights(caller)) ==> ghost_handled == 33;
    ensures outcome_told: \old(thread_bind_faults_1_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_bind_faults_1_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_bind_faults_1_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_bind_faults(struct thread *caller);

/*@ logic struct cap_slot *thread_start_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_start_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_start_0_type(struct thread *c) =
        thread_start_0_lookup(c) && slot_type(ghost_space, thread_start_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_start_0_rights(struct thread *c) =
        thread_start_0_type(c) && (slot_rights(ghost_space, thread_start_0_found(c)) & 2) == 2; */
/*@ predicate thread_start_1_below(struct thread *c) =
        thread_start_0_rights(c) && c->regs.rsi < 140737488351232; */
/*@ predicate thread_start_2_below(struct thread *c) =
        thread_start_1_below(c) && c->regs.rdx < 140737488351232; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires range: ip.raw < 140737488351232 && sp.raw < 140737488351232;
    requires rights: (slot_rights(ghost_space, thread_start_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_start_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_start_0_found(caller)) && ip.raw == caller->regs.rsi && sp.raw ==
        caller->regs.rdx && argument == caller->regs.r10;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 34;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_start(struct thread *caller, struct thread *self, vaddr_t ip, vaddr_t sp,
                            uint64_t argument);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_start_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_start_0_lookup(caller) && !thread_start_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_start_0_type(caller) && !thread_start_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(thread_start_0_rights(caller) && !thread_start_1_below(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 0xffffffff))) &&
        (\old(thread_start_1_below(caller) && !thread_start_2_below(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 0xffffffff)));
    ensures refused_frame: \old(!thread_start_2_below(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_start_2_below(caller)) ==> ghost_handled == 34;
    ensures outcome_told: \old(thread_start_2_below(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_start_2_below(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_start_2_below(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_start(struct thread *caller);

/*@ logic struct cap_slot *thread_suspend_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_suspend_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_suspend_0_type(struct thread *c) =
        thread_suspend_0_lookup(c) && slot_type(ghost_space, thread_suspend_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_suspend_0_rights(struct thread *c) =
        thread_suspend_0_type(c) && (slot_rights(ghost_space, thread_suspend_0_found(c)) & 2) ==
        2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_suspend_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_suspend_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_suspend_0_found(caller));
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 35;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_suspend(struct thread *caller, struct thread *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_suspend_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_suspend_0_lookup(caller) && !thread_suspend_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_suspend_0_type(caller) && !thread_suspend_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!thread_suspend_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_suspend_0_rights(caller)) ==> ghost_handled == 35;
    ensures outcome_told: \old(thread_suspend_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_suspend_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_suspend_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_suspend(struct thread *caller);

/*@ logic struct cap_slot *thread_resume_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_resume_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_resume_0_type(struct thread *c) =
        thread_resume_0_lookup(c) && slot_type(ghost_space, thread_resume_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_resume_0_rights(struct thread *c) =
        thread_resume_0_type(c) && (slot_rights(ghost_space, thread_resume_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_resume_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_resume_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_resume_0_found(caller));
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 36;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_resume(struct thread *caller, struct thread *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_resume_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_resume_0_lookup(caller) && !thread_resume_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_resume_0_type(caller) && !thread_resume_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!thread_resume_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_resume_0_rights(caller)) ==> ghost_handled == 36;
    ensures outcome_told: \old(thread_resume_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_resume_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_resume_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_resume(struct thread *caller);

/*@ logic struct cap_slot *thread_exit_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_exit_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_exit_0_type(struct thread *c) =
        thread_exit_0_lookup(c) && slot_type(ghost_space, thread_exit_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_exit_0_rights(struct thread *c) =
        thread_exit_0_type(c) && (slot_rights(ghost_space, thread_exit_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_exit_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_exit_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_exit_0_found(caller)) && code == caller->regs.rsi;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 37;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_exit(struct thread *caller, struct thread *self, uint64_t code);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_exit_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_exit_0_lookup(caller) && !thread_exit_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_exit_0_type(caller) && !thread_exit_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!thread_exit_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_exit_0_rights(caller)) ==> ghost_handled == 37;
    ensures outcome_told: \old(thread_exit_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_exit_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_exit_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_exit(struct thread *caller);

/*@ logic struct cap_slot *thread_inspect_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_inspect_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_inspect_0_type(struct thread *c) =
        thread_inspect_0_lookup(c) && slot_type(ghost_space, thread_inspect_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_inspect_0_rights(struct thread *c) =
        thread_inspect_0_type(c) && (slot_rights(ghost_space, thread_inspect_0_found(c)) & 1) ==
        1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(state) && \valid(priority) && \valid(consumed);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_inspect_0_found(caller)) & 1) == 1;
    requires type: slot_type(ghost_space, thread_inspect_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_inspect_0_found(caller));
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *state, *priority, *consumed;
    exits \false;
    ensures ghost_handled == 38;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *state == ghost_given[0];
    ensures \result == KOZO_OK ==> *priority == ghost_given[1];
    ensures \result == KOZO_OK ==> *consumed == ghost_given[2];
 */
kozo_err_t sys_thread_inspect(struct thread *caller, struct thread *self,
                              kozo_thread_state_t *state, kozo_priority_t *priority,
                              kozo_duration_t *consumed);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_inspect_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_inspect_0_lookup(caller) && !thread_inspect_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_inspect_0_type(caller) && !thread_inspect_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1)));
    ensures refused_frame: \old(!thread_inspect_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_inspect_0_rights(caller)) ==> ghost_handled == 38;
    ensures outcome_told: \old(thread_inspect_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_inspect_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_inspect_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_given[1] &&
        caller->regs.rdi == ghost_given[2];
 */
static kozo_err_t decode_thread_inspect(struct thread *caller);

/*@ logic struct cap_slot *thread_name_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_name_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_name_0_type(struct thread *c) =
        thread_name_0_lookup(c) && slot_type(ghost_space, thread_name_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_name_0_rights(struct thread *c) =
        thread_name_0_type(c) && (slot_rights(ghost_space, thread_name_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_name_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_name_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_name_0_found(caller)) && text0 == caller->regs.rsi && text1 ==
        caller->regs.rdx && text2 == caller->regs.r10;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 39;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_name(struct thread *caller, struct thread *self, uint64_t text0,
                           uint64_t text1, uint64_t text2);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_name_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_name_0_lookup(caller) && !thread_name_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_name_0_type(caller) && !thread_name_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!thread_name_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_name_0_rights(caller)) ==> ghost_handled == 39;
    ensures outcome_told: \old(thread_name_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_name_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_name_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_name(struct thread *caller);

/*@ logic struct cap_slot *thread_bind_notification_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *thread_bind_notification_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ predicate thread_bind_notification_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_bind_notification_0_type(struct thread *c) =
        thread_bind_notification_0_lookup(c) && slot_type(ghost_space,
        thread_bind_notification_0_found(c)) == KOZO_OBJECT_THREAD; */
/*@ predicate thread_bind_notification_0_rights(struct thread *c) =
        thread_bind_notification_0_type(c) && (slot_rights(ghost_space,
        thread_bind_notification_0_found(c)) & 2) == 2; */
/*@ predicate thread_bind_notification_1_lookup(struct thread *c) =
        thread_bind_notification_0_rights(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0)
        == KOZO_OK; */
/*@ predicate thread_bind_notification_1_type(struct thread *c) =
        thread_bind_notification_1_lookup(c) && slot_type(ghost_space,
        thread_bind_notification_1_found(c)) == KOZO_OBJECT_NOTIFICATION; */
/*@ predicate thread_bind_notification_1_rights(struct thread *c) =
        thread_bind_notification_1_type(c) && (slot_rights(ghost_space,
        thread_bind_notification_1_found(c)) & 1) == 1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_bind_notification_0_found(caller)) &
        2) == 2 && (slot_rights(ghost_space, thread_bind_notification_1_found(caller)) &
        1) == 1;
    requires type: slot_type(ghost_space, thread_bind_notification_0_found(caller)) ==
        KOZO_OBJECT_THREAD && slot_type(ghost_space,
        thread_bind_notification_1_found(caller)) == KOZO_OBJECT_NOTIFICATION;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_bind_notification_0_found(caller)) && notification ==
        thread_bind_notification_1_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 40;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_bind_notification(struct thread *caller, struct thread *self,
                                        struct cap_slot *notification);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_bind_notification_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_bind_notification_0_lookup(caller) &&
        !thread_bind_notification_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_bind_notification_0_type(caller) &&
        !thread_bind_notification_0_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(thread_bind_notification_0_rights(caller) &&
        !thread_bind_notification_1_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0), 1, 0)))
        && (\old(thread_bind_notification_1_lookup(caller) &&
        !thread_bind_notification_1_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 1, 0))) &&
        (\old(thread_bind_notification_1_type(caller) &&
        !thread_bind_notification_1_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 1, 1)));
    ensures refused_frame: \old(!thread_bind_notification_1_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_bind_notification_1_rights(caller)) ==> ghost_handled == 40;
    ensures outcome_told: \old(thread_bind_notification_1_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_bind_notification_1_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_bind_notification_1_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_bind_notification(struct thread *caller);

/*@ logic struct cap_slot *budget_configure_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *budget_configure_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ predicate budget_configure_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate budget_configure_0_type(struct thread *c) =
        budget_configure_0_lookup(c) && slot_type(ghost_space, budget_configure_0_found(c)) ==
        KOZO_OBJECT_BUDGET; */
/*@ predicate budget_configure_0_rights(struct thread *c) =
        budget_configure_0_type(c) && (slot_rights(ghost_space, budget_configure_0_found(c)) &
        2) == 2; */
/*@ predicate budget_configure_1_lookup(struct thread *c) =
        budget_configure_0_rights(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0) ==
        KOZO_OK; */
/*@ predicate budget_configure_1_type(struct thread *c) =
        budget_configure_1_lookup(c) && slot_type(ghost_space, budget_configure_1_found(c)) ==
        KOZO_OBJECT_BUDGET; */
/*@ predicate budget_configure_1_rights(struct thread *c) =
        budget_configure_1_type(c) && (slot_rights(ghost_space, budget_configure_1_found(c)) &
        2) == 2; */
/*@ predicate budget_configure_2_maximum(struct thread *c) =
        budget_configure_1_rights(c) && c->regs.rdx <= 255; */
/*@ predicate budget_configure_3_minimum(struct thread *c) =
        budget_configure_2_maximum(c) && c->regs.r10 >= 10000; */
/*@ predicate budget_configure_3_maximum(struct thread *c) =
        budget_configure_3_minimum(c) && c->regs.r10 <= 1000000000000; */
/*@ predicate budget_configure_4_minimum(struct thread *c) =
        budget_configure_3_maximum(c) && c->regs.r8 >= 10000; */
/*@ predicate budget_configure_4_maximum(struct thread *c) =
        budget_configure_4_minimum(c) && c->regs.r8 <= 1000000000000; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK;
    requires range: priority <= 255 && capacity >= 10000 && capacity <= 1000000000000 &&
        period >= 10000 && period <= 1000000000000;
    requires rights: (slot_rights(ghost_space, budget_configure_0_found(caller)) & 2) == 2
        && (slot_rights(ghost_space, budget_configure_1_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, budget_configure_0_found(caller)) ==
        KOZO_OBJECT_BUDGET && slot_type(ghost_space, budget_configure_1_found(caller))
        == KOZO_OBJECT_BUDGET;
    requires value: self == (struct budget *)slot_object(ghost_space,
        budget_configure_0_found(caller)) && authority == (struct budget
        *)slot_object(ghost_space, budget_configure_1_found(caller)) && priority ==
        caller->regs.rdx && capacity == caller->regs.r10 && period == caller->regs.r8;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 41;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_budget_configure(struct thread *caller, struct budget *self,
                                struct budget *authority, kozo_priority_t priority,
                                kozo_duration_t capacity, kozo_duration_t period);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!budget_configure_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(budget_configure_0_lookup(caller) && !budget_configure_0_type(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(budget_configure_0_type(caller) && !budget_configure_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(budget_configure_0_rights(caller) && !budget_configure_1_lookup(caller))
        ==> caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rsi, 0, 0), 1, 0))) && (\old(budget_configure_1_lookup(caller) &&
        !budget_configure_1_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 1, 0))) &&
        (\old(budget_configure_1_type(caller) && !budget_configure_1_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 1, 2))) &&
        (\old(budget_configure_1_rights(caller) && !budget_configure_2_maximum(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 255))) &&
        (\old(budget_configure_2_maximum(caller) && !budget_configure_3_minimum(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_RANGE, 3, 10000))) &&
        (\old(budget_configure_3_minimum(caller) && !budget_configure_3_maximum(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_RANGE, 3, 0xffffffff))) &&
        (\old(budget_configure_3_maximum(caller) && !budget_configure_4_minimum(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_RANGE, 4, 10000))) &&
        (\old(budget_configure_4_minimum(caller) && !budget_configure_4_maximum(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_RANGE, 4, 0xffffffff)));
    ensures refused_frame: \old(!budget_configure_4_maximum(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(budget_configure_4_maximum(caller)) ==> ghost_handled == 41;
    ensures outcome_told: \old(budget_configure_4_maximum(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(budget_configure_4_maximum(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(budget_configure_4_maximum(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_budget_configure(struct thread *caller);

/*@ logic struct cap_slot *budget_yield_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate budget_yield_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate budget_yield_0_type(struct thread *c) =
        budget_yield_0_lookup(c) && slot_type(ghost_space, budget_yield_0_found(c)) ==
        KOZO_OBJECT_BUDGET; */
/*@ predicate budget_yield_0_rights(struct thread *c) =
        budget_yield_0_type(c) && (slot_rights(ghost_space, budget_yield_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, budget_yield_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, budget_yield_0_found(caller)) ==
        KOZO_OBJECT_BUDGET;
    requires value: self == (struct budget *)slot_object(ghost_space,
        budget_yield_0_found(caller));
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 42;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_budget_yield(struct thread *caller, struct budget *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!budget_yield_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(budget_yield_0_lookup(caller) && !budget_yield_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(budget_yield_0_type(caller) && !budget_yield_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!budget_yield_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(budget_yield_0_rights(caller)) ==> ghost_handled == 42;
    ensures outcome_told: \old(budget_yield_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(budget_yield_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(budget_yield_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_budget_yield(struct thread *caller);

/*@ logic struct cap_slot *budget_inspect_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate budget_inspect_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate budget_inspect_0_type(struct thread *c) =
        budget_inspect_0_lookup(c) && slot_type(ghost_space, budget_inspect_0_found(c)) ==
        KOZO_OBJECT_BUDGET; */
/*@ predicate budget_inspect_0_rights(struct thread *c) =
        budget_inspect_0_type(c) && (slot_rights(ghost_space, budget_inspect_0_found(c)) & 1) ==
        1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(ceiling) && \valid(remaining) && \valid(consumed);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, budget_inspect_0_found(caller)) & 1) == 1;
    requires type: slot_type(ghost_space, budget_inspect_0_found(caller)) ==
        KOZO_OBJECT_BUDGET;
    requires value: self == (struct budget *)slot_object(ghost_space,
        budget_inspect_0_found(caller));
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *ceiling, *remaining, *consumed;
    exits \false;
    ensures ghost_handled == 43;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *ceiling == ghost_given[0];
    ensures \result == KOZO_OK ==> *remaining == ghost_given[1];
    ensures \result == KOZO_OK ==> *consumed == ghost_given[2];
 */
kozo_err_t sys_budget_inspect(struct thread *caller, struct budget *self, kozo_priority_t *ceiling,
                              kozo_duration_t *remaining, kozo_duration_t *consumed);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!budget_inspect_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(budget_inspect_0_lookup(caller) && !budget_inspect_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(budget_inspect_0_type(caller) && !budget_inspect_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1)));
    ensures refused_frame: \old(!budget_inspect_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(budget_inspect_0_rights(caller)) ==> ghost_handled == 43;
    ensures outcome_told: \old(budget_inspect_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(budget_inspect_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(budget_inspect_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_given[1] &&
        caller->regs.rdi == ghost_given[2];
 */
static kozo_err_t decode_budget_inspect(struct thread *caller);

/*@ logic struct cap_slot *thread_bind_fpu_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *thread_bind_fpu_1_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rsi, 0, 0); */
/*@ logic struct cap_slot *thread_bind_fpu_2_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdx, 0, 0); */
/*@ predicate thread_bind_fpu_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_bind_fpu_0_type(struct thread *c) =
        thread_bind_fpu_0_lookup(c) && slot_type(ghost_space, thread_bind_fpu_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_bind_fpu_0_rights(struct thread *c) =
        thread_bind_fpu_0_type(c) && (slot_rights(ghost_space, thread_bind_fpu_0_found(c)) & 2)
        == 2; */
/*@ predicate thread_bind_fpu_1_lookup(struct thread *c) =
        thread_bind_fpu_0_rights(c) && lookup_error(ghost_space, c, c->regs.rsi, 0, 0) ==
        KOZO_OK; */
/*@ predicate thread_bind_fpu_1_type(struct thread *c) =
        thread_bind_fpu_1_lookup(c) && slot_type(ghost_space, thread_bind_fpu_1_found(c)) ==
        KOZO_OBJECT_FRAME; */
/*@ predicate thread_bind_fpu_1_rights(struct thread *c) =
        thread_bind_fpu_1_type(c) && (slot_rights(ghost_space, thread_bind_fpu_1_found(c)) & 3)
        == 3; */
/*@ predicate thread_bind_fpu_2_lookup(struct thread *c) =
        thread_bind_fpu_1_rights(c) && lookup_error(ghost_space, c, c->regs.rdx, 0, 0) ==
        KOZO_OK; */
/*@ predicate thread_bind_fpu_2_type(struct thread *c) =
        thread_bind_fpu_2_lookup(c) && slot_type(ghost_space, thread_bind_fpu_2_found(c)) ==
        KOZO_OBJECT_PLATFORM; */
/*@ predicate thread_bind_fpu_2_rights(struct thread *c) =
        thread_bind_fpu_2_type(c) && (slot_rights(ghost_space, thread_bind_fpu_2_found(c)) & 1)
        == 1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rsi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.rdx, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_bind_fpu_0_found(caller)) & 2) == 2 &&
        (slot_rights(ghost_space, thread_bind_fpu_1_found(caller)) & 3) == 3 &&
        (slot_rights(ghost_space, thread_bind_fpu_2_found(caller)) & 1) == 1;
    requires type: slot_type(ghost_space, thread_bind_fpu_0_found(caller)) ==
        KOZO_OBJECT_THREAD && slot_type(ghost_space, thread_bind_fpu_1_found(caller)) ==
        KOZO_OBJECT_FRAME && slot_type(ghost_space, thread_bind_fpu_2_found(caller)) ==
        KOZO_OBJECT_PLATFORM;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_bind_fpu_0_found(caller)) && frame == thread_bind_fpu_1_found(caller) &&
        authority == thread_bind_fpu_2_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 44;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_bind_fpu(struct thread *caller, struct thread *self, struct cap_slot *frame,
                               struct cap_slot *authority);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_bind_fpu_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_bind_fpu_0_lookup(caller) && !thread_bind_fpu_0_type(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_bind_fpu_0_type(caller) && !thread_bind_fpu_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(thread_bind_fpu_0_rights(caller) && !thread_bind_fpu_1_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rsi, 0, 0), 1, 0))) && (\old(thread_bind_fpu_1_lookup(caller) &&
        !thread_bind_fpu_1_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 1, 0))) && (\old(thread_bind_fpu_1_type(caller)
        && !thread_bind_fpu_1_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 1, 3))) &&
        (\old(thread_bind_fpu_1_rights(caller) && !thread_bind_fpu_2_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.rdx, 0, 0), 2, 0))) && (\old(thread_bind_fpu_2_lookup(caller) &&
        !thread_bind_fpu_2_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 2, 0))) && (\old(thread_bind_fpu_2_type(caller)
        && !thread_bind_fpu_2_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 2, 1)));
    ensures refused_frame: \old(!thread_bind_fpu_2_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_bind_fpu_2_rights(caller)) ==> ghost_handled == 44;
    ensures outcome_told: \old(thread_bind_fpu_2_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_bind_fpu_2_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_bind_fpu_2_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_bind_fpu(struct thread *caller);

/*@ logic struct cap_slot *thread_read_registers_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_read_registers_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_read_registers_0_type(struct thread *c) =
        thread_read_registers_0_lookup(c) && slot_type(ghost_space,
        thread_read_registers_0_found(c)) == KOZO_OBJECT_THREAD; */
/*@ predicate thread_read_registers_0_rights(struct thread *c) =
        thread_read_registers_0_type(c) && (slot_rights(ghost_space,
        thread_read_registers_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_read_registers_0_found(caller)) & 2)
        == 2;
    requires type: slot_type(ghost_space, thread_read_registers_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_read_registers_0_found(caller));
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 45;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_read_registers(struct thread *caller, struct thread *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_read_registers_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_read_registers_0_lookup(caller) &&
        !thread_read_registers_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_read_registers_0_type(caller) &&
        !thread_read_registers_0_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!thread_read_registers_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_read_registers_0_rights(caller)) ==> ghost_handled == 45;
    ensures outcome_told: \old(thread_read_registers_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_read_registers_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_read_registers_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_read_registers(struct thread *caller);

/*@ logic struct cap_slot *thread_write_registers_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_write_registers_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_write_registers_0_type(struct thread *c) =
        thread_write_registers_0_lookup(c) && slot_type(ghost_space,
        thread_write_registers_0_found(c)) == KOZO_OBJECT_THREAD; */
/*@ predicate thread_write_registers_0_rights(struct thread *c) =
        thread_write_registers_0_type(c) && (slot_rights(ghost_space,
        thread_write_registers_0_found(c)) & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_write_registers_0_found(caller)) & 2)
        == 2;
    requires type: slot_type(ghost_space, thread_write_registers_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_write_registers_0_found(caller));
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 46;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_write_registers(struct thread *caller, struct thread *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_write_registers_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_write_registers_0_lookup(caller) &&
        !thread_write_registers_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_write_registers_0_type(caller) &&
        !thread_write_registers_0_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!thread_write_registers_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_write_registers_0_rights(caller)) ==> ghost_handled == 46;
    ensures outcome_told: \old(thread_write_registers_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_write_registers_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_write_registers_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_write_registers(struct thread *caller);

/*@ logic struct cap_slot *thread_watch_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate thread_watch_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate thread_watch_0_type(struct thread *c) =
        thread_watch_0_lookup(c) && slot_type(ghost_space, thread_watch_0_found(c)) ==
        KOZO_OBJECT_THREAD; */
/*@ predicate thread_watch_0_rights(struct thread *c) =
        thread_watch_0_type(c) && (slot_rights(ghost_space, thread_watch_0_found(c)) & 2) == 2; */
/*@ predicate thread_watch_1_flags(struct thread *c) =
        thread_watch_0_rights(c) && (c->regs.rsi & 0xfffffffffffffffc) == 0; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires flags: (caller->regs.rsi & 0xfffffffffffffffc) == 0;
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, thread_watch_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, thread_watch_0_found(caller)) ==
        KOZO_OBJECT_THREAD;
    requires value: self == (struct thread *)slot_object(ghost_space,
        thread_watch_0_found(caller)) && flags == (kozo_watch_flags_t)caller->regs.rsi;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 47;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_thread_watch(struct thread *caller, struct thread *self, kozo_watch_flags_t flags);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!thread_watch_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(thread_watch_0_lookup(caller) && !thread_watch_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(thread_watch_0_type(caller) && !thread_watch_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(thread_watch_0_rights(caller) && !thread_watch_1_flags(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_UNKNOWN_FLAG, 1, 3)));
    ensures refused_frame: \old(!thread_watch_1_flags(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(thread_watch_1_flags(caller)) ==> ghost_handled == 47;
    ensures outcome_told: \old(thread_watch_1_flags(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(thread_watch_1_flags(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(thread_watch_1_flags(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_thread_watch(struct thread *caller);

/*@ logic struct cap_slot *budget_watch_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate budget_watch_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate budget_watch_0_type(struct thread *c) =
        budget_watch_0_lookup(c) && slot_type(ghost_space, budget_watch_0_found(c)) ==
        KOZO_OBJECT_BUDGET; */
/*@ predicate budget_watch_0_rights(struct thread *c) =
        budget_watch_0_type(c) && (slot_rights(ghost_space, budget_watch_0_found(c)) & 2) == 2; */
/*@ predicate budget_watch_1_flags(struct thread *c) =
        budget_watch_0_rights(c) && (c->regs.rsi & 0xfffffffffffffffe) == 0; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires flags: (caller->regs.rsi & 0xfffffffffffffffe) == 0;
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, budget_watch_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, budget_watch_0_found(caller)) ==
        KOZO_OBJECT_BUDGET;
    requires value: self == (struct budget *)slot_object(ghost_space,
        budget_watch_0_found(caller)) && flags == (kozo_budget_watch_t)caller->regs.rsi;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 48;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_budget_watch(struct thread *caller, struct budget *self, kozo_budget_watch_t flags);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!budget_watch_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(budget_watch_0_lookup(caller) && !budget_watch_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(budget_watch_0_type(caller) && !budget_watch_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(budget_watch_0_rights(caller) && !budget_watch_1_flags(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_UNKNOWN_FLAG, 1, 1)));
    ensures refused_frame: \old(!budget_watch_1_flags(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(budget_watch_1_flags(caller)) ==> ghost_handled == 48;
    ensures outcome_told: \old(budget_watch_1_flags(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(budget_watch_1_flags(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(budget_watch_1_flags(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_budget_watch(struct thread *caller);

/*@ logic struct cap_slot *io_port_derive_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ logic struct cap_slot *io_port_derive_3_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.r10, 0, 0); */
/*@ predicate io_port_derive_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate io_port_derive_0_type(struct thread *c) =
        io_port_derive_0_lookup(c) && slot_type(ghost_space, io_port_derive_0_found(c)) ==
        KOZO_OBJECT_IO_PORT; */
/*@ predicate io_port_derive_1_maximum(struct thread *c) =
        io_port_derive_0_type(c) && c->regs.rsi <= 65535; */
/*@ predicate io_port_derive_2_minimum(struct thread *c) =
        io_port_derive_1_maximum(c) && c->regs.rdx >= 1; */
/*@ predicate io_port_derive_2_maximum(struct thread *c) =
        io_port_derive_2_minimum(c) && c->regs.rdx <= 65536; */
/*@ predicate io_port_derive_3_lookup(struct thread *c) =
        io_port_derive_2_maximum(c) && lookup_error(ghost_space, c, c->regs.r10, 0, 0) ==
        KOZO_OK; */
/*@ predicate io_port_derive_3_type(struct thread *c) =
        io_port_derive_3_lookup(c) && slot_type(ghost_space, io_port_derive_3_found(c)) ==
        KOZO_OBJECT_CNODE; */
/*@ predicate io_port_derive_3_rights(struct thread *c) =
        io_port_derive_3_type(c) && (slot_rights(ghost_space, io_port_derive_3_found(c)) & 2) ==
        2; */
/*@ predicate io_port_derive_4_minimum(struct thread *c) =
        io_port_derive_3_rights(c) && c->regs.r8 >= 1; */
/*@ predicate io_port_derive_4_maximum(struct thread *c) =
        io_port_derive_4_minimum(c) && c->regs.r8 <= 1073741823; */
/*@ predicate io_port_derive_4_slot(struct thread *c) =
        io_port_derive_4_maximum(c) && slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, io_port_derive_3_found(c)), c->regs.r8, 1) == KOZO_OK; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(handle);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK &&
        lookup_error(ghost_space, caller, caller->regs.r10, 0, 0) == KOZO_OK;
    requires range: first <= 65535 && count >= 1 && count <= 65536 && caller->regs.r8 >= 1
        && caller->regs.r8 <= 1073741823;
    requires rights: (slot_rights(ghost_space, io_port_derive_3_found(caller)) & 2) == 2;
    requires slot: slots_error(ghost_space, (struct cnode *)slot_object(ghost_space,
        io_port_derive_3_found(caller)), caller->regs.r8, 1) == KOZO_OK;
    requires type: slot_type(ghost_space, io_port_derive_0_found(caller)) ==
        KOZO_OBJECT_IO_PORT && slot_type(ghost_space, io_port_derive_3_found(caller)) ==
        KOZO_OBJECT_CNODE;
    requires value: self == io_port_derive_0_found(caller) && first == caller->regs.rsi &&
        count == caller->regs.rdx && dest == (struct cnode *)slot_object(ghost_space,
        io_port_derive_3_found(caller)) && index == slots_first(ghost_space, (struct
        cnode *)slot_object(ghost_space, io_port_derive_3_found(caller)),
        caller->regs.r8, 1);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *handle;
    exits \false;
    ensures ghost_handled == 51;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *handle == ghost_given[0];
 */
kozo_err_t sys_io_port_derive(struct thread *caller, struct cap_slot *self, uint16_t first,
                              uint32_t count, struct cnode *dest, struct cap_slot *index,
                              uint64_t *handle);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!io_port_derive_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(io_port_derive_0_lookup(caller) && !io_port_derive_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(io_port_derive_0_type(caller) && !io_port_derive_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 65535))) &&
        (\old(io_port_derive_1_maximum(caller) && !io_port_derive_2_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 1))) &&
        (\old(io_port_derive_2_minimum(caller) && !io_port_derive_2_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 65536))) &&
        (\old(io_port_derive_2_maximum(caller) && !io_port_derive_3_lookup(caller)) ==>
        caller->regs.rax == \old(status(lookup_error(ghost_space, caller,
        caller->regs.r10, 0, 0), 3, 0))) && (\old(io_port_derive_3_lookup(caller) &&
        !io_port_derive_3_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 3, 0))) && (\old(io_port_derive_3_type(caller)
        && !io_port_derive_3_rights(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_ACCESS_DENIED, 3, 2))) &&
        (\old(io_port_derive_3_rights(caller) && !io_port_derive_4_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 4, 1))) &&
        (\old(io_port_derive_4_minimum(caller) && !io_port_derive_4_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 4, 1073741823))) &&
        (\old(io_port_derive_4_maximum(caller) && !io_port_derive_4_slot(caller)) ==>
        caller->regs.rax == \old(status(slots_error(ghost_space, (struct cnode
        *)slot_object(ghost_space, io_port_derive_3_found(caller)), caller->regs.r8, 1),
        4, 0)));
    ensures refused_frame: \old(!io_port_derive_4_slot(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(io_port_derive_4_slot(caller)) ==> ghost_handled == 51;
    ensures outcome_told: \old(io_port_derive_4_slot(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(io_port_derive_4_slot(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(io_port_derive_4_slot(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_io_port_derive(struct thread *caller);

/*@ logic struct cap_slot *io_port_read_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate io_port_read_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate io_port_read_0_type(struct thread *c) =
        io_port_read_0_lookup(c) && slot_type(ghost_space, io_port_read_0_found(c)) ==
        KOZO_OBJECT_IO_PORT; */
/*@ predicate io_port_read_0_rights(struct thread *c) =
        io_port_read_0_type(c) && (slot_rights(ghost_space, io_port_read_0_found(c)) & 1) == 1; */
/*@ predicate io_port_read_1_maximum(struct thread *c) =
        io_port_read_0_rights(c) && c->regs.rsi <= 65535; */
/*@ predicate io_port_read_2_enum(struct thread *c) =
        io_port_read_1_maximum(c) && (c->regs.rdx == 1 || c->regs.rdx == 2 || c->regs.rdx == 4); */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(value);
    requires enum: (width == 1 || width == 2 || width == 4);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires range: offset <= 65535;
    requires rights: (slot_rights(ghost_space, io_port_read_0_found(caller)) & 1) == 1;
    requires type: slot_type(ghost_space, io_port_read_0_found(caller)) ==
        KOZO_OBJECT_IO_PORT;
    requires value: self == io_port_read_0_found(caller) && offset == caller->regs.rsi &&
        width == caller->regs.rdx;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *value;
    exits \false;
    ensures ghost_handled == 52;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *value == ghost_given[0];
 */
kozo_err_t sys_io_port_read(struct thread *caller, struct cap_slot *self, uint16_t offset,
                            kozo_io_width_t width, uint32_t *value);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!io_port_read_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(io_port_read_0_lookup(caller) && !io_port_read_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(io_port_read_0_type(caller) && !io_port_read_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1))) &&
        (\old(io_port_read_0_rights(caller) && !io_port_read_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 65535))) &&
        (\old(io_port_read_1_maximum(caller) && !io_port_read_2_enum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 4)));
    ensures refused_frame: \old(!io_port_read_2_enum(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(io_port_read_2_enum(caller)) ==> ghost_handled == 52;
    ensures outcome_told: \old(io_port_read_2_enum(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(io_port_read_2_enum(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(io_port_read_2_enum(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_io_port_read(struct thread *caller);

/*@ logic struct cap_slot *io_port_write_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate io_port_write_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate io_port_write_0_type(struct thread *c) =
        io_port_write_0_lookup(c) && slot_type(ghost_space, io_port_write_0_found(c)) ==
        KOZO_OBJECT_IO_PORT; */
/*@ predicate io_port_write_0_rights(struct thread *c) =
        io_port_write_0_type(c) && (slot_rights(ghost_space, io_port_write_0_found(c)) & 2) == 2; */
/*@ predicate io_port_write_1_maximum(struct thread *c) =
        io_port_write_0_rights(c) && c->regs.rsi <= 65535; */
/*@ predicate io_port_write_2_enum(struct thread *c) =
        io_port_write_1_maximum(c) && (c->regs.rdx == 1 || c->regs.rdx == 2 || c->regs.rdx == 4); */
/*@ predicate io_port_write_3_maximum(struct thread *c) =
        io_port_write_2_enum(c) && c->regs.r10 <= 4294967295; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires enum: (width == 1 || width == 2 || width == 4);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires range: offset <= 65535 && value <= 4294967295;
    requires rights: (slot_rights(ghost_space, io_port_write_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, io_port_write_0_found(caller)) ==
        KOZO_OBJECT_IO_PORT;
    requires value: self == io_port_write_0_found(caller) && offset == caller->regs.rsi &&
        width == caller->regs.rdx && value == caller->regs.r10;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 53;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_io_port_write(struct thread *caller, struct cap_slot *self, uint16_t offset,
                             kozo_io_width_t width, uint32_t value);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!io_port_write_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(io_port_write_0_lookup(caller) && !io_port_write_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(io_port_write_0_type(caller) && !io_port_write_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(io_port_write_0_rights(caller) && !io_port_write_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 65535))) &&
        (\old(io_port_write_1_maximum(caller) && !io_port_write_2_enum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 2, 4))) &&
        (\old(io_port_write_2_enum(caller) && !io_port_write_3_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 3, 0xffffffff)));
    ensures refused_frame: \old(!io_port_write_3_maximum(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(io_port_write_3_maximum(caller)) ==> ghost_handled == 53;
    ensures outcome_told: \old(io_port_write_3_maximum(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(io_port_write_3_maximum(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(io_port_write_3_maximum(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_io_port_write(struct thread *caller);

/*@ logic struct cap_slot *debug_trace_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate debug_trace_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate debug_trace_0_type(struct thread *c) =
        debug_trace_0_lookup(c) && slot_type(ghost_space, debug_trace_0_found(c)) ==
        KOZO_OBJECT_DEBUG; */
/*@ predicate debug_trace_0_rights(struct thread *c) =
        debug_trace_0_type(c) && (slot_rights(ghost_space, debug_trace_0_found(c)) & 1) == 1; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(found) && \valid(count);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, debug_trace_0_found(caller)) & 1) == 1;
    requires type: slot_type(ghost_space, debug_trace_0_found(caller)) == KOZO_OBJECT_DEBUG;
    requires value: self == debug_trace_0_found(caller) && number == caller->regs.rsi;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *found, *count;
    exits \false;
    ensures ghost_handled == 60;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *found == ghost_given[0];
    ensures \result == KOZO_OK ==> *count == ghost_given[1];
 */
kozo_err_t sys_debug_trace(struct thread *caller, struct cap_slot *self, uint64_t number,
                           uint64_t *found, uint64_t *count);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!debug_trace_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(debug_trace_0_lookup(caller) && !debug_trace_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(debug_trace_0_type(caller) && !debug_trace_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 1)));
    ensures refused_frame: \old(!debug_trace_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(debug_trace_0_rights(caller)) ==> ghost_handled == 60;
    ensures outcome_told: \old(debug_trace_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(debug_trace_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(debug_trace_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_given[1] &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_debug_trace(struct thread *caller);

/*@ logic struct cap_slot *debug_write_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate debug_write_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate debug_write_0_type(struct thread *c) =
        debug_write_0_lookup(c) && slot_type(ghost_space, debug_write_0_found(c)) ==
        KOZO_OBJECT_DEBUG; */
/*@ predicate debug_write_0_rights(struct thread *c) =
        debug_write_0_type(c) && (slot_rights(ghost_space, debug_write_0_found(c)) & 2) == 2; */
/*@ predicate debug_write_1_minimum(struct thread *c) =
        debug_write_0_rights(c) && c->regs.rsi >= 1; */
/*@ predicate debug_write_1_maximum(struct thread *c) =
        debug_write_1_minimum(c) && c->regs.rsi <= 32; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires range: length >= 1 && length <= 32;
    requires rights: (slot_rights(ghost_space, debug_write_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, debug_write_0_found(caller)) == KOZO_OBJECT_DEBUG;
    requires value: self == debug_write_0_found(caller) && length == caller->regs.rsi &&
        text0 == caller->regs.rdx && text1 == caller->regs.r10 && text2 ==
        caller->regs.r8 && text3 == caller->regs.r9;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 61;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_debug_write(struct thread *caller, struct cap_slot *self, uint64_t length,
                           uint64_t text0, uint64_t text1, uint64_t text2, uint64_t text3);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!debug_write_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(debug_write_0_lookup(caller) && !debug_write_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(debug_write_0_type(caller) && !debug_write_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(debug_write_0_rights(caller) && !debug_write_1_minimum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1))) &&
        (\old(debug_write_1_minimum(caller) && !debug_write_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 32)));
    ensures refused_frame: \old(!debug_write_1_maximum(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(debug_write_1_maximum(caller)) ==> ghost_handled == 61;
    ensures outcome_told: \old(debug_write_1_maximum(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(debug_write_1_maximum(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(debug_write_1_maximum(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_debug_write(struct thread *caller);

/*@ logic struct cap_slot *debug_restart_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate debug_restart_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate debug_restart_0_type(struct thread *c) =
        debug_restart_0_lookup(c) && slot_type(ghost_space, debug_restart_0_found(c)) ==
        KOZO_OBJECT_DEBUG; */
/*@ predicate debug_restart_0_rights(struct thread *c) =
        debug_restart_0_type(c) && (slot_rights(ghost_space, debug_restart_0_found(c)) & 2) == 2; */
/*@ predicate debug_restart_1_maximum(struct thread *c) =
        debug_restart_0_rights(c) && c->regs.rsi <= 1000000; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller) && \valid(left);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires range: steps <= 1000000;
    requires rights: (slot_rights(ghost_space, debug_restart_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, debug_restart_0_found(caller)) ==
        KOZO_OBJECT_DEBUG;
    requires value: self == debug_restart_0_found(caller) && steps == caller->regs.rsi;
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], *left;
    exits \false;
    ensures ghost_handled == 62;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
    ensures \result == KOZO_OK ==> *left == ghost_given[0];
 */
kozo_err_t sys_debug_restart(struct thread *caller, struct cap_slot *self, uint64_t steps,
                             uint64_t *left);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!debug_restart_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(debug_restart_0_lookup(caller) && !debug_restart_0_type(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(debug_restart_0_type(caller) && !debug_restart_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2))) &&
        (\old(debug_restart_0_rights(caller) && !debug_restart_1_maximum(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_RANGE, 1, 1000000)));
    ensures refused_frame: \old(!debug_restart_1_maximum(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(debug_restart_1_maximum(caller)) ==> ghost_handled == 62;
    ensures outcome_told: \old(debug_restart_1_maximum(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(debug_restart_1_maximum(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(debug_restart_1_maximum(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_given[0] && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_debug_restart(struct thread *caller);

/*@ logic struct cap_slot *platform_power_off_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate platform_power_off_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate platform_power_off_0_type(struct thread *c) =
        platform_power_off_0_lookup(c) && slot_type(ghost_space, platform_power_off_0_found(c))
        == KOZO_OBJECT_PLATFORM; */
/*@ predicate platform_power_off_0_rights(struct thread *c) =
        platform_power_off_0_type(c) && (slot_rights(ghost_space, platform_power_off_0_found(c))
        & 2) == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, platform_power_off_0_found(caller)) & 2) ==
        2;
    requires type: slot_type(ghost_space, platform_power_off_0_found(caller)) ==
        KOZO_OBJECT_PLATFORM;
    requires value: self == platform_power_off_0_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 63;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_platform_power_off(struct thread *caller, struct cap_slot *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!platform_power_off_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(platform_power_off_0_lookup(caller) &&
        !platform_power_off_0_type(caller)) ==> caller->regs.rax ==
        \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(platform_power_off_0_type(caller) && !platform_power_off_0_rights(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!platform_power_off_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(platform_power_off_0_rights(caller)) ==> ghost_handled == 63;
    ensures outcome_told: \old(platform_power_off_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(platform_power_off_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(platform_power_off_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_platform_power_off(struct thread *caller);

/*@ logic struct cap_slot *platform_reboot_0_found(struct thread *c) =
        lookup_slot(ghost_space, c, c->regs.rdi, 0, 0); */
/*@ predicate platform_reboot_0_lookup(struct thread *c) =
        lookup_error(ghost_space, c, c->regs.rdi, 0, 0) == KOZO_OK; */
/*@ predicate platform_reboot_0_type(struct thread *c) =
        platform_reboot_0_lookup(c) && slot_type(ghost_space, platform_reboot_0_found(c)) ==
        KOZO_OBJECT_PLATFORM; */
/*@ predicate platform_reboot_0_rights(struct thread *c) =
        platform_reboot_0_type(c) && (slot_rights(ghost_space, platform_reboot_0_found(c)) & 2)
        == 2; */

/*@ requires once: ghost_handled == 0 &&
        \valid(caller);
    requires lookup: lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0) == KOZO_OK;
    requires rights: (slot_rights(ghost_space, platform_reboot_0_found(caller)) & 2) == 2;
    requires type: slot_type(ghost_space, platform_reboot_0_found(caller)) ==
        KOZO_OBJECT_PLATFORM;
    requires value: self == platform_reboot_0_found(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..];
    exits \false;
    ensures ghost_handled == 64;
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
 */
kozo_err_t sys_platform_reboot(struct thread *caller, struct cap_slot *self);

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        (\old(!platform_reboot_0_lookup(caller)) ==> caller->regs.rax ==
        \old(status(lookup_error(ghost_space, caller, caller->regs.rdi, 0, 0), 0, 0)))
        && (\old(platform_reboot_0_lookup(caller) && !platform_reboot_0_type(caller))
        ==> caller->regs.rax == \old(status(KOZO_ERR_WRONG_TYPE, 0, 0))) &&
        (\old(platform_reboot_0_type(caller) && !platform_reboot_0_rights(caller)) ==>
        caller->regs.rax == \old(status(KOZO_ERR_ACCESS_DENIED, 0, 2)));
    ensures refused_frame: \old(!platform_reboot_0_rights(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        caller->regs.rdx == \old(caller->regs.rdx) && caller->regs.rsi == \old(caller->regs.rsi)
        && caller->regs.rdi == \old(caller->regs.rdi);
    ensures handled: \old(platform_reboot_0_rights(caller)) ==> ghost_handled == 64;
    ensures outcome_told: \old(platform_reboot_0_rights(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(platform_reboot_0_rights(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.rax == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(platform_reboot_0_rights(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        caller->regs.rdx == ghost_left.rdx && caller->regs.rsi == ghost_left.rsi &&
        caller->regs.rdi == ghost_left.rdi;
 */
static kozo_err_t decode_platform_reboot(struct thread *caller);

/*@ requires writable: \valid(caller) && ghost_handled == 0;
    ensures refused_number: \old(caller->regs.rax) >= 64 ==>
        caller->regs.rax == status(KOZO_ERR_BAD_OPERATION, 0, 0) &&
        ghost_handled == 0; */
void dispatch(struct thread *caller);
