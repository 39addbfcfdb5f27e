//% include "rust/banner.rs"
//! What the manifest gives to each program.
#![no_std]
#![allow(non_snake_case)] // names of the IDL may have more than one _ together
//% for program in programs

${program.doc}
pub mod ${program.name} {
//% for row in program.grants
    pub fn ${row.name}() -> ${row.type} {
//% if row.client
        ${row.type}(kozo::Cap::new(runtime::start_info().grants[${loop.index0}]))
//% else
        kozo::Cap::new(runtime::start_info().grants[${loop.index0}])
//% endif
    }
//% endfor
}
//% endfor
