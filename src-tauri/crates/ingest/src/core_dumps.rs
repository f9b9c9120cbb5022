//! What a crash leaves behind: nothing. A core holds shoppers' addresses, the client secret and the access token.

/// Keeps the memory of this process and of its children out of core dumps; the first thing that a program does. Where the
/// system refuses, the program runs all the same, and there is nobody yet to be told.
pub fn no_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        setrlimit(Resource::Core, none).ok();
    }
    // A program that is handed cores is not bound by the limit; with this, none of the memory is in them (core(5)).
    #[cfg(target_os = "linux")]
    std::fs::write("/proc/self/coredump_filter", "0").ok();
}
