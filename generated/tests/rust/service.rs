// SPDX-License-Identifier: MIT
// Generated from idl/services/service.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `service` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::service::*;
use kozo::Ipc;
use pairs::*;


impl Server for Body {
    fn ping(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: PingRequest,
    ) -> Result<PingReply> {
        let (got, given) = enter(self.0, badge, 1);
        put_number(got, 0, request.cookie);
        outcome(
            PingReply { cookie: number(given, 0), served: number(given, 1) },
        )
    }
}

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
        1 => {
            let request = PingRequest { cookie: number(input, 0) };
            let reply = client.ping(ipc, &request)?;
            put_number(output, 0, reply.cookie);
            put_number(output, 1, reply.served);
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
