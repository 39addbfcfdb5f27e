//% include "rust/banner.rs"
//! How messages lie in words and buffer, for all interfaces. What a message cannot hold does not
//! leave, and what is not the one encoding of some values does not arrive: the checks are those
//! of the stubs and skeletons in C, and refuse with the same errors.
//! Macros make types of any name, so they find by its whole path what is not theirs.
use crate::abi::{Any, Buffer, Cnode, Endpoint, Notification, Object};
pub(crate) use crate::abi::{Error, Message, Result, Tag};
pub(crate) use crate::sys::Cap;
use crate::types::{Badge, SlotIndex};

/// A number, an enumerator or flags: what fits a word. A signed one fills it with its sign.
pub trait Scalar: Copy {
    const BITS: usize;
    const SIGNED: bool = false;
    /// The value of a whole word, if it has one.
    fn from_word(word: u64) -> Option<Self>;
    fn word(self) -> u64;
}

macro_rules! number {
    ($($name:ident $wide:ident $signed:literal)*) => { $(
        impl Scalar for $name {
            const BITS: usize = <$name>::BITS as usize;
            const SIGNED: bool = $signed;
            fn from_word(word: u64) -> Option<Self> {
                <$name>::try_from(word as $wide).ok()
            }
            fn word(self) -> u64 {
                self as $wide as u64
            }
        }
    )* };
}
number! { u8 u64 false u16 u64 false u32 u64 false u64 u64 false
          i8 i64 true i16 i64 true i32 i64 true i64 i64 true }

impl Scalar for bool {
    const BITS: usize = 8;
    fn from_word(word: u64) -> Option<Self> {
        match word {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
    fn word(self) -> u64 {
        self as u64
    }
}

fn is_within<T: Scalar>(word: u64, low: i128, high: i128) -> bool {
    let number = if T::SIGNED { word as i64 as i128 } else { word as i128 };
    low <= number && number <= high
}

/// What a member of a structure may have limits for that are narrower than its type's.
pub trait Limited: Copy {
    fn is_within(self, low: i128, high: i128) -> bool;
}

impl<T: Scalar> Limited for T {
    fn is_within(self, low: i128, high: i128) -> bool {
        is_within::<T>(self.word(), low, high)
    }
}

/// The value, if it lies within limits.
pub fn within<T: Limited>(value: T, low: i128, high: i128) -> Option<T> {
    if value.is_within(low, high) { Some(value) } else { None }
}

/// A number with a type of its own.
macro_rules! wrapped {
    ($(#[$doc:meta])* $name:ident: $base:ident) => {
        $(#[$doc])*
        #[repr(transparent)]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name(pub $base);
        impl $crate::wire::Scalar for $name {
            const BITS: usize = <$base>::BITS as usize;
            const SIGNED: bool = <$base as $crate::wire::Scalar>::SIGNED;
            fn from_word(word: u64) -> ::core::option::Option<Self> {
                <$base as $crate::wire::Scalar>::from_word(word).map($name)
            }
            fn word(self) -> u64 {
                $crate::wire::Scalar::word(self.0)
            }
        }
    };
}

/// A number that cannot be beyond its limits.
macro_rules! ranged {
    ($(#[$doc:meta])* $name:ident: $base:ident = $low:literal, $high:literal) => {
        $(#[$doc])*
        #[repr(transparent)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name($base);
        impl $name {
            pub const fn new(value: $base) -> ::core::option::Option<Self> {
                if value as i128 >= $low && value as i128 <= $high {
                    ::core::option::Option::Some($name(value))
                } else {
                    ::core::option::Option::None
                }
            }
            pub const fn get(self) -> $base {
                self.0
            }
        }
        impl $crate::wire::Scalar for $name {
            const BITS: usize = <$base>::BITS as usize;
            const SIGNED: bool = <$base as $crate::wire::Scalar>::SIGNED;
            fn from_word(word: u64) -> ::core::option::Option<Self> {
                <$base as $crate::wire::Scalar>::from_word(word).and_then($name::new)
            }
            fn word(self) -> u64 {
                $crate::wire::Scalar::word(self.0)
            }
        }
    };
}

/// What has a bit for each of several things.
pub trait Flags: Scalar {
    /// Of these bits those that mean something.
    fn known(bits: u64) -> Self;
}

macro_rules! flags {
    ($(#[$doc:meta])* $name:ident: $base:ident {
        $($(#[$of_bit:meta])* $bit:ident = $value:literal,)*
    }) => {
        $(#[$doc])*
        #[repr(transparent)]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name(pub(crate) $base);
        impl $name {
            pub const NONE: Self = $name(0);
            $($(#[$of_bit])* pub const $bit: Self = $name($value);)*
            pub const fn bits(self) -> $base {
                self.0
            }
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }
        }
        impl $crate::wire::Flags for $name {
            fn known(bits: u64) -> Self {
                $name(bits as $base & (0 $(| $value)*))
            }
        }
        impl ::core::ops::BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                $name(self.0 | other.0)
            }
        }
        impl $crate::wire::Scalar for $name {
            const BITS: usize = <$base>::BITS as usize;
            fn from_word(word: u64) -> ::core::option::Option<Self> {
                let made = <$name as $crate::wire::Flags>::known(word);
                ::core::option::Option::Some(made).filter(|made| made.0 as u64 == word)
            }
            fn word(self) -> u64 {
                $crate::wire::Scalar::word(self.0)
            }
        }
    };
}

/// One of several values.
macro_rules! enumeration {
    ($(#[$doc:meta])* $name:ident: $base:ident {
        $($(#[$of:meta])* $value:ident = $number:literal,)*
    }) => {
        $(#[$doc])*
        #[repr($base)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of])* $value = $number,)*
        }
        impl $crate::wire::Scalar for $name {
            const BITS: usize = <$base>::BITS as usize;
            fn from_word(word: u64) -> ::core::option::Option<Self> {
                match word {
                    $($number => ::core::option::Option::Some($name::$value),)*
                    _ => ::core::option::Option::None,
                }
            }
            fn word(self) -> u64 {
                self as u64
            }
        }
    };
}

/// What lies in a message as in memory.
pub trait Wire: Copy {
    const BYTES: usize;
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
    fn to_bytes(self, bytes: &mut [u8]) -> Option<()>;
}

impl<T: Scalar> Wire for T {
    const BYTES: usize = T::BITS / 8;
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let raw = bytes.get(..Self::BYTES)?.iter().rev().fold(0, |word, byte| {
            word << 8 | *byte as u64
        });
        T::from_word(extended::<T>(raw, T::BITS))
    }
    fn to_bytes(self, bytes: &mut [u8]) -> Option<()> {
        let places = bytes.get_mut(..Self::BYTES)?.iter_mut();
        places.zip(self.word().to_le_bytes()).for_each(|(place, byte)| *place = byte);
        Some(())
    }
}

impl<T: Wire, const N: usize> Wire for [T; N] {
    const BYTES: usize = N * T::BYTES;
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut all = [T::from_bytes(bytes)?; N];
        for (place, part) in all.iter_mut().zip(bytes.get(..Self::BYTES)?.chunks_exact(T::BYTES)) {
            *place = T::from_bytes(part)?;
        }
        Some(all)
    }
    fn to_bytes(self, bytes: &mut [u8]) -> Option<()> {
        let parts = bytes.get_mut(..Self::BYTES)?.chunks_exact_mut(T::BYTES);
        parts.zip(self).try_for_each(|(part, value)| value.to_bytes(part))
    }
}

/// A text, with NUL behind it to the end of so many bytes. How long it is at least is no part of its
/// type: a structure that has it neither leaves nor arrives with less.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text<const ROOM: usize>([u8; ROOM]);

impl<const ROOM: usize> Text<ROOM> {
    /// The text, if it is not too long and has no NUL.
    pub fn new(text: &str) -> Option<Self> {
        let mut all = [0; ROOM];
        all.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Self::from_bytes(&all).filter(|made| made.as_str() == text)
    }
    pub fn as_str(&self) -> &str {
        let text = self.0.split(|byte| *byte == 0).next();
        text.and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

impl<const ROOM: usize> Limited for Text<ROOM> {
    fn is_within(self, low: i128, high: i128) -> bool {
        is_within::<u64>(self.as_str().len() as u64, low, high)
    }
}

impl<const ROOM: usize> core::fmt::Debug for Text<ROOM> {
    fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.as_str().fmt(to)
    }
}

impl<const ROOM: usize> Wire for Text<ROOM> {
    const BYTES: usize = ROOM;
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let all: [u8; ROOM] = bytes.get(..ROOM)?.try_into().ok()?;
        let size = all.iter().position(|byte| *byte == 0)?;
        zero(all.get(size..)?)?;
        core::str::from_utf8(all.get(..size)?).ok()?;
        Some(Text(all))
    }
    fn to_bytes(self, bytes: &mut [u8]) -> Option<()> {
        self.0.to_bytes(bytes)
    }
}

/// A structure, whose members lie one behind another without holes.
macro_rules! structure {
    ($(#[$doc:meta])* $name:ident, $size:literal {
        $($(#[$of:meta])* $offset:literal $field:ident: $type:ty
          $(, $low:literal to $high:literal)?;)*
    }) => {
        $(#[$doc])*
        #[repr(C)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name {
            $($(#[$of])* pub $field: $type,)*
        }
        impl $crate::wire::Wire for $name {
            const BYTES: usize = $size;
            fn from_bytes(bytes: &[u8]) -> ::core::option::Option<Self> {
                $(let $field = <$type as $crate::wire::Wire>::from_bytes(bytes.get($offset..)?)?;
                  $($crate::wire::within($field, $low, $high)?;)?)*
                ::core::option::Option::Some($name { $($field),* })
            }
            fn to_bytes(self, bytes: &mut [u8]) -> ::core::option::Option<()> {
                $($($crate::wire::within(self.$field, $low, $high)?;)?
                  $crate::wire::Wire::to_bytes(self.$field, bytes.get_mut($offset..)?)?;)*
                ::core::option::Option::Some(())
            }
        }
        $crate::wire::fixed! { $name }
        const _: () = {
            let mut end = 0;
            $(assert!(end == $offset); end += <$type as $crate::wire::Wire>::BYTES;)*
            assert!(end == $size);
        };
    };
}

/// One of several cases, some of which carry something.
macro_rules! tagged {
    ($(#[$doc:meta])* $name:ident, $size:literal {
        $($(#[$of:meta])* $case:ident $(($type:ty))? = $value:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$of])* $case $(($type))?,)*
        }
        impl $crate::wire::Wire for $name {
            const BYTES: usize = $size;
            fn from_bytes(bytes: &[u8]) -> ::core::option::Option<Self> {
                let kind = <u64 as $crate::wire::Wire>::from_bytes(bytes)?;
                let rest = bytes.get(8..Self::BYTES)?;
                match kind {
                    $($value => {
                        $crate::wire::zero(
                            rest.get(0 $(+ <$type as $crate::wire::Wire>::BYTES)?..)?,
                        )?;
                        ::core::option::Option::Some(
                            $name::$case $((<$type as $crate::wire::Wire>::from_bytes(rest)?))?,
                        )
                    })*
                    _ => ::core::option::Option::None,
                }
            }
            #[allow(irrefutable_let_patterns)] // of a single case
            fn to_bytes(self, bytes: &mut [u8]) -> ::core::option::Option<()> {
                bytes.get_mut(..Self::BYTES)?.fill(0);
                $($(if let $name::$case(value) = self {
                    <$type as $crate::wire::Wire>::to_bytes(value, bytes.get_mut(8..)?)?;
                })?)*
                let kind: u64 = match self {
                    $($name::$case { .. } => $value,)*
                };
                $crate::wire::Wire::to_bytes(kind, bytes)
            }
        }
        $crate::wire::fixed! { $name }
    };
}

/// Where a field lies in a message, and its limits.
pub struct Place {
    word: usize,
    shift: u32,
    bits: usize,
    low: i128,
    high: i128,
    first: usize,
    room: usize,
    optional: Option<u32>,
}

const NOWHERE: Place = Place {
    word: 0, shift: 0, bits: 0, low: i128::MIN, high: i128::MAX, first: 0, room: 0, optional: None,
};

/// So many bits of a word; one that is alone has the whole word.
pub const fn scalar(word: usize, shift: u32, bits: usize) -> Place {
    Place { word, shift, bits, ..NOWHERE }
}

/// Data from a word on, with their length elsewhere. If the message ends with them, they have the
/// `room` 0, otherwise as many words.
pub const fn sized(length: Place, first: usize, room: usize) -> Place {
    Place { first, room, ..length }
}

/// Data of one length in so many words.
pub const fn whole(first: usize, room: usize) -> Place {
    Place { first, room, ..NOWHERE }
}

/// Capability number `first`, with these rights at least, that travels as `pass` says.
pub const fn capability(first: usize, rights: u8, pass: u32) -> Place {
    Place { first, high: rights as i128, low: pass as i128, ..NOWHERE }
}

impl Place {
    pub const fn within(self, low: i128, high: i128) -> Place {
        Place { low, high, ..self }
    }
    /// It may be left out; bit number `bit` tells whether it is there.
    pub const fn optional(self, bit: u32) -> Place {
        Place { optional: Some(bit), ..self }
    }
    /// It is a frame of which so many bytes are lent.
    pub const fn lent(self, size: Place) -> Place {
        Place { first: self.first, high: self.high, low: self.low, ..size }
    }
    fn mark(&self) -> u64 {
        self.optional.map_or(0, |bit| 1 << bit)
    }
}

/// Where it is told which optional fields are there, and how many there are.
pub type Present = Option<(Place, u32)>;

fn ones(bits: usize) -> u64 {
    if bits < 64 { (1 << bits) - 1 } else { u64::MAX }
}

/// The lowest bits of a word, which are a number of type `T`, as a whole word.
fn extended<T: Scalar>(raw: u64, bits: usize) -> u64 {
    let unused = 64 - bits as u32;
    if T::SIGNED { ((raw << unused) as i64 >> unused) as u64 } else { raw }
}

/// The words that so many bytes take.
fn span(size: usize) -> usize {
    (size + 7) / 8
}

pub(crate) fn zero(bytes: &[u8]) -> Option<()> {
    if bytes.iter().fold(0, |all, byte| all | byte) == 0 { Some(()) } else { None }
}

fn bytes_of(words: &[u64]) -> &[u8] {
    // SAFETY: the same memory for the same time; any bytes are good.
    unsafe { core::slice::from_raw_parts(words.as_ptr().cast(), words.len() * 8) }
}

fn bytes_of_mut(words: &mut [u64]) -> &mut [u8] {
    // SAFETY: as above, and any bytes make good words.
    unsafe { core::slice::from_raw_parts_mut(words.as_mut_ptr().cast(), words.len() * 8) }
}

/// A message that has arrived.
pub struct Arrived<'a> {
    tag: Tag,
    registers: [u64; Message::WORDS],
    words: &'a [u64],
    caps: &'a [u64],
    present: u64,
    end: usize,
}

impl<'a> Arrived<'a> {
    pub fn begin(&mut self, caps: u8, words: usize, present: Present) -> Option<()> {
        if self.tag.caps() != caps {
            return None;
        }
        self.end = words;
        if let Some((place, count)) = present {
            self.present = self.raw(&place)?;
            if self.present > ones(count as usize) {
                return None;
            }
        }
        Some(())
    }
    fn word(&self, index: usize) -> Option<u64> {
        self.registers.get(index).or_else(|| self.words.get(index)).copied()
    }
    fn raw(&self, place: &Place) -> Option<u64> {
        Some(self.word(place.word)? >> place.shift & ones(place.bits))
    }
    fn scalar<T: Scalar>(&self, place: &Place) -> Option<T> {
        let word = extended::<T>(self.raw(place)?, place.bits);
        T::from_word(word).filter(|_| is_within::<T>(word, place.low, place.high))
    }
    fn bytes(&self, first: usize, end: usize) -> Option<&[u8]> {
        let words = if first < Message::WORDS { &self.registers } else { self.words };
        words.get(first..end).map(bytes_of)
    }
    pub fn fixed<T: Wire>(&self, place: &Place) -> Option<T> {
        let bytes = self.bytes(place.first, place.first + place.room)?;
        zero(bytes.get(T::BYTES..)?)?;
        T::from_bytes(bytes)
    }
    /// The bytes of as many elements as there are. What is left of their last word, and of the
    /// words behind it, is zero.
    fn sized(&mut self, place: &Place, element: usize) -> Option<&'a [u8]> {
        let count = self.raw(place)?;
        if !is_within::<u64>(count, place.low, place.high) {
            return None;
        }
        let size = count as usize * element;
        let end = place.first + span(size);
        if place.room == 0 {
            self.end = end;
        }
        let limit = end.max(place.first + place.room);
        let bytes = self.words.get(place.first..limit).map(bytes_of)?;
        zero(bytes.get(size..)?)?;
        bytes.get(..size)
    }
    /// Nothing is there of a field that is left out.
    fn absent(&self, place: &Place) -> Option<()> {
        let bits = self.raw(place)?;
        zero(self.bytes(place.first, place.first + place.room)?)?;
        if bits == 0 { Some(()) } else { None }
    }
    /// Bits that belong to nothing are zero, where `used` has those that do not.
    pub fn unused(&self, word: usize, used: u64) -> Option<()> {
        if self.word(word)? & !used == 0 { Some(()) } else { None }
    }
    pub fn end(&self) -> Option<()> {
        if self.tag.words() as usize == self.end { Some(()) } else { None }
    }
}

/// A message that is being made.
pub struct Outgoing<'a> {
    m: &'a mut Message,
    buffer: Option<&'a mut Buffer>,
    present: u64,
    caps: u8,
    end: usize,
}

impl Outgoing<'_> {
    /// Clear what is sent in any case, so that only what is there has to be put.
    pub fn begin(&mut self, caps: u8, words: usize) -> Option<()> {
        (self.caps, self.end) = (caps, words);
        if words > Message::WORDS {
            self.words(Message::WORDS, words)?.fill(0);
        }
        Some(())
    }
    fn words(&mut self, first: usize, end: usize) -> Option<&mut [u64]> {
        if first < Message::WORDS {
            self.m.words.get_mut(first..end)
        } else {
            self.buffer.as_mut()?.words.get_mut(first..end)
        }
    }
    fn bits(&mut self, place: &Place, value: u64) -> Option<()> {
        self.present |= place.mark();
        let word = self.words(place.word, place.word + 1)?.first_mut()?;
        *word |= (value & ones(place.bits)) << place.shift;
        Some(())
    }
    pub fn fixed<T: Wire>(&mut self, place: &Place, value: T) -> Option<()> {
        self.present |= place.mark();
        value.to_bytes(bytes_of_mut(self.words(place.first, place.first + place.room)?))
    }
    /// Room for so many elements, if there may be so many.
    fn sized(&mut self, place: &Place, element: usize, count: usize) -> Option<&mut [u8]> {
        if !is_within::<u64>(count as u64, place.low, place.high) {
            return None;
        }
        self.bits(place, count as u64)?;
        let end = place.first + span(count * element);
        if place.room == 0 {
            self.end = end;
        }
        let words = self.words(place.first, end)?;
        if let Some(last) = words.last_mut() {
            *last = 0;
        }
        bytes_of_mut(words).get_mut(..count * element)
    }
    pub fn end(&mut self, present: Present) -> Option<()> {
        match present {
            Some((place, _)) => self.bits(&place, self.present),
            None => Some(()),
        }
    }
}

/// What a field of a message can be.
pub trait Field<'a>: Sized {
    fn get(m: &mut Arrived<'a>, place: &Place) -> Option<Self>;
    fn put(&self, m: &mut Outgoing, place: &Place) -> Option<()>;
}

impl<'a, T: Scalar> Field<'a> for T {
    fn get(m: &mut Arrived<'a>, place: &Place) -> Option<Self> {
        m.scalar(place)
    }
    fn put(&self, m: &mut Outgoing, place: &Place) -> Option<()> {
        m.bits(place, self.word())
    }
}

impl<'a, F: Field<'a>> Field<'a> for Option<F> {
    fn get(m: &mut Arrived<'a>, place: &Place) -> Option<Self> {
        if m.present & place.mark() != 0 {
            F::get(m, place).map(Some)
        } else {
            m.absent(place).map(|_| None)
        }
    }
    fn put(&self, m: &mut Outgoing, place: &Place) -> Option<()> {
        self.as_ref().map_or(Some(()), |field| field.put(m, place))
    }
}

/// A field of one length.
macro_rules! fixed {
    ($name:ty $(, $($generic:tt)*)?) => {
        impl<'a $(, $($generic)*)?> $crate::wire::Field<'a> for $name {
            fn get(
                m: &mut $crate::wire::Arrived<'a>,
                place: &$crate::wire::Place,
            ) -> ::core::option::Option<Self> {
                m.fixed(place)
            }
            fn put(
                &self,
                m: &mut $crate::wire::Outgoing,
                place: &$crate::wire::Place,
            ) -> ::core::option::Option<()> {
                m.fixed(place, *self)
            }
        }
    };
}
fixed! { [T; N], T: Wire, const N: usize }

impl<'a> Field<'a> for &'a [u8] {
    fn get(m: &mut Arrived<'a>, place: &Place) -> Option<Self> {
        m.sized(place, 1)
    }
    fn put(&self, m: &mut Outgoing, place: &Place) -> Option<()> {
        let room = m.sized(place, 1, self.len())?;
        room.iter_mut().zip(*self).for_each(|(to, from)| *to = *from);
        Some(())
    }
}

fn without_nul(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte != 0)
}

impl<'a> Field<'a> for &'a str {
    fn get(m: &mut Arrived<'a>, place: &Place) -> Option<Self> {
        let bytes = m.sized(place, 1).filter(|bytes| without_nul(bytes))?;
        core::str::from_utf8(bytes).ok()
    }
    fn put(&self, m: &mut Outgoing, place: &Place) -> Option<()> {
        Some(self.as_bytes()).filter(|bytes| without_nul(bytes))?.put(m, place)
    }
}

/// Elements that are to be sent, or lie in the message that has brought them.
#[derive(Clone, Copy, Debug)]
pub struct List<'a, T>(Elements<'a, T>);

#[derive(Clone, Copy, Debug)]
enum Elements<'a, T> {
    Values(&'a [T]),
    Bytes(&'a [u8]),
}

impl<'a, T> From<&'a [T]> for List<'a, T> {
    fn from(values: &'a [T]) -> Self {
        List(Elements::Values(values))
    }
}

impl<'a, T: Wire> List<'a, T> {
    /// The elements of which these are the bytes, if all of them are good.
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        bytes.chunks_exact(T::BYTES).try_for_each(|part| T::from_bytes(part).map(|_| ()))?;
        Some(List(Elements::Bytes(bytes)))
    }
    pub fn len(self) -> usize {
        match self.0 {
            Elements::Values(values) => values.len(),
            Elements::Bytes(bytes) => bytes.len() / T::BYTES,
        }
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    pub fn get(self, index: usize) -> Option<T> {
        match self.0 {
            Elements::Values(values) => values.get(index).copied(),
            Elements::Bytes(bytes) => T::from_bytes(bytes.chunks_exact(T::BYTES).nth(index)?),
        }
    }
    pub fn iter(self) -> impl Iterator<Item = T> + 'a
    where
        T: 'a,
    {
        (0..self.len()).filter_map(move |index| self.get(index))
    }
}

impl<'a, T: Wire> Field<'a> for List<'a, T> {
    fn get(m: &mut Arrived<'a>, place: &Place) -> Option<Self> {
        List::from_bytes(m.sized(place, T::BYTES)?)
    }
    fn put(&self, m: &mut Outgoing, place: &Place) -> Option<()> {
        let room = m.sized(place, T::BYTES, self.len())?.chunks_exact_mut(T::BYTES);
        room.enumerate().try_for_each(|(index, part)| self.get(index)?.to_bytes(part))
    }
}

impl<'a, T: Object> Field<'a> for Cap<T> {
    fn get(m: &mut Arrived<'a>, place: &Place) -> Option<Self> {
        let cap = Cap::new(*m.caps.get(place.first)?);
        let (info, _) = cap.any().identify().ok()?;
        let found = info.r#type() != 0 && (T::TYPE == 0 || T::TYPE == info.r#type());
        let rights = place.high as u8;
        let lent = if place.bits == 0 { 0 } else { m.raw(place)? };
        let whole = info.rights() & rights == rights && lent <= 1 << info.size_bits();
        if found && whole { Some(cap) } else { None }
    }
    fn put(&self, m: &mut Outgoing, place: &Place) -> Option<()> {
        let buffer = m.buffer.as_mut()?;
        *buffer.caps.get_mut(place.first)? = self.raw();
        *buffer.pass.get_mut(place.first)? = place.low as u32;
        Some(())
    }
}

/// All fields of a request or a reply.
pub trait Body<'a>: Sized {
    fn decode(m: &mut Arrived<'a>) -> Option<Self>;
    fn encode(&self, m: &mut Outgoing) -> Option<()>;
}

macro_rules! message {
    ($(#[$doc:meta])* $name:ident $(<$life:lifetime>)?,
     caps $caps:literal, words $words:literal, present $present:expr, {
        $($(#[$of:meta])* $field:ident: $type:ty = $place:expr,)*
    } unused [$(($word:literal, $used:literal)),*]) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name $(<$life>)? {
            $($(#[$of])* pub $field: $type,)*
        }
        impl<'a> Body<'a> for $name $(<$life>)? {
            fn decode(m: &mut Arrived<'a>) -> Option<Self> {
                m.begin($caps, $words, $present)?;
                let it = $name { $($field: Field::get(m, &$place)?),* };
                $(m.unused($word, $used)?;)*
                m.end()?;
                Some(it)
            }
            fn encode(&self, m: &mut Outgoing) -> Option<()> {
                m.begin($caps, $words)?;
                $(self.$field.put(m, &$place)?;)*
                m.end($present)
            }
        }
    };
}

impl<'a> Body<'a> for () {
    fn decode(m: &mut Arrived<'a>) -> Option<Self> {
        m.begin(0, 0, None)?;
        m.end()
    }
    fn encode(&self, m: &mut Outgoing) -> Option<()> {
        m.begin(0, 0)
    }
}

/// The IPC buffer of the calling thread. What a call has brought lies in it until the next call;
/// the borrow checker knows.
pub struct Ipc {
    buffer: *mut Buffer,
}

impl Ipc {
    /// # Safety
    /// It is the calling thread's buffer, or null for one that has none, and nobody else refers to
    /// it while this exists; the thread does not end before.
    pub const unsafe fn new(buffer: *mut Buffer) -> Self {
        Ipc { buffer }
    }
    fn buffer(&self) -> Option<&Buffer> {
        // SAFETY: as `new` demands.
        unsafe { self.buffer.as_ref() }
    }
    fn buffer_mut(&mut self) -> Option<&mut Buffer> {
        // SAFETY: as `new` demands.
        unsafe { self.buffer.as_mut() }
    }
    fn offer<const N: usize>(&mut self, slots: [SlotIndex; N]) {
        if let Some(buffer) = self.buffer_mut() {
            buffer.receive.iter_mut().zip(slots).for_each(|(place, slot)| *place = slot.get());
        }
    }
    fn withdraw(&mut self, count: usize) {
        if let Some(buffer) = self.buffer_mut() {
            buffer.receive.iter_mut().take(count).for_each(|place| *place = 0);
        }
    }
    fn arrived(&self, m: &Message) -> Arrived<'_> {
        let (words, caps): (&[u64], &[u64]) = match self.buffer() {
            Some(buffer) => (&buffer.words, &buffer.caps),
            None => (&[], &[]),
        };
        Arrived { tag: m.tag, registers: m.words, words, caps, present: 0, end: 0 }
    }
    /// Make the message of which only the head is missing.
    pub(crate) fn put<'b>(
        &mut self,
        m: &mut Message,
        id: u32,
        label: u16,
        body: &impl Body<'b>,
    ) -> bool {
        put(self.buffer_mut(), m, id, label, body)
    }
}

fn put<'b>(
    buffer: Option<&mut Buffer>,
    m: &mut Message,
    id: u32,
    label: u16,
    body: &impl Body<'b>,
) -> bool {
    let mut outgoing = Outgoing { m, buffer, present: 0, caps: 0, end: 0 };
    let whole = body.encode(&mut outgoing).is_some();
    let (caps, words) = (outgoing.caps, outgoing.end as u8);
    m.tag = Tag::new(id, label, 0, caps, words);
    whole
}

/// What a method fails with: a number, or where errors tell something an enumeration.
pub trait Failure: From<Error> {
    fn error(&self) -> Error;
    /// Whether it is an error that tells something.
    fn tells(&self) -> bool;
    /// What has arrived, if the error is one that tells something; in that case None if it is not
    /// as it should be.
    fn told(error: Error, m: &mut Arrived) -> Option<Option<Self>>;
    /// Put what it tells into registers, if that fits.
    fn put(&self, m: &mut Message, interface: u32) -> bool;
}

impl Failure for Error {
    fn error(&self) -> Error {
        *self
    }
    fn tells(&self) -> bool {
        false
    }
    fn told(_: Error, _: &mut Arrived) -> Option<Option<Self>> {
        None
    }
    fn put(&self, m: &mut Message, interface: u32) -> bool {
        put(None, m, interface, self.0 as u16, &())
    }
}

/// The errors of a method of which some tell something.
macro_rules! failure {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$of_plain:meta])* $plain:ident = $plain_code:ident,)*
    } told {
        $($(#[$of:meta])* $told:ident($detail:ident) = $code:ident,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {
            $($(#[$of_plain])* $plain,)*
            $($(#[$of])* $told($detail),)*
            /// The call ended otherwise; no body returns that.
            Other(Error),
        }
        impl From<Error> for $name {
            fn from(error: Error) -> Self {
                match error {
                    $(Error::$plain_code => $name::$plain,)*
                    error => $name::Other(error),
                }
            }
        }
        impl Failure for $name {
            fn error(&self) -> Error {
                match self {
                    $($name::$plain => Error::$plain_code,)*
                    $($name::$told(_) => Error::$code,)*
                    $name::Other(error) => *error,
                }
            }
            fn tells(&self) -> bool {
                matches!(self, $($name::$told(_))|*)
            }
            fn told(error: Error, m: &mut Arrived) -> Option<Option<Self>> {
                match error {
                    $(Error::$code => Some($detail::decode(m).map($name::$told)),)*
                    _ => None,
                }
            }
            fn put(&self, m: &mut Message, interface: u32) -> bool {
                match self {
                    $($name::$told(detail) => detail.put(m, interface, Error::$code),)*
                    other => other.error().put(m, interface),
                }
            }
        }
    };
}

/// What an error tells, which fits the registers.
pub trait Detail: for<'a> Body<'a> {
    fn put(&self, m: &mut Message, interface: u32, error: Error) -> bool {
        put(None, m, interface, error.0 as u16, self)
    }
}
impl<T: for<'a> Body<'a>> Detail for T {}

/// What the head of an answer says. An error is one of the method's `own` or of those of all, and
/// carries nothing else; or it is one that tells something.
fn answered<F: Failure>(
    m: &mut Arrived,
    interface: u32,
    own: &[Error],
) -> core::result::Result<(), F> {
    let (tag, error) = (m.tag, Error(m.tag.label() as u32));
    let of_message = [Error::NO_METHOD, Error::WRONG_INTERFACE, Error::BAD_MESSAGE];
    if tag.interface() != interface || tag.flags() != 0 {
        return Err(Error::BAD_REPLY.into());
    }
    if error.0 == 0 {
        return Ok(());
    }
    if let Some(told) = F::told(error, m) {
        return Err(told.unwrap_or_else(|| Error::BAD_REPLY.into()));
    }
    if tag.words() != 0 || tag.caps() != 0
        || !(of_message.contains(&error) || own.contains(&error))
    {
        return Err(Error::BAD_REPLY.into());
    }
    Err(error.into())
}

/// Call a method. The capabilities that the reply brings go to `slots`, which are empty again
/// after an error; what else it brings is deleted.
pub fn call<'a, 'b, R: Body<'a>, F: Failure, const N: usize>(
    server: Cap<Endpoint>,
    ipc: &'a mut Ipc,
    (interface, label, own): (u32, u16, &[Error]),
    request: &impl Body<'b>,
    slots: [SlotIndex; N],
) -> core::result::Result<R, F> {
    let mut m = Message::default();
    if !ipc.put(&mut m, interface, label, request) {
        return Err(Error::BAD_MESSAGE.into());
    }
    ipc.offer(slots);
    let sent = server.call(&mut m);
    ipc.withdraw(N);
    sent?;
    let mut arrived = ipc.arrived(&m);
    let brought = arrived.caps.iter().take(m.tag.caps() as usize);
    let result = answered(&mut arrived, interface, own)
        .and_then(|()| R::decode(&mut arrived).ok_or_else(|| Error::BAD_REPLY.into()));
    if result.is_err() {
        brought.for_each(|cap| {
            let _ = Cap::<Any>::new(*cap).delete();
        });
    }
    result
}

/// Send the request of a one-way method.
pub fn send<'b>(
    server: Cap<Endpoint>,
    ipc: &mut Ipc,
    (interface, label): (u32, u16),
    request: &impl Body<'b>,
) -> Result<()> {
    let mut m = Message::default();
    if !ipc.put(&mut m, interface, label, request) {
        return Err(Error::BAD_MESSAGE);
    }
    server.send(&mut m)
}

/// Make of the notification `source` what a method asks for that tells of an event: signalled, it
/// sets the bit of that event, `shift` further up, and no other. It goes to the empty slot `index` of
/// `cnode`.
pub fn event<E: Flags>(
    source: Cap<Notification>,
    event: E,
    shift: u32,
    cnode: Cap<Cnode>,
    index: SlotIndex,
) -> Result<Cap<Notification>> {
    let bit = event.word();
    let badge = bit.checked_shl(shift).unwrap_or(0);
    if bit == 0 || badge.checked_shr(shift) != Some(bit) {
        return Err(Error::RANGE);
    }
    cnode.mint(index, source.any(), Notification::SIGNAL, badge).map(|made| Cap::new(made.raw()))
}

/// The events among the bits that came from the notification; others are not looked at.
pub fn events<E: Flags>(bits: Badge, shift: u32) -> E {
    E::known(bits.checked_shr(shift).unwrap_or(0))
}

/// What a dispatcher has done with a message, as in C.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// It now holds the reply.
    Served = 0,
    /// The reply right was saved; the answer comes later.
    Deferred = 1,
    /// Nobody waits for an answer.
    Taken = 2,
    /// It belongs to another interface.
    NotMine = 3,
}

/// A copy of a request, which nothing overwrites while it is served.
pub struct Received {
    tag: Tag,
    words: [u64; Buffer::WORDS],
    caps: [u64; Buffer::CAPS],
}

impl Received {
    pub fn new(ipc: &Ipc, m: &Message) -> Self {
        let mut copy = Received { tag: m.tag, words: [0; Buffer::WORDS], caps: [0; Buffer::CAPS] };
        if let Some(buffer) = ipc.buffer() {
            let used = copy.words.iter_mut().zip(&buffer.words).take(m.tag.words() as usize);
            used.for_each(|(to, from)| *to = *from);
            copy.caps = buffer.caps;
        }
        copy.words.iter_mut().zip(m.words).for_each(|(to, from)| *to = from);
        copy
    }
    pub fn open<'a, B: Body<'a>>(&'a self) -> Result<B> {
        let mut registers = [0; Message::WORDS];
        registers.iter_mut().zip(self.words).for_each(|(to, from)| *to = from);
        let (words, caps) = (&self.words, &self.caps);
        let mut arrived = Arrived { tag: self.tag, registers, words, caps, present: 0, end: 0 };
        B::decode(&mut arrived).ok_or(Error::BAD_MESSAGE)
    }
}

/// Make the reply that refuses a request.
pub fn refuse(m: &mut Message, interface: u32, error: Error) -> Served {
    *m = Message { tag: Tag::new(interface, error.0 as u16, 0, 0, 0), ..Message::default() };
    Served::Served
}

extern "C" {
    fn kozo_serve_breach(check: *const u8);
}

/// Tell that a body broke the check of that id, which ends with a NUL.
pub(crate) fn breach(check: &'static str) {
    debug_assert!(check.ends_with('\0'));
    // SAFETY: it reads up to the NUL.
    unsafe { kozo_serve_breach(check.as_ptr()) }
}

/// What a body returns, if an error is one of the method's `own` or tells something.
pub fn declared<R, F: Failure>(
    result: core::result::Result<R, F>,
    own: &[Error],
    check: &'static str,
) -> core::result::Result<R, F> {
    match result {
        Err(failure) if !failure.tells() && !own.contains(&failure.error()) => {
            breach(check);
            Err(Error::BAD_REPLY.into())
        }
        result => result,
    }
}

/// Make the reply of what a body has failed with.
pub fn fail<F: Failure>(m: &mut Message, interface: u32, failure: F) -> Served {
    *m = Message::default();
    if failure.put(m, interface) { Served::Served } else { refuse(m, interface, Error::BAD_REPLY) }
}

/// Make the reply of what the body returns.
pub fn answer<'a, R: Body<'a>, F: Failure>(
    ipc: &mut Ipc,
    m: &mut Message,
    interface: u32,
    result: core::result::Result<R, F>,
) -> Served {
    match result {
        Ok(reply) => {
            *m = Message::default();
            if ipc.put(m, interface, 0, &reply) {
                Served::Served
            } else {
                refuse(m, interface, Error::BAD_REPLY)
            }
        }
        Err(failure) => fail(m, interface, failure),
    }
}

pub(crate) use {enumeration, failure, fixed, flags, message, ranged, structure, tagged, wrapped};
