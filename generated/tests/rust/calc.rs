// SPDX-License-Identifier: MIT
// Generated from idl/services/calc.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `calc` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::calc::*;
use kozo::Ipc;
use pairs::*;


impl Server for Body {
    fn evaluate(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: EvaluateRequest<'_>,
    ) -> Result<EvaluateReply> {
        let (got, given) = enter(self.0, badge, 1);
        put_text(got, 0, request.text);
        outcome(
            EvaluateReply { result: whole(given, 0) },
        )
    }
}

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
        1 => {
            let request = EvaluateRequest { text: text(input, 0) };
            let reply = client.evaluate(ipc, &request)?;
            put_whole(output, 0, reply.result);
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
