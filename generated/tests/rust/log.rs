// SPDX-License-Identifier: MIT
// Generated from idl/services/log.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `log` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::log::*;
use kozo::Ipc;
use pairs::*;


impl Server for Body {
    fn append(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: AppendRequest<'_>,
    ) -> Result<()> {
        let (got, given) = enter(self.0, badge, 1);
        put_number(got, 0, request.severity);
        put_text(got, 1, request.text);
        outcome(
            (),
        )
    }
    fn read<'a>(
        &'a mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ReadRequest,
    ) -> Result<ReadReply<'a>> {
        let (got, given) = enter(self.0, badge, 2);
        put_number(got, 0, request.sequence);
        outcome(
            ReadReply {
                sequence: number(given, 0),
                time: number(given, 1),
                source: number(given, 2),
                severity: number(given, 3),
                text: text(given, 4),
            },
        )
    }
}

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
        1 => {
            let request = AppendRequest { severity: number(input, 0), text: text(input, 1) };
            let reply = client.append(ipc, &request)?;
        }
        2 => {
            let request = ReadRequest { sequence: number(input, 0) };
            let reply = client.read(ipc, &request)?;
            put_number(output, 0, reply.sequence);
            put_number(output, 1, reply.time);
            put_number(output, 2, reply.source);
            put_number(output, 3, reply.severity);
            put_text(output, 4, reply.text);
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
