//% include "rust/banner.rs"
//! Rights to answer callers later, of a type for each method. Who has one answers by it once: what
//! uses it takes it away, and who lets it go answers BAD_REPLY. What lies below is libkozo's.
use crate::abi::{Error, Message, Result};
use crate::wire::{self, breach, declared, refuse, Body, Failure, Ipc, Served};

extern "C" {
    fn kozo_later_take(taken: &mut u64, right: &mut u64) -> u32;
    fn kozo_later_waits(right: &mut u64) -> bool;
    fn kozo_later_send(right: &mut u64, m: &mut Message) -> u32;
    fn kozo_later_refuse(right: &mut u64, interface: u32, error: u32) -> u32;
}

fn outcome(code: u32) -> Result<()> {
    if code == 0 { Ok(()) } else { Err(Error(code)) }
}

/// The right to answer a caller of an interface; `right` is 0 once it was used.
#[derive(Debug)]
pub struct Later {
    right: u64,
    interface: u32,
}

impl Later {
    /// Save the right to answer the present caller, and note in `taken` that the body has.
    pub fn take(taken: &mut u64, interface: u32) -> Result<Self> {
        let mut right = 0;
        // SAFETY: both are written, no more; a server has one thread.
        outcome(unsafe { kozo_later_take(taken, &mut right) })?;
        Ok(Later { right, interface })
    }
    pub fn waits(&mut self) -> bool {
        // SAFETY: as above.
        unsafe { kozo_later_waits(&mut self.right) }
    }
    pub fn reply<'a>(mut self, ipc: &mut Ipc, reply: &impl Body<'a>) -> Result<()> {
        let mut m = Message::default();
        if !ipc.put(&mut m, self.interface, 0, reply) {
            return Err(Error::BAD_REPLY); // so is the caller told
        }
        // SAFETY: as above. The message is in `m` and in the buffer.
        outcome(unsafe { kozo_later_send(&mut self.right, &mut m) })
    }
    pub fn fail<F: Failure>(
        mut self,
        failure: F,
        own: &[Error],
        check: &'static str,
    ) -> Result<()> {
        let (error, mut m) = (failure.error(), Message::default());
        declared::<(), F>(Err(failure), own, check).or_else(|failure| {
            let told = failure.error();
            wire::fail(&mut m, self.interface, failure);
            // SAFETY: as above.
            outcome(unsafe { kozo_later_send(&mut self.right, &mut m) })?;
            if told == error { Ok(()) } else { Err(told) }
        })
    }
    fn refuse(&mut self, error: Error) -> Result<()> {
        // SAFETY: as above.
        outcome(unsafe { kozo_later_refuse(&mut self.right, self.interface, error.0) })
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        if self.right != 0 {
            let _ = self.refuse(Error::BAD_REPLY);
        }
    }
}

/// What a method that answers later gives its body, and what that makes of it.
macro_rules! later {
    (@failure) => { Error };
    (@failure $failure:ident) => { $failure };
    ($(#[$call_doc:meta])* $call:ident, $(#[$doc:meta])* $later:ident, $reply:ty,
     $own:expr, $check:literal $(, $failure:ident)?) => {
        $(#[$call_doc])*
        #[derive(Debug)]
        pub struct $call<'a>(&'a mut u64);
        impl $call<'_> {
            /// Take the right to answer later. Whoever has it returns `Ok`.
            pub fn later(self) -> Result<$later> {
                Later::take(self.0, INTERFACE).map($later)
            }
        }
        $(#[$doc])*
        #[derive(Debug)]
        #[must_use = "dropped, it answers with an error"]
        pub struct $later(Later);
        impl $later {
            /// Whether the caller still waits.
            pub fn waits(&mut self) -> bool {
                self.0.waits()
            }
            /// Answer. `BAD_REPLY`: the caller got that, the results are out of range.
            pub fn reply(self, ipc: &mut Ipc, reply: &$reply) -> Result<()> {
                self.0.reply(ipc, reply)
            }
            /// Answer with an error. `BAD_REPLY`: the caller got that, it is none of the method.
            pub fn fail(self, error: later!(@failure $($failure)?)) -> Result<()> {
                self.0.fail(error, $own, $check)
            }
        }
    };
}
pub(crate) use later;

/// Make of what the body returns, if it has run, and has `taken` what the dispatcher tells. The
/// checks are that a right was taken, that none was, and that an error is one of the method's `own`.
pub fn defer<F: Failure>(
    m: &mut Message,
    interface: u32,
    result: Result<core::result::Result<(), F>>,
    mut taken: u64,
    own: &[Error],
    [untaken, in_spite, undeclared]: [&'static str; 3],
) -> Served {
    match result {
        Ok(Ok(())) if taken == 0 => {
            breach(untaken);
            refuse(m, interface, Error::BAD_REPLY)
        }
        Ok(Err(_)) if taken != 0 => {
            breach(in_spite);
            // SAFETY: as above.
            unsafe { kozo_later_refuse(&mut taken, interface, Error::BAD_REPLY.0) };
            Served::Deferred
        }
        Ok(done) => match declared(done, own, undeclared) {
            Ok(()) => Served::Deferred,
            Err(failure) => wire::fail(m, interface, failure),
        },
        Err(error) => refuse(m, interface, error),
    }
}
