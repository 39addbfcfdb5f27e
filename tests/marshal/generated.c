/* SPDX-License-Identifier: MIT */
/* generated.c: the stubs and the skeleton that the generator renders from interfaces/marshal.yaml,
 * used as programs use them. */
#include <kozo/client/marshal.h>
#include <kozo/server/marshal.h>
#include <round.h>
#include <stdlib.h>

ROUND_CONTENDER(generated)

struct kozo_buffer channel_buffer;
host_trap_method_fn *host_trap_method; /* nothing here sends capabilities */
host_trap_message_fn *host_trap_message;

void kozo_serve_breach(const char *check)
{
    (void)check;
    abort(); /* the bodies below break no promise */
}

/* What the loop of a server calls. */
__attribute__((noinline)) enum kozo_served channel_serve(struct kozo_message *m)
{
    return marshal_dispatch(NULL, m);
}

static const marshal_t server = {{1}};

static kozo_err_t marshal_serve_nothing(void *context, kozo_badge_t badge)
{
    (void)context;
    (void)badge;
    SERVED(0);
    return KOZO_OK;
}

int generated_w1(void)
{
    const kozo_err_t error = marshal_nothing(server);

    if (error == KOZO_OK)
        ANSWERED(0);
    return (int)error;
}

static kozo_err_t marshal_serve_numbers(void *context, kozo_badge_t badge, uint64_t first,
                                        uint64_t second, uint64_t third, uint64_t fourth,
                                        uint64_t *fifth, uint64_t *sixth)
{
    (void)context;
    (void)badge;
    SERVED(first + second + third + fourth);
    *fifth = round_values.answers[0];
    *sixth = round_values.answers[1];
    return KOZO_OK;
}

int generated_w2(void)
{
    const uint64_t *numbers = round_values.numbers;
    uint64_t fifth, sixth;
    const kozo_err_t error =
        marshal_numbers(server, numbers[0], numbers[1], numbers[2], numbers[3], &fifth, &sixth);

    if (error == KOZO_OK)
        ANSWERED(fifth + sixth);
    return (int)error;
}

static kozo_err_t marshal_serve_open(void *context, kozo_badge_t badge, const uint8_t *path,
                                     size_t path_size, uint32_t flags, uint32_t mode,
                                     uint64_t *file, int32_t *status)
{
    (void)context;
    (void)badge;
    SERVED(flags + mode + path_size + round_sum(path, path_size));
    *file = round_values.file;
    *status = round_values.status;
    return KOZO_OK;
}

int generated_w3(void)
{
    const struct round_values *values = &round_values;
    uint64_t file;
    int32_t status;
    const kozo_err_t error = marshal_open(server, values->path, values->path_size, values->flags,
                                          values->mode, &file, &status);

    if (error == KOZO_OK)
        ANSWERED(file + (uint64_t)(int64_t)status);
    return (int)error;
}

static kozo_err_t marshal_serve_write(void *context, kozo_badge_t badge, uint64_t file,
                                      uint64_t offset, const uint8_t *data, size_t data_size,
                                      uint64_t *written, int32_t *status)
{
    (void)context;
    (void)badge;
    SERVED(file + offset + data_size + round_sum(data, data_size));
    *written = round_values.written;
    *status = round_values.status;
    return KOZO_OK;
}

int generated_w4(void)
{
    const struct round_values *values = &round_values;
    uint64_t written;
    int32_t status;
    const kozo_err_t error = marshal_write(server, values->file, values->offset, values->data,
                                           values->data_size, &written, &status);

    if (error == KOZO_OK)
        ANSWERED(written + (uint64_t)(int64_t)status);
    return (int)error;
}

static kozo_err_t marshal_serve_read_directory(void *context, kozo_badge_t badge, uint64_t file,
                                               uint64_t cookie,
                                               struct kozo_entry entries[KOZO_MARSHAL_ENTRIES_MAX],
                                               size_t *entries_count)
{
    (void)context;
    (void)badge;
    SERVED(file + cookie);
    for (size_t i = 0; i < round_values.entry_count; i++) {
        const struct round_entry *from = &round_values.entries[i];
        struct kozo_entry *to = &entries[i];
        to->inode = from->inode;
        to->kind = from->kind;
        to->length = from->length;
        __builtin_memcpy(to->name, from->name, sizeof(to->name));
        __builtin_memset(to->reserved, 0, sizeof(to->reserved));
    }
    *entries_count = round_values.entry_count;
    return KOZO_OK;
}

int generated_w5(void)
{
    const struct kozo_entry *entries;
    size_t count;
    const kozo_err_t error = marshal_read_directory_view(server, round_values.file,
                                                         round_values.cookie, &entries, &count);

    if (error == KOZO_OK) {
        uint64_t sum = count;
        for (size_t i = 0; i < count; i++) {
            const struct kozo_entry *entry = &entries[i];
            sum += entry->inode + entry->kind + entry->length +
                   round_sum(entry->name, entry->length);
        }
        ANSWERED(sum);
    }
    return (int)error;
}
