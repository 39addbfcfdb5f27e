/* SPDX-License-Identifier: MIT */
/* attack.c: an attacker: it tries, and compares everything that comes back with the oracle. */
#include "attack.h"

#include "choose.h"
#include "guest.h"
#include "probe.h"
#include "trap_all.h"
#include "worker.h"

#include <kozo/abi/names.h>
#include <kozo/format.h>
#include <kozo/tests/grammar.h>

enum { SWEEP_PERIOD = 256 };
#define POISON UINT64_C(0x5eed0000)

static struct attack_page *page;
static bool cut_short; /* the rest of this round cannot be foretold */

static void trap_method(const struct call *call, struct answer *answer, const char **wrong)
{
    struct regs before, after;
    const uint64_t *changed = (const uint64_t *)&after, *expected = (const uint64_t *)&before;

    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        ((uint64_t *)&before)[i] = POISON + i;
    }
    regs_set_op(&before, call->op);
    regs_set_self(&before, call->value[0]);
    for (unsigned i = 1; i < CALL_POSITIONS; i++) {
        regs_set_arg(&before, i, call->value[i]);
    }
    after = before;
    trap_all(&after);
    answer->status.raw = regs_op(&after);
    for (unsigned i = 0; i < CALL_RESULTS; i++) {
        answer->result[i] = regs_result(&after, i);
    }
    regs_set_op(&before, regs_op(&after));
    regs_set_self(&before, regs_self(&after));
    for (unsigned i = 1; i < CALL_POSITIONS; i++) {
        regs_set_arg(&before, i, regs_arg(&after, i));
    }
    before.rcx = after.rcx;
    before.r11 = after.r11;
    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        if (changed[i] != expected[i]) {
            *wrong = "a register is not what it was";
        }
    }
}

static const char *operation_name(uint64_t op)
{
    const char *name = op < KOZO_OP_LIMIT ? matrix_operations[op].name : NULL;

    return name != NULL ? name : "unknown";
}

static size_t describe_status(char *out, size_t room, const char *title, kozo_status_t status)
{
    return kozo_format(out, room, "# %s: %s (code %u, argument %u, detail %lu)\n", title,
                       kozo_error_name(kozo_status_code(status)),
                       (unsigned)kozo_status_code(status),
                       (unsigned)kozo_status_argument(status),
                       (unsigned long)kozo_status_detail(status));
}

/* Tell root what is wrong, and with which call. */
static void report(const struct call *call, const struct verdict *verdict,
                   const struct answer *answer, const char *wrong)
{
    char *out = page->text;
    size_t n;

    n = kozo_format(out, ATTACK_TEXT,
                    "# attacker %lu, seed 0x%lx, operation %lu (of %lu): %s: %s\n",
                    (unsigned long)page->number, (unsigned long)page->seed,
                    (unsigned long)page->tried, (unsigned long)page->operations,
                    operation_name(call->op), wrong);
    n += kozo_format(out + n, ATTACK_TEXT - n, "# op %lu self 0x%lx arguments",
                     (unsigned long)call->op,
                     (unsigned long)call->value[0]);
    for (unsigned i = 1; i < CALL_POSITIONS; i++) {
        n += kozo_format(out + n, ATTACK_TEXT - n, " 0x%lx", (unsigned long)call->value[i]);
    }
    n += kozo_format(out + n, ATTACK_TEXT - n,
                     "\n# cap 0x%lx pass 0x%x receive 0x%x"
                     "\n# tag 0x%lx deadline 0x%lx reply 0x%lx word 0x%lx\n",
                     (unsigned long)call->caps[0], call->pass[0], call->receive[0],
                     (unsigned long)call->message.tag.raw, (unsigned long)call->message.deadline,
                     (unsigned long)call->message.reply.raw,
                     (unsigned long)call->message.words[0]);
    n += describe_status(out + n, ATTACK_TEXT - n, "expected", verdict->status);
    n += describe_status(out + n, ATTACK_TEXT - n, "got", answer->status);
    for (unsigned i = 0; i < CALL_RESULTS; i++) {
        n += kozo_format(out + n, ATTACK_TEXT - n, "# result %u: expected%s 0x%lx, got 0x%lx\n", i,
                         (verdict->known >> i & 1) != 0 ? "" : " any, not",
                         (unsigned long)verdict->result[i], (unsigned long)answer->result[i]);
    }
    page->failed = true;
}

/* A deletion that takes away the very slot that it was asked for, or a CNode on the way there, and
 * is interrupted in between, does not find its slot again. How far it came is not foretold. */
static bool has_lost_itself(const struct call *call, const struct verdict *verdict,
                            kozo_err_t error)
{
    const bool revokes = call->op == KOZO_OP_ANY_REVOKE;
    slot_id slot;

    if (!verdict->decoded || (!revokes && call->op != KOZO_OP_ANY_DELETE) ||
        (error != KOZO_ERR_NO_CAP && error != KOZO_ERR_DYING)) {
        return false;
    }
    if (revokes) {
        model_remove_descendants(&model, verdict->at[0]);
    } else {
        model_remove(&model, verdict->at[0]);
    }
    return oracle_find(call->value[0], KOZO_CNODE_RIGHT_MODIFY, &slot) != KOZO_OK ||
           (revokes && model_is_empty(slot));
}

/* Did another attacker finish this deletion, the end of an object, while it was interrupted? Then
 * the slot was empty when it went on (decision 002). */
static bool was_finished_by_another(const struct call *call, const struct verdict *verdict,
                                    kozo_err_t error)
{
    const struct model_slot *slot = SLOT(verdict->at[0]);

    return verdict->decoded && call->op == KOZO_OP_ANY_DELETE && error == KOZO_ERR_NO_CAP &&
           matrix_objects[slot->type].counted && OBJECT(slot->object)->references == 1;
}

static void fill_buffer(const struct call *call)
{
    struct kozo_buffer *buffer = (struct kozo_buffer *)SPACE_BUFFER;

    for (unsigned i = KOZO_REGISTER_WORDS; i < KOZO_BUFFER_WORDS; i++) {
        buffer->words[i] = call_word(call, i);
    }
    for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
        buffer->caps[i] = call->caps[i];
        buffer->pass[i] = call->pass[i];
        buffer->receive[i] = call->receive[i];
    }
}

/* A call has succeeded: has it made and taken away what the grammar says? `same` is the type of the
 * capability that what was made is like. Only handles of its own root CNode can be looked up. */
static const char *check_grammar(const struct call *call, const struct verdict *verdict,
                                 const struct answer *answer, kozo_object_t same)
{
    const struct grammar_operation *operation = &grammar_operations[call->op];
    const uint8_t how = operation->makes.how;
    const struct grammar_argument *into = &operation->arguments[operation->makes.into];
    kozo_info_t info = {0};

    if (operation->takes &&
        identify((kozo_handle_t){call->value[operation->taken]}, &info) == KOZO_OK) {
        return "what the grammar says is taken is still there";
    }
    if (how == GRAMMAR_NOTHING || SLOT(verdict->at[into->cnode])->object != model.root) {
        return NULL;
    }
    if (identify((kozo_handle_t){answer->result[0]}, &info) != KOZO_OK ||
        (how == GRAMMAR_NAMED && kozo_info_type(info) != call->value[operation->makes.from]) ||
        (how == GRAMMAR_SAME && kozo_info_type(info) != same)) {
        return "what was made is not of the type that the grammar says";
    }
    page->made++;
    return NULL;
}

/* Note what has been tried, for the report. */
static void count(const struct call *call, const struct verdict *verdict,
                  const struct answer *answer)
{
    if (call->op < KOZO_OP_LIMIT) {
        page->refused[call->op] += kozo_status_code(answer->status) != KOZO_OK;
        page->succeeded[call->op] += kozo_status_code(answer->status) == KOZO_OK;
    }
    page->ungranted += call->op <= KOZO_OP_ENDPOINT_SEND && verdict->decoded &&
                       kozo_status_code(answer->status) == KOZO_ERR_ACCESS_DENIED &&
                       (SLOT(verdict->at[0])->rights & KOZO_ENDPOINT_RIGHT_GRANT) == 0;
    if (call->op <= KOZO_OP_ENDPOINT_SEND && verdict->decoded &&
        kozo_status_code(answer->status) == KOZO_OK && kozo_tag_caps(call->message.tag) != 0) {
        page->masked += kozo_pass_withheld((kozo_pass_t){call->pass[0]}) != 0;
        page->moved += kozo_pass_move((kozo_pass_t){call->pass[0]});
    }
    page->related += call->op == KOZO_OP_ANY_VERIFY && verdict->decoded &&
                     (answer->result[0] & ~(uint64_t)KOZO_RELATION_SAME_OBJECT) != 0;
}

/* Try a call. Returns whether it was made. */
static bool attempt(const struct call *call)
{
    struct verdict verdict;
    struct answer answer = {.message = call->message};
    const char *wrong = NULL;

    oracle_foretell(call, &verdict);
    if (verdict.skip != NULL) {
        return false;
    }
    if (call->op < KOZO_OP_LIMIT && matrix_operations[call->op].message) {
        fill_buffer(call);
        answer.status = kozo_trap_message(call->op, (kozo_handle_t){call->value[0]},
                                          &answer.message);
    } else {
        trap_method(call, &answer, &wrong);
    }
    count(call, &verdict, &answer);
    if (kozo_status_code(answer.status) == KOZO_OK &&
        (call->op == KOZO_OP_FRAME_UNMAP || call->op == KOZO_OP_ANY_DELETE) &&
        SLOT(verdict.at[0])->type == KOZO_OBJECT_FRAME &&
        SLOT(verdict.at[0])->space == model.space) {
        choose_vacated(SLOT(verdict.at[0])->at);
    }
    const bool otherwise = verdict.or_else != KOZO_OK &&
                           answer.status.raw == kozo_status_make(verdict.or_else, 0, 0).raw;

    const uint8_t from = grammar_operations[call->op % KOZO_OP_LIMIT].makes.from;
    const kozo_object_t same = SLOT(verdict.at[from])->type;

    if (was_finished_by_another(call, &verdict, kozo_status_code(answer.status))) {
        model_remove(&model, verdict.at[0]);
    } else if (answer.status.raw != verdict.status.raw && !otherwise) {
        cut_short = has_lost_itself(call, &verdict, kozo_status_code(answer.status));
        wrong = cut_short ? NULL : "the kernel answers otherwise";
    } else if (verdict.decoded && !verdict.documented) {
        wrong = "the IDL does not list this error";
    } else if (wrong == NULL) {
        wrong = oracle_accept(call, &verdict, &answer);
        if (wrong == NULL && verdict.decoded && kozo_status_code(answer.status) == KOZO_OK) {
            wrong = check_grammar(call, &verdict, &answer, same);
        }
    }
    if (wrong == NULL && call->op == KOZO_OP_ASPACE_MAP &&
        kozo_status_code(answer.status) == KOZO_OK) {
        wrong = probe_mapped(verdict.at[1], (call->value[3] & KOZO_MAP_FLAGS_WRITE) != 0);
    }
    if (wrong != NULL) {
        report(call, &verdict, &answer, wrong);
    }
    return true;
}

/* Look at all that the root CNode holds, and into the CNodes there. */
static void sweep_slot(slot_id slot, uint64_t handle)
{
    static const uint8_t looks[KOZO_OBJECT_LIMIT] = {
        [KOZO_OBJECT_UNTYPED] = KOZO_OP_UNTYPED_INSPECT,
        [KOZO_OBJECT_THREAD] = KOZO_OP_THREAD_INSPECT,
        [KOZO_OBJECT_BUDGET] = KOZO_OP_BUDGET_INSPECT,
    };
    struct call call = {.op = KOZO_OP_ANY_IDENTIFY, .value = {handle}};
    const struct model_slot *held = SLOT(slot);

    attempt(&call);
    if (looks[held->type] != 0) {
        call.op = looks[held->type];
        attempt(&call);
    }
    call.op = KOZO_OP_CNODE_INSPECT;
    for (unsigned i = 1; held->type == KOZO_OBJECT_CNODE && i < OBJECT(held->object)->slot_count;
         i++) {
        call.value[1] = i;
        attempt(&call);
    }
    if (held->type == KOZO_OBJECT_FRAME && !page->failed) {
        const struct verdict nothing = {0};
        const struct answer none = {0};
        const char *wrong = probe_again(slot);

        if (wrong != NULL) {
            report(&call, &nothing, &none, wrong);
        }
    }
}

static void sweep(void)
{
    for (unsigned index = 1; index < MODEL_ROOT_SLOTS && !page->failed; index++) {
        const slot_id slot = model_slot_at(model.root, index);

        if (!model_is_empty(slot)) {
            sweep_slot(slot, kozo_handle_make(SLOT(slot)->stamp, 0, index).raw);
        }
    }
}

static void take(enum attack_given which, kozo_object_t type, kozo_rights_t rights,
                 struct model_value value, bool kept)
{
    value.type = type;
    value.rights = rights;
    model_install((slot_id)which, 0, &value);
    SLOT(which)->kept = kept;
    SLOT(which)->stamp = (uint32_t)kozo_handle_stamp((kozo_handle_t){page->given[which]});
    if (SLOT(which)->stamp > model.stamp) {
        model.stamp = SLOT(which)->stamp;
    }
}

/* An object of root's, whose last capability an attacker does not have. */
static object_id take_shared(enum attack_given which, kozo_object_t type, uint8_t size_bits,
                             kozo_rights_t rights, uint64_t badge)
{
    const object_id object = model_object_new(type, size_bits);

    OBJECT(object)->references = 1;
    take(which, type, rights,
         (struct model_value){.object = object, .size_bits = size_bits, .badge = badge}, false);
    return object;
}

static void take_all(void)
{
    const uint64_t badge = ATTACK_FIRST_BADGE + page->number;

    model_start(CHOOSE_WINDOW);
    model.server = take_shared(GIVEN_SERVER, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS,
                               KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT, badge);
    model.meeting = take_shared(GIVEN_MEETING, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS,
                                KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_RECEIVE, badge);
    model.common = take_shared(GIVEN_COMMON, KOZO_OBJECT_NOTIFICATION,
                               KOZO_NOTIFICATION_SIZE_BITS,
                               KOZO_NOTIFICATION_RIGHT_WAIT | KOZO_NOTIFICATION_RIGHT_SIGNAL,
                               UINT64_C(1) << page->number);
    take(GIVEN_CNODE, KOZO_OBJECT_CNODE, matrix_objects[KOZO_OBJECT_CNODE].rights,
         (struct model_value){.object = model.root, .size_bits = OBJECT(model.root)->size_bits},
         true);
    take(GIVEN_SPACE, KOZO_OBJECT_ASPACE, matrix_objects[KOZO_OBJECT_ASPACE].rights,
         (struct model_value){.object = model.space, .size_bits = KOZO_ASPACE_SIZE_BITS}, true);
    take(GIVEN_UNTYPED, KOZO_OBJECT_UNTYPED, matrix_objects[KOZO_OBJECT_UNTYPED].rights,
         (struct model_value){
             .object = model_object_new(KOZO_OBJECT_UNTYPED, ATTACK_MEMORY_BITS),
             .size_bits = ATTACK_MEMORY_BITS,
         }, true);
    take(GIVEN_DEVICE, KOZO_OBJECT_UNTYPED, matrix_objects[KOZO_OBJECT_UNTYPED].rights,
         (struct model_value){
             .object = model_object_new(KOZO_OBJECT_UNTYPED, ATTACK_DEVICE_BITS),
             .size_bits = ATTACK_DEVICE_BITS,
             .device = true,
         }, true);
    take(GIVEN_UNGRANTED, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_SEND,
         (struct model_value){
             .object = model.server, .size_bits = KOZO_ENDPOINT_SIZE_BITS, .badge = badge,
         }, false);
    take(GIVEN_PORTS, KOZO_OBJECT_IO_PORT, matrix_objects[KOZO_OBJECT_IO_PORT].rights,
         (struct model_value){.at = ATTACK_FIRST_PORT, .count = ATTACK_PORTS}, false);
    take(GIVEN_DEBUG, KOZO_OBJECT_DEBUG, matrix_objects[KOZO_OBJECT_DEBUG].rights,
         (struct model_value){0}, false);
    take(GIVEN_PLATFORM, KOZO_OBJECT_PLATFORM, KOZO_PLATFORM_RIGHT_FPU,
         (struct model_value){0}, false);
}

/* Let the others have a handle of one's own. */
static void show_handle(void)
{
    volatile uint64_t *board = (volatile uint64_t *)ATTACK_BOARD;
    slot_id slot;
    uint64_t handle;

    if (choose_held(KOZO_OBJECT_NULL, &slot, &handle)) {
        board[page->number * ATTACK_BOARD_HANDLES + choose(ATTACK_BOARD_HANDLES)] = handle;
        choose_remember(handle);
    }
}

static void run_round(void)
{
    struct call call;

    cut_short = false;
    choose_seed(page->seed);
    take_all();
    for (uint64_t i = 0; i < page->operations && !page->failed && !cut_short; i++) {
        do {
            choose_call(&call);
        } while (!attempt(&call));
        page->tried++;
        if (i % SWEEP_PERIOD == 0 && !cut_short) {
            sweep();
            show_handle();
        }
    }
    page->cut_short += cut_short;
}

_Noreturn void attack(uint64_t at)
{
    static struct kozo_init_info clock;

    page = (struct attack_page *)at;
    clock.clock_scale = page->clock_scale;
    clock.clock_start = page->clock_start;
    guest.info = &clock;
    choose_foreign = (const volatile uint64_t *)ATTACK_BOARD;
    for (;;) {
        while (page->go == page->done) {
            __builtin_ia32_pause();
        }
        run_round();
        page->done = page->go;
    }
}

void model_need(bool holds, const char *file, int line)
{
    if (!holds) {
        kozo_format(page->text, ATTACK_TEXT, "# attacker %lu, seed 0x%lx, operation %lu: "
                    "the model is wrong: %s:%d\n", (unsigned long)page->number,
                    (unsigned long)page->seed, (unsigned long)page->tried, file, line);
        page->failed = true;
        page->done = page->go;
        for (;;) {
            __builtin_ia32_pause();
        }
    }
}
