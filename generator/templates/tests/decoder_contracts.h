//% include "banner.h"
/* decoder_contracts.h: contracts in ACSL of the accessors of registers, of the handlers as decoders
 * see them, and of the decoders. A predicate that is called like a check holds where that check and
 * those before it are passed. For Frama-C only. See: tests/proofs/decoders.h. */
#pragma once

#include <decoders.h>

/*@ logic integer status(integer code, integer argument, integer detail) =
        ${status};

    predicate same_rest{Now, Then}(struct regs *regs) =
        ${same};

    predicate rest_as_left(struct regs *regs) =
        ${left};

    predicate as_left(struct regs *regs) = rest_as_left(regs) &&
        ${all_left};

//% for field in fields
    logic integer tag_${field.name}(integer tag) = (tag >> ${field.shift}) & ${field.mask};
//% endfor
*/
//% for read in reads

/*@ requires readable: \valid_read(regs);
    assigns \nothing;
    exits \false;
    ensures value: \result${read.value} == regs->${read.register}; */
static inline ${read.type} regs_${read.name}(const struct regs *regs);
//% endfor

/*@ requires readable: \valid_read(regs) && 1 <= position <= ${arguments};
    assigns \nothing;
    exits \false;
//% for register in method.args
    ensures value_${loop.index}: position == ${loop.index} ==> \result == regs->${register};
//% endfor
 */
static inline uint64_t regs_arg(const struct regs *regs, unsigned position);

/*@ requires writable: \valid(regs);
    assigns regs->${method.status};
    exits \false;
    ensures value: regs->${method.status} == status.raw; */
static inline void regs_set_status(struct regs *regs, kozo_status_t status);

/*@ requires writable: \valid(regs) && index < ${results};
    assigns ${written};
    exits \false;
//% for register in method.results
    ensures value_${loop.index0}: regs->${register} ==
        (index == ${loop.index0} ? value : \old(regs->${register}));
//% endfor
 */
static inline void regs_set_result(struct regs *regs, unsigned index, uint64_t value);
//% for field in fields

/*@ assigns \nothing;
    exits \false;
    ensures value: \result == tag_${field.name}(word.raw); */
static inline ${field.c_type} kozo_tag_${field.name}(kozo_tag_t word);
//% endfor

/* What decoders have in common. */

/*@ assigns \nothing;
    exits \false;
    ensures status: \result.raw == status(code, argument, detail); */
static inline kozo_status_t kozo_status_make(uint64_t code, uint64_t argument, uint64_t detail);

/*@ requires writable: \valid(regs);
    assigns regs->${method.status};
    exits \false;
    ensures status: regs->${method.status} == status(error, argument, detail);
    ensures result: \result == KERNEL_DONE; */
static kozo_err_t refuse(struct regs *regs, kozo_err_t error, uint8_t argument, uint32_t detail);

/*@ requires writable: \valid(caller);
    assigns caller->regs.${method.status}, ghost_taken;
    exits \false;
    ensures result: \result == \old(what);
    ensures error: \old(what) < KERNEL_RESTART ==>
        caller->regs.${method.status} == status(\old(what), 0, 0) && ghost_taken == \old(ghost_taken);
    ensures outcome: \old(what) >= KERNEL_RESTART ==>
        caller->regs.${method.status} == \old(caller->regs.${method.status}) && ghost_taken == \old(what); */
static kozo_err_t finish_otherwise(struct thread *caller, kozo_err_t what);

/*@ requires writable: \valid(caller);
    assigns caller->regs.${method.status}, ghost_taken;
    exits \false;
    ensures result: \result == \old(what);
    ensures error: \old(what) < KERNEL_RESTART ==>
        caller->regs.${method.status} == status(\old(what), 0, 0) && ghost_taken == \old(ghost_taken);
    ensures outcome: \old(what) >= KERNEL_RESTART ==>
        caller->regs.${method.status} == \old(caller->regs.${method.status}) && ghost_taken == \old(what); */
static inline kozo_err_t finish(struct thread *caller, kozo_err_t what);

/*@ requires writable: \valid(caller);
    assigns caller->regs.${method.status};
    exits \false;
    ensures status: caller->regs.${method.status} == status(KOZO_ERR_BAD_OPERATION, 0, 0); */
static kozo_err_t decode_unknown(struct thread *caller);
//% for op in operations

//% if op.found
//% for row in op.found
/*@ logic struct cap_slot *${row.name}(struct thread *c) =
        ${row.value}; */
//% endfor
//% endif
//% for check in op.checks
/*@ predicate ${check.name}(struct thread *c) =
        ${check.condition}; */
//% endfor

/*@ requires once: ghost_handled == 0 &&
        \valid(caller)${op.valid};
//% for clause in op.requires
    ${clause}
//% endfor
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..]${op.assigned};
    exits \false;
    ensures ghost_handled == ${op.number + 1};
    ensures \result == ghost_outcome;
    ensures as_left(&caller->regs);
//% for out in op.outs
    ensures \result == KOZO_OK ==> ${out.value} == ghost_given[${loop.index0}];
//% endfor
 */
${op.prototype}

/*@ requires none_called: ghost_handled == 0 && \valid(caller);
    assigns caller->regs, ghost_space, ghost_handled, ghost_outcome, ghost_left,
        ghost_given[..], ghost_taken;
    exits \false;
    ensures refused:
        ${op.refused};
    ensures refused_frame: \old(!${op.good}(caller)) ==>
        ghost_handled == 0 && ghost_space == \old(ghost_space) &&
        ghost_taken == \old(ghost_taken) && same_rest{Post, Pre}(&caller->regs) &&
        ${same_results};
    ensures handled: \old(${op.good}(caller)) ==> ghost_handled == ${op.number + 1};
    ensures outcome_told: \old(${op.good}(caller)) ==>
        ghost_outcome >= KERNEL_RESTART ==>
        ghost_taken == ghost_outcome && as_left(&caller->regs);
    ensures outcome_status: \old(${op.good}(caller)) ==>
        ghost_outcome < KERNEL_RESTART ==> ghost_taken == \old(ghost_taken) &&
        caller->regs.${method.status} == status(ghost_outcome, 0, 0) &&
        rest_as_left(&caller->regs);
    ensures outcome_results: \old(${op.good}(caller)) ==>
        ghost_outcome == KOZO_OK ==>
        ${op.results};
 */
static kozo_err_t decode_${op.name}(struct thread *caller);
//% endfor

/*@ requires writable: \valid(caller) && ghost_handled == 0;
    ensures refused_number: \old(caller->regs.${method.op}) >= ${length} ==>
        caller->regs.${method.status} == status(KOZO_ERR_BAD_OPERATION, 0, 0) &&
        ghost_handled == 0; */
void dispatch(struct thread *caller);
