"""Writes what a Secret Service holds for one service, a line each: account, tab, secret.

secrets.py SERVICE
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


if __name__ == "__main__":
    for account, secret in held(sys.argv[1]):
        print(f"{account}\t{secret}")
