//% include "rust/banner.rs"
${doc}
//% if deferred
use crate::later::{self, later, Later};
//% endif
use crate::wire::{self, *};

/// What tells its messages from others.
pub const INTERFACE: u32 = ${id};

/// What clients of its version have been promised, as hashes; the first is what it promises now.
pub const CONTRACTS: [[u8; 8]; ${contracts | length}] = [
//% for contract in contracts
    [${contract}],
//% endfor
];
//% if events

/// What the server tells of unasked, by a signal; see `event` and `events` in `wire`.
pub type Events = ${events};
//% endif
//% for row in messages

message! {
${row.doc}
    ${row.name}, caps ${row.caps}, words ${row.words}, present ${row.present}, {
//% for field in row.fields
${field.doc}
${field.text}
//% endfor
    }
    unused [${row.unused}]
}
//% endfor
//% for row in failures

failure! {
${row.doc}
    ${row.name} {
//% for error in row.plain
${error.doc}
        ${error.name} = ${error.code},
//% endfor
    } told {
//% for error in row.told
${error.doc}
        ${error.name}(${error.detail}) = ${error.code},
//% endfor
    }
}
//% endfor
//% for method in methods if method.deferred

later! {
    /// A call of `${method.name}` whose body runs.
    ${method.call},
    /// The right to answer a call of `${method.name}` later.
    ${method.later}, ${method.reply},
    ${method.own}, ${method.undeclared}${", " + method.failure if method.failure else ""}
}
//% endfor
//% if not kernel

/// Whom to ask.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Cap<crate::abi::Endpoint>);

impl Client {
//% for method in methods
${method.doc}
${method.client} {
//% if method.one_way
        wire::send(self.0, ipc, (INTERFACE, ${method.id}), request)
//% else
        wire::call(self.0, ipc, (INTERFACE, ${method.id}, ${method.own}), request, ${method.slots})
//% endif
    }
//% endfor
}
//% endif

/// What a server does. Its arguments have been checked and are its own: they stay as they are
/// while it calls others through `ipc`. What it returns is checked before it is sent.
pub trait Server {
//% for method in methods
${method.doc}
${method.server};
//% endfor
}

/// Take a request apart, have it served, and put the answer in its place.
pub fn dispatch<S: Server>(server: &mut S, ipc: &mut Ipc, m: &mut Message) -> Served {
    if m.tag.interface() != INTERFACE || m.tag.flags() != ${flags} {
        return Served::NotMine;
    }
    let (request, badge) = (&Received::new(ipc, m), m.badge);
    match m.tag.label() {
//% for method in methods
        ${method.id} => {
//% if method.deferred
            let mut taken = 0;
//% endif
//% if method.required
            let done = request.open()${method.converted}.and_then(|it: ${method.request}| {
//% for row in method.required
                if ${row.condition} {
                    return Err(Error::${row.error}${".into()" if method.converted else ""});
                }
//% endfor
                ${method.served}
            });
//% else
            let ${"_" if method.one_way else "done"} = request.open()${method.converted}.${'and_then' if method.checked else 'map'}(|it| ${method.served});
//% endif
            ${method.finish}
        }
//% endfor
        _ => refuse(m, INTERFACE, Error::NO_METHOD),
    }
}
