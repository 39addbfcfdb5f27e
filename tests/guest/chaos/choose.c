/* SPDX-License-Identifier: MIT */
/* choose.c: see choose.h. */
#include "choose.h"

#include <kozo/tests/grammar.h>

enum { REMEMBERED = 64, PAGES = 16 };

const volatile uint64_t *choose_foreign;

static uint64_t random_state;
static uint64_t remembered[REMEMBERED];
static unsigned remembered_next;

static uint64_t vacated;
static kozo_object_t wanted; /* there was none when an operation asked for one */

void choose_vacated(uint64_t at)
{
    vacated = at;
}

void choose_seed(uint64_t seed)
{
    vacated = 0;
    wanted = KOZO_OBJECT_NULL;
    random_state = seed * UINT64_C(0x9e3779b97f4a7c15) | 1;
    for (unsigned i = 0; i < 4; i++) {
        choose64();
    }
}

/* xorshift64*: Marsaglia 2003, Vigna 2016. */
uint64_t choose64(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * UINT64_C(0x2545f4914f6cdd1d);
}

unsigned choose(unsigned below)
{
    return (unsigned)((choose64() >> 32) * below >> 32);
}

void choose_remember(uint64_t handle)
{
    remembered[remembered_next++ % REMEMBERED] = handle;
}

/* The first slot of the wanted type from a random one on; any type for NULL. */
static slot_id find_in(object_id cnode, kozo_object_t type)
{
    const unsigned count = OBJECT(cnode)->slot_count, start = choose(count);

    for (unsigned i = 0; i < count; i++) {
        const slot_id slot = model_slot_at(cnode, (start + i) % count);

        if (!model_is_empty(slot) && (type == KOZO_OBJECT_NULL || SLOT(slot)->type == type)) {
            return slot;
        }
    }
    return 0;
}

static unsigned radix_of(object_id cnode)
{
    return (unsigned)__builtin_ctz(OBJECT(cnode)->slot_count);
}

bool choose_held(kozo_object_t type, slot_id *slot, uint64_t *handle)
{
    object_id cnode = model.root;
    uint64_t address = 0;
    unsigned shift = 0, depth = 0;

    for (;;) {
        const slot_id inner = choose(5) == 0 ? find_in(cnode, KOZO_OBJECT_CNODE) : 0;
        const unsigned next = shift + radix_of(cnode);

        if (inner == 0 || depth == KOZO_CSPACE_LEVELS - 1 ||
            next + radix_of(SLOT(inner)->object) > 30) {
            break;
        }
        address |= (uint64_t)(inner - OBJECT(cnode)->area) << shift;
        cnode = SLOT(inner)->object;
        shift = next;
        depth++;
    }
    *slot = find_in(cnode, type);
    address |= (uint64_t)(*slot - OBJECT(cnode)->area) << shift;
    *handle = kozo_handle_make(SLOT(*slot)->stamp, depth, address).raw;
    return *slot != 0;
}

static uint64_t choose_invalid(void)
{
    slot_id slot;
    uint64_t handle = 0;

    if (!choose_held(KOZO_OBJECT_NULL, &slot, &handle)) {
        return 0;
    }
    switch (choose(8)) {
    case 0: return 0;
    case 1: return ~UINT64_C(0);
    case 2: return choose64();
    case 3: return handle + (UINT64_C(1) << 32);
    case 4: return choose(MODEL_ROOT_SLOTS * 2);
    case 5: return handle & UINT32_MAX;
    default: return handle ^ UINT64_C(1) << choose(64);
    }
}

/* Is this capability, at that position, in a state in which the operation may get somewhere? */
static bool suits(uint64_t op, unsigned position, const struct grammar_argument *wish, slot_id slot)
{
    const struct model_object *object = OBJECT(SLOT(slot)->object);
    const kozo_thread_state_t state = object->state;

    if ((wish->type != KOZO_OBJECT_NULL && SLOT(slot)->type != wish->type) ||
        (SLOT(slot)->rights & wish->rights) != wish->rights) {
        return false;
    }
    switch (op) {
    case KOZO_OP_THREAD_BIND:
        return position == 0 ? state == KOZO_THREAD_STATE_INACTIVE && object->home == 0
                             : SLOT(slot)->type != KOZO_OBJECT_BUDGET || object->home == 0;
    case KOZO_OP_THREAD_BIND_FAULTS:
        return position != 0 || state == KOZO_THREAD_STATE_INACTIVE;
    case KOZO_OP_THREAD_START: return state == KOZO_THREAD_STATE_INACTIVE && object->home != 0;
    case KOZO_OP_THREAD_SUSPEND: return state == KOZO_THREAD_STATE_READY;
    case KOZO_OP_THREAD_RESUME: return state == KOZO_THREAD_STATE_SUSPENDED;
    case KOZO_OP_THREAD_EXIT:
        return state == KOZO_THREAD_STATE_READY || state == KOZO_THREAD_STATE_SUSPENDED;
    case KOZO_OP_ENDPOINT_CALL: return SLOT(slot)->object == model.server || choose(4) == 0;
    case KOZO_OP_ENDPOINT_RECEIVE:
    case KOZO_OP_ENDPOINT_REPLY_RECEIVE:
        return position != 0 || oracle_somebody_calls(SLOT(slot)->object);
    case KOZO_OP_CNODE_MINT:
        return position == 0 || (matrix_objects[SLOT(slot)->type].badgeable &&
                                 SLOT(slot)->badge == 0);
    case KOZO_OP_ASPACE_MAP_TABLE:
        return position == 0 ? SLOT(slot)->object != model.space || choose(3) == 0
                             : SLOT(slot)->space == 0;
    case KOZO_OP_ASPACE_MAP:
        return position == 0 ? vacated == 0 || SLOT(slot)->object == model.space
                             : SLOT(slot)->space == 0;
    default: return true;
    }
}

/* A handle as it is wished for, or another, or none. Sets `found` to false if there is none as
 * wished for. */
static uint64_t choose_handle(uint64_t op, unsigned position, const struct grammar_argument *wish,
                              slot_id *slot, bool *found)
{
    kozo_object_t type = wish->type;
    uint64_t handle = 0;

    *slot = 0;
    switch (choose(32)) {
    case 0:
    case 1: return choose_invalid();
    case 2: return remembered[choose(REMEMBERED)];
    case 3: return choose_foreign[choose(CHOOSE_FOREIGN)];
    case 4: type = KOZO_OBJECT_NULL; break;
    default: break;
    }
    if (wish->type == KOZO_OBJECT_NULL && choose(2) == 0 &&
        choose_held((kozo_object_t)choose(KOZO_OBJECT_LIMIT), slot, &handle)) {
        return handle; /* types of which there are few have their turn too */
    }
    for (unsigned tries = 0; tries < 8; tries++) {
        if (choose_held(type, slot, &handle) &&
            (type != wish->type || suits(op, position, wish, *slot))) {
            return handle;
        }
    }
    *found = false;
    wanted = wish->type;
    return choose_held(KOZO_OBJECT_NULL, slot, &handle) ? handle : 0;
}

/* A handle for a message. */
static uint64_t choose_any(uint64_t op, kozo_object_t type)
{
    const struct grammar_argument wish = {GRAMMAR_CAP, .type = type};
    slot_id slot;
    bool found;

    return choose_handle(op, 1, &wish, &slot, &found);
}

/* An empty slot with `count` empty ones behind it if there is one; now and then another. */
static uint64_t choose_index(slot_id cnode_slot, unsigned count)
{
    static const uint64_t odd[] = {0, 1, 0x3fffffff, 0x40000000, UINT64_C(1) << 32, ~UINT64_C(0)};
    unsigned limit = MODEL_ROOT_SLOTS;

    if (choose(40) == 0) {
        return odd[choose(6)];
    }
    if (cnode_slot == 0 || SLOT(cnode_slot)->type != KOZO_OBJECT_CNODE) {
        return choose(limit);
    }
    const object_id cnode = SLOT(cnode_slot)->object;

    limit = OBJECT(cnode)->slot_count;
    if (choose(16) == 0) {
        return choose(2) == 0 ? choose(limit + 1) : limit + choose(3) - 1;
    }
    const unsigned start = choose(limit);

    for (unsigned i = 0, run = 0; i < limit + count; i++) {
        const unsigned index = (start + i) % limit;

        run = index != 0 && model_is_empty(model_slot_at(cnode, index)) ? run + 1 : 0;
        if (run == count) {
            return index + 1 - count;
        }
    }
    return 1 + choose(limit - 1);
}

/* A number just inside or outside of what is permitted, or any. */
static uint64_t choose_edge(const struct grammar_argument *wish)
{
    switch (choose(8)) {
    case 0: return wish->minimum - 1;
    case 1: return wish->minimum;
    case 2: return wish->maximum;
    case 3: return wish->maximum + 1;
    case 4: return choose64();
    case 5: return UINT64_C(1) << choose(64);
    case 6: return wish->minimum + (UINT64_C(1) << 32);
    default: return wish->align / 2;
    }
}

static uint64_t choose_value(const struct grammar_argument *wish)
{
    if (choose(24) == 0) {
        return choose_edge(wish);
    }
    if (wish->kind == GRAMMAR_ONE_OF) {
        uint64_t value;

        do {
            value = choose(64);
        } while ((wish->values >> value & 1) == 0);
        return value;
    }
    if (wish->kind == GRAMMAR_FLAGS) {
        return choose(3) == 0 ? choose64() & wish->values : wish->values;
    }
    const uint64_t room = wish->maximum - wish->minimum;
    const uint64_t step = choose(2) == 0 ? choose(8) : choose64();

    return wish->minimum + (room == UINT64_MAX ? step : step % (room + 1)) / wish->align *
                               wish->align;
}

static uint64_t choose_deadline(void)
{
    switch (choose(8)) {
    case 0: return KOZO_DEADLINE_NEVER;
    case 1: return choose64();
    case 2: return oracle_now() + choose(20000);
    case 3: return oracle_now() - choose(20000);
    case 4: return 1;
    default: return KOZO_DEADLINE_POLL;
    }
}

/* Pages and page tables meet if there are few places for them. */
static uint64_t choose_address(uint8_t size_bits)
{
    static const uint64_t bases[] = {CHOOSE_WINDOW, CHOOSE_WINDOW, CHOOSE_WINDOW,
                                     CHOOSE_WINDOW + (UINT64_C(1) << 30), UINT64_C(7) << 39,
                                     KOZO_USER_TOP - (UINT64_C(1) << 21)};
    const uint64_t base = bases[choose(6)];

    if (choose(20) == 0) {
        return base + (UINT64_C(1) << (12 + choose(30))) + choose(2);
    }
    return size_bits == KOZO_LARGE_PAGE_BITS
               ? base + ((uint64_t)choose(3) << KOZO_LARGE_PAGE_BITS)
               : base + ((uint64_t)choose(PAGES) << KOZO_PAGE_BITS);
}

/* Objects that fit: small ones often, large ones seldom; those that are wanted, if any. */
static void choose_recipe(struct call *call)
{
    enum { THREAD = KOZO_THREAD_SIZE_BITS, BELL = KOZO_NOTIFICATION_SIZE_BITS };
    static const struct {
        uint8_t kind, size_bits, count;
    } recipes[] = {
        {KOZO_OBJECT_UNTYPED, 12, 3},      {KOZO_OBJECT_UNTYPED, 16, 2},
        {KOZO_OBJECT_CNODE, 9, 2},         {KOZO_OBJECT_CNODE, 10, 1},
        {KOZO_OBJECT_CNODE, 7, 3},         {KOZO_OBJECT_ENDPOINT, 6, 3},
        {KOZO_OBJECT_NOTIFICATION, BELL, 3},
        {KOZO_OBJECT_THREAD, THREAD, 2},
        {KOZO_OBJECT_ASPACE, 13, 2},       {KOZO_OBJECT_FRAME, 12, 6},
        {KOZO_OBJECT_PAGE_TABLE, 12, 4},   {KOZO_OBJECT_BUDGET, 8, 2},
        {KOZO_OBJECT_FRAME, 12, 3},        {KOZO_OBJECT_THREAD, THREAD, 2},
        {KOZO_OBJECT_FRAME, 21, 1},
    };
    enum { RECIPES = sizeof(recipes) / sizeof(recipes[0]) };
    unsigned which = choose(choose(8) == 0 ? RECIPES : RECIPES - 1);

    for (unsigned i = 0; i < RECIPES && wanted != 0 && recipes[which].kind != wanted; i++) {
        which = (which + 1) % RECIPES;
    }
    wanted = KOZO_OBJECT_NULL;
    call->value[1] = recipes[which].kind;
    call->value[2] = recipes[which].size_bits;
    call->value[3] = 1 + choose(recipes[which].count);
}

static void choose_particulars(struct call *call, slot_id first)
{
    switch (call->op) {
    case KOZO_OP_THREAD_PARK:
    case KOZO_OP_NOTIFICATION_WAIT: call->value[1] = choose_deadline(); break;
    case KOZO_OP_ASPACE_MAP:
        call->value[2] = vacated != 0 ? vacated : choose_address(SLOT(first)->size_bits);
        vacated = 0;
        call->value[3] = choose(KOZO_MAP_FLAGS_MASK);
        break;
    case KOZO_OP_ASPACE_MAP_TABLE: call->value[2] = choose_address(KOZO_PAGE_BITS); break;
    case KOZO_OP_BUDGET_CONFIGURE:
        if (choose(8) != 0) {
            call->value[2] = choose(16) == 0;
            call->value[4] = call->value[3] + choose(2);
        }
        break;
    case KOZO_OP_IO_PORT_DERIVE:
        call->value[1] = SLOT(first)->at + choose(6) - 1;
        call->value[2] = 1 + choose(16);
        break;
    case KOZO_OP_IO_PORT_READ:
    case KOZO_OP_IO_PORT_WRITE: call->value[1] = choose(20); break;
    case KOZO_OP_DEBUG_RESTART: call->value[1] = choose(10); break;
    default: break;
    }
}

/* How a capability travels: mostly in a way that there is. */
static uint32_t choose_pass(void)
{
    const uint64_t withheld = choose(3) == 0 ? choose64() : 0;
    const bool moves = choose(withheld != 0 ? 12 : 3) == 0;

    return (uint32_t)(choose(16) == 0 ? choose64() : kozo_pass_make(withheld, moves).raw);
}

static void choose_caps(struct call *call)
{
    for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
        call->caps[i] = choose_any(call->op, KOZO_OBJECT_NULL);
        call->pass[i] = choose_pass();
        call->receive[i] = (uint32_t)choose_index(0, 1);
    }
}

/* Attackers send each other nothing but words that follow from the first. */
static void choose_message(struct call *call, const struct matrix_operation *operation,
                           bool to_others)
{
    struct kozo_message *m = &call->message;
    unsigned flags = operation->deadline && choose(8) != 0 ? KOZO_TAG_FLAG_DEADLINE : 0;

    flags |= operation->reply && choose(2) == 0 ? KOZO_TAG_FLAG_SAVED_REPLY : 0;
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        m->words[i] = choose(2);
    }
    m->deadline = choose_deadline();
    m->reply.raw = choose_any(call->op, KOZO_OBJECT_REPLY);
    m->tag = kozo_tag_make(choose(8) != 0 ? KOZO_INTERFACE_FAULT : choose(3), choose(8) == 0,
                           flags, 0, operation->sends ? FAULT_ANSWER_WORDS : 0);
    if (call->op <= KOZO_OP_ENDPOINT_SEND && (choose(2) == 0 || to_others)) {
        m->words[0] = choose64();
        for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
            m->words[i] = call_word(call, i);
        }
        m->tag = kozo_tag_make(choose(100), choose(100), choose(3) == 0 ? flags : 0,
                               choose(to_others ? 2 : 4) == 0 ? choose(3) : !to_others,
                               choose(2) == 0 ? choose(KOZO_BUFFER_WORDS + 1) : choose(7));
    } else if (choose(12) == 0) {
        m->tag = kozo_tag_make(choose(3), choose(3), choose(128), choose(8), choose(64));
    }
    choose_caps(call);
}

/* Returns whether all was found that is asked for. */
static bool choose_arguments(struct call *call, const struct matrix_operation *operation,
                             slot_id named[CALL_POSITIONS])
{
    bool found = true;

    for (unsigned position = 0; position <= operation->arguments; position++) {
        const struct grammar_argument *wish = &grammar_operations[call->op].arguments[position];

        if (wish->kind == GRAMMAR_CAP) {
            call->value[position] =
                choose_handle(call->op, position, wish, &named[position], &found);
        } else if (wish->kind == GRAMMAR_SLOTS) {
            const uint64_t count = wish->count != 0 ? call->value[wish->count] : 1;

            call->value[position] =
                choose_index(named[wish->cnode], count < MODEL_ROOT_SLOTS ? (unsigned)count : 1);
        } else {
            call->value[position] = wish->kind != GRAMMAR_NONE ? choose_value(wish) : choose64();
        }
        if (call->op == KOZO_OP_UNTYPED_RETYPE && position == 3 && choose(10) != 0) {
            choose_recipe(call);
        }
    }
    if (choose(24) != 0) {
        choose_particulars(call, named[call->op == KOZO_OP_ASPACE_MAP]);
    }
    return found;
}

/* One that makes what is wanted, if there is such a one. */
static bool choose_maker(uint64_t *op)
{
    const unsigned start = choose(KOZO_OP_LIMIT);

    for (unsigned i = 0; i < KOZO_OP_LIMIT; i++) {
        *op = (start + i) % KOZO_OP_LIMIT;
        if (grammar_makes(&grammar_operations[*op], wanted)) {
            return true;
        }
    }
    wanted = KOZO_OBJECT_NULL;
    return false;
}

/* Operations that make something come more often than those that only look. */
static uint64_t choose_operation(void)
{
    static const uint8_t often[] = {
        KOZO_OP_UNTYPED_RETYPE, KOZO_OP_UNTYPED_RETYPE, KOZO_OP_CNODE_COPY, KOZO_OP_CNODE_MINT,
        KOZO_OP_CNODE_MOVE,     KOZO_OP_ANY_DELETE,     KOZO_OP_ASPACE_MAP, KOZO_OP_ASPACE_MAP,
        KOZO_OP_ASPACE_MAP_TABLE, KOZO_OP_THREAD_BIND, KOZO_OP_THREAD_BIND_FAULTS,
        KOZO_OP_THREAD_START,   KOZO_OP_THREAD_EXIT,    KOZO_OP_ENDPOINT_RECEIVE,
        KOZO_OP_ENDPOINT_CALL,  KOZO_OP_THREAD_SUSPEND, KOZO_OP_THREAD_RESUME,
        KOZO_OP_ANY_VERIFY,
    };

    static const uint8_t answers[] = {KOZO_OP_REPLY_SEND, KOZO_OP_ENDPOINT_REPLY_RECEIVE,
                                      KOZO_OP_CNODE_SAVE_REPLY};

    uint64_t maker;

    if (model.pending != 0 && choose(4) == 0) {
        return answers[choose(sizeof(answers))];
    }
    if (wanted != KOZO_OBJECT_NULL && choose(16) == 0 && choose_maker(&maker)) {
        return maker;
    }
    if (vacated != 0 && choose(2) == 0) {
        return KOZO_OP_ASPACE_MAP;
    }
    if (choose(64) == 0) {
        return choose(2) == 0 ? choose64() >> choose(64) : choose(2 * KOZO_OP_LIMIT);
    }
    return choose(2) == 0 ? often[choose(sizeof(often))] : choose(KOZO_OP_LIMIT);
}

/* Returns whether what is needed for it is held. */
static bool choose_once(struct call *call)
{
    *call = (struct call){.op = choose_operation()};
    const struct matrix_operation *operation = &matrix_operations[call->op % KOZO_OP_LIMIT];

    if (call->op >= KOZO_OP_LIMIT || operation->name == NULL) {
        for (unsigned i = 0; i < CALL_POSITIONS; i++) {
            call->value[i] = choose64();
        }
        return true;
    }
    slot_id named[CALL_POSITIONS] = {0};
    const bool found = choose_arguments(call, operation, named);

    if (operation->message) {
        choose_message(call, operation, named[0] != 0 && SLOT(named[0])->object == model.meeting);
    }
    /* Or nothing would grow old. */
    return found && (call->op != KOZO_OP_ANY_REVOKE || choose(4) == 0);
}

void choose_call(struct call *call)
{
    while (!choose_once(call) && choose(8) != 0) {
    }
}
