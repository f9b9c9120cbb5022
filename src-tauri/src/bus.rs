//! What the desktop offers, asked on its session bus. Other systems than Linux always have a bar with icons and a place
//! for notifications.

#[cfg(target_os = "linux")]
pub(crate) use linux::{has_notifications, has_tray};

/// There is a place for an icon.
#[cfg(not(target_os = "linux"))]
pub(crate) fn has_tray() -> bool {
    true
}

/// Something shows notifications.
#[cfg(not(target_os = "linux"))]
pub(crate) fn has_notifications() -> bool {
    true
}

#[cfg(target_os = "linux")]
mod linux {
    use zbus::blocking::Connection;
    use zbus::blocking::fdo::DBusProxy;
    use zbus::names::BusName;

    const TRAY: &str = "org.kde.StatusNotifierWatcher";
    const NOTIFICATIONS: &str = "org.freedesktop.Notifications";

    pub(crate) fn has_tray() -> bool {
        asked(|bus| Ok(bus.name_has_owner(BusName::try_from(TRAY)?)?))
    }

    /// One that is started when it is first needed counts.
    pub(crate) fn has_notifications() -> bool {
        asked(|bus| {
            let is_there = bus.name_has_owner(BusName::try_from(NOTIFICATIONS)?)?;
            Ok(is_there || bus.list_activatable_names()?.iter().any(|name| *name == NOTIFICATIONS))
        })
    }

    /// On a thread of its own: the answer is waited for, which must not stop a runtime's thread. Without a bus: no.
    fn asked(question: impl FnOnce(&DBusProxy<'_>) -> zbus::Result<bool> + Send) -> bool {
        let ask = || {
            let connection = Connection::session()?;
            question(&DBusProxy::new(&connection)?)
        };
        let answer = std::thread::scope(|scope| scope.spawn(ask).join());
        answer.is_ok_and(|answer| answer.unwrap_or(false))
    }
}
