/* SPDX-License-Identifier: MIT */
/* main.c: what threads of one program can rely on. */
#include <check/crowd.h>
#include <kozo/abi/names.h>
#include <kozo/clock.h>
#include <kozo/format.h>
#include <kozo/sleep.h>
#include <kozo/start.h>
#include <kozo/sync.h>
#include <kozo/text.h>
#include <kozo/threads.h>

enum {
    THREADS = 6,
    ROUNDS = 500,
    GENERATIONS = 200, /* as many would not fit into the program's memory at once */
    STACK_PAGES = 2,
    PRIORITY = 30,
    START_VALUE = 7,
};

#define SECOND_NS UINT64_C(1000000000)

static __thread unsigned own_value = START_VALUE;
static __thread uint64_t cleared[5];
static struct kozo_mutex mutex;
static unsigned counter, wrong;

static void say(const char *what, bool good)
{
    char line[96];
    kozo_format(line, sizeof(line), "crowd: %s: %s\r\n", what, good ? "ok" : "FAILED");
    (void)console_write(grant_console(), line, strlen(line));
}

static struct kozo_tcb *make(void (*entry)(void *argument), void *argument)
{
    struct kozo_tcb *thread;
    struct kozo_thread_plan plan = {
        .entry = entry,
        .argument = argument,
        .stack_pages = STACK_PAGES,
        .priority = PRIORITY,
    };
    return kozo_thread_create(&plan, &thread) == KOZO_OK ? thread : NULL;
}

static bool join(struct kozo_tcb *thread)
{
    return thread != NULL && kozo_thread_join(thread, kozo_now_ns() + 10 * SECOND_NS) == KOZO_OK;
}

/* Reads, adds, writes back, with time for others between. */
static void count(void *argument)
{
    unsigned number = (unsigned)(uintptr_t)argument;
    bool fresh = own_value == START_VALUE && cleared[0] == 0 && cleared[4] == 0;
    for (unsigned i = 0; i < ROUNDS; i++) {
        own_value += number;
        cleared[4]++;
        kozo_mutex_lock(&mutex);
        volatile unsigned seen = counter;
        if (i % 50 == 0)
            (void)kozo_thread_park(kozo_tcb()->thread, kozo_now_ns() + 20000);
        counter = seen + 1;
        kozo_mutex_unlock(&mutex);
    }
    if (!fresh || own_value != START_VALUE + number * ROUNDS || cleared[4] != ROUNDS)
        __atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
}

static void test_together(void)
{
    struct kozo_tcb *threads[THREADS];
    bool joined = true;
    for (unsigned i = 0; i < THREADS; i++)
        threads[i] = make(count, (void *)(uintptr_t)(i + 1));
    for (unsigned i = 0; i < THREADS; i++)
        joined = join(threads[i]) && joined;
    say("joined", joined);
    say("one at a time", counter == THREADS * ROUNDS);
    say("variables of their own", wrong == 0 && own_value == START_VALUE && cleared[4] == 0);
}

static void note(void *argument)
{
    *(unsigned *)argument += own_value == START_VALUE;
    own_value = 0;
}

static void leave(void *argument)
{
    *(unsigned *)argument += 1;
    kozo_exit(3);
}

static void test_generations(void)
{
    unsigned ended = 0;
    bool joined = true;
    for (unsigned i = 0; i < GENERATIONS && joined; i++)
        joined = join(make(i % 2 == 0 ? note : leave, &ended));
    say("made again", joined && ended == GENERATIONS);
}

static void sleep_long(void *argument)
{
    (void)argument;
    (void)kozo_thread_park(kozo_tcb()->thread, KOZO_DEADLINE_NEVER);
}

static void die(void *argument)
{
    (void)argument;
    __builtin_trap();
}

static void test_others(void)
{
    struct kozo_tcb *sleeper = make(sleep_long, NULL);
    if (sleeper != NULL) {
        say("not in time", kozo_thread_join(sleeper, kozo_now_ns() + 1000000) ==
                               KOZO_ERR_TIMED_OUT);
        (void)kozo_thread_unpark(sleeper->thread);
    }
    say("in the end", join(sleeper));
    say("dead", join(make(die, NULL)));
}

static void compute(void *argument)
{
    for (;;)
        __atomic_fetch_add((unsigned *)argument, 1, __ATOMIC_RELAXED);
}

static void stay(void)
{
    static unsigned turns;
    say("stays", make(sleep_long, NULL) != NULL && make(compute, &turns) != NULL);
    sleep_long(NULL);
}

int main(void)
{
    if (kozo_text_equal((const char *)kozo_start_info()->name, "crowd_stays"))
        stay();
    test_together();
    test_generations();
    test_others();
    return 0;
}
