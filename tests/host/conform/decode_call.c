/* SPDX-License-Identifier: MIT */
/* decode_call.c: makes calls to the kernel's decoder, and stands for what surrounds it.
 *
 * The dispatcher is the kernel's own; the lookup of handles and slots, the handlers and the
 * trap are fakes that compare what they are given with the call in `now`. Every register that a
 * call does not use holds rubbish, and all but the status register must keep it when the call is
 * refused. */
#include <decode_call.h>
#include <kozo/cspace.h>
#include <kozo/gen/dispatch.h>
#include <stdio.h>
#include <string.h>

static const uint64_t handle_base = 0x7700, rubbish = 0x9c9c9c9c9c9c9c9c;

unsigned char fake_memory[FAKE_MEMORY_SIZE];
struct decode_call now;

static struct cap_slot destination;
static struct thread caller;

void decode_set_slot(unsigned position, kozo_object_t type, kozo_rights_t rights)
{
    now.slots[position].object = FAKE_MEMORY_BASE + position * PAGE_SIZE;
    now.slots[position].meta = (uint64_t)type << META_TYPE_SHIFT |
                               (uint64_t)rights << META_RIGHTS_SHIFT;
}

void decode_set_tag(unsigned words, unsigned caps, unsigned flags)
{
    now.tag = kozo_tag_make((uint32_t)rubbish, (uint16_t)rubbish, (uint8_t)flags, (uint8_t)caps,
                            (uint8_t)words);
}

void decode_prepare(const struct decode_operation *operation)
{
    now = (struct decode_call){.operation = operation,
                               .number = operation->number,
                               .deadline = rubbish + 1,
                               .reply = rubbish + 2};
    for (unsigned i = 0; i < DECODE_POSITIONS; i++) {
        const struct decode_argument *a = argument(i);
        now.values[i] = a->kind == DECODE_NONE  ? rubbish
                        : a->kind == DECODE_CAP ? handle_base + i
                                                : a->good;
        decode_set_slot(i, a->type != KOZO_OBJECT_NULL ? a->type : KOZO_OBJECT_FRAME, a->rights);
    }
    decode_set_tag(operation->sends ? KOZO_BUFFER_WORDS : 0,
                   operation->sends ? KOZO_BUFFER_CAPS : 0, operation->flags);
    snprintf(now.context, sizeof(now.context), "%s", operation->name);
}

struct kozo_message decode_message(void)
{
    return (struct kozo_message){
        .tag = now.tag, .deadline = now.deadline, .reply = {now.reply}};
}

/* Run the call. Returns the registers as they were before it. */
static struct regs run(void)
{
    struct regs before;

    memset(&caller, 0, sizeof(caller));
    memset(&before, (int)(rubbish & UINT8_MAX), sizeof(before));
    if (now.operation->message) {
        struct kozo_message m = decode_message();
        memset(m.words, (int)(rubbish & UINT8_MAX), sizeof(m.words));
        trap_load_message(&before, now.number, (kozo_handle_t){now.values[0]}, &m);
    } else {
        trap_load_method(&before, now.number, now.values[0], &now.values[1]);
    }
    caller.regs = before;
    now.entered = 0;
    dispatch(&caller);
    return before;
}

void decode_expect_refusal(kozo_err_t error, unsigned at, uint32_t detail)
{
    struct regs regs = run();

    *trap_status(&regs) = kozo_status_make(error, (uint8_t)at, detail).raw;
    expect(now.entered == 0);
    expect(*trap_status(&caller.regs) == *trap_status(&regs));
    expect(memcmp(&caller.regs, &regs, sizeof(regs)) == 0);
    expect(!caller.restart);
}

void decode_expect_outcome(kozo_err_t outcome)
{
    now.outcome = outcome;
    struct regs regs = run();

    if (outcome <= UINT16_MAX)
        *trap_status(&regs) = outcome;
    for (unsigned i = 0; outcome == KOZO_OK && i < now.operation->result_count; i++)
        *trap_result(&regs, i) = decode_result(i);
    expect(now.entered == 1);
    expect(memcmp(&caller.regs, &regs, sizeof(regs)) == 0);
    expect(caller.restart == (outcome == KERNEL_RESTART));
}

/* --- Fakes of the kernel ---------------------------------------------------------------------- */

kozo_err_t cspace_lookup(const struct thread *thread, kozo_handle_t handle, bool allow_dying,
                         kozo_rights_t path_rights, struct cap_slot **out)
{
    const uint64_t position = handle.raw - handle_base;

    expect(thread == &caller);
    expect(position < DECODE_POSITIONS && argument((unsigned)position)->kind == DECODE_CAP);
    expect(allow_dying == argument((unsigned)position)->dying);
    expect(path_rights == argument((unsigned)position)->path);
    if (now.lookup[position] != KOZO_OK && !(allow_dying && now.lookup[position] == KOZO_ERR_DYING))
        return now.lookup[position];
    *out = &now.slots[position];
    return KOZO_OK;
}

kozo_err_t cnode_slots(struct cnode *cnode, uint32_t index, uint32_t count, struct cap_slot **out)
{
    unsigned position = 1;

    while (position < DECODE_POSITIONS - 1 && argument(position)->kind != DECODE_SLOT)
        position++;
    const struct decode_argument *a = argument(position);
    expect((void *)cnode == cap_object(&now.slots[a->cnode]));
    expect(index == now.values[position]);
    expect(count == (a->count != 0 ? now.values[a->count] : 1));
    if (now.slots_error != KOZO_OK)
        return now.slots_error;
    *out = &destination;
    return KOZO_OK;
}

/* As the scheduler's. */
void outcome_take(struct thread *thread, kozo_err_t outcome)
{
    expect(thread == &caller);
    expect(outcome == now.outcome && outcome > UINT16_MAX);
    thread->restart = outcome == KERNEL_RESTART;
}

kozo_err_t decode_enter(const struct thread *thread, uint64_t number)
{
    expect(thread == &caller);
    expect(number == now.number);
    now.entered++;
    return now.outcome;
}

void decode_got_cap(unsigned position, const void *got)
{
    const struct cap_slot *slot = &now.slots[position];

    expect(got == (argument(position)->as_slot ? (const void *)slot : cap_object(slot)));
}

void decode_got_slot(unsigned position, const struct cap_slot *got)
{
    expect(argument(position)->kind == DECODE_SLOT && got == &destination);
}

void decode_got_value(unsigned position, uint64_t got)
{
    expect(got == now.values[position]);
}

void decode_got_message(kozo_tag_t tag, kozo_deadline_t deadline, uint64_t reply)
{
    const unsigned flags = kozo_tag_flags(now.tag);

    expect(tag.raw == now.tag.raw);
    expect(deadline == (flags & KOZO_TAG_FLAG_DEADLINE ? now.deadline : KOZO_DEADLINE_NEVER));
    expect(reply == (flags & KOZO_TAG_FLAG_SAVED_REPLY ? now.reply : 0));
}

/* --- The user's side -------------------------------------------------------------------------- */

uint64_t decode_value(unsigned position)
{
    return now.values[position];
}

uint64_t decode_result(unsigned index)
{
    return 0x41 + index;
}

void decode_stored(unsigned index, uint64_t got)
{
    expect(got == decode_result(index));
}

kozo_status_t decode_trap_method(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                                 uint64_t *results)
{
    expect(op == now.number);
    expect(argument(0)->kind == DECODE_NONE || self == now.values[0]);
    for (unsigned i = 0; i < count; i++)
        expect(args[i] == now.values[i + 1]);
    expect(count == DECODE_POSITIONS - 1 || argument(count + 1)->kind == DECODE_NONE);
    run();
    for (unsigned i = 0; i < KOZO_METHOD_RESULTS; i++)
        results[i] = *trap_result(&caller.regs, i);
    return (kozo_status_t){*trap_status(&caller.regs)};
}

kozo_status_t decode_trap_message(uint64_t op, kozo_handle_t cap, struct kozo_message *m)
{
    expect(op == now.number);
    expect(argument(0)->kind == DECODE_NONE || cap.raw == now.values[0]);
    if (!now.operation->sends)
        decode_set_tag(0, 0, kozo_tag_flags(now.tag));
    expect(kozo_tag_words(m->tag) == kozo_tag_words(now.tag));
    expect(kozo_tag_caps(m->tag) == kozo_tag_caps(now.tag));
    expect(kozo_tag_flags(m->tag) == kozo_tag_flags(now.tag));
    now.tag = m->tag;
    expect(m->deadline == now.deadline && m->reply.raw == now.reply);
    run();
    return (kozo_status_t){*trap_status(&caller.regs)};
}
