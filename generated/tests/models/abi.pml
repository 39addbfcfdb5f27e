/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/ by template tests/abi.pml;
 * change those and run `make generate`. */
/* abi.pml: names that the models share with the kernel. */

/* enum kozo_fault_action */
#define KOZO_FAULT_ACTION_RESUME   0
#define KOZO_FAULT_ACTION_KILL     1
#define KOZO_FAULT_ACTION_REDIRECT 2

/* enum kozo_thread_state */
#define KOZO_THREAD_STATE_INACTIVE       0
#define KOZO_THREAD_STATE_READY          1
#define KOZO_THREAD_STATE_SENDING        2
#define KOZO_THREAD_STATE_CALLING        3
#define KOZO_THREAD_STATE_AWAITING_REPLY 4
#define KOZO_THREAD_STATE_RECEIVING      5
#define KOZO_THREAD_STATE_WAITING        6
#define KOZO_THREAD_STATE_SUSPENDED      7
#define KOZO_THREAD_STATE_DEAD           8
#define KOZO_THREAD_STATE_PARKED         9

/* enum kozo_error */
#define KOZO_OK                  0
#define KOZO_ERR_BAD_OPERATION   1
#define KOZO_ERR_NO_CAP          2
#define KOZO_ERR_STALE           3
#define KOZO_ERR_DYING           4
#define KOZO_ERR_WRONG_TYPE      5
#define KOZO_ERR_ACCESS_DENIED   6
#define KOZO_ERR_RANGE           7
#define KOZO_ERR_ALIGNMENT       8
#define KOZO_ERR_UNKNOWN_FLAG    9
#define KOZO_ERR_MALFORMED       10
#define KOZO_ERR_NO_MEMORY       11
#define KOZO_ERR_NO_SLOT         12
#define KOZO_ERR_SLOT_BUSY       13
#define KOZO_ERR_NOT_COPYABLE    14
#define KOZO_ERR_NOT_BADGEABLE   15
#define KOZO_ERR_NO_BUFFER       16
#define KOZO_ERR_NO_RECEIVE_SLOT 17
#define KOZO_ERR_NOT_READY       18
#define KOZO_ERR_TIMED_OUT       19
#define KOZO_ERR_CANCELLED       20
#define KOZO_ERR_REPLY_PENDING   21
#define KOZO_ERR_NO_REPLY        22
#define KOZO_ERR_BAD_STATE       23
#define KOZO_ERR_ALREADY_MAPPED  24
#define KOZO_ERR_NOT_MAPPED      25
#define KOZO_ERR_NO_TABLE        26
#define KOZO_ERR_WRITE_EXECUTE   27
#define KOZO_ERR_OVER_CEILING    28
#define KOZO_ERR_NO_SPACE        29
#define KOZO_ERR_BOUND_ALREADY   30
#define KOZO_ERR_UNBOUND         31
#define KOZO_ERR_UNSUPPORTED     32
#define KOZO_ERR_DISTURBED       33
#define KOZO_ERR_DEVICE_MEMORY   34
#define KOZO_ERR_REVOKED         35
#define KOZO_ERR_IN_USE          36
#define KOZO_ERR_PEER_DIED       128
#define KOZO_ERR_BAD_REPLY       129
#define KOZO_ERR_NO_METHOD       130
#define KOZO_ERR_WRONG_INTERFACE 131
#define KOZO_ERR_BAD_MESSAGE     132
#define KOZO_ERR_NOT_FOUND       256
#define KOZO_ERR_EXISTS          257
#define KOZO_ERR_FULL            258
#define KOZO_ERR_REFUSED         259
#define KOZO_ERR_BUSY            260
#define KOZO_ERR_RUNNING         261
#define KOZO_ERR_DAMAGED         262
#define KOZO_ERR_EXHAUSTED       263
#define KOZO_ERR_INCOMPATIBLE    264

/* constants */
#define KOZO_CALL_DEPTH 16
