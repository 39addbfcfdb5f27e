//% include "banner.h"
/* dispatch.c: from registers to handlers.
 *
 * Every register is read once, so that what was checked is what is used. Nothing is changed before
 * all checks have passed, hence a preempted operation may run again from its registers. The comment
 * behind a check is its id in the reference pages and in the generated tests. */
#include <kozo/cap.h>
#include <kozo/cspace.h>
#include <kozo/gen/dispatch.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/regs.h>
#include <kozo/outcome.h>
#include <kozo/thread.h>

/* Types that retype can make, a bit each. */
#define OBJECTS_CREATABLE ${creatable}

#define TABLE_LENGTH ${length}

/* Outcomes from here on are the kernel's own. */
#define OUTCOME_FIRST KERNEL_RESTART

/* Each decoder ends its system call: registers are as the program is to find them, or the outcome
 * has been told to the scheduler. What it returns is of no use to the caller. */
typedef kozo_err_t decode_fn(struct thread *caller);

static kozo_err_t refuse(struct regs *regs, kozo_err_t error, uint8_t argument, uint32_t detail)
{
    regs_set_status(regs, kozo_status_make(error, argument, detail));
    return KERNEL_DONE;
}

static LOCKED COLD kozo_err_t finish_otherwise(struct thread *caller, kozo_err_t outcome)
{
    if (outcome < OUTCOME_FIRST)
        regs_set_status(&caller->regs, kozo_status_make(outcome, 0, 0));
    else
        outcome_take(caller, outcome);
    return outcome;
}

/* The handler has returned; its results, if there are any, have been written. */
static ALWAYS_INLINE LOCKED kozo_err_t finish(struct thread *caller, kozo_err_t outcome)
{
    if (unlikely(outcome != KOZO_OK))
        return finish_otherwise(caller, outcome);
    regs_set_status(&caller->regs, kozo_status_make(KOZO_OK, 0, 0));
    return KOZO_OK;
}

static inline bool lacks(const struct cap_slot *slot, kozo_rights_t needed)
{
    return (cap_rights(slot) & needed) != needed;
}

static kozo_err_t decode_unknown(struct thread *caller)
{
    return refuse(&caller->regs, KOZO_ERR_BAD_OPERATION, 0, 0); /* operation.0.hole */
}
//% for op in operations

static LOCKED kozo_err_t decode_${op.name}(struct thread *caller)
{
    struct regs *regs = &caller->regs;
//% for read in op.reads
    ${read}
//% endfor
//% for slot in op.slots
    struct cap_slot *${slot};
//% endfor
//% if op.lookups
    kozo_err_t err;
//% endif

//% for step in op.steps
//% if step.code
${step.code}
//% endif
    if (${step.condition})
        return ${step.refusal}; /* ${step.id} */
//% endfor

//% for out in op.outs
    ${out}
//% endfor
${op.invoke}
//% if op.results
    if (outcome == KOZO_OK) {
//% for index, value in op.results
        regs_set_result(regs, ${index}, ${value});
//% endfor
    }
//% endif
    return finish(caller, outcome);
}
//% endfor

static decode_fn *const decoders[] = {
//% for index, name in entries
    [${index}] = decode_${name},
//% endfor
};

_Static_assert(sizeof(decoders) / sizeof(decoders[0]) == TABLE_LENGTH, "length of the table");
_Static_assert((TABLE_LENGTH & (TABLE_LENGTH - 1)) == 0, "the mask needs a power of two");
_Static_assert(KOZO_OP_LIMIT <= TABLE_LENGTH, "every operation is in the table");

/* Once in the kernel, so that its indirect call can be told (tests/lint/stack.txt). */
NOINLINE void dispatch(struct thread *caller)
{
    uint64_t number = regs_op(&caller->regs);

    if (number >= TABLE_LENGTH) {
        decode_unknown(caller);
        return; /* operation.0.number */
    }
    /* The mask holds even where the branch was predicted wrongly; the compiler must not see that
     * it is redundant. */
    __asm__("" : "+r"(number));
    decoders[number & (TABLE_LENGTH - 1)](caller);
}
