/* SPDX-License-Identifier: MIT */
/* nanopb.c: messages are structures of a fixed size, from and to which data are copied. */
#include "channel.h"
#include "marshal.pb.h"
#include <pb_decode.h>
#include <pb_encode.h>

ROUND_CONTENDER(nanopb)

static struct channel channel;

static bool carry(const pb_msgdesc_t *fields, const void *message, void *to)
{
    pb_ostream_t out = pb_ostream_from_buffer((pb_byte_t *)channel.words, sizeof(channel.words));

    if (!pb_encode(&out, fields, message))
        return false;
    channel.size = out.bytes_written;
    const size_t size = channel_arrived(&channel);
    pb_istream_t in = pb_istream_from_buffer((const pb_byte_t *)channel.words, size);
    return pb_decode(&in, fields, to);
}

/* `to` is what came of `message`. */
#define CARRY(type, to, message)                                                                   \
    marshal_##type to;                                                                             \
    if (!carry(marshal_##type##_fields, &(message), &(to)))                                        \
        return 1;

int nanopb_w1(void)
{
    const marshal_NothingRequest request = marshal_NothingRequest_init_zero;
    const marshal_NothingReply reply = marshal_NothingReply_init_zero;

    CARRY(NothingRequest, asked, request)
    SERVED(0);
    CARRY(NothingReply, got, reply)
    ANSWERED(0);
    return 0;
}

int nanopb_w2(void)
{
    const struct round_values *values = &round_values;
    const marshal_NumbersRequest request = {
        .first = values->numbers[0], .second = values->numbers[1],
        .third = values->numbers[2], .fourth = values->numbers[3],
    };

    CARRY(NumbersRequest, asked, request)
    SERVED(asked.first + asked.second + asked.third + asked.fourth);
    const marshal_NumbersReply reply = {values->answers[0], values->answers[1]};
    CARRY(NumbersReply, got, reply)
    ANSWERED(got.fifth + got.sixth);
    return 0;
}

int nanopb_w3(void)
{
    const struct round_values *values = &round_values;
    marshal_OpenRequest request;

    if (values->path_size > sizeof(request.path.bytes))
        return 1;
    request.path.size = (pb_size_t)values->path_size;
    round_copy(request.path.bytes, values->path, values->path_size);
    request.flags = values->flags;
    request.mode = values->mode;
    CARRY(OpenRequest, asked, request)
    SERVED(asked.flags + asked.mode + asked.path.size +
           round_sum(asked.path.bytes, asked.path.size));
    const marshal_OpenReply reply = {values->file, values->status};
    CARRY(OpenReply, got, reply)
    ANSWERED(got.file + (uint64_t)(int64_t)got.status);
    return 0;
}

int nanopb_w4(void)
{
    const struct round_values *values = &round_values;
    marshal_WriteRequest request;

    if (values->data_size > sizeof(request.data.bytes))
        return 1;
    request.file = values->file;
    request.offset = values->offset;
    request.data.size = (pb_size_t)values->data_size;
    round_copy(request.data.bytes, values->data, values->data_size);
    CARRY(WriteRequest, asked, request)
    SERVED(asked.file + asked.offset + asked.data.size +
           round_sum(asked.data.bytes, asked.data.size));
    const marshal_WriteReply reply = {values->written, values->status};
    CARRY(WriteReply, got, reply)
    ANSWERED(got.written + (uint64_t)(int64_t)got.status);
    return 0;
}

int nanopb_w5(void)
{
    const struct round_values *values = &round_values;
    const marshal_ReadDirectoryRequest request = {values->file, values->cookie};

    CARRY(ReadDirectoryRequest, asked, request)
    SERVED(asked.file + asked.cookie);
    marshal_ReadDirectoryReply reply;
    reply.entries_count = (pb_size_t)values->entry_count;
    for (size_t i = 0; i < values->entry_count; i++) {
        const struct round_entry *from = &values->entries[i];
        marshal_Entry *to = &reply.entries[i];
        to->inode = from->inode;
        to->kind = from->kind;
        to->length = from->length;
        to->name.size = from->length;
        __builtin_memcpy(to->name.bytes, from->name, sizeof(from->name));
    }
    CARRY(ReadDirectoryReply, got, reply)
    uint64_t sum = got.entries_count;
    for (size_t i = 0; i < got.entries_count; i++) {
        const marshal_Entry *entry = &got.entries[i];
        if (entry->length > entry->name.size)
            return 1;
        sum += entry->inode + entry->kind + entry->length +
               round_sum(entry->name.bytes, entry->length);
    }
    ANSWERED(sum);
    return 0;
}
