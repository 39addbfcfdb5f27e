// SPDX-License-Identifier: MIT
// Generated from ${source} by template ${template};
// change those and run `make generate`.
