//% include "rust/banner.rs"
//! Types and structures, as in the C headers. They may have any name, so what is not theirs is
//! found by its whole path.
//% for name in words
pub use crate::abi::${name};
//% endfor
//% for row in aliases

${row.doc}
pub type ${row.name} = ${row.base};
//% endfor
//% for row in wrapped

crate::wire::wrapped! {
${row.doc}
    ${row.name}: ${row.base}
}
//% endfor
//% for row in ranged

crate::wire::ranged! {
${row.doc}
    ${row.name}: ${row.base} = ${row.minimum}, ${row.maximum}
}
//% endfor
//% for row in flags

crate::wire::flags! {
${row.doc}
    ${row.name}: ${row.base} {
//% for value in row['values']
${value.doc}
        ${value.name} = ${value.value},
//% endfor
    }
}
//% endfor
//% for row in enums

crate::wire::enumeration! {
${row.doc}
    ${row.name}: ${row.base} {
//% for value in row['values']
${value.doc}
        ${value.name} = ${value.value},
//% endfor
    }
}
//% endfor
//% for struct in structs

crate::wire::structure! {
${struct.doc}
    ${struct.name}, ${struct.size} {
//% for field in struct.fields
${field.doc}
        ${field.text};
//% endfor
    }
}
//% if struct.memory
const _: () = assert!(core::mem::size_of::<${struct.name}>() == ${struct.size});
//% endif
//% endfor
//% for union in unions

crate::wire::tagged! {
${union.doc}
    ${union.name}, ${union.size} {
//% for case in union.cases
${case.doc}
        ${case.name}${"(" + case.type + ")" if case.type else ""} = ${case.value},
//% endfor
    }
}
//% endfor
