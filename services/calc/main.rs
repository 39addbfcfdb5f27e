// SPDX-License-Identifier: MIT
//! main.rs: the calc service: integer expressions, by recursive descent.
//!
//! sum = product { (+ | -) product };  product = factor { (* | / | %) factor };
//! factor = { - } ( number | "(" sum ")" ). Blanks are skipped. A text is so short that nesting
//! stays within the stack.
#![no_std]
use kozo::calc::{self, EvaluateReply, EvaluateRequest};
use kozo::types::{Badge, CalcResult};
use kozo::{Ipc, Result};

kozo::serves!(calc);
kozo::uses!(names);

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
}

type Parsed = core::result::Result<i64, CalcResult>;

fn fits(value: Option<i64>) -> Parsed {
    value.ok_or(CalcResult::NoValue)
}

impl Parser<'_> {
    /// The next character that is no blank; 0 at the end, which no text contains.
    fn peek(&mut self) -> u8 {
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn expect(&mut self, wanted: u8) -> core::result::Result<(), CalcResult> {
        if self.peek() != wanted {
            return Err(CalcResult::Misplaced(self.at as u32));
        }
        self.at += 1;
        Ok(())
    }

    fn number(&mut self) -> Parsed {
        let mut value = 0i64;
        while let Some(digit @ b'0'..=b'9') = self.text.get(self.at) {
            value = fits(value.checked_mul(10).and_then(|v| v.checked_add((digit - b'0') as i64)))?;
            self.at += 1;
        }
        Ok(value)
    }

    fn factor(&mut self) -> Parsed {
        match self.peek() {
            b'0'..=b'9' => self.number(),
            b'-' => {
                self.at += 1;
                fits(self.factor()?.checked_neg())
            }
            b'(' => {
                self.at += 1;
                let value = self.sum()?;
                self.expect(b')').map(|()| value)
            }
            _ => Err(CalcResult::Misplaced(self.at as u32)),
        }
    }

    fn product(&mut self) -> Parsed {
        let mut value = self.factor()?;
        loop {
            let apply = match self.peek() {
                b'*' => i64::checked_mul,
                b'/' => i64::checked_div,
                b'%' => i64::checked_rem,
                _ => return Ok(value),
            };
            self.at += 1;
            value = fits(apply(value, self.factor()?))?;
        }
    }

    fn sum(&mut self) -> Parsed {
        let mut value = self.product()?;
        loop {
            let apply = match self.peek() {
                b'+' => i64::checked_add,
                b'-' => i64::checked_sub,
                _ => return Ok(value),
            };
            self.at += 1;
            value = fits(apply(value, self.product()?))?;
        }
    }
}

struct Calc;

impl calc::Server for Calc {
    fn evaluate(
        &mut self,
        _: &mut Ipc,
        _: Badge,
        request: EvaluateRequest<'_>,
    ) -> Result<EvaluateReply> {
        let mut parser = Parser { text: request.text.as_bytes(), at: 0 };
        let value = parser.sum().and_then(|value| parser.expect(0).map(|()| value));
        Ok(EvaluateReply { result: value.map_or_else(|wrong| wrong, CalcResult::Value) })
    }
}

#[no_mangle]
pub extern "C" fn main() -> i32 {
    let served = runtime::register(grants::calc::names(), b"calc\0")
        .and_then(|()| runtime::serve(&mut Calc, calc::dispatch));
    served.map_or_else(|error| error.0 as i32, |()| 0)
}
