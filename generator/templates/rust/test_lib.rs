//% include "rust/banner.rs"
//! What a test in C calls: clients and servers in Rust of all interfaces.
#![allow(non_snake_case)] // as in the crate
use kozo::abi::Message;
#[allow(unused_imports)] // as the interfaces have it
use kozo::{abi, types};
use kozo::Served;
use pairs::{code, ipc, Values};
use std::ffi::c_void;
//% for row in interfaces
mod ${row.name};
//% endfor

/// The server of every interface: its bodies tell the driver what they get, and give what it has.
pub struct Body(*const c_void);

#[no_mangle]
pub extern "C" fn pairs_call(id: u32, label: u16, input: &Values, output: &mut Values) -> u32 {
    code(match id {
//% for row in interfaces if not row.kernel
        kozo::${row.name}::INTERFACE => ${row.name}::call(label, input, output),
//% endfor
        _ => unreachable!(),
    })
}

#[no_mangle]
pub extern "C" fn pairs_dispatch(id: u32, context: *const c_void, m: &mut Message) -> Served {
    let (server, ipc) = (&mut Body(context), &mut ipc());
    match id {
//% for row in interfaces
        kozo::${row.name}::INTERFACE => kozo::${row.name}::dispatch(server, ipc, m),
//% endfor
        _ => unreachable!(),
    }
}

#[no_mangle]
pub extern "C" fn pairs_reply(id: u32, label: u16, given: Option<&'static Values>) -> u32 {
    code(match id {
//% for row in interfaces
        kozo::${row.name}::INTERFACE => ${row.name}::reply(label, given),
//% endfor
        _ => unreachable!(),
    })
}

#[no_mangle]
pub extern "C" fn pairs_make_event(id: u32, event: u64, shift: u32, made: &mut u64) -> u32 {
    code(match id {
//% for row in interfaces if row.events
        kozo::${row.name}::INTERFACE => {
            pairs::make_event::<kozo::${row.name}::Events>(event, shift, made)
        }
//% endfor
        _ => unreachable!(),
    })
}

#[no_mangle]
pub extern "C" fn pairs_take_events(id: u32, context: *const c_void, bits: u64, shift: u32) {
    match id {
//% for row in interfaces if row.events
        kozo::${row.name}::INTERFACE => {
            pairs::take_events::<kozo::${row.name}::Events>(context, bits, shift)
        }
//% endfor
        _ => unreachable!(),
    }
}
