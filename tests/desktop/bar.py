"""A desktop's bar for the journeys: keeps the icons that programs bring, reads their menus and clicks in them.

bar.py keep                 owns the bar's name on the session bus until it is ended; says `ready`
bar.py read                 the first icon as JSON: status, picture, and its menu's lines, each with depth, label and whether it can be chosen
bar.py click LABEL...       chooses a line, by its label below those of its menus; 1 where there is none or it cannot be chosen
"""
import json
import sys

from gi.repository import Gio, GLib

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
INTERFACE = f"""<node><interface name="{WATCHER}">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
<property name="RegisteredStatusNotifierItems" type="as" access="read"/>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
<property name="ProtocolVersion" type="i" access="read"/>
<signal name="StatusNotifierItemRegistered"><arg type="s"/></signal>
<signal name="StatusNotifierHostRegistered"/>
</interface></node>"""
BUS = Gio.bus_get_sync(Gio.BusType.SESSION)


def keep():
    items = []

    def called(_bus, sender, _path, _interface, method, arguments, invocation):
        (what,) = arguments.unpack()
        if method == "RegisterStatusNotifierItem":
            # An icon names its object; the program behind it is who calls.
            items.append(f"{sender}{what if what.startswith('/') else '/StatusNotifierItem'}")
        invocation.return_value(None)

    def asked(_bus, _sender, _path, _interface, name):
        answers = {
            "RegisteredStatusNotifierItems": GLib.Variant("as", items),
            "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
            "ProtocolVersion": GLib.Variant("i", 0),
        }
        return answers[name]

    (interface,) = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces
    BUS.register_object("/StatusNotifierWatcher", interface, called, asked, None)
    Gio.bus_own_name_on_connection(BUS, WATCHER, Gio.BusNameOwnerFlags.NONE, lambda *_: print("ready", flush=True), None)
    GLib.MainLoop().run()


def call(name, path, interface, method, arguments):
    return BUS.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 10_000, None).unpack()


def value(name, path, interface, key):
    (found,) = call(name, path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, key)))
    return found


def icon():
    items = value(WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems")
    name, _, path = items[-1].partition("/")
    return name, f"/{path}"


def below(entry, depth=0, path=()):
    """Every line with its number, depth, labels from the outermost menu on, and whether it can be chosen."""
    for number, properties, children in entry[2]:
        label = properties.get("label", "").replace("__", "_")
        if properties.get("visible", True) and properties.get("type") != "separator":
            yield number, depth, (*path, label), properties.get("enabled", True)
        yield from below((number, properties, children), depth + 1, (*path, label))


def menu():
    name, path = icon()
    where = value(name, path, ITEM, "Menu")
    _, layout = call(name, where, MENU, "GetLayout", GLib.Variant("(iias)", (0, -1, [])))
    return name, where, list(below(layout))


def read():
    name, path = icon()
    lines = [[depth, labels[-1], enabled] for _, depth, labels, enabled in menu()[2]]
    print(json.dumps({"status": value(name, path, ITEM, "Status"), "icon": value(name, path, ITEM, "IconName"), "lines": lines}))


def click(labels):
    name, where, lines = menu()
    for number, _, found, enabled in lines:
        if found == tuple(labels) and enabled:
            call(name, where, MENU, "Event", GLib.Variant("(isvu)", (number, "clicked", GLib.Variant("s", ""), 0)))
            return 0
    return 1


if __name__ == "__main__":
    verb, *labels = sys.argv[1:]
    if verb == "click":
        sys.exit(click(labels))
    {"keep": keep, "read": read}[verb]()
