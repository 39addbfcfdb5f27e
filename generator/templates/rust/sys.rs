//% include "rust/banner.rs"
//! Handles by the type of their object, and the operations on them.
use crate::abi::{Any, Error, Result, Status};
use crate::trap;
use crate::wire::Scalar;
use core::marker::PhantomData;

/// A handle of a capability for an object of type `T`; one of another type does not compile. It
/// confers nothing: authority is in the slot that it names.
#[repr(transparent)]
#[derive(Debug)]
pub struct Cap<T> {
    raw: u64,
    object: PhantomData<fn() -> T>,
}

impl<T> Clone for Cap<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Cap<T> {}

impl<T> Cap<T> {
    /// The handle `raw`, said to be of that type; the kernel checks it whenever it is used.
    pub const fn new(raw: u64) -> Self {
        Cap { raw, object: PhantomData }
    }
    pub const fn raw(self) -> u64 {
        self.raw
    }
    pub const fn any(self) -> Cap<Any> {
        Cap::new(self.raw)
    }
}

fn outcome(status: Status) -> Result<()> {
    match status.code() {
        0 => Ok(()),
        code => Err(Error(code as u32)),
    }
}

/// A result, which the kernel gives as a word; one that its type does not have comes from a kernel
/// of another ABI.
fn result<T: Scalar>(word: u64) -> Result<T> {
    T::from_word(word).ok_or(Error::BAD_REPLY)
}
//% for group in groups

impl${group.head} {
//% for row in group.rows
${row.doc}
${row.prototype} {
//% for line in row.body
        ${line}
//% endfor
    }
//% endfor
}
//% endfor
