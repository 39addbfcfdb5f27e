/* SPDX-License-Identifier: MIT */
/* protobuf_c.c: packs into the channel itself, unpacks into an arena, so that there is no heap. */
#include "channel.h"
#include "marshal.pb-c.h"

ROUND_CONTENDER(protobuf_c)

static struct channel channel;
static uint8_t arena[8192] __attribute__((aligned(16)));
static size_t arena_used;

static void *take(void *unused, size_t size)
{
    const size_t at = arena_used;

    (void)unused;
    if (size > sizeof(arena) - at)
        return NULL;
    arena_used = at + ((size + 15) & ~(size_t)15);
    return &arena[at];
}

static void leave(void *unused, void *place)
{
    (void)unused;
    (void)place;
}

static ProtobufCAllocator allocator = {take, leave, NULL};

static void *carry(const ProtobufCMessage *message)
{
    if (protobuf_c_message_get_packed_size(message) > sizeof(channel.words))
        return NULL;
    channel.size = protobuf_c_message_pack(message, (uint8_t *)channel.words);
    const size_t size = channel_arrived(&channel);
    arena_used = 0;
    return protobuf_c_message_unpack(message->descriptor, &allocator, size,
                                     (const uint8_t *)channel.words);
}

/* `to` is what came of `message`. */
#define CARRY(type, to, message)                                                                   \
    const Marshal__##type *to = carry(&(message).base);                                            \
    if (to == NULL)                                                                                \
        return 1;

int protobuf_c_w1(void)
{
    const Marshal__NothingRequest request = MARSHAL__NOTHING_REQUEST__INIT;
    const Marshal__NothingReply reply = MARSHAL__NOTHING_REPLY__INIT;

    CARRY(NothingRequest, asked, request)
    SERVED(0);
    CARRY(NothingReply, got, reply)
    ANSWERED(0);
    return 0;
}

int protobuf_c_w2(void)
{
    const struct round_values *values = &round_values;
    Marshal__NumbersRequest request = MARSHAL__NUMBERS_REQUEST__INIT;
    Marshal__NumbersReply reply = MARSHAL__NUMBERS_REPLY__INIT;

    request.first = values->numbers[0];
    request.second = values->numbers[1];
    request.third = values->numbers[2];
    request.fourth = values->numbers[3];
    CARRY(NumbersRequest, asked, request)
    SERVED(asked->first + asked->second + asked->third + asked->fourth);
    reply.fifth = values->answers[0];
    reply.sixth = values->answers[1];
    CARRY(NumbersReply, got, reply)
    ANSWERED(got->fifth + got->sixth);
    return 0;
}

int protobuf_c_w3(void)
{
    struct round_values *values = &round_values;
    Marshal__OpenRequest request = MARSHAL__OPEN_REQUEST__INIT;
    Marshal__OpenReply reply = MARSHAL__OPEN_REPLY__INIT;

    request.path = (ProtobufCBinaryData){values->path_size, (uint8_t *)values->path};
    request.flags = values->flags;
    request.mode = values->mode;
    CARRY(OpenRequest, asked, request)
    SERVED(asked->flags + asked->mode + asked->path.len +
           round_sum(asked->path.data, asked->path.len));
    reply.file = values->file;
    reply.status = values->status;
    CARRY(OpenReply, got, reply)
    ANSWERED(got->file + (uint64_t)(int64_t)got->status);
    return 0;
}

int protobuf_c_w4(void)
{
    struct round_values *values = &round_values;
    Marshal__WriteRequest request = MARSHAL__WRITE_REQUEST__INIT;
    Marshal__WriteReply reply = MARSHAL__WRITE_REPLY__INIT;

    request.file = values->file;
    request.offset = values->offset;
    request.data = (ProtobufCBinaryData){values->data_size, values->data};
    CARRY(WriteRequest, asked, request)
    SERVED(asked->file + asked->offset + asked->data.len +
           round_sum(asked->data.data, asked->data.len));
    reply.written = values->written;
    reply.status = values->status;
    CARRY(WriteReply, got, reply)
    ANSWERED(got->written + (uint64_t)(int64_t)got->status);
    return 0;
}

int protobuf_c_w5(void)
{
    struct round_values *values = &round_values;
    Marshal__ReadDirectoryRequest request = MARSHAL__READ_DIRECTORY_REQUEST__INIT;
    Marshal__ReadDirectoryReply reply = MARSHAL__READ_DIRECTORY_REPLY__INIT;
    Marshal__Entry entries[ROUND_ENTRIES], *places[ROUND_ENTRIES];

    request.file = values->file;
    request.cookie = values->cookie;
    CARRY(ReadDirectoryRequest, asked, request)
    SERVED(asked->file + asked->cookie);
    for (size_t i = 0; i < values->entry_count; i++) {
        struct round_entry *from = &values->entries[i];
        marshal__entry__init(&entries[i]);
        entries[i].inode = from->inode;
        entries[i].kind = from->kind;
        entries[i].length = from->length;
        entries[i].name = (ProtobufCBinaryData){from->length, (uint8_t *)from->name};
        places[i] = &entries[i];
    }
    reply.entries = places;
    reply.n_entries = values->entry_count;
    CARRY(ReadDirectoryReply, got, reply)
    uint64_t sum = got->n_entries;
    for (size_t i = 0; i < got->n_entries; i++) {
        const Marshal__Entry *entry = got->entries[i];
        if (entry->length > entry->name.len)
            return 1;
        sum += entry->inode + entry->kind + entry->length +
               round_sum(entry->name.data, entry->length);
    }
    ANSWERED(sum);
    return 0;
}
