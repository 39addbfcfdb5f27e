//% include "rust/banner.rs"
//! Constants, errors, object types and words, as in the C headers; types and structures besides, of
//! which those that are called like something here are in `types`.
pub use crate::types::*;
use core::fmt;

/// Version of the whole ABI.
pub const ABI_VERSION: u32 = ${version};
//% for row in constants
${row.doc}
pub const ${row.name}: u64 = ${row.value};
//% endfor

/// Why something was refused. One number space for kernel, transport and services; a number that
/// this list does not have yet is an error all the same.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Error(pub u32);
pub type Result<T> = core::result::Result<T, Error>;

impl Error {
//% for row in errors
${row.doc}
    pub const ${row.name}: Error = Error(${row.id});
//% endfor
    /// What services answer with besides those that refuse a message.
    pub const SERVICE: core::ops::RangeInclusive<u32> = ${service.first}..=${service.last};

    /// The name in the IDL, or "unknown".
    pub const fn name(self) -> &'static str {
        match self.0 {
//% for row in errors
            ${row.id} => ${row.short},
//% endfor
            _ => "unknown",
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str(self.name())
    }
}
//% for word in words

crate::wire::wrapped! {
${word.doc}
    ${word.name}: u64
}

impl ${word.name} {
//% for flag in word.flags
${flag.doc}
    pub const ${flag.name}: u8 = ${flag.value};
//% endfor
${word.new} {
        ${word.name}(
//% for field in word.fields
            (${field.name} as u64 & ${field.mask}) << ${field.shift}${" |" if not loop.last else ",\n        )"}
//% endfor
    }
//% for field in word.fields
${field.doc}
    pub const fn ${field.name}(self) -> ${field.type} {
        (self.0 >> ${field.shift} & ${field.mask}) as ${field.type}
    }
//% endfor
}
//% endfor

/// A type of objects, by which handles are told apart.
pub trait Object {
    /// Its number; 0 stands for any.
    const TYPE: u8;
}

/// What an object of any type is.
#[derive(Debug)]
pub enum Any {}
impl Object for Any {
    const TYPE: u8 = 0;
}
//% for object in objects

${object.doc}
#[derive(Debug)]
pub enum ${object.name} {}
impl Object for ${object.name} {
    const TYPE: u8 = ${object.id};
}
//% if object.rights
impl ${object.name} {
//% for right in object.rights
${right.doc}
    pub const ${right.name}: crate::types::Rights = crate::types::Rights(${right.value});
//% endfor
}
//% endif
//% endfor

${buffer.doc}
#[repr(C)]
pub struct Buffer {
    pub words: [u64; ${buffer.words}],
    pub caps: [u64; ${buffer.caps}],
    pub receive: [u32; ${buffer.caps}],
    pub pass: [u32; ${buffer.caps}],
//% if buffer.reserved
    reserved: [u64; ${buffer.reserved}],
//% endif
}
const _: () = assert!(core::mem::size_of::<Buffer>() == ${buffer.bytes});

impl Buffer {
    pub const WORDS: usize = ${buffer.words};
    pub const CAPS: usize = ${buffer.caps};
}

/// A message and what goes with it through the message registers, in and out. `deadline` and
/// `reply` are read only if the tag's flags say so; `badge` is what the receiver learns of the
/// sender.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub tag: Tag,
    pub words: [u64; Message::WORDS],
    pub badge: crate::types::Badge,
    pub deadline: crate::types::Deadline,
    pub reply: u64,
}

impl Message {
    /// Words that travel in registers.
    pub const WORDS: usize = ${registers};
}
