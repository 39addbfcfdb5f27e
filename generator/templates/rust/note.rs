//% include "rust/banner.rs"
//! Notes in the program's ELF file, which tell init what it was built against.
use crate::abi::START_NOTE_OWNER;
use crate::types::{StartNote, StartNoteKind};
use core::mem::size_of;

const NAME: usize = size_of::<u32>() + 1; // the NUL is counted, the padding is not
const DATA: usize = size_of::<u32>() + size_of::<[u8; 8]>();

/// A note of each contract.
pub const fn notes<const N: usize>(
    kind: StartNoteKind,
    interface: u32,
    contracts: [[u8; 8]; N],
) -> [StartNote; N] {
    let mut notes = [StartNote {
        name_size: NAME as u32,
        data_size: DATA as u32,
        kind,
        name: [START_NOTE_OWNER as u32, 0],
        interface,
        contract: [0; 8],
    }; N];
    let mut index = 0;
    while index < N {
        notes[index].contract = contracts[index];
        index += 1;
    }
    notes
}

/// Say once in a program that it calls this interface.
#[macro_export]
macro_rules! uses {
    ($interface:ident) => {
        $crate::note! { Uses, $interface, [$crate::$interface::CONTRACTS[0]], 1 }
    };
}

/// Say once in a program that it serves this interface.
#[macro_export]
macro_rules! serves {
    ($interface:ident) => {
        $crate::note! { Serves, $interface, $crate::$interface::CONTRACTS,
                        $crate::$interface::CONTRACTS.len() }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! note {
    ($kind:ident, $interface:ident, $contracts:expr, $count:expr) => {
        const _: () = {
            #[used]
            #[link_section = ".note.kozo"]
            static NOTES: [$crate::types::StartNote; $count] = $crate::note::notes(
                $crate::types::StartNoteKind::$kind,
                $crate::$interface::INTERFACE,
                $contracts,
            );
        };
    };
}
