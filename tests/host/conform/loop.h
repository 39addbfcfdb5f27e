/* SPDX-License-Identifier: MIT */
/* loop.h: what the generated test of an interface says of its messages, and the driver that sends
 * each of them from client to server and back, whole and damaged in every way. */
#pragma once

#include <kozo/abi.h>
#include <kozo/fault_message.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stdbool.h>
#include <stddef.h>

/* Fields of a message; of more, its generated test does not compile, but IDL0432 refuses them. */
enum { LOOP_FIELDS = 60, LOOP_BYTES = sizeof(((struct kozo_buffer *)0)->words) };

enum loop_kind {
    LOOP_NUMBER,
    LOOP_SIGNED,
    LOOP_ENUM,
    LOOP_FLAGS,
    LOOP_TEXT,
    LOOP_DATA,
    LOOP_CAP
};

struct loop_leaf;

struct loop_field {
    enum loop_kind kind;
    bool last;                  /* text, data: the message ends where it ends */
    bool fixed;                 /* data: of one length, which no scalar tells */
    uint8_t optional;           /* from 1, its bit in the scalar that tells what is there */
    uint16_t unit;              /* text, data: bytes of an element */
    uint8_t leaf_count;
    const struct loop_leaf *leaves; /* data: the scalars of an element that have limits */
    uint8_t word, shift, bits;  /* of the number, or of the length */
    uint8_t data_word;          /* text, data: where they begin */
    uint8_t data_words;         /* the room that they have */
    uint8_t slot;               /* cap */
    uint8_t type, rights;       /* cap: what it must be, where 0 is any, and permit at least */
    uint32_t pass;              /* cap: how it travels */
    uint8_t lent;               /* cap: from 1, the number that says how many bytes are lent */
    uint64_t minimum, maximum;  /* of the number or of the elements; flags: all that there are */
    const uint64_t *values;     /* enum: the known ones, ascending */
    unsigned value_count;
};

/* A scalar within an element, whose kind, bits and limits are those of `value`, or so many bytes
 * that must be zero, or a text, behind which the rest of its `maximum` and a NUL are zero. It is
 * there when the words at those offsets, the kinds of unions, have those values. The kind comes
 * before what depends on it. */
struct loop_leaf {
    uint16_t offset, rest;
    uint8_t cases;
    struct {
        uint16_t offset;
        uint64_t value;
    } when[4];
    struct loop_field value;
};

struct loop_shape {
    const struct loop_field *fields; /* in the order of the parameters */
    unsigned count;
    uint8_t head;        /* words before the last data */
    uint8_t words, caps; /* words without those of the last data */
    bool packed;         /* some scalars share a word */
    uint8_t optionals;   /* fields that may be left out */
    struct loop_field present; /* where it is said which of them are there */
};

/* The value of a field. Handles are numbers too. */
struct loop_value {
    uint8_t absent; /* of an optional field */
    uint64_t number;
    size_t size; /* bytes */
    _Alignas(uint64_t) uint8_t bytes[2 * LOOP_BYTES + 1]; /* also an element too many */
};

struct loop_values {
    struct loop_value at[LOOP_FIELDS];
};

/* Arguments of a method that requires something of them together: those that satisfy it come first,
 * the others have the error that follows. */
struct loop_chosen {
    kozo_err_t error;
    const uint64_t *values;
};

/* What an error tells besides. */
struct loop_detail {
    kozo_err_t error;
    struct loop_shape shape;
};

struct loop_method {
    const char *name;
    uint16_t label;
    struct loop_shape in, out;
    const kozo_err_t *errors; /* declared ones, ended by OK */
    const struct loop_detail *details; /* of some of them */
    unsigned detail_count;
    bool one_way;             /* nobody answers */
    const struct loop_chosen *chosen;
    unsigned chosen_count, chosen_good, chosen_field_count;
    const uint8_t *chosen_fields; /* whose values those are */
    /* The client's stub, or the kernel's. Results go to `out` in any case. */
    kozo_err_t (*call)(const struct loop_values *in, struct loop_values *out);
    /* Answer by the token that the body took, with loop_failure() if NULL; only where it is
     * deferred. */
    kozo_err_t (*reply)(const struct loop_values *out);
};

/* Who makes a check when: the client, of its arguments, of the call, and of the reply; the server,
 * of the request, and of what the body gives. */
enum loop_place { LOOP_ARGUMENT, LOOP_CALL, LOOP_REPLY, LOOP_REQUEST, LOOP_RESULT };

enum loop_check_kind {
    LOOP_CHECK_INTERFACE,
    LOOP_CHECK_TAG_FLAGS,
    LOOP_CHECK_METHOD,
    LOOP_CHECK_ERROR,
    LOOP_CHECK_ROOM,
    LOOP_CHECK_TAG,
    LOOP_CHECK_UNUSED,
    LOOP_CHECK_MINIMUM,
    LOOP_CHECK_MAXIMUM,
    LOOP_CHECK_WIDTH,
    LOOP_CHECK_ENUM,
    LOOP_CHECK_FLAGS,
    LOOP_CHECK_TEXT,
    LOOP_CHECK_PADDING,
    LOOP_CHECK_GAP,
    LOOP_CHECK_ELEMENT,
    LOOP_CHECK_PRESENT,
    LOOP_CHECK_ABSENT,
    LOOP_CHECK_CAPABILITY,
    LOOP_CHECK_SHIFT,
    LOOP_CHECK_REQUIRE,
    LOOP_CHECK_UNTAKEN,
    LOOP_CHECK_TAKEN,
    LOOP_CHECK_SPENT,
    LOOP_CHECK_UNDECLARED,
};

struct loop_check {
    const char *id;
    const struct loop_method *method;
    enum loop_place place;
    enum loop_check_kind kind;
    uint8_t field;  /* number of the parameter or result */
    uint8_t detail; /* from 1, of what that error of the method tells */
    uint64_t words; /* unused: a bit for each word */
    kozo_err_t error; /* require: with which it refuses */
    bool (*holds)(const uint64_t *at); /* require: for those values of the chosen fields */
};

/* An event, and how a server tells of it. */
struct loop_event {
    uint64_t bit;
    kozo_err_t (*signal)(kozo_notification_t to);
};

struct loop_interface {
    const char *name;
    uint32_t id;
    bool kernel; /* the kernel is the client */
    const struct loop_method *methods;
    unsigned method_count;
    const struct loop_check *checks;
    unsigned check_count;
    enum kozo_served (*dispatch)(void *context, struct kozo_message *m);
    const struct loop_event *events;
    unsigned event_count;
    kozo_err_t (*make_event)(uint64_t event, unsigned shift, kozo_notification_t *made);
    void (*take_events)(bool heard, void *context, uint64_t bits, unsigned shift);
};

/* For client calls: whom to call, room for a result, the slot for a capability, a result that has
 * not been written, and the kernel's way to send a message and get the answer. */
kozo_handle_t loop_endpoint(void);
size_t loop_capacity(unsigned index, size_t maximum);
kozo_slot_index_t loop_slot(unsigned slot);
uint64_t loop_untouched(void);
void loop_kernel_call(struct message *m);

/* The same for what errors tell: room for it, or NULL; whether the error has told something, which
 * is there then; the number that it was. */
void *loop_detail(void *detail, size_t size);
bool loop_is_told(kozo_err_t error, const void *detail, size_t size);
void loop_heard(unsigned index, uint64_t number);

/* For server bodies: it is entered, it gets values, it gives values. */
void loop_enter(const void *context, kozo_badge_t badge, uint16_t label);
bool loop_got_nothing(unsigned index, bool nothing);
void loop_got_number(unsigned index, uint64_t number);
void loop_got_bytes(unsigned index, const void *bytes, size_t size);
bool loop_has(unsigned index);
uint64_t loop_number(unsigned index);
size_t loop_bytes(unsigned index, void *bytes, size_t room); /* with a NUL if that fits */
kozo_err_t loop_outcome(void);
uint64_t loop_told(unsigned index); /* with that error */

/* For bodies that are answered later: whether it takes the right to answer, how that went, whether
 * the client waits, with which error to answer. */
bool loop_takes(void);
void loop_took(kozo_err_t error);
void loop_waits(bool waits);
kozo_err_t loop_failure(void);

/* For events: of what they are made and where that goes, and what happens at one. */
kozo_notification_t loop_notification(void);
kozo_cnode_t loop_cnode(void);
void loop_happened(void *context, uint64_t event);

int loop_main(const struct loop_interface *interface);
