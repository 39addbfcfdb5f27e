// SPDX-License-Identifier: MIT
// Generated from idl/services/signal.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `signal` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::signal::*;
use kozo::Ipc;
use pairs::*;


impl Server for Body {
    fn bits(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: BitsRequest,
    ) -> Result<()> {
        let (got, given) = enter(self.0, badge, 1);
        outcome(
            (),
        )
    }
}

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
        1 => {
            let request = BitsRequest {  };
            let reply = client.bits(ipc, &request)?;
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
