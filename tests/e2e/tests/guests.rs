//! Pages that have changed what everybody builds on: the timeline works on them, and leaves everything as it was.

use e2e::{Feed, Page, Scene};

const FEED: &str = "/feed.json";

/// What some pages do before they load anything of others, by the name of whoever does it.
const PAGES: [(&str, &str); 8] = [
    (
        "frozen",
        "for (const it of [Object, Array, Function, Promise, String, Map, Set, RegExp, Error, HTMLElement, Element, Node, EventTarget, Event]) Object.freeze(it.prototype)",
    ),
    (
        "enumerable",
        "Object.prototype.extra = function () {}; Object.prototype.none = null; Array.prototype.extra = 7",
    ),
    // In the spirit of Prototype.js: arrays that write themselves, and shorthands with names of today.
    (
        "written",
        "Array.prototype.toJSON = function () { return '[' + this.join() + ']' }; String.prototype.toJSON = function () { return '\"' + this + '\"' }; Object.prototype.toJSON = undefined; \
         Array.prototype.flat = function () { return this }; Array.prototype.find = function (f) { for (let i = 0; i < this.length; i++) if (f(this[i])) return this[i] }; \
         Array.prototype.map = Array.prototype.collect = function (f) { const to = []; for (let i = 0; i < this.length; i++) to.push(f ? f(this[i], i) : this[i]); return to }; \
         window.$ = (id) => document.getElementById(id); Element.prototype.remove = function () { this.parentNode.removeChild(this); return this }; \
         Element.prototype.show = Element.prototype.hide = Element.prototype.update = function () { return this }",
    ),
    // In the spirit of MooTools: functions that extend, and names on every prototype.
    (
        "extended",
        "Function.prototype.implement = function (name, what) { this.prototype[name] = what; return this }; Function.prototype.extend = function () { return this }; \
         for (const it of [Array, String, Number, Function]) it.implement('hide', function () { return this }).implement('each', function () {}); \
         Function.prototype.bind = function (self, ...args) { const it = this; return function (...more) { return it.apply(self, args.concat(more)) } }; \
         Array.prototype.contains = Array.prototype.include = function (it) { return this.indexOf(it) > -1 }; window.Event = class extends Event {}",
    ),
    (
        "fetched",
        "const real = fetch; window.fetch = function (...it) { return real.apply(window, it).then((answer) => new Proxy(answer, { get(of, name) { const value = Reflect.get(of, name, of); return typeof value === 'function' ? value.bind(of) : value } })) }",
    ),
    (
        "parsed",
        "const real = JSON.parse; JSON.parse = function (text, reviver) { return real.call(JSON, String(text), reviver) }; const written = JSON.stringify; JSON.stringify = (it) => written(it, null, 1)",
    ),
    (
        "promised",
        "const real = Promise; window.Promise = class extends real { then(a, b) { return super.then(a, b) } }; real.prototype.done = function () {}",
    ),
    (
        "timed",
        "for (const name of ['setTimeout', 'requestAnimationFrame', 'queueMicrotask']) { const real = window[name]; window[name] = (...it) => real.apply(window, it) }",
    ),
];

/// Everything of the page that is not the element's: globals, what built-in prototypes have, and the document around it.
const KEPT: &str = "(() => {
    const of = (it) => Reflect.ownKeys(it).map((key) => { const { value, get } = Object.getOwnPropertyDescriptor(it, key); return [String(key), typeof value, typeof (value ?? get) === 'function' ? (value ?? get).toString().slice(0, 80) : ''].join() });
    const built = [Object, Array, Function, Promise, String, Map, Set, RegExp, HTMLElement, Element, Node, EventTarget, Document, ShadowRoot, CustomEvent, Response, Request].flatMap((it) => of(it.prototype).map((line) => `${it.name}: ${line}`));
    const globals = Object.getOwnPropertyNames(window).filter((name) => !/^(\\d+|e2e|before|held|cdc_.*|se_.*|event|ret_nodes)$/.test(name)).sort();
    const around = document.documentElement.cloneNode(true);
    around.querySelectorAll('developing-story').forEach((it) => it.replaceChildren());
    return [...globals, ...built, around.outerHTML];
})()";

/// A page of that name: the timeline lives, folds, keeps the reader's place, and comes back with it.
async fn works_on(name: &str) {
    let scene = Scene::start().await;
    for (name, script) in PAGES.into_iter().filter(|(it, _)| *it == name) {
        scene.publish(FEED, Feed::of(1..=3));
        let page = Page::new(&scene.element("unfold=none"))
            .head(&format!("<script>{script}</script>"))
            .head(&scene.script());
        scene.open_page(&page).await;
        let browser = &scene.browser;
        let story = browser.story();
        story.ready().await;
        scene.publish(FEED, Feed::of(1..=4));
        story.refresh().await;
        story.until("news waits", |look| look.reveal.is_some()).await;
        story.click("[part=reveal]").await;
        story.until("news shows", |look| look.entries.len() == 4).await;
        story.click("article[data-id='entry-2'] summary").await;
        story.until("an entry is open", |look| look.entries[2].open).await;
        browser.open(&scene.host.url("/")).await;
        let look = story.until("it is back", |look| look.entries.len() == 4).await;
        assert!(look.entries[2].open, "{name}: {look}");
        assert_eq!(look.entries[2].body.as_deref(), Some("Teksten til nyhed 2."), "{name}");
        let bad: Vec<_> =
            browser.console().await.into_iter().filter(|said| said.level == "SEVERE").collect();
        assert!(bad.is_empty(), "{name}: {bad:?}");
    }
}

#[tokio::test]
async fn where_prototypes_are_frozen() {
    works_on("frozen").await;
}

#[tokio::test]
async fn where_every_object_has_more() {
    works_on("enumerable").await;
}

#[tokio::test]
async fn where_arrays_write_themselves() {
    works_on("written").await;
}

#[tokio::test]
async fn where_functions_extend() {
    works_on("extended").await;
}

#[tokio::test]
async fn where_fetch_is_wrapped() {
    works_on("fetched").await;
}

#[tokio::test]
async fn where_json_is_wrapped() {
    works_on("parsed").await;
}

#[tokio::test]
async fn where_promises_are_of_the_pages_own() {
    works_on("promised").await;
}

#[tokio::test]
async fn where_timers_are_wrapped() {
    works_on("timed").await;
}

#[tokio::test]
async fn the_page_is_left_as_it_was() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    // Listeners, timers and observers are counted from before anything of ours is there.
    let counting = "const held = new Map(); window.held = held; \
        for (const target of [EventTarget.prototype]) { \
            const { addEventListener: add, removeEventListener: remove } = target; \
            const key = (it, type, f) => it === window || it === document ? type : null; \
            target.addEventListener = function (type, f, ...it) { const k = key(this, type, f); if (k) held.set(k, (held.get(k) ?? new Set()).add(f)); return add.call(this, type, f, ...it) }; \
            target.removeEventListener = function (type, f, ...it) { held.get(type)?.delete(f); return remove.call(this, type, f, ...it) }; }";
    let page =
        Page::new("<main><p>Avisen</p></main>").head(&format!("<script>{counting}</script>"));
    scene.open_page(&page).await;
    let browser = &scene.browser;
    browser.js::<()>(&format!("globalThis.before = {KEPT}; return null")).await;
    let script = scene.cdn.url("/developing-story.js");
    let element = scene.element("");
    browser
        .js_with::<()>(
            "return import(arguments[0]).then(() => { document.querySelector('main').insertAdjacentHTML('beforeend', arguments[1]); return null })",
            vec![script.into(), element.into()],
        )
        .await;
    let story = browser.story();
    story.ready().await;
    story.click("article[data-id='entry-1'] summary").await;
    story
        .until("an entry is open", |look| look.entries.iter().filter(|it| it.open).count() == 2)
        .await;
    let listens = "[...held].filter(([, all]) => all.size).map(([type]) => type).sort().join()";
    browser.until_js("it listens", &format!("{listens}.includes('online')")).await;
    browser.js::<()>("document.querySelector('developing-story').remove(); return null").await;
    browser.until_js("it listens no more", &format!("{listens} === ''")).await;
    let same: Vec<String> = browser
        .js(&format!(
            "const now = {KEPT}; return [...now.filter((it) => !before.includes(it)), ...before.filter((it) => !now.includes(it))]"
        ))
        .await;
    assert!(same.is_empty(), "{same:#?}");
}

#[tokio::test]
async fn beside_another_copy_of_the_script() {
    let scene = Scene::start().await;
    scene.publish(FEED, Feed::of(1..=3));
    let other = scene.cdn.url("/developing-story.js?other");
    let page = Page::new(&scene.element(""))
        .head(&scene.script())
        .head(&format!(r#"<script type="module" src="{other}"></script>"#))
        .head(&scene.script());
    scene.open_page(&page).await;
    scene.browser.story().ready().await;
    let bad: Vec<_> =
        scene.browser.console().await.into_iter().filter(|said| said.level == "SEVERE").collect();
    assert!(bad.is_empty(), "{bad:?}");
    assert_eq!(scene.cdn.log().of("/story_core_bg.wasm").len(), 1);
}
