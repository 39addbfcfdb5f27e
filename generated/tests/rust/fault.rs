// SPDX-License-Identifier: MIT
// Generated from idl/kernel/faults.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `fault` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::fault::*;
use kozo::Ipc;
use pairs::*;


impl Server for Body {
    fn page(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: PageRequest,
    ) -> Result<PageReply> {
        let (got, given) = enter(self.0, badge, 1);
        put_number(got, 0, request.address);
        put_number(got, 1, request.code);
        put_number(got, 2, request.ip);
        put_number(got, 3, request.sp);
        outcome(
            PageReply {
                action: number(given, 0),
                ip: number(given, 1),
                sp: number(given, 2),
            },
        )
    }
    fn exception(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ExceptionRequest,
    ) -> Result<ExceptionReply> {
        let (got, given) = enter(self.0, badge, 2);
        put_number(got, 0, request.vector);
        put_number(got, 1, request.code);
        put_number(got, 2, request.ip);
        put_number(got, 3, request.sp);
        outcome(
            ExceptionReply {
                action: number(given, 0),
                ip: number(given, 1),
                sp: number(given, 2),
            },
        )
    }
    fn exit(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ExitRequest,
    ) -> Result<ExitReply> {
        let (got, given) = enter(self.0, badge, 3);
        put_number(got, 0, request.code);
        outcome(
            ExitReply {
                action: number(given, 0),
                ip: number(given, 1),
                sp: number(given, 2),
            },
        )
    }
    fn system_call(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: SystemCallRequest,
    ) -> Result<SystemCallReply> {
        let (got, given) = enter(self.0, badge, 4);
        put_number(got, 0, request.number);
        put_number(got, 1, request.argument0);
        put_number(got, 2, request.argument1);
        put_number(got, 3, request.argument2);
        put_number(got, 4, request.argument3);
        put_number(got, 5, request.argument4);
        outcome(
            SystemCallReply {
                action: number(given, 0),
                ip: number(given, 1),
                sp: number(given, 2),
            },
        )
    }
    fn exhausted(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ExhaustedRequest,
    ) -> Result<ExhaustedReply> {
        let (got, given) = enter(self.0, badge, 5);
        put_number(got, 0, request.consumed);
        put_number(got, 1, request.until);
        outcome(
            ExhaustedReply {
                action: number(given, 0),
                ip: number(given, 1),
                sp: number(given, 2),
            },
        )
    }
}

pub fn reply(label: u16, given: Option<&'static Values>) -> Result<()> {
    match label {
        _ => unreachable!(),
    }
}
