//! Attacks, several hundred of them, in every field of every format: nothing runs, nothing is asked for, nothing moves the
//! page, and nothing stands in the timeline but what may.

use developing_story::content::{ATTRIBUTES, ELEMENTS};
use e2e::{Engine, FaultServer, Reply, Scene};
use serde_json::{Value, json};
use xtask::server::Server;

/// Elements that load, run or hide something.
const ELEMENTS_TRIED: [&str; 24] = [
    "script", "img", "svg", "iframe", "object", "embed", "video", "audio", "body", "details",
    "input", "math", "link", "meta", "base", "form", "button", "template", "noscript", "marquee",
    "select", "textarea", "x-y", "style",
];

/// Attributes that run something, with what makes them.
const HANDLERS: [&str; 9] = [
    "src=RUN:x onerror=HIT",
    "onload=HIT",
    "onfocus=HIT autofocus tabindex=1",
    "ontoggle=HIT open",
    "onpointerrawupdate=HIT",
    "onanimationstart=HIT style=animation:x",
    "srcdoc='<script>HIT</script>'",
    "onbeforematch=HIT hidden=until-found",
    "href=RUN:HIT xlink:href=RUN:HIT formaction=RUN:HIT action=RUN:HIT data=RUN:HIT",
];

/// Ways of writing an address that a careless reader takes for another.
const SCHEMES: [&str; 25] = [
    "javascript:HIT",
    "JaVaScRiPt:HIT",
    " javascript:HIT",
    "java\tscript:HIT",
    "java\nscript:HIT",
    "\u{1}javascript:HIT",
    "&#106;avascript:HIT",
    "&#x6A;avascript:HIT",
    "javascript&colon;HIT",
    "java&Tab;script:HIT",
    "java&NewLine;script:HIT",
    "javascript&#58;HIT",
    "&#0000106avascript:HIT",
    "vbscript:HIT",
    "data:text/html,<script>HIT</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuaGl0KCk8L3NjcmlwdD4=",
    "blob:null/x",
    "file:///etc/passwd",
    "about:blank",
    "view-source:javascript:HIT",
    "filesystem:x",
    "livescript:HIT",
    "mocha:HIT",
    "jar:javascript:HIT!/",
    "feed:javascript:HIT",
];

/// Attributes that take addresses.
const HOLDERS: [&str; 6] = [
    "<a href=\"URL\">x</a>",
    "<iframe src=\"URL\"></iframe>",
    "<img src=\"URL\" srcset=\"URL 2x\">",
    "<video src=\"URL\" poster=\"URL\"><source src=\"URL\"></video>",
    "<blockquote cite=\"URL\">x</blockquote>",
    "<form action=\"URL\"><button formaction=\"URL\">x</button></form>",
];

/// Markup that a sanitiser reads in one way and a page in another.
const CONFUSED: [&str; 24] = [
    "<svg></p><style><a id=\"</style><img src=x onerror=HIT>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=HIT&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=HIT>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=HIT>",
    "<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title=\"</style><img src onerror=HIT>\"></style></h1>",
    "<!--><img src=x onerror=HIT>-->",
    "<!--!><img src=x onerror=HIT>",
    "<![CDATA[><img src=x onerror=HIT>]]>",
    "<?xml ><img src=x onerror=HIT>?>",
    "<title><a title=\"</title><img src=x onerror=HIT>\">",
    "<textarea><a title=\"</textarea><img src=x onerror=HIT>\">",
    "<xmp><a title=\"</xmp><img src=x onerror=HIT>\">",
    "<style><a title=\"</style><img src=x onerror=HIT>\">",
    "<template><script>HIT</script></template>",
    "<svg><script href=data:text/javascript,HIT />",
    "<svg><animate onbegin=HIT attributeName=x dur=1s>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.hit()</script>'></iframe></foreignObject></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='HIT'/></svg>#x\">",
    "<table background=javascript:HIT><tr><td style=\"background:url(javascript:HIT)\">x</table>",
    "<div style=\"background:url('EVIL/style');behavior:url(x);-moz-binding:url(x)\">x</div>",
    "<link rel=stylesheet href=EVIL/link><style>@import 'EVIL/import'; * { background: url(EVIL/css) }</style>",
    "<meta http-equiv=refresh content=\"0;url=EVIL/refresh\"><base href=EVIL/>",
    "\"><script>HIT</script><\"",
    "</script><script>HIT</script>",
];

/// Our own ways against what this element does with names, selectors and storage.
const OURS: [&str; 8] = [
    "<developing-story src=EVIL/feed></developing-story>",
    "<slot name=footer onslotchange=HIT></slot>",
    "<button data-action=reveal onclick=HIT autofocus>x</button>",
    "<a id=inside name=inside class=story href=EVIL/a part=header>x</a>",
    "<p>EVIL/bare</p>",
    "<p>javascript:HIT</p>",
    "{name} {time} {{HIT}} ${HIT}",
    "__proto__ constructor toString",
];

fn attacks(evil: &str) -> Vec<String> {
    let mut attacks = Vec::new();
    for name in ELEMENTS_TRIED {
        attacks.extend(HANDLERS.map(|handler| format!("<{name} {handler}>x</{name}>")));
    }
    for (index, holder) in HOLDERS.iter().enumerate() {
        attacks.extend(SCHEMES.iter().map(|scheme| holder.replace("URL", scheme)).skip(index % 2));
    }
    attacks.extend(CONFUSED.iter().chain(&OURS).map(|attack| (*attack).to_owned()));
    let filled = attacks.into_iter().map(|attack| {
        attack.replace("HIT", "hit()").replace("RUN", "javascript").replace("EVIL", evil)
    });
    filled.collect()
}

/// What a page finds of an attack that has come through: what ran, and every element and attribute that may not be there.
const FOUND: &str = "
    const [elements, attributes] = [arguments[0], arguments[1]];
    const bad = hits.map((hit) => `ran: ${hit}`);
    if (location.pathname !== '/' || history.length !== was) bad.push(`went to ${location.href}`);
    for (const host of e2e.all()) {
        if (host.parentNode.nodeType === 11) bad.push('an element of ours in an element of ours');
        const known = new Set([...elements, 'section', 'header', 'nav', 'h2', 'h3', 'h4', 'details', 'summary', 'article', 'svg', 'path', 'b', 'slot', 'i']);
        const allowed = new Set([...attributes, 'part', 'id', 'hidden', 'open', 'datetime', 'viewBox', 'd', 'name']);
        for (const node of host.shadowRoot.querySelectorAll('*')) {
            if (!known.has(node.localName)) bad.push(`element ${node.outerHTML.slice(0, 120)}`);
            for (const { name, value } of node.attributes) {
                // Ours, against what would move (www/still.js): no length, no number and no word of a feed's. In WebKit
                // what is in sight has changed before the test is done with it; what is taken back leaves nothing in it.
                if (arguments[2] && name === 'style' && /^(height: [\\d.]+px|transition: none|opacity: \\d|; ?)*$/.test(value)) continue;
                if (!allowed.has(name) && !/^(data-|aria-)/.test(name)) bad.push(`attribute ${name}=${value}`);
                if (['href', 'src', 'poster', 'srcset'].includes(name) && !/^(https?:|mailto:|tel:|#story-)/.test(value)) bad.push(`address ${value}`);
            }
            if (node.closest('.body, .moments, .share') === null && /^(img|video|audio|a)$/.test(node.localName)) bad.push(`outside of the text: ${node.outerHTML}`);
        }
    }
    return bad;";

/// Loads a document of a format that carries every attack, and opens everything.
async fn survives(name: &str, document: impl Fn(&[String]) -> String) {
    let scene = Scene::start().await;
    let evil = Server::start(0, |_| axum::Router::new()).expect("a server");
    let attacks = attacks(evil.origin());
    assert!(attacks.len() >= 300, "{}", attacks.len());
    let server = FaultServer::start(Reply::new(document(&attacks)).without("Content-Type"));
    let src = server.feed();
    let body = format!(
        "<script>var hits = []; var was = history.length; var hit = () => {{ hits.push(new Error().stack); }}; \
         for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = hit; \
         addEventListener('securitypolicyviolation', (it) => hits.push(it.violatedDirective));</script>\
         <developing-story src=\"{src}\" lang=da loading=eager unfold=all limit=10000 poll=3600></developing-story>"
    );
    scene.open(&body).await;
    if Engine::chosen() == Engine::Firefox {
        // It counts a page only once it is loaded.
        scene.browser.js::<()>("window.was = history.length; return null").await;
    }
    let story = scene.browser.story();
    let look = story.ready().await;
    assert!(look.entries.len() >= 300, "{name}: {}", look.entries.len());
    // Everything comes into sight, has the pointer on it and the focus in it.
    story
        .act(
            "(async () => {
                for (const node of el.shadowRoot.querySelectorAll('.body *, .body')) {
                    node.scrollIntoView();
                    node.dispatchEvent(new MouseEvent('mouseover', { bubbles: true, composed: true }));
                    node.focus?.();
                }
                await e2e.turn();
            })()",
        )
        .await;
    let is_webkit = Engine::chosen() == Engine::WebKit;
    let bad: Vec<String> = scene
        .browser
        .js_with(FOUND, vec![json!(ELEMENTS), json!(ATTRIBUTES), json!(is_webkit)])
        .await;
    assert!(bad.is_empty(), "{name}: {bad:#?}");
    // Pictures and films are shown from wherever they are; nothing else is asked for.
    let asked: Vec<String> = evil.log().received().into_iter().map(|it| it.path).collect();
    assert!(asked.is_empty(), "{name}: {asked:?}");
    let others: Vec<String> = scene
        .browser
        .js_with(
            "return performance.getEntriesByType('resource').filter((it) => !arguments[0].some((ours) => it.name.startsWith(ours)) && !['img', 'video'].includes(it.initiatorType)).map((it) => `${it.initiatorType} ${it.name}`)",
            vec![json!([scene.cdn.origin(), server.feed().trim_end_matches("feed.json")])],
        )
        .await;
    assert!(others.is_empty(), "{name}: {others:?}");
}

fn minute(number: usize) -> String {
    format!("2019-02-28T{:02}:{:02}:00Z", number / 60, number % 60)
}

#[tokio::test]
async fn in_json_feed() {
    survives("JSON Feed", |attacks| {
        let item = |(number, attack): (usize, &String)| {
            json!({
                "id": format!("{number} {attack}"), "url": attack, "title": format!("{number} {attack}"), "summary": attack,
                "content_html": attack, "image": attack, "banner_image": attack, "language": attack,
                "attachments": [{"url": attack, "mime_type": "text/html", "title": attack}, {"url": format!("https://a.example/{attack}"), "mime_type": attack, "title": attack}],
                "authors": [{"name": attack, "url": attack}], "tags": [attack], "date_published": minute(number),
                "_story": {"correction": attack, "withdrawn": (number % 50 == 0).then_some(attack), "pinned": number % 40 == 0, "certainty": "reported", "base": attack},
            })
        };
        let items: Vec<Value> = attacks.iter().enumerate().map(item).collect();
        let all = attacks.concat();
        json!({
            "version": "https://jsonfeed.org/version/1.1", "title": all, "language": attacks[0], "home_page_url": attacks[1],
            "_story": {"known": attacks, "unknown": attacks, "place": all}, "items": items,
        })
        .to_string()
    })
    .await;
}

#[tokio::test]
async fn in_plain_text() {
    survives("plain text", |attacks| {
        let item = |(number, attack): (usize, &String)| {
            json!({"id": number, "title": attack, "content_text": format!("{attack}\n\n{attack} {attack}"), "date_published": minute(number)})
        };
        let items: Vec<Value> = attacks.iter().enumerate().map(item).collect();
        json!({"title": "Ord", "items": items}).to_string()
    })
    .await;
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\u{1}', "")
}

#[tokio::test]
async fn in_rss() {
    survives("RSS", |attacks| {
        let item = |(number, attack): (usize, &String)| {
            let text = escaped(attack);
            format!(
                "<item><guid isPermaLink=\"false\">{number} {text}</guid><title>{number} {text}</title><link>{text}</link><category>{text}</category><dc:creator>{text}</dc:creator><description>{text}</description><content:encoded><![CDATA[{}]]></content:encoded><media:content url=\"{text}\" type=\"{text}\"/><media:thumbnail url=\"{text}\"/><enclosure url=\"{text}\" type=\"{text}\" length=\"1\"/><pubDate>Thu, 28 Feb 2019 {:02}:{:02}:00 GMT</pubDate></item>",
                attack.replace("]]>", "").replace('\u{1}', ""), number / 60, number % 60
            )
        };
        let items: String = attacks.iter().enumerate().map(item).collect();
        format!(
            "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>{}</title><link>{}</link>{items}</channel></rss>",
            escaped(&attacks.concat()), escaped(&attacks[0])
        )
    })
    .await;
}

#[tokio::test]
async fn in_atom() {
    survives("Atom", |attacks| {
        let entry = |(number, attack): (usize, &String)| {
            let text = escaped(attack);
            format!(
                "<entry xml:lang=\"{text}\"><id>{number} {text}</id><title type=\"html\">{number} {text}</title><link href=\"{text}\"/><link rel=\"enclosure\" href=\"{text}\" type=\"{text}\"/><author><name>{text}</name><uri>{text}</uri></author><category term=\"{text}\"/><summary type=\"html\">{text}</summary><content type=\"html\" xml:base=\"{text}\">{text}</content><published>{}</published></entry>",
                minute(number)
            )
        };
        let entries: String = attacks.iter().enumerate().map(entry).collect();
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"html\">{}</title>{entries}</feed>", escaped(&attacks.concat()))
    })
    .await;
}

fn posting(attacks: &[String]) -> Value {
    let update = |(number, attack): (usize, &String)| {
        json!({
            "@type": "BlogPosting", "@id": format!("{number} {attack}"), "url": attack, "headline": format!("{number} {attack}"), "articleBody": attack,
            "description": attack, "datePublished": minute(number), "author": [{"name": attack, "url": attack}, attack], "keywords": [attack],
            "image": [attack, {"url": attack, "caption": attack}], "video": {"contentUrl": attack, "name": attack}, "inLanguage": attack,
        })
    };
    let updates: Vec<Value> = attacks.iter().enumerate().map(update).collect();
    json!({"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": attacks.concat(), "liveBlogUpdate": updates})
}

#[tokio::test]
async fn in_a_live_blog_posting() {
    survives("LiveBlogPosting", |attacks| posting(attacks).to_string()).await;
}

#[tokio::test]
async fn in_a_page() {
    survives("a page", |attacks| {
        let posting = posting(attacks).to_string().replace("</", "<\\/").replace("<!--", "<\\u0021--");
        format!("<!doctype html><title>x</title><body>{}<script type=\"application/ld+json\">{posting}</script>", attacks[0])
    })
    .await;
}

#[tokio::test]
async fn in_wordpress() {
    survives("WordPress", |attacks| {
        let post = |(number, attack): (usize, &String)| {
            json!({
                "id": number, "link": attack, "date_gmt": minute(number).trim_end_matches('Z'), "status": "publish",
                "title": {"rendered": format!("{number} {attack}")}, "content": {"rendered": attack}, "excerpt": {"rendered": attack},
                "jetpack_featured_media_url": attack,
                "_embedded": {"author": [{"name": attack, "link": attack}], "wp:featuredmedia": [{"source_url": attack, "alt_text": attack}], "wp:term": [[{"name": attack}]]},
            })
        };
        Value::from(attacks.iter().enumerate().map(post).collect::<Vec<_>>()).to_string()
    })
    .await;
}

#[tokio::test]
async fn in_superdesk() {
    survives("Superdesk", |attacks| {
        let post = |(number, attack): (usize, &String)| {
            json!({
                "_id": format!("{number} {attack}"), "post_status": "open", "published_date": minute(number), "headline": format!("{number} {attack}"), "lb_highlight": true,
                "original_creator": {"display_name": attack}, "tags": [attack],
                "groups": [{"id": "main", "refs": [
                    {"item": {"item_type": "text", "text": attack}},
                    {"item": {"item_type": "image", "text": attack, "meta": {"caption": attack, "credit": attack, "media": {"renditions": {"baseImage": {"href": attack}}}}}},
                    {"item": {"item_type": "embed", "text": attack, "meta": {"html": attack, "original_url": attack, "title": attack}}},
                    {"item": {"item_type": "quote", "text": attack, "meta": {"quote": attack, "credit": attack}}},
                ]}],
            })
        };
        json!({"_items": attacks.iter().enumerate().map(post).collect::<Vec<_>>()}).to_string()
    })
    .await;
}
