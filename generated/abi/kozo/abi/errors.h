/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/errors.yaml by template abi/errors.h;
 * change those and run `make generate`. */
#pragma once

#include <stdint.h>

/* Why something was refused. One number space for kernel, transport and services. */
typedef uint32_t kozo_err_t;

enum kozo_error {
    KOZO_OK = 0,

    KOZO_ERR_BAD_OPERATION   = 1,
    KOZO_ERR_NO_CAP          = 2,
    KOZO_ERR_STALE           = 3,
    KOZO_ERR_DYING           = 4,
    KOZO_ERR_WRONG_TYPE      = 5,
    KOZO_ERR_ACCESS_DENIED   = 6,
    KOZO_ERR_RANGE           = 7,
    KOZO_ERR_ALIGNMENT       = 8,
    KOZO_ERR_UNKNOWN_FLAG    = 9,
    KOZO_ERR_MALFORMED       = 10,
    KOZO_ERR_NO_MEMORY       = 11,
    KOZO_ERR_NO_SLOT         = 12,
    KOZO_ERR_SLOT_BUSY       = 13,
    KOZO_ERR_NOT_COPYABLE    = 14,
    KOZO_ERR_NOT_BADGEABLE   = 15,
    KOZO_ERR_NO_BUFFER       = 16,
    KOZO_ERR_NO_RECEIVE_SLOT = 17,
    KOZO_ERR_NOT_READY       = 18,
    KOZO_ERR_TIMED_OUT       = 19,
    KOZO_ERR_CANCELLED       = 20,
    KOZO_ERR_REPLY_PENDING   = 21,
    KOZO_ERR_NO_REPLY        = 22,
    KOZO_ERR_BAD_STATE       = 23,
    KOZO_ERR_ALREADY_MAPPED  = 24,
    KOZO_ERR_NOT_MAPPED      = 25,
    KOZO_ERR_NO_TABLE        = 26,
    KOZO_ERR_WRITE_EXECUTE   = 27,
    KOZO_ERR_OVER_CEILING    = 28,
    KOZO_ERR_NO_SPACE        = 29,
    KOZO_ERR_BOUND_ALREADY   = 30,
    KOZO_ERR_UNBOUND         = 31,
    KOZO_ERR_UNSUPPORTED     = 32,
    KOZO_ERR_DISTURBED       = 33,
    KOZO_ERR_DEVICE_MEMORY   = 34,
    KOZO_ERR_REVOKED         = 35,
    KOZO_ERR_IN_USE          = 36,

    KOZO_ERR_PEER_DIED       = 128,
    KOZO_ERR_BAD_REPLY       = 129,
    KOZO_ERR_NO_METHOD       = 130,
    KOZO_ERR_WRONG_INTERFACE = 131,
    KOZO_ERR_BAD_MESSAGE     = 132,

    KOZO_ERR_NOT_FOUND    = 256,
    KOZO_ERR_EXISTS       = 257,
    KOZO_ERR_FULL         = 258,
    KOZO_ERR_REFUSED      = 259,
    KOZO_ERR_BUSY         = 260,
    KOZO_ERR_RUNNING      = 261,
    KOZO_ERR_DAMAGED      = 262,
    KOZO_ERR_EXHAUSTED    = 263,
    KOZO_ERR_INCOMPATIBLE = 264,
};

#define KOZO_ERR_KERNEL_FIRST 1
#define KOZO_ERR_KERNEL_LAST 127

#define KOZO_ERR_TRANSPORT_FIRST 128
#define KOZO_ERR_TRANSPORT_LAST 255

#define KOZO_ERR_SERVICE_FIRST 256
#define KOZO_ERR_SERVICE_LAST 1023
