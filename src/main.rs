//! The `sladd` program.

fn main() {}
