/* SPDX-License-Identifier: MIT */
/* loop_state.h: what the parts of the driver of interfaces share: the call that is on its way, the
 * buffers of its two sides, and what is expected of it. */
#pragma once

#include <kozo/buffer_access.h>
#include <kozo/sys.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <loop.h>

enum { LOOP_RUBBISH = 0xc3 }; /* each byte that nobody has written */

/* What every request comes with; what is added to a handle that goes through a message. */
static const kozo_badge_t loop_badge = 0xbad6e;
static const uint64_t loop_moved = UINT64_C(1) << 40;

struct loop_state {
    char context[160]; /* names the call when it fails */
    const struct loop_interface *interface;
    const struct loop_method *method;
    struct loop_values in, given, got;
    const struct loop_detail *detail; /* the body ends with that error */
    struct loop_values told, heard;   /* the number that it tells, and that the client gets */
    bool deaf;                        /* the client does not want it */
    kozo_err_t outcome, trap_error;
    unsigned calls, entered, arrived, deleted;
    unsigned variant;
    unsigned little_room; /* the result of that number, from 1, has one byte less than it needs */
    bool no_buffer;
    bool overlong; /* the reply has come with more than a kernel would move */
    struct {
        bool request, reply;
        unsigned field, way;
        bool (*head)(struct kozo_message *m, unsigned way); /* instead: damage the tag */
        bool done;
    } damage;
    kozo_tag_t answer;
    struct {
        bool contrary;      /* the body takes the right to answer just if it reports an error */
        kozo_err_t failure; /* with which the server answers later, unless OK */
        uint64_t right;     /* what the kernel has saved, until it is used */
        unsigned answers;   /* by it */
        struct kozo_message sent;
        const char *breach; /* the check that the body was last told to have broken */
    } later;
};

extern struct loop_state loop;
extern struct kozo_buffer loop_client_buffer, loop_server_buffer;
extern int loop_server_context;

#define expect(fact)                                                                               \
    do {                                                                                           \
        if (!(fact))                                                                               \
            fail_msg("%s: not so: %s", loop.context, #fact);                                       \
    } while (0)

/* Call a method from the start with values number `variant`; what is to go wrong is set between the
 * two. `results` is written in any case. */
void loop_prepare(const struct loop_method *method, unsigned variant);
kozo_err_t loop_send(struct loop_values *results);

/* The kernel takes any answer that is not as it should be for the same. */
kozo_err_t loop_seen_by_client(kozo_err_t error);

/* A call that failed has left its results alone. */
void loop_expect_untouched(const struct loop_values *results);

/* Is that an error of the present method, or one by which a server may answer to anything? */
bool loop_is_own(kozo_err_t error);
bool loop_may_answer(kozo_err_t error);

/* What an error of the method tells, or NULL. */
const struct loop_detail *loop_detail_of(const struct loop_method *method, kozo_err_t error);

/* The body of the prepared call ends with that error, perhaps later. */
void loop_choose_detail(const struct loop_detail *detail, bool later);

/* Damage the request or the reply, perhaps one of an error that tells something, in all ways, or in
 * those that break `only`, unless NULL. Returns how many there were. */
unsigned loop_damage(const struct loop_method *method, bool request,
                     const struct loop_detail *detail, const struct loop_check *only);

/* Errors of an interface that tell something: are there any; cmocka test of their way from server
 * to client. */
bool loop_has_details(const struct loop_interface *interface);
void loop_test_details(void **state);

/* Send a request or reply of another interface, or with other flags, in one of HEAD_WAYS. */
void loop_damage_head(const struct loop_method *method, bool request, unsigned way);

/* cmocka test of a check. */
void loop_test_check(void **state);

/* cmocka tests of events: how one comes from server to client, and that of a check. */
void loop_test_events(void **state);
void loop_test_shift(void);

/* Answers that come later: no right is saved yet; the traps; after the dispatcher, the server's
 * answer to the client, if `served` says that it is not there yet; cmocka tests of checks. */
void loop_prepare_later(void);
bool loop_is_later(uint64_t op, uint64_t self);
kozo_status_t loop_trap_later(uint64_t op, uint64_t self, const uint64_t *args, uint64_t *results);
kozo_status_t loop_trap_answer(const struct kozo_message *m);
enum kozo_served loop_answer_later(enum kozo_served served, struct kozo_message *m);
void loop_test_taking(const struct loop_check *check);
void loop_test_spent(const struct loop_check *check);
void loop_expect_breach(const struct loop_check *check);

/* The traps of events. */
kozo_status_t loop_trap_event(uint64_t op, uint64_t self, const uint64_t *args, uint64_t *results);

/* Values number `variant`: the smallest, the largest, then each length and each enumerator. */
void loop_fill(const struct loop_shape *shape, struct loop_values *values, unsigned variant);
enum { LOOP_ZERO = 1 << 30 }; /* a variant of elements: as near to zero as they can be */

/* `count` good elements of a field of data. */
void loop_fill_elements(const struct loop_field *field, uint8_t *bytes, size_t count,
                        unsigned variant);
/* Is the scalar there, by the cases of the unions that it is in? */
bool loop_has_leaf(const struct loop_leaf *leaf, const uint8_t *bytes);
/* An element that has `wanted`, unless that is NULL. */
void loop_fill_element(const struct loop_field *field, uint8_t *bytes, unsigned variant,
                       const struct loop_leaf *wanted);
/* Arguments as `chosen` has them. */
void loop_choose(const struct loop_method *method, struct loop_values *values, unsigned variant,
                 const struct loop_chosen *chosen);
void loop_expect_values(const struct loop_shape *shape, const struct loop_values *sent,
                        const struct loop_values *received);

/* The client's buffer names slots for the capabilities of the answer, while they are on offer. */
void loop_expect_offer(bool offered);

/* The traps of both sides. */
kozo_status_t loop_trap_method(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                               uint64_t *results);
kozo_status_t loop_trap_message(uint64_t op, kozo_handle_t cap, struct kozo_message *m);
