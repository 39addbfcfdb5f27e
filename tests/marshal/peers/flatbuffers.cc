/* SPDX-License-Identifier: MIT */
/* flatbuffers.cc: one builder over an arena, so that there is no heap; what it has built, from its
 * end to its front, is copied to the channel. Who receives it runs the verifier and reads it where
 * it lies. */
#include "channel.h"
#include "marshal_generated.h"
#include <new>

ROUND_CONTENDER(flatbuffers)

namespace {

struct Arena : flatbuffers::Allocator {
    alignas(16) uint8_t memory[2048];

    uint8_t *allocate(size_t size) override { return size <= sizeof(memory) ? memory : nullptr; }
    void deallocate(uint8_t *, size_t) override {}
};

struct channel channel;
Arena arena;
flatbuffers::FlatBufferBuilder builder(1024, &arena, false);

/* What came of the message that the builder has at `root`; NULL if it would not have been sent, or
 * not been accepted. */
template <typename T> const T *carry(flatbuffers::Offset<T> root)
{
    builder.Finish(root);
    size_t size = builder.GetSize();
    if (size > sizeof(channel.words))
        return nullptr;
    round_copy(channel.words, builder.GetBufferPointer(), size);
    channel.size = size;
    builder.Clear();
    size = channel_arrived(&channel);
    const uint8_t *bytes = reinterpret_cast<const uint8_t *>(channel.words);
    flatbuffers::Verifier verifier(bytes, size);
    return verifier.VerifyBuffer<T>(nullptr) ? flatbuffers::GetRoot<T>(bytes) : nullptr;
}

} // namespace

int flatbuffers_w1(void)
{
    if (carry(marshal::CreateNothingRequest(builder)) == nullptr)
        return 1;
    SERVED(0);
    if (carry(marshal::CreateNothingReply(builder)) == nullptr)
        return 1;
    ANSWERED(0);
    return 0;
}

int flatbuffers_w2(void)
{
    const uint64_t *numbers = round_values.numbers, *answers = round_values.answers;
    const auto *asked = carry(marshal::CreateNumbersRequest(builder, numbers[0], numbers[1],
                                                            numbers[2], numbers[3]));

    if (asked == nullptr)
        return 1;
    SERVED(asked->first() + asked->second() + asked->third() + asked->fourth());
    const auto *got = carry(marshal::CreateNumbersReply(builder, answers[0], answers[1]));
    if (got == nullptr)
        return 1;
    ANSWERED(got->fifth() + got->sixth());
    return 0;
}

int flatbuffers_w3(void)
{
    const struct round_values *values = &round_values;
    const auto path = builder.CreateVector(reinterpret_cast<const uint8_t *>(values->path),
                                           values->path_size);
    const auto *asked = carry(marshal::CreateOpenRequest(builder, path, values->flags,
                                                         values->mode));

    if (asked == nullptr)
        return 1;
    SERVED(asked->flags() + asked->mode() + asked->path()->size() +
           round_sum(asked->path()->data(), asked->path()->size()));
    const auto *got = carry(marshal::CreateOpenReply(builder, values->file, values->status));
    if (got == nullptr)
        return 1;
    ANSWERED(got->file() + (uint64_t)(int64_t)got->status());
    return 0;
}

int flatbuffers_w4(void)
{
    const struct round_values *values = &round_values;
    const auto data = builder.CreateVector(values->data, values->data_size);
    const auto *asked = carry(marshal::CreateWriteRequest(builder, values->file, values->offset,
                                                          data));

    if (asked == nullptr)
        return 1;
    SERVED(asked->file() + asked->offset() + asked->data()->size() +
           round_sum(asked->data()->data(), asked->data()->size()));
    const auto *got = carry(marshal::CreateWriteReply(builder, values->written, values->status));
    if (got == nullptr)
        return 1;
    ANSWERED(got->written() + (uint64_t)(int64_t)got->status());
    return 0;
}

int flatbuffers_w5(void)
{
    const struct round_values *values = &round_values;
    const auto *asked = carry(marshal::CreateReadDirectoryRequest(builder, values->file,
                                                                  values->cookie));

    if (asked == nullptr)
        return 1;
    SERVED(asked->file() + asked->cookie());
    marshal::Entry *entries;
    const auto vector = builder.CreateUninitializedVectorOfStructs<marshal::Entry>(
        values->entry_count, &entries);
    for (size_t i = 0; i < values->entry_count; i++) {
        const struct round_entry *from = &values->entries[i];
        const auto *name = reinterpret_cast<const uint8_t *>(from->name);
        new (&entries[i]) marshal::Entry(from->inode, from->kind, from->length,
                                         flatbuffers::span<const uint8_t, ROUND_NAME>(name,
                                                                                     ROUND_NAME));
    }
    const auto *got = carry(marshal::CreateReadDirectoryReply(builder, vector));
    if (got == nullptr || got->entries()->size() > ROUND_ENTRIES)
        return 1;
    uint64_t sum = got->entries()->size();
    for (const marshal::Entry *entry : *got->entries()) {
        if (entry->length() > ROUND_NAME)
            return 1;
        sum += entry->inode() + entry->kind() + entry->length() +
               round_sum(entry->name()->Data(), entry->length());
    }
    ANSWERED(sum);
    return 0;
}
