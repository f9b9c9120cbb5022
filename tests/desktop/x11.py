"""Three things for the journeys that no ready-made program does.

x11.py drag FILE     a small window in the corner from which FILE can be dragged; ends with the drag: 0 taken, 1 not
x11.py close WINDOW  asks a window to close, as a window manager does for the cross in its corner
x11.py clipboard     writes the text that is on the clipboard
"""
import ctypes
import pathlib
import sys


def drag(file):
    import gi

    # Both by name: some other library may bring a newer one along.
    gi.require_version("Gdk", "3.0")
    gi.require_version("Gtk", "3.0")
    from gi.repository import Gdk, GLib, Gtk

    uri = pathlib.Path(file).resolve().as_uri()
    taken = []
    window = Gtk.Window(type=Gtk.WindowType.POPUP, title="drag-source")
    window.set_default_size(40, 40)
    window.move(0, 0)
    window.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    window.drag_source_add_uri_targets()

    def give(_widget, _context, data, _info, _time):
        taken.append(uri)
        data.set_uris([uri])

    window.connect("drag-data-get", give)
    # Nobody took it: no waiting for the animation that flies back.
    window.connect("drag-failed", lambda *_: (taken.clear(), True)[1])
    window.connect("drag-end", lambda *_: Gtk.main_quit())
    window.show_all()
    GLib.idle_add(lambda: print("ready", flush=True))
    GLib.timeout_add_seconds(30, Gtk.main_quit)
    Gtk.main()
    return 0 if taken else 1


class ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int), ("data", ctypes.c_long * 5),
        ("rest_of_the_union", ctypes.c_long * 24),
    ]


def close(window):
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    protocols = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
    delete = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    message = ClientMessage(type=33, display=display, window=window, message_type=protocols, format=32)
    message.data[0] = delete
    sent = x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XSync(display, 0)
    x11.XCloseDisplay(display)
    return 0 if sent else 1


def clipboard():
    import gi

    gi.require_version("Gdk", "3.0")
    gi.require_version("Gtk", "3.0")
    from gi.repository import Gdk, Gtk

    print(Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).wait_for_text() or "", end="")
    return 0


if __name__ == "__main__":
    verb, *what = sys.argv[1:]
    sys.exit({"drag": drag, "close": lambda window: close(int(window, 0)), "clipboard": clipboard}[verb](*what))
