/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/structs.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/constants.h>
#include <kozo/abi/types.h>
#include <stddef.h>
#include <stdint.h>

/* The first record: whether what follows can be read. */
struct kozo_trace_begin_event {
    /* trace_magic. */
    uint64_t magic;
    /* The ABI version. */
    uint32_t version;
    /* Bytes of a record. */
    uint32_t size;
    /* The trace_events that are on. */
    uint32_t events;
    /* Records that the kernel keeps. */
    uint32_t capacity;
};
_Static_assert(sizeof(struct kozo_trace_begin_event) == 24, "size of trace_begin_event");
_Static_assert(offsetof(struct kozo_trace_begin_event, magic) == 0, "trace_begin_event.magic");
_Static_assert(offsetof(struct kozo_trace_begin_event, version) == 8, "trace_begin_event.version");
_Static_assert(offsetof(struct kozo_trace_begin_event, size) == 12, "trace_begin_event.size");
_Static_assert(offsetof(struct kozo_trace_begin_event, events) == 16, "trace_begin_event.events");
_Static_assert(offsetof(struct kozo_trace_begin_event, capacity) == 20,
               "trace_begin_event.capacity");

/* The fault message without what lies beyond. */
struct kozo_trace_fault_event {
    /* Tag of the message: interface fault. */
    uint64_t tag;
    /* Its words. */
    uint64_t words[5];
};
_Static_assert(sizeof(struct kozo_trace_fault_event) == 48, "size of trace_fault_event");
_Static_assert(offsetof(struct kozo_trace_fault_event, tag) == 0, "trace_fault_event.tag");
_Static_assert(offsetof(struct kozo_trace_fault_event, words) == 8, "trace_fault_event.words");

/* An operation of the message profile. */
struct kozo_trace_message_call {
    /* Handle of self. */
    uint64_t self;
    /* Tag of what it sends. */
    uint64_t tag;
    /* How long it waits; deadline_never if the tag does not say. */
    uint64_t deadline;
    /* Handle of the saved reply right that it uses, or 0. */
    uint64_t reply;
};
_Static_assert(sizeof(struct kozo_trace_message_call) == 32, "size of trace_message_call");
_Static_assert(offsetof(struct kozo_trace_message_call, self) == 0, "trace_message_call.self");
_Static_assert(offsetof(struct kozo_trace_message_call, tag) == 8, "trace_message_call.tag");
_Static_assert(offsetof(struct kozo_trace_message_call, deadline) == 16,
               "trace_message_call.deadline");
_Static_assert(offsetof(struct kozo_trace_message_call, reply) == 24, "trace_message_call.reply");

/* How it ended. */
struct kozo_trace_message_return {
    /* Its status. */
    uint64_t status;
    /* Badge of what was received, if anything was. */
    uint64_t badge;
    /* Tag of what was received, likewise. */
    uint64_t tag;
};
_Static_assert(sizeof(struct kozo_trace_message_return) == 24, "size of trace_message_return");
_Static_assert(offsetof(struct kozo_trace_message_return, status) == 0,
               "trace_message_return.status");
_Static_assert(offsetof(struct kozo_trace_message_return, badge) == 8,
               "trace_message_return.badge");
_Static_assert(offsetof(struct kozo_trace_message_return, tag) == 16, "trace_message_return.tag");

/* Follows trace_message_call in the same record. */
struct kozo_trace_message_target {
    /* What self names, a number that no other object has at the time; 0 if it names nothing. */
    uint64_t object;
};
_Static_assert(sizeof(struct kozo_trace_message_target) == 8, "size of trace_message_target");
_Static_assert(offsetof(struct kozo_trace_message_target, object) == 0,
               "trace_message_target.object");

/* An operation of the method profile with its operands. What is not declared or payload is 0. */
struct kozo_trace_method_call {
    /* Handle of self. */
    uint64_t self;
    /* Arguments. */
    uint64_t args[5];
};
_Static_assert(sizeof(struct kozo_trace_method_call) == 48, "size of trace_method_call");
_Static_assert(offsetof(struct kozo_trace_method_call, self) == 0, "trace_method_call.self");
_Static_assert(offsetof(struct kozo_trace_method_call, args) == 8, "trace_method_call.args");

/* How it ended. */
struct kozo_trace_method_return {
    /* Its status. */
    uint64_t status;
    /* Results, if the status is ok; payload is 0. */
    uint64_t results[3];
};
_Static_assert(sizeof(struct kozo_trace_method_return) == 32, "size of trace_method_return");
_Static_assert(offsetof(struct kozo_trace_method_return, status) == 0,
               "trace_method_return.status");
_Static_assert(offsetof(struct kozo_trace_method_return, results) == 8,
               "trace_method_return.results");

/* One event. */
struct kozo_trace_record {
    /* On the kernel's monotonic clock. Unit: ns. */
    uint64_t time;
    /* Number of the record; a gap says how many are missing. */
    uint32_t sequence;
    /* Whose event it is, a number that no other living thread has; 0 the kernel's. */
    uint32_t thread;
    /* The thread that awaits an answer from this one; of a wait for an answer, the thread that
     * is to give it; of a switch, the thread that ran before. 0 there is none. */
    uint32_t partner;
    /* Number of the operation; trace_operation_none if it has none or there is no such. */
    uint16_t operation;
    /* What happened. */
    kozo_trace_kind_t kind;
    /* Where. */
    uint8_t cpu;
    /* The thread's name, ended by a NUL if it is shorter. */
    uint8_t name[KOZO_THREAD_NAME_BYTES];
    /* What more there is to say. */
    uint64_t words[KOZO_TRACE_WORDS];
};
_Static_assert(sizeof(struct kozo_trace_record) == 96, "size of trace_record");
_Static_assert(offsetof(struct kozo_trace_record, time) == 0, "trace_record.time");
_Static_assert(offsetof(struct kozo_trace_record, sequence) == 8, "trace_record.sequence");
_Static_assert(offsetof(struct kozo_trace_record, thread) == 12, "trace_record.thread");
_Static_assert(offsetof(struct kozo_trace_record, partner) == 16, "trace_record.partner");
_Static_assert(offsetof(struct kozo_trace_record, operation) == 20, "trace_record.operation");
_Static_assert(offsetof(struct kozo_trace_record, kind) == 22, "trace_record.kind");
_Static_assert(offsetof(struct kozo_trace_record, cpu) == 23, "trace_record.cpu");
_Static_assert(offsetof(struct kozo_trace_record, name) == 24, "trace_record.name");
_Static_assert(offsetof(struct kozo_trace_record, words) == 48, "trace_record.words");

/* Why a thread stops in a call. */
struct kozo_trace_wait_event {
    /* Its thread_state. */
    uint64_t state;
};
_Static_assert(sizeof(struct kozo_trace_wait_event) == 8, "size of trace_wait_event");
_Static_assert(offsetof(struct kozo_trace_wait_event, state) == 0, "trace_wait_event.state");
