// SPDX-License-Identifier: MIT
// Generated from idl/services/tracing.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `tracing` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::tracing::*;
use kozo::Ipc;
use pairs::*;


impl Server for Body {
    fn read(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ReadRequest,
    ) -> Result<ReadReply> {
        let (got, given) = enter(self.0, badge, 1);
        put_number(got, 0, request.number);
        outcome(
            ReadReply {
                found: number(given, 0),
                count: number(given, 1),
                record: whole(given, 2),
            },
        )
    }
    fn search(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: SearchRequest<'_>,
    ) -> Result<SearchReply> {
        let (got, given) = enter(self.0, badge, 2);
        put_number(got, 0, request.before);
        put_text(got, 1, request.thread);
        outcome(
            SearchReply { found: number(given, 0), record: whole(given, 1) },
        )
    }
}

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
        1 => {
            let request = ReadRequest { number: number(input, 0) };
            let reply = client.read(ipc, &request)?;
            put_number(output, 0, reply.found);
            put_number(output, 1, reply.count);
            put_whole(output, 2, reply.record);
        }
        2 => {
            let request = SearchRequest { before: number(input, 0), thread: text(input, 1) };
            let reply = client.search(ipc, &request)?;
            put_number(output, 0, reply.found);
            put_whole(output, 1, reply.record);
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
