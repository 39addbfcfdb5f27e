/* SPDX-License-Identifier: MIT */
/* damage.h: makes a message wrong in one of many ways. */
#pragma once

#include <loop.h>

enum {
    WORDS_LIMIT = 64, /* of the tag's field */
    CAPS_LIMIT = 8,
    FLAGS_LIMIT = 7,
    HEAD_WAYS = 32 + FLAGS_LIMIT, /* a bit of the interface or of the flags */
    FRAME_WAYS = WORDS_LIMIT + CAPS_LIMIT, /* and one for each bit before the data */
    /* Ways to damage a capability: to be of the type of that number, to be stale, to be for half
     * of what is lent, and, from DAMAGE_RIGHTS on, to lack the right of each bit. */
    DAMAGE_STALE = KOZO_OBJECT_LIMIT + 1,
    DAMAGE_HALF,
    DAMAGE_RIGHTS,
};

struct whole_message {
    struct kozo_message m;
    struct kozo_buffer *buffer;
};

static inline bool loop_is_data(const struct loop_field *field)
{
    return field->kind == LOOP_TEXT || field->kind == LOOP_DATA;
}

/* The lowest bits of a word, of which there are 1 to 64. */
static inline uint64_t loop_mask(unsigned bits)
{
    return (bits == 64 ? 0 : UINT64_C(1) << bits) - 1;
}

/* Is it a value of that enumeration? */
bool loop_is_known(const struct loop_field *field, uint64_t value);

/* A number, a value or a flag that the type of a scalar of so many bits does not have; one that is
 * beyond a limit; one for the scalar of an element, of flags the highest. False: there is none. */
bool damage_value(const struct loop_field *field, unsigned bits, unsigned way, uint64_t *value);
bool damage_beyond(const struct loop_field *field, unsigned bits, unsigned way, uint64_t *value);
bool damage_leaf(const struct loop_field *field, unsigned way, uint64_t *value);

/* How many ways to damage a field have a number; `field` beyond the last stands for the frame. */
unsigned damage_ways(const struct loop_shape *shape, unsigned field);

/* The ways of all fields and of the frame, counted through. */
unsigned damage_count(const struct loop_shape *shape);

/* Whose way that is; `*way` is among all before, and among those of that field afterwards. */
unsigned damage_find(const struct loop_shape *shape, unsigned *way);

/* Damage one field. Returns: the message is wrong now. */
bool damage_field(struct whole_message *message, const struct loop_shape *shape,
                  const struct loop_field *field, unsigned way);

/* Is this the way to break that check? `field` as above. */
bool damage_is_of(const struct loop_shape *shape, unsigned field, unsigned way,
                  const struct loop_check *check);

/* Another number of words or capabilities, or a bit that belongs to no field. Returns likewise. */
bool damage_frame(struct whole_message *message, const struct loop_shape *shape, unsigned way);
