/* SPDX-License-Identifier: MIT */
/* commands_top.c: who has the processor, until a key is pressed. A second thread waits for it. */
#include <shell.h>
#include <kozo/clock.h>
#include <kozo/start.h>
#include <kozo/text.h>
#include <kozo/threads.h>

#include "commands.h"
#include "terminal.h"

enum { ROWS_MAX = 48, THREADS_MAX = 128, PRIORITY = 50, STACK_PAGES = 2 };

#define PERIOD_NS UINT64_C(1000000000)

/* A program: what its threads have used between the last two looks. */
struct row {
    char name[KOZO_PROGRAM_NAME_MAX + 1];
    kozo_duration_t share;
};

/* A thread: what it has used since it was made. */
struct account {
    uint32_t program, slot;
    kozo_duration_t consumed;
    bool seen; /* at the last look */
};

static struct row rows[ROWS_MAX];
static struct account accounts[THREADS_MAX];
static unsigned account_count;

static void await_key(void *unused)
{
    (void)unused;
    terminal_await_input();
}

/* Returns what the thread has used since the last look; one that is new, all that it has. */
static kozo_duration_t charge(uint32_t program, uint32_t slot, kozo_duration_t consumed)
{
    struct account *account = NULL;
    for (unsigned i = 0; i < account_count && account == NULL; i++) {
        if (accounts[i].program == program && accounts[i].slot == slot)
            account = &accounts[i];
    }
    if (account == NULL) {
        if (account_count == THREADS_MAX)
            return 0;
        account = &accounts[account_count++];
        *account = (struct account){.program = program, .slot = slot};
    }
    /* Another thread may lie where one was. */
    kozo_duration_t before = consumed >= account->consumed ? account->consumed : 0;
    account->consumed = consumed;
    account->seen = true;
    return consumed - before;
}

/* Forget the threads that are gone. */
static void settle_accounts(void)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < account_count; i++) {
        if (accounts[i].seen)
            accounts[kept++] = accounts[i];
    }
    account_count = kept;
    for (unsigned i = 0; i < account_count; i++)
        accounts[i].seen = false;
}

/* Look at one program. Returns: OK; NOT_FOUND (there are no more). */
static kozo_err_t look_at(uint32_t program, struct row *row)
{
    kozo_program_state_t state;
    kozo_thread_state_t activity;
    kozo_priority_t priority;
    kozo_duration_t consumed;
    kozo_size_t memory;
    uint32_t slot = 0;
    kozo_err_t error = process_list(grant_process(), program, row->name, &state, &activity,
                                    &priority, &consumed, &memory);
    if (error != KOZO_OK)
        return error;
    row->share = charge(program, slot, consumed);
    for (uint32_t position = 1; process_thread(grant_process(), row->name, position, &slot,
                                               &activity, &priority, &consumed) == KOZO_OK;
         position++)
        row->share += charge(program, slot, consumed);
    return KOZO_OK;
}

static kozo_err_t look(unsigned *count)
{
    kozo_err_t error = KOZO_OK;
    for (*count = 0; *count < ROWS_MAX; ++*count) {
        error = look_at(*count, &rows[*count]);
        if (error != KOZO_OK)
            break;
    }
    settle_accounts();
    return error == KOZO_ERR_NOT_FOUND ? KOZO_OK : error;
}

static void show_share(const char *name, kozo_duration_t share, kozo_duration_t of)
{
    kozo_duration_t tenths = of != 0 ? (share * 1000 + of / 2) / of : 0;
    print("%-20s %3lu.%lu\n", name, tenths / 10, tenths % 10);
}

/* What nobody has used the processor was idle. */
static void show(unsigned count, kozo_duration_t passed)
{
    kozo_duration_t used = 0;
    print("\x1b[H\x1b[JNAME                  CPU %%\n");
    for (unsigned i = 0; i < count; i++) {
        show_share(rows[i].name, rows[i].share, passed);
        used += rows[i].share;
    }
    show_share("(idle)", used < passed ? passed - used : 0, passed);
}

void command_top(const char *argument)
{
    (void)argument;
    struct kozo_tcb *waits;
    const struct kozo_thread_plan plan = {
        .entry = await_key,
        .stack_pages = STACK_PAGES,
        .priority = PRIORITY,
    };
    kozo_err_t error = kozo_thread_create(&plan, &waits);
    if (error != KOZO_OK) {
        commands_failed("top", error);
        return;
    }
    unsigned count;
    uint64_t before = kozo_now_ns();
    kozo_err_t looked = look(&count);
    while (kozo_thread_join(waits, before + PERIOD_NS) == KOZO_ERR_TIMED_OUT && looked == KOZO_OK) {
        looked = look(&count);
        uint64_t now = kozo_now_ns();
        show(count, now - before);
        terminal_flush();
        before = now;
    }
    if (looked != KOZO_OK) {
        commands_failed("top", looked);
        (void)kozo_thread_join(waits, KOZO_DEADLINE_NEVER);
    }
    (void)terminal_get();
}
