/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/ by template abi/interfaces.h;
 * change those and run `make generate`. */
/* interfaces.h: what tells the messages of one interface from those of another. */
#pragma once

#include <stdint.h>

/* Of all that are declared, of one version each. */
#define KOZO_INTERFACES                                                                            \
    {                                                                                              \
        KOZO_INTERFACE_CALC,                                                                       \
        KOZO_INTERFACE_CONSOLE,                                                                    \
        KOZO_INTERFACE_FAULT,                                                                      \
        KOZO_INTERFACE_LOG,                                                                        \
        KOZO_INTERFACE_NAMES,                                                                      \
        KOZO_INTERFACE_PROCESS,                                                                    \
        KOZO_INTERFACE_SERVICE,                                                                    \
        KOZO_INTERFACE_SIGNAL,                                                                     \
        KOZO_INTERFACE_TRACING,                                                                    \
    }

/* Computes with integers. */
#define KOZO_INTERFACE_CALC 0x85c9545eu
enum kozo_calc_method {
    KOZO_CALC_METHOD_EVALUATE = 1,
};

/* The terminal on the serial line. */
#define KOZO_INTERFACE_CONSOLE 0x33dbf407u
enum kozo_console_method {
    KOZO_CONSOLE_METHOD_WRITE = 1,
    KOZO_CONSOLE_METHOD_READ  = 2,
};

/* Faults of a thread, as messages to its handler. The capability's badge says whose. */
#define KOZO_INTERFACE_FAULT 0xeab617b9u
enum kozo_fault_method {
    KOZO_FAULT_METHOD_PAGE        = 1,
    KOZO_FAULT_METHOD_EXCEPTION   = 2,
    KOZO_FAULT_METHOD_EXIT        = 3,
    KOZO_FAULT_METHOD_SYSTEM_CALL = 4,
    KOZO_FAULT_METHOD_EXHAUSTED   = 5,
};

/* A short memory of what happened. The newest lines push out the oldest. */
#define KOZO_INTERFACE_LOG 0x79cf8300u
enum kozo_log_method {
    KOZO_LOG_METHOD_APPEND = 1,
    KOZO_LOG_METHOD_READ   = 2,
};

/* Names of services. Who may register is said by the badge that the manifest gives. */
#define KOZO_INTERFACE_NAMES 0x8ad8fc56u
enum kozo_names_method {
    KOZO_NAMES_METHOD_REGISTER = 1,
    KOZO_NAMES_METHOD_LOOKUP   = 2,
    KOZO_NAMES_METHOD_LIST     = 3,
};

/* The programs of the system, as init knows them. */
#define KOZO_INTERFACE_PROCESS 0x88b651b6u
enum kozo_process_method {
    KOZO_PROCESS_METHOD_LIST       = 1,
    KOZO_PROCESS_METHOD_CAPABILITY = 2,
    KOZO_PROCESS_METHOD_MEMORY     = 3,
    KOZO_PROCESS_METHOD_START      = 4,
    KOZO_PROCESS_METHOD_POWER_OFF  = 5,
    KOZO_PROCESS_METHOD_REBOOT     = 6,
    KOZO_PROCESS_METHOD_STOP       = 7,
    KOZO_PROCESS_METHOD_THREAD     = 8,
};

/* Signs of life of any service. */
#define KOZO_INTERFACE_SERVICE 0x14d69238u
enum kozo_service_method {
    KOZO_SERVICE_METHOD_PING = 1,
};

/* Signals, to a thread that receives at an endpoint. The kernel sends them, with its flag in the
 * tag and the bits as the badge; a message without that flag comes from somebody else. */
#define KOZO_INTERFACE_SIGNAL 0xc120ffabu
enum kozo_signal_method {
    KOZO_SIGNAL_METHOD_BITS = 1,
};

/* The kernel's trace, for who looks at the system from inside. It has no payload, but all of who
 * talks to whom. */
#define KOZO_INTERFACE_TRACING 0x9241606du
enum kozo_tracing_method {
    KOZO_TRACING_METHOD_READ   = 1,
    KOZO_TRACING_METHOD_SEARCH = 2,
};
