//% include "rust/banner.rs"
//! Client and server of the interface `${name}` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::${name}::*;
//% if failures
use kozo::wire::Failure;
//% endif
use kozo::Ipc;
use pairs::*;

//% for method in methods if method.deferred
static ${method.held}: Held<${method.later}> = Held::new();
//% endfor

//% for method in methods if method.details
fn ${method.name}_failure(error: Error) -> ${method.failure} {
    match error {
//% for detail in method.details
        Error::${detail.error} => ${detail.name}(${detail.made}),
//% endfor
        error => error.into(),
    }
}

fn ${method.name}_error(failure: ${method.failure}) -> Error {
    match &failure {
//% for detail in method.details
        ${detail.name}(detail) => {
//% for line in detail.heard
            ${line}
//% endfor
        }
//% endfor
        _ => {}
    }
    failure.error()
}

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
        outcome(())${".map_err(" + method.name + "_failure)" if method.details else ""}
//% elif not method.one_way
        outcome(
            ${method.reply},
        )${".map_err(" + method.name + "_failure)" if method.details else ""}
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
            let reply = client.${method.name}(ipc, &request${method.slots})${".map_err(" + method.name + "_error)" if method.details else ""}?;
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
//% if method.details
                None => return fail(later, |later, error| later.fail(${method.name}_failure(error))),
//% else
                None => return fail(later, ${method.later}::fail),
//% endif
            };
            let reply = ${method.reply};
            later.reply(&mut ipc(), &reply)
        }
//% endfor
        _ => unreachable!(),
    }
}
