//! The use cases: inspect, suggest, check, plan, send, follow, verify, history.
