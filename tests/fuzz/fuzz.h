/* SPDX-License-Identifier: MIT */
/* fuzz.h: the harness of all decoders.
 *
 * An input is the number of a decoder, that of a variant of a good call or message for it, and
 * edits, which are made one after the other. What comes of it must be accepted exactly if it passes
 * every check of the IR, by a reading of its own of what each means; otherwise the first that fails
 * decides the answer. What was accepted, encoded again, is what was decoded. */
#pragma once

#include <decode.h>
#include <loop.h>

enum {
    FUZZ_HEAD_BYTES = 4, /* decoder, variant */
    FUZZ_EDIT_BYTES = 12,
    FUZZ_VARIANTS = LOOP_BYTES + 2,
};

struct fuzz_edit {
    uint8_t kind, where; /* of enum fuzz_operation_edit or enum fuzz_message_edit */
    uint16_t way;
    uint64_t value;
};

struct fuzz_input {
    const uint8_t *data;
    size_t size;
};

enum fuzz_operation_edit {
    FUZZ_BREAK,   /* check number `where` of the operation, in that way */
    FUZZ_SATISFY, /* narrowly */
    FUZZ_VALUE,   /* any value in a register that names no capability */
    FUZZ_SLOT,    /* the type and the rights of the capability there */
    FUZZ_LOOKUP,  /* how its lookup ends */
    FUZZ_TAG,
    FUZZ_NUMBER,
    FUZZ_OUTCOME, /* of the handler */
    FUZZ_OPERATION_EDITS,
};

enum fuzz_message_edit {
    FUZZ_FIELD, /* damage field number `where` in that way */
    FUZZ_FRAME, /* or what is around the fields */
    FUZZ_WORD,
    FUZZ_BIT,
    FUZZ_ADD,
    FUZZ_TAG_PART, /* of enum fuzz_tag_part */
    FUZZ_CAP,      /* what capability number `where` is */
    FUZZ_CHOICE,   /* arguments of row `where` of those that show what the method requires */
    FUZZ_SERVED,   /* what the server's body returns */
    FUZZ_MESSAGE_EDITS,
};

enum fuzz_tag_part {
    FUZZ_TAG_INTERFACE,
    FUZZ_TAG_LABEL,
    FUZZ_TAG_FLAGS,
    FUZZ_TAG_CAPS,
    FUZZ_TAG_WORDS,
    FUZZ_TAG_PARTS,
};

/* Of an operation, or of the requests or replies of a method, or of one of its errors that tells
 * something. */
struct fuzz_decoder {
    const struct decode_operation *operation;
    const struct loop_interface *interface;
    const struct loop_method *method;
    bool request;
    const struct loop_detail *detail; /* of the replies that are this error */
};

/* What the check is of, if that is what an error tells, or NULL. */
static inline const struct loop_detail *fuzz_detail(const struct loop_check *check)
{
    return check->detail == 0 ? NULL : &check->method->details[check->detail - 1];
}

/* The checks of operations, then those that find no operation, then those of messages. */
struct fuzz_check {
    const char *id;
    unsigned decoder; /* one that makes it */
    const struct decode_check *operation;
    const struct loop_check *message;
};

/* decoders.c: what there is, ended by NULL, and how much of it there must be. */
extern const struct loop_interface *const fuzz_interfaces[];
extern const unsigned fuzz_decoders_wanted, fuzz_checks_wanted;

/* tables.c */
extern struct fuzz_decoder *fuzz_decoders;
extern struct fuzz_check *fuzz_checks;
extern unsigned fuzz_decoder_count, fuzz_check_count, fuzz_hole, fuzz_beyond;
void fuzz_collect(void);
unsigned fuzz_decoder_of(const struct loop_interface *interface, const struct loop_method *method,
                         bool request, const struct loop_detail *detail);

/* Returns whether there is another edit. */
bool fuzz_next_edit(struct fuzz_input *input, struct fuzz_edit *edit);

/* operation.c, message.c: one execution. */
void fuzz_operation(unsigned decoder, unsigned variant, struct fuzz_input *input);
void fuzz_message(unsigned decoder, unsigned variant, struct fuzz_input *input);

/* good.c: does the message in `m` and `buffer` pass the check? */
struct whole_message;
bool fuzz_passes(const struct loop_shape *shape, const struct loop_check *check,
                 const struct whole_message *message);
/* message.c, which knows what the capabilities are; so many bytes are lent */
bool fuzz_cap_passes(const struct loop_field *field, uint64_t lent);
kozo_err_t fuzz_told(kozo_tag_t tag); /* by the head of a reply */

/* mutate.c: an input that is good or breaks the check whose turn it is. Returns its size. */
size_t fuzz_new_input(uint8_t *data, unsigned turn, unsigned seed);

/* tally.c */
void fuzz_start(uint64_t executions);
void fuzz_accepted(unsigned decoder);
void fuzz_refused(unsigned check);
void fuzz_count(void);
