/* SPDX-License-Identifier: MIT */
/* stretches.c: a plugin of QEMU's that counts, in every run of every program, how many instructions
 * the kernel executes in a row with interrupts off. The kernel knows nothing of it.
 *
 * A stretch begins where the processor enters the kernel, or behind an `sti` in it; it ends at the
 * next `sti`, `sysretq` or `iretq`: interrupts are let in nowhere else. What comes before the first
 * program is no part of it. A block of code that an exception cuts short counts whole.
 *
 * Arguments: out=FILE, over=N: stretches longer than N are told, by the block that they spent most
 * of their time in. The interface is declared here as far as it is used, as QEMU 7.2 has it. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef uint64_t plugin_id;

int qemu_plugin_version = 1;
int qemu_plugin_install(plugin_id id, const void *info, int count, char **arguments);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id,
                                           void (*call)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb,
                                          void (*call)(unsigned cpu, void *data), int flags,
                                          void *data);
void qemu_plugin_register_atexit_cb(plugin_id id, void (*call)(plugin_id, void *), void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);

enum { PATH = 16384, RECORDS = 512, PLACES = 256 };

struct block {
    uint64_t at;
    unsigned count;
    int on;      /* the index of the last instruction that lets interrupts in, or -1 */
    bool leaves; /* for a program */
    unsigned visits; /* while a stretch is looked at */
};

/* The longest of those that spent their time in the same place. */
struct record {
    uint64_t place, begin, end, length, number;
    struct spent {
        uint64_t at, count;
    } spent[PLACES];
    unsigned places;
};

static struct block *path[PATH]; /* of the stretch, as far as it is noted */
static unsigned steps;
static uint64_t length, stretches, longest, over = UINT64_MAX;
static bool begun;
static struct record records[RECORDS];
static const char *out;

static uint64_t busiest_block(void)
{
    const unsigned noted = steps < PATH ? steps : PATH;
    const struct block *most = path[0];

    for (unsigned i = 0; i < noted; i++) {
        path[i]->visits = 0;
    }
    for (unsigned i = 0; i < noted; i++) {
        path[i]->visits += path[i]->count;
        most = path[i]->visits > most->visits ? path[i] : most;
    }
    return most->at;
}

/* Which blocks the stretch consists of; leaves all `visits` 0. */
static void note_blocks(struct record *record)
{
    record->places = 0;
    for (unsigned i = 0; i < steps && i < PATH; i++) {
        if (path[i]->visits != 0 && record->places < PLACES) {
            record->spent[record->places++] = (struct spent){path[i]->at, path[i]->visits};
        }
        path[i]->visits = 0;
    }
}

static void note_stretch(void)
{
    const uint64_t place = busiest_block();

    for (unsigned i = 0; i < RECORDS; i++) {
        struct record *record = &records[i];

        if (record->number == 0 || record->place == place) {
            record->place = place;
            record->number++;
            if (length > record->length) {
                record->length = length;
                record->begin = path[0]->at;
                record->end = path[(steps < PATH ? steps : PATH) - 1]->at;
                note_blocks(record);
            }
            return;
        }
    }
}

static void end_stretch(void)
{
    if (length != 0) {
        stretches++;
        longest = length > longest ? length : longest;
        if (length > over && steps != 0) {
            note_stretch();
        }
    }
    length = 0;
    steps = 0;
}

static void run_program(unsigned cpu, void *data)
{
    (void)data;
    if (cpu == 0) {
        end_stretch();
    }
}

static void run_kernel(unsigned cpu, void *data)
{
    struct block *block = data;

    if (cpu != 0) {
        return;
    }
    if (!begun) {
        begun = block->leaves;
        return;
    }
    if (steps < PATH) {
        path[steps] = block;
    }
    steps++;
    if (block->on < 0) {
        length += block->count;
        return;
    }
    length += (unsigned)block->on + 1;
    end_stretch();
    length = block->count - (unsigned)block->on - 1;
}

static bool is_code(const struct qemu_plugin_insn *insn, const char *code, size_t size)
{
    return qemu_plugin_insn_size(insn) == size &&
           memcmp(qemu_plugin_insn_data(insn), code, size) == 0;
}

static void translate(plugin_id id, struct qemu_plugin_tb *tb)
{
    const uint64_t at = qemu_plugin_tb_vaddr(tb);
    const unsigned count = (unsigned)qemu_plugin_tb_n_insns(tb);
    struct block *block;

    (void)id;
    if (at >> 63 == 0) {
        qemu_plugin_register_vcpu_tb_exec_cb(tb, run_program, 0, NULL);
        return;
    }
    block = calloc(1, sizeof(*block));
    if (block == NULL) {
        abort();
    }
    *block = (struct block){.at = at, .count = count, .on = -1};
    for (unsigned i = 0; i < count; i++) {
        const struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);

        const bool leaves = is_code(insn, "\x48\x0f\x07", 3) || is_code(insn, "\x48\xcf", 2);

        if (leaves || is_code(insn, "\xfb", 1)) { /* sysretq, iretq; sti */
            block->on = (int)i;
        }
        block->leaves |= leaves;
    }
    qemu_plugin_register_vcpu_tb_exec_cb(tb, run_kernel, 0, block);
}

/* First line: number of stretches, the longest. Then for each record one, and for each of its
 * blocks one that begins with a blank. */
static void tell(plugin_id id, void *data)
{
    FILE *file = fopen(out, "w");

    (void)id;
    (void)data;
    if (file == NULL) {
        return;
    }
    fprintf(file, "%" PRIu64 " %" PRIu64 "\n", stretches, longest);
    for (unsigned i = 0; i < RECORDS && records[i].number != 0; i++) {
        const struct record *record = &records[i];

        fprintf(file, "%" PRIu64 " %" PRIu64 " %#" PRIx64 " %#" PRIx64 "\n", record->length,
                record->number, record->begin, record->end);
        for (unsigned k = 0; k < record->places; k++) {
            fprintf(file, " %" PRIu64 " %#" PRIx64 "\n", record->spent[k].count,
                    record->spent[k].at);
        }
    }
    fclose(file);
}

int qemu_plugin_install(plugin_id id, const void *info, int count, char **arguments)
{
    (void)info;
    for (int i = 0; i < count; i++) {
        if (strncmp(arguments[i], "out=", 4) == 0) {
            out = strdup(arguments[i] + 4);
        } else if (strncmp(arguments[i], "over=", 5) == 0) {
            over = strtoull(arguments[i] + 5, NULL, 0);
        }
    }
    if (out == NULL) {
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
    qemu_plugin_register_atexit_cb(id, tell, NULL);
    return 0;
}
