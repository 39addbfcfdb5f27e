// SPDX-License-Identifier: MIT
//! The driver's values, of tests/host/conform/loop.h, as those of Rust and back; and what bodies of
//! servers tell the driver.
use kozo::abi::{Buffer, Endpoint, Error, Result};
use kozo::types::{Label, SlotIndex};
use kozo::wire::{event, events, Flags, Scalar, Wire};
use kozo::{Cap, Ipc, List, Text};
use std::ffi::c_void;
use std::sync::Mutex;

const BYTES: usize = 8 * Buffer::WORDS;

#[repr(C, align(8))]
pub struct Value {
    absent: u8,
    number: u64,
    size: usize,
    bytes: [u8; 2 * BYTES + 1],
}

#[repr(C)]
pub struct Values {
    at: [Value; 60],
}

extern "C" {
    static mut conform_buffer: *mut Buffer;
    fn loop_endpoint() -> u64;
    fn loop_slot(slot: u32) -> u32;
    fn loop_enter(context: *const c_void, badge: u64, label: u16);
    fn loop_outcome() -> u32;
    fn loop_takes() -> bool;
    fn loop_waits(waits: bool);
    fn loop_failure() -> u32;
    fn loop_notification() -> u64;
    fn loop_cnode() -> u64;
    fn loop_happened(context: *const c_void, event: u64);
    fn pairs_got() -> &'static mut Values;
    fn pairs_given() -> &'static Values;
    fn pairs_told() -> &'static Values;
    fn pairs_heard() -> &'static mut Values;
}

/// The size of `struct loop_values`, which C compares with its own.
#[no_mangle]
pub static pairs_values_size: usize = std::mem::size_of::<Values>();

pub fn code(result: Result<()>) -> u32 {
    result.map_or_else(|error| error.0, |()| 0)
}

/// The buffer of the side that runs at the moment.
pub fn ipc() -> Ipc {
    // SAFETY: the driver runs one side at a time, and each gets its own from here.
    unsafe { Ipc::new(conform_buffer) }
}

pub fn server() -> Cap<Endpoint> {
    // SAFETY: a function without arguments.
    Cap::new(unsafe { loop_endpoint() })
}

pub fn slot(index: u32) -> SlotIndex {
    // SAFETY: a function of numbers.
    SlotIndex::new(unsafe { loop_slot(index) }).unwrap()
}

/// A body is entered: where it puts what it gets, and finds what to give.
pub fn enter(context: *const c_void, badge: u64, label: u16) -> (&'static mut Values, &'static Values) {
    // SAFETY: one body runs at a time; the two are different records.
    unsafe {
        loop_enter(context, badge, label);
        (pairs_got(), pairs_given())
    }
}

pub fn outcome<T>(reply: T) -> Result<T> {
    // SAFETY: a function without arguments.
    match unsafe { loop_outcome() } {
        0 => Ok(reply),
        error => Err(Error(error)),
    }
}

/// What an error is to tell, and where it goes that one has told.
pub fn told() -> &'static Values {
    // SAFETY: a function without arguments.
    unsafe { pairs_told() }
}

pub fn heard() -> &'static mut Values {
    // SAFETY: as above, and nobody else has it while the client runs.
    unsafe { pairs_heard() }
}

/// The right to answer later, between a body and its answer.
pub struct Held<T>(Mutex<Option<T>>);

impl<T> Held<T> {
    pub const fn new() -> Self {
        Held(Mutex::new(None))
    }
    pub fn put(&self, right: Result<T>) {
        *self.0.lock().unwrap() = Some(right.unwrap());
    }
    pub fn take(&self) -> T {
        self.0.lock().unwrap().take().unwrap()
    }
}

pub fn takes() -> bool {
    // SAFETY: a function without arguments.
    unsafe { loop_takes() }
}

pub fn waits(waits: bool) {
    // SAFETY: a function of a truth value.
    unsafe { loop_waits(waits) }
}

/// Answer with the error that the driver wants, one of them just by letting go.
pub fn fail<T>(later: T, fail: impl Fn(T, Error) -> Result<()>) -> Result<()> {
    // SAFETY: a function without arguments.
    let error = Error(unsafe { loop_failure() });
    if error == Error::BAD_REPLY { Ok(drop(later)) } else { fail(later, error) }
}

pub fn number<T: Scalar>(values: &Values, index: usize) -> T {
    T::from_word(values.at[index].number).unwrap()
}

pub fn bytes(values: &Values, index: usize) -> &[u8] {
    &values.at[index].bytes[..values.at[index].size]
}

/// A text of a message, which goes into a `Text` if it is not too long, and from there into a
/// structure if it is not too short.
pub fn text(values: &Values, index: usize) -> &str {
    let text = std::str::from_utf8(bytes(values, index)).unwrap();
    let made = Text::<13>::new(text);
    assert_eq!(made.as_ref().map(Text::as_str), Some(text).filter(|text| text.len() < 13));
    assert_eq!(Text::<9>::new("a\0b"), None);
    if let (Some(name), Some(whole)) = (made, Text::new("w")) {
        let label = Label { name, note: Text::new("").unwrap(), whole, rest: 0 };
        let mut bytes = [0; Label::BYTES];
        assert_eq!(label.to_bytes(&mut bytes).is_some(), !text.is_empty());
        assert_eq!(Label::from_bytes(&bytes), Some(label).filter(|_| !text.is_empty()));
    }
    text
}

pub fn list<T: Wire>(values: &Values, index: usize) -> List<'_, T> {
    List::from_bytes(bytes(values, index)).unwrap()
}

pub fn whole<T: Wire>(values: &Values, index: usize) -> T {
    T::from_bytes(bytes(values, index)).unwrap()
}

pub fn cap<T>(values: &Values, index: usize) -> Cap<T> {
    Cap::new(values.at[index].number)
}

pub fn optional<'a, T>(
    values: &'a Values,
    index: usize,
    take: impl Fn(&'a Values, usize) -> T,
) -> Option<T> {
    if values.at[index].absent == 0 { Some(take(values, index)) } else { None }
}

pub fn put_number<T: Scalar>(values: &mut Values, index: usize, value: T) {
    values.at[index].number = value.word();
}

pub fn put_bytes(values: &mut Values, index: usize, value: &[u8]) {
    let place = &mut values.at[index];
    place.size = value.len();
    place.bytes[..value.len()].copy_from_slice(value);
}

pub fn put_text(values: &mut Values, index: usize, value: &str) {
    put_bytes(values, index, value.as_bytes());
    values.at[index].bytes[value.len()] = 0;
}

pub fn put_whole<T: Wire>(values: &mut Values, index: usize, value: T) {
    values.at[index].size = T::BYTES;
    value.to_bytes(&mut values.at[index].bytes).unwrap();
}

pub fn put_list<T: Wire>(values: &mut Values, index: usize, value: List<T>) {
    let place = &mut values.at[index];
    place.size = value.len() * T::BYTES;
    for (part, element) in place.bytes.chunks_mut(T::BYTES).zip(value.iter()) {
        element.to_bytes(part).unwrap();
    }
}

pub fn put_cap<T>(values: &mut Values, index: usize, value: Cap<T>) {
    values.at[index].number = value.raw();
}

pub fn put_optional<T>(
    values: &mut Values,
    index: usize,
    value: Option<T>,
    put: impl Fn(&mut Values, usize, T),
) {
    values.at[index].absent = value.is_none() as u8;
    if let Some(value) = value {
        put(values, index, value);
    }
}

pub fn make_event<E: Flags>(bit: u64, shift: u32, made: &mut u64) -> Result<()> {
    // SAFETY: functions without arguments.
    let (source, cnode) = unsafe { (loop_notification(), loop_cnode()) };
    let cap = event(Cap::new(source), E::known(bit), shift, Cap::new(cnode), slot(0))?;
    *made = cap.raw();
    Ok(())
}

pub fn take_events<E: Flags>(context: *const c_void, bits: u64, shift: u32) {
    let happened = events::<E>(bits, shift).word();
    for bit in (0..u64::BITS).map(|at| 1 << at).filter(|bit| happened & bit != 0) {
        // SAFETY: the context goes back as it came.
        unsafe { loop_happened(context, bit) }
    }
}
