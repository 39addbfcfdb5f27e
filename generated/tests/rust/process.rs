// SPDX-License-Identifier: MIT
// Generated from idl/services/process.yaml by template rust/test_interface.rs;
// change those and run `make generate`.
//! Client and server of the interface `process` for the driver of its test.
#![allow(unused)]
use crate::Body;
use kozo::abi::{Error, Result};
use kozo::process::*;
use kozo::wire::Failure;
use kozo::Ipc;
use pairs::*;

static STOP_LATER: Held<StopLater> = Held::new();

fn start_failure(error: Error) -> StartFailure {
    match error {
        Error::EXHAUSTED => StartFailure::Exhausted(StartExhausted { quota: number(told(), 0), free: number(told(), 1) }),
        error => error.into(),
    }
}

fn start_error(failure: StartFailure) -> Error {
    match &failure {
        StartFailure::Exhausted(detail) => {
            put_number(heard(), 0, detail.quota);
            put_number(heard(), 1, detail.free);
        }
        _ => {}
    }
    failure.error()
}

impl Server for Body {
    fn list<'a>(
        &'a mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ListRequest,
    ) -> Result<ListReply<'a>> {
        let (got, given) = enter(self.0, badge, 1);
        put_number(got, 0, request.position);
        outcome(
            ListReply {
                name: text(given, 0),
                state: number(given, 1),
                activity: number(given, 2),
                priority: number(given, 3),
                consumed: number(given, 4),
                memory: number(given, 5),
            },
        )
    }
    fn capability<'a>(
        &'a mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: CapabilityRequest<'a>,
    ) -> Result<CapabilityReply<'a>> {
        let (got, given) = enter(self.0, badge, 2);
        put_text(got, 0, request.program);
        put_number(got, 1, request.position);
        outcome(
            CapabilityReply {
                index: number(given, 0),
                info: number(given, 1),
                badge: number(given, 2),
                parent: number(given, 3),
                origin: text(given, 4),
            },
        )
    }
    fn memory(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: MemoryRequest,
    ) -> Result<MemoryReply> {
        let (got, given) = enter(self.0, badge, 3);
        outcome(
            MemoryReply {
                total: number(given, 0),
                free: number(given, 1),
                device: number(given, 2),
                regions: number(given, 3),
            },
        )
    }
    fn start(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: StartRequest<'_>,
    ) -> core::result::Result<(), StartFailure> {
        let (got, given) = enter(self.0, badge, 4);
        put_text(got, 0, request.program);
        outcome(
            (),
        ).map_err(start_failure)
    }
    fn power_off(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: PowerOffRequest,
    ) -> Result<()> {
        let (got, given) = enter(self.0, badge, 5);
        outcome(
            (),
        )
    }
    fn reboot(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: RebootRequest,
    ) -> Result<()> {
        let (got, given) = enter(self.0, badge, 6);
        outcome(
            (),
        )
    }
    fn stop(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: StopRequest<'_>,
        call: StopCall<'_>,
    ) -> Result<()> {
        let (got, given) = enter(self.0, badge, 7);
        put_text(got, 0, request.program);
        if takes() {
            STOP_LATER.put(call.later());
        }
        outcome(())
    }
    fn thread(
        &mut self,
        ipc: &mut Ipc,
        badge: crate::types::Badge,
        request: ThreadRequest<'_>,
    ) -> Result<ThreadReply> {
        let (got, given) = enter(self.0, badge, 8);
        put_text(got, 0, request.program);
        put_number(got, 1, request.position);
        outcome(
            ThreadReply {
                index: number(given, 0),
                activity: number(given, 1),
                priority: number(given, 2),
                consumed: number(given, 3),
            },
        )
    }
}

pub fn call(label: u16, input: &Values, output: &mut Values) -> Result<()> {
    let (client, ipc) = (Client(server()), &mut ipc());
    match label {
        1 => {
            let request = ListRequest { position: number(input, 0) };
            let reply = client.list(ipc, &request)?;
            put_text(output, 0, reply.name);
            put_number(output, 1, reply.state);
            put_number(output, 2, reply.activity);
            put_number(output, 3, reply.priority);
            put_number(output, 4, reply.consumed);
            put_number(output, 5, reply.memory);
        }
        2 => {
            let request = CapabilityRequest {
                program: text(input, 0),
                position: number(input, 1),
            };
            let reply = client.capability(ipc, &request)?;
            put_number(output, 0, reply.index);
            put_number(output, 1, reply.info);
            put_number(output, 2, reply.badge);
            put_number(output, 3, reply.parent);
            put_text(output, 4, reply.origin);
        }
        3 => {
            let request = MemoryRequest {  };
            let reply = client.memory(ipc, &request)?;
            put_number(output, 0, reply.total);
            put_number(output, 1, reply.free);
            put_number(output, 2, reply.device);
            put_number(output, 3, reply.regions);
        }
        4 => {
            let request = StartRequest { program: text(input, 0) };
            let reply = client.start(ipc, &request).map_err(start_error)?;
        }
        5 => {
            let request = PowerOffRequest {  };
            let reply = client.power_off(ipc, &request)?;
        }
        6 => {
            let request = RebootRequest {  };
            let reply = client.reboot(ipc, &request)?;
        }
        7 => {
            let request = StopRequest { program: text(input, 0) };
            let reply = client.stop(ipc, &request)?;
        }
        8 => {
            let request = ThreadRequest { program: text(input, 0), position: number(input, 1) };
            let reply = client.thread(ipc, &request)?;
            put_number(output, 0, reply.index);
            put_number(output, 1, reply.activity);
            put_number(output, 2, reply.priority);
            put_number(output, 3, reply.consumed);
        }
        _ => unreachable!(),
    }
    Ok(())
}

pub fn reply(label: u16, given: Option<&'static Values>) -> Result<()> {
    match label {
        7 => {
            let mut later = STOP_LATER.take();
            waits(later.waits());
            let given = match given {
                Some(given) => given,
                None => return fail(later, StopLater::fail),
            };
            let reply = ();
            later.reply(&mut ipc(), &reply)
        }
        _ => unreachable!(),
    }
}
