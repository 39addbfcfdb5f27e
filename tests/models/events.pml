/* SPDX-License-Identifier: MIT */
/* events.pml: the numbers in events.bin, for the model and for replay.py. */

/* What an event is, */
#define NO_EVENT 0
#define CALLED 1
#define WENT_ON 2
#define FAULTED 3
#define WINDOW 4 /* a call that may end waits, lives and objects of others */
/* how a call has ended at first, */
#define RETURNED 0
#define WAITS 1
#define RESTARTS 2
#define SIGNALS 3 /* it has gone on with the bits of its bound notification */
/* and which it was. */
#define OP_CALL 1
#define OP_SEND 2
#define OP_RECEIVE 3
#define OP_REPLY_RECEIVE 4
#define OP_REPLY_SEND 5
#define OP_SAVE_REPLY 6
#define OP_SUSPEND 7
#define OP_WAIT 8
#define OP_EXIT 9
#define OP_START 10
#define OP_RESUME 11
