// SPDX-License-Identifier: MIT
// Generated from idl/services/console.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `console` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::console::*;
use kozo::Ipc;
use pairs::*;

static READ_LATER: Held<ReadLater> = Held::new();

impl Server for Body {
    fn write(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: WriteRequest<'_>,
    ) -> Result<()> {
        let (got, given) = enter(self.0, badge, 1);
        put_bytes(got, 0, request.text);
        outcome(
            (),
        )
    }
    fn read(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ReadRequest,
        call: ReadCall<'_>,
    ) -> Result<()> {
        let (got, given) = enter(self.0, badge, 2);
        if takes() {
            READ_LATER.put(call.later());
        }
        outcome(())
    }
}

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
        1 => {
            let request = WriteRequest { text: bytes(input, 0) };
            let reply = client.write(ipc, &request)?;
        }
        2 => {
            let request = ReadRequest {  };
            let reply = client.read(ipc, &request)?;
            put_bytes(output, 0, reply.text);
        }
        _ => unreachable!(),
    }
    Ok(())
}

pub fn reply(label: u16, given: Option<&'static Values>) -> Result<()> {
    match label {
        2 => {
            let mut later = READ_LATER.take();
            waits(later.waits());
            let given = match given {
                Some(given) => given,
                None => return fail(later, ReadLater::fail),
            };
            let reply = ReadReply { text: bytes(given, 0) };
            later.reply(&mut ipc(), &reply)
        }
        _ => unreachable!(),
    }
}
