/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template user/wire_caps.h;
 * change those and run `make generate`. */
/* wire_caps.h: what needs the kernel: messages on their way, and the capabilities that a message has brought. */
#pragma once

#include <kozo/sys.h>
#include <kozo/wire.h>
#include <stdbool.h>

/* Call with a message of which the first `sent` words travel in registers, and its tag says nothing
 * of a deadline or a saved reply right. */
static inline kozo_err_t kozo_wire_call(kozo_endpoint_t endpoint, struct kozo_message *m,
                                        unsigned sent)
{
    return kozo_status_code(
        kozo_trap_call(KOZO_OP_ENDPOINT_CALL, (kozo_handle_t){endpoint.raw}, m, sent));
}

static inline kozo_err_t kozo_wire_send(kozo_endpoint_t endpoint, struct kozo_message *m,
                                        unsigned sent)
{
    return kozo_status_code(
        kozo_trap_call(KOZO_OP_ENDPOINT_SEND, (kozo_handle_t){endpoint.raw}, m, sent));
}

/* What capability number `index` of the message is; of the type NULL if there is none. */
static inline kozo_info_t kozo_wire_cap(const struct kozo_buffer *buffer, unsigned index)
{
    kozo_info_t info = {0};
    kozo_badge_t badge;

    (void)kozo_any_identify((kozo_handle_t){buffer->caps[index]}, &info, &badge);
    return info;
}

/* Whether that is for an object of the type, where KOZO_OBJECT_NULL stands for any, and has at
 * least these rights. */
static inline bool kozo_wire_suits(kozo_info_t info, kozo_object_t type, kozo_rights_t rights)
{
    const kozo_object_t found = kozo_info_type(info);

    if (found == KOZO_OBJECT_NULL || (type != KOZO_OBJECT_NULL && type != found))
        return false; /* wire.cap.type */
    if ((kozo_info_rights(info) & rights) != rights)
        return false; /* wire.cap.rights */
    return true;
}

static inline bool kozo_wire_is_cap(const struct kozo_buffer *buffer, unsigned index,
                                    kozo_object_t type, kozo_rights_t rights)
{
    return kozo_wire_suits(kozo_wire_cap(buffer, index), type, rights);
}

/* Delete what a message has brought that is refused, so that its slots are empty again. */
static inline void kozo_wire_drop(kozo_tag_t tag)
{
    for (unsigned i = 0; i < kozo_tag_caps(tag) && i < KOZO_BUFFER_CAPS; i++) {
        (void)kozo_any_delete((kozo_handle_t){kozo_buffer()->caps[i]});
    }
}

static inline kozo_err_t kozo_wire_bad_reply(kozo_tag_t tag)
{
    kozo_wire_drop(tag);
    return KOZO_ERR_BAD_REPLY;
}

/* Out of the way of calls that succeed. */
#define KOZO_WIRE_APART __attribute__((noinline, unused))

/* Returns: which error an answer is whose tag is not the one wanted; never OK, whatever it says. */
static KOZO_WIRE_APART kozo_err_t kozo_wire_refuse(kozo_tag_t tag, uint32_t interface,
                                                   const kozo_err_t *own)
{
    kozo_wire_drop(tag);
    const kozo_err_t error = kozo_wire_error(tag, interface, own);

    return error != KOZO_OK ? error : KOZO_ERR_BAD_REPLY;
}

/* What a function above, or one rendered, has found out, none of which can return OK. The compiler
 * cannot see that, and would look at results that there are not. */
static inline kozo_err_t kozo_wire_failed(kozo_err_t error)
{
    if (error == KOZO_OK)
        __builtin_unreachable();
    return error;
}

/* Refuse an answer whose tag is not the one wanted. Returns: the error that it is, one of the
 * method's `own` or of those of all; BAD_REPLY. */
static inline kozo_err_t kozo_wire_other(kozo_tag_t tag, uint32_t interface, const kozo_err_t *own)
{
    return kozo_wire_failed(kozo_wire_refuse(tag, interface, own));
}
