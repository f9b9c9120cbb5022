"""Writes what a Secret Service holds for one service, a line each: account, tab, secret; or locks and opens it.

secrets.py SERVICE | --lock | --unlock PASSWORD
"""
import sys

from gi.repository import Gio, GLib

NAME = "org.freedesktop.secrets"


# One for all calls: what is opened on a connection to the bus is gone with it.
BUS = Gio.bus_get_sync(Gio.BusType.SESSION)


def call(path, interface, method, arguments):
    return BUS.call_sync(NAME, path, f"org.freedesktop.{interface}", method, arguments, None, Gio.DBusCallFlags.NONE, 10_000, None).unpack()


def held(service):
    root = "/org/freedesktop/secrets"
    _, session = call(root, "Secret.Service", "OpenSession", GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))))
    found, _locked = call(root, "Secret.Service", "SearchItems", GLib.Variant("(a{ss})", ({"service": service},)))
    for item in found:
        (attributes,) = call(item, "DBus.Properties", "Get", GLib.Variant("(ss)", ("org.freedesktop.Secret.Item", "Attributes")))
        ((_, _, secret, _),) = call(item, "Secret.Item", "GetSecret", GLib.Variant("(o)", (session,)))
        yield attributes.get("username", ""), bytes(secret).decode()


def collection():
    (path,) = call("/org/freedesktop/secrets", "Secret.Service", "ReadAlias", GLib.Variant("(s)", ("default",)))
    return path


def lock():
    call("/org/freedesktop/secrets", "Secret.Service", "Lock", GLib.Variant("(ao)", ([collection()],)))


def unlock(password):
    """As a sign-in to the desktop does: gnome-keyring's own call, without a prompt."""
    root = "/org/freedesktop/secrets"
    _, session = call(root, "Secret.Service", "OpenSession", GLib.Variant("(sv)", ("plain", GLib.Variant("s", ""))))
    own = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
    master = GLib.Variant("(o(oayays))", (collection(), (session, b"", password.encode(), "text/plain")))
    BUS.call_sync(NAME, root, own, "UnlockWithMasterPassword", master, None, Gio.DBusCallFlags.NONE, 10_000, None)


if __name__ == "__main__":
    if sys.argv[1] == "--lock":
        lock()
    elif sys.argv[1] == "--unlock":
        unlock(sys.argv[2])
    else:
        for account, secret in held(sys.argv[1]):
            print(f"{account}\t{secret}")
