//% include "rust/banner.rs"
//! Client and server of the interface `${name}` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::*;
use kozo::${name}::*;
use kozo::Ipc;
use pairs::*;

//% for method in methods if method.deferred
static ${method.held}: Held<${method.later}> = Held::new();
//% endfor

impl Server for Body {
//% for method in methods
${method.server} {
        let (got, given) = enter(self.0, badge, ${method.id});
//% for line in method.got
        ${line}
//% endfor
//% if method.deferred
        if takes() {
            ${method.held}.put(call.later());
        }
        outcome(())
//% elif not method.one_way
        outcome(
            ${method.reply},
        )
//% endif
    }
//% endfor
}
//% if not kernel

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
//% for method in methods
        ${method.id} => {
            let request = ${method.request};
            let reply = client.${method.name}(ipc, &request${method.slots})?;
//% for line in method.results
            ${line}
//% endfor
        }
//% endfor
        _ => unreachable!(),
    }
    Ok(())
}
//% endif

pub fn reply(label: u16, given: Option<&'static Values>) -> Result<()> {
    match label {
//% for method in methods if method.deferred
        ${method.id} => {
            let mut later = ${method.held}.take();
            waits(later.waits());
            let given = match given {
                Some(given) => given,
                None => return fail(later, ${method.later}::fail),
            };
            let reply = ${method.reply};
            later.reply(&mut ipc(), &reply)
        }
//% endfor
        _ => unreachable!(),
    }
}
