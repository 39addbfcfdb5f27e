/* SPDX-License-Identifier: MIT */
/* capnproto.cc: built in the channel, of which as much as the message can need is cleared first,
 * and read where it lies; bounds are checked as fields are looked at. No stream framing: the
 * channel says how long it is. */
#include "channel.h"
#include "marshal.capnp.h"
#include <capnp/message.h>
#include <capnp/serialize.h>
#include <kj/exception.h>

ROUND_CONTENDER(capnproto)

namespace {

struct channel channel;

/* As many words as a T can need, whose data have `bytes`. */
template <typename T> kj::ArrayPtr<capnp::word> room(size_t bytes)
{
    const size_t words = 1 + capnp::sizeInWords<T>() + (bytes + sizeof(uint64_t) - 1) / 8;

    memset(channel.words, 0, words * sizeof(uint64_t));
    return kj::arrayPtr(reinterpret_cast<capnp::word *>(channel.words), words);
}

template <typename T> struct Sent {
    capnp::FlatMessageBuilder message;
    typename T::Builder root;

    explicit Sent(size_t bytes = 0) : message(room<T>(bytes)), root(message.initRoot<T>()) {}
};

template <typename T> struct Arrived {
    kj::ArrayPtr<const capnp::word> segment;
    capnp::SegmentArrayMessageReader message;
    typename T::Reader root;

    explicit Arrived(Sent<T> &sent)
        : segment(cross(sent)), message(kj::arrayPtr(&segment, 1)),
          root(message.template getRoot<T>())
    {
    }

    static kj::ArrayPtr<const capnp::word> cross(Sent<T> &sent)
    {
        channel.size = sent.message.getSegmentsForOutput()[0].size() * sizeof(uint64_t);
        const size_t size = channel_arrived(&channel);
        return kj::arrayPtr(reinterpret_cast<const capnp::word *>(channel.words), size / 8);
    }
};

int nothing()
{
    Sent<marshal::NothingRequest> request;
    Arrived<marshal::NothingRequest> asked(request);
    SERVED(0);
    Sent<marshal::NothingReply> reply;
    Arrived<marshal::NothingReply> got(reply);
    ANSWERED(0);
    return 0;
}

int numbers()
{
    const struct round_values *values = &round_values;
    Sent<marshal::NumbersRequest> request;
    request.root.setFirst(values->numbers[0]);
    request.root.setSecond(values->numbers[1]);
    request.root.setThird(values->numbers[2]);
    request.root.setFourth(values->numbers[3]);
    Arrived<marshal::NumbersRequest> asked(request);
    SERVED(asked.root.getFirst() + asked.root.getSecond() + asked.root.getThird() +
           asked.root.getFourth());
    Sent<marshal::NumbersReply> reply;
    reply.root.setFifth(values->answers[0]);
    reply.root.setSixth(values->answers[1]);
    Arrived<marshal::NumbersReply> got(reply);
    ANSWERED(got.root.getFifth() + got.root.getSixth());
    return 0;
}

int open()
{
    const struct round_values *values = &round_values;
    const auto *bytes = reinterpret_cast<const kj::byte *>(values->path);
    Sent<marshal::OpenRequest> request(values->path_size);
    request.root.setPath(kj::arrayPtr(bytes, values->path_size));
    request.root.setFlags(values->flags);
    request.root.setMode(values->mode);
    Arrived<marshal::OpenRequest> asked(request);
    const auto path = asked.root.getPath();
    SERVED(asked.root.getFlags() + asked.root.getMode() + path.size() +
           round_sum(path.begin(), path.size()));
    Sent<marshal::OpenReply> reply;
    reply.root.setFile(values->file);
    reply.root.setStatus(values->status);
    Arrived<marshal::OpenReply> got(reply);
    ANSWERED(got.root.getFile() + (uint64_t)(int64_t)got.root.getStatus());
    return 0;
}

int write()
{
    const struct round_values *values = &round_values;
    Sent<marshal::WriteRequest> request(values->data_size);
    request.root.setFile(values->file);
    request.root.setOffset(values->offset);
    request.root.setData(kj::arrayPtr(values->data, values->data_size));
    Arrived<marshal::WriteRequest> asked(request);
    const auto data = asked.root.getData();
    SERVED(asked.root.getFile() + asked.root.getOffset() + data.size() +
           round_sum(data.begin(), data.size()));
    Sent<marshal::WriteReply> reply;
    reply.root.setWritten(values->written);
    reply.root.setStatus(values->status);
    Arrived<marshal::WriteReply> got(reply);
    ANSWERED(got.root.getWritten() + (uint64_t)(int64_t)got.root.getStatus());
    return 0;
}

int read_directory()
{
    const struct round_values *values = &round_values;
    Sent<marshal::ReadDirectoryRequest> request;
    request.root.setFile(values->file);
    request.root.setCookie(values->cookie);
    Arrived<marshal::ReadDirectoryRequest> asked(request);
    SERVED(asked.root.getFile() + asked.root.getCookie());
    const size_t entry_words = capnp::sizeInWords<marshal::Entry>() + (ROUND_NAME + 7) / 8;
    Sent<marshal::ReadDirectoryReply> reply(8 * (1 + values->entry_count * entry_words));
    auto entries = reply.root.initEntries((unsigned)values->entry_count);
    for (unsigned i = 0; i < values->entry_count; i++) {
        const struct round_entry *from = &values->entries[i];
        const auto *name = reinterpret_cast<const kj::byte *>(from->name);
        auto to = entries[i];
        to.setInode(from->inode);
        to.setKind(from->kind);
        to.setLength(from->length);
        to.setName(kj::arrayPtr(name, from->length));
    }
    Arrived<marshal::ReadDirectoryReply> got(reply);
    const auto list = got.root.getEntries();
    if (list.size() > ROUND_ENTRIES)
        return 1;
    uint64_t sum = list.size();
    for (const auto entry : list) {
        const auto name = entry.getName();
        if (entry.getLength() > name.size())
            return 1;
        sum += entry.getInode() + entry.getKind() + entry.getLength() +
               round_sum(name.begin(), entry.getLength());
    }
    ANSWERED(sum);
    return 0;
}

/* What does not fit its bounds is thrown. */
int caught(round_fn *round)
{
    try {
        return round();
    } catch (const kj::Exception &) {
        return 1;
    }
}

} // namespace

int capnproto_w1(void) { return caught(nothing); }
int capnproto_w2(void) { return caught(numbers); }
int capnproto_w3(void) { return caught(open); }
int capnproto_w4(void) { return caught(write); }
int capnproto_w5(void) { return caught(read_directory); }
