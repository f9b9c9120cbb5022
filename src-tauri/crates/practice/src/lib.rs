//! The practice platform: Experience Platform's documented behaviour on loopback.
