//! `courier`: the engine on the command line. This room parses, delegates and prints; it decides nothing.

mod args;

fn main() {}
