// SPDX-License-Identifier: MIT
// Generated from idl/services/names.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `names` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::names::*;
use kozo::Ipc;
use pairs::*;


impl Server for Body {
    fn register(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: RegisterRequest<'_>,
    ) -> Result<()> {
        let (got, given) = enter(self.0, badge, 1);
        put_text(got, 0, request.name);
        put_cap(got, 1, request.service);
        outcome(
            (),
        )
    }
    fn lookup(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: LookupRequest<'_>,
    ) -> Result<LookupReply> {
        let (got, given) = enter(self.0, badge, 2);
        put_text(got, 0, request.name);
        outcome(
            LookupReply { service: cap(given, 0) },
        )
    }
    fn list<'a>(
        &'a mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ListRequest,
    ) -> Result<ListReply<'a>> {
        let (got, given) = enter(self.0, badge, 3);
        put_number(got, 0, request.position);
        outcome(
            ListReply { name: text(given, 0) },
        )
    }
}

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
        1 => {
            let request = RegisterRequest { name: text(input, 0), service: cap(input, 1) };
            let reply = client.register(ipc, &request)?;
        }
        2 => {
            let request = LookupRequest { name: text(input, 0) };
            let reply = client.lookup(ipc, &request, [slot(0)])?;
            put_cap(output, 0, reply.service);
        }
        3 => {
            let request = ListRequest { position: number(input, 0) };
            let reply = client.list(ipc, &request)?;
            put_text(output, 0, reply.name);
        }
        _ => unreachable!(),
    }
    Ok(())
}

pub fn reply(label: u16, given: Option<&'static Values>) -> Result<()> {
    match label {
        _ => unreachable!(),
    }
}
