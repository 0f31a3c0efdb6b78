//! What a newsroom publishes already comes up in the browser, whatever it is.

use e2e::{FaultServer, Page, Reply, Scene, Story};
use serde_json::json;

/// A page with one element, whose feed is whatever stands at a path of a server.
struct Stage {
    scene: Scene,
    server: FaultServer,
}

impl Stage {
    async fn start() -> Self {
        Self { scene: Scene::start().await, server: FaultServer::start(Reply::status(404)) }
    }

    fn address(&self, path: &str) -> String {
        self.server.feed().replace("/feed.json", path)
    }

    fn element(&self, path: &str, attributes: &str) -> String {
        let src = self.address(path);
        format!(
            r#"<developing-story src="{src}" lang="da" loading="eager" poll="3600" {attributes}><p>Følg med</p></developing-story>"#
        )
    }

    /// Opens a page whose element reads that path, which answers so.
    async fn open(&self, path: &str, reply: Reply, attributes: &str) -> Story<'_> {
        self.server.put(path, reply);
        self.scene.open(&self.element(path, attributes)).await;
        self.scene.browser.story()
    }

    /// What of the release was asked for.
    fn loaded(&self, path: &str) -> usize {
        self.scene.cdn.log().of(path).len()
    }
}

/// A body of that media type, which says nothing of what it is.
fn body(media: &str, text: impl Into<Vec<u8>>) -> Reply {
    Reply::new(text).without("Content-Type").header("Content-Type", media)
}

fn rss(items: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Hanoi</title><link>https://news.example/</link>{items}</channel></rss>"#
    )
}

fn item(number: u32) -> String {
    format!(
        "<item><guid>{number}</guid><title>Nyt {number}</title><category>Vigtigt</category><pubDate>Thu, 28 Feb 2019 07:{number:02}:00 GMT</pubDate><description>&lt;p&gt;Tekst &lt;b&gt;{number}&lt;/b&gt;&lt;/p&gt;</description></item>"
    )
}

const POSTING: &str = r#"{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"Hanoi","liveBlogUpdate":[{"@type":"BlogPosting","@id":"https://news.example/hanoi#2","headline":"Nyt 2","articleBody":"Tekst 2","datePublished":"2019-02-28T07:02:00Z"},{"@type":"BlogPosting","@id":"https://news.example/hanoi#1","headline":"Nyt 1","articleBody":"Tekst 1","datePublished":"2019-02-28T07:01:00Z"}]}"#;

#[tokio::test]
async fn every_format_comes_up_by_its_content_alone() {
    let stage = Stage::start().await;
    let atom = |number: u32| {
        format!(
            "<entry><id>{number}</id><title>Nyt {number}</title><published>2019-02-28T07:{number:02}:00Z</published><content type=\"html\">Tekst {number}</content></entry>"
        )
    };
    let post = |number: u32| json!({"id": number, "date_gmt": format!("2019-02-28T07:{number:02}:00"), "status": "publish", "title": {"rendered": format!("Nyt {number}")}, "content": {"rendered": format!("<p>Tekst {number}</p>")}});
    let superdesk = |number: u32| json!({"_id": format!("{number}"), "post_status": "open", "published_date": format!("2019-02-28T07:{number:02}:00+00:00"), "headline": format!("Nyt {number}"), "groups": [{"id": "main", "refs": [{"item": {"item_type": "text", "text": format!("<p>Tekst {number}</p>")}}]}]});
    let documents = [
        ("/rss", rss(&[item(2), item(1)].concat())),
        ("/atom", format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Hanoi</title>{}{}</feed>", atom(2), atom(1))),
        ("/posting", POSTING.to_owned()),
        ("/page", format!("<!doctype html><title>x</title><body><script type=\"application/ld+json\">{POSTING}</script>")),
        ("/wp-json/wp/v2/posts", json!([post(2), post(1)]).to_string()),
        ("/api/client_blogs/5/posts", json!({"_items": [superdesk(2), superdesk(1)]}).to_string()),
        ("/announces", "<!doctype html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss\"></head>".to_owned()),
    ];
    for (path, text) in &documents {
        stage.server.put(path, body("text/plain", text.clone()));
    }
    let elements: Vec<String> = documents
        .iter()
        .map(|(path, _)| format!("<div id=\"x{}\">{}</div>", path.len(), stage.element(path, "")))
        .collect();
    stage.scene.open(&elements.concat()).await;
    for (path, _) in documents {
        let story = stage.scene.browser.story_at(&format!("#x{} developing-story", path.len()));
        let look = story.ready().await;
        let seen: Vec<_> =
            look.entries.iter().map(|entry| (entry.headline.clone(), entry.time.clone())).collect();
        let expect = ["Nyt 2", "Nyt 1"].map(|headline| Some(headline.to_owned()));
        assert_eq!(
            seen.iter().map(|(headline, _)| headline.clone()).collect::<Vec<_>>(),
            expect,
            "{path}"
        );
        assert_eq!(look.entries[0].body.as_deref(), Some("Tekst 2"), "{path}");
    }
    assert_eq!(stage.loaded("/story_formats_bg.wasm"), 1, "once a page");
}

#[tokio::test]
async fn whoever_has_a_json_feed_loads_nothing_of_the_other_formats() {
    let stage = Stage::start().await;
    let feed = json!({"title": "Hanoi", "items": [{"id": "a", "title": "A"}]}).to_string();
    let story = stage.open("/feed", body("text/html", feed), "").await;
    story.ready().await;
    story.refresh().await;
    assert_eq!((stage.loaded("/formats.js"), stage.loaded("/story_formats_bg.wasm")), (0, 0));
}

#[tokio::test]
async fn a_story_in_rss_goes_on_like_any_other() {
    let stage = Stage::start().await;
    let story = stage
        .open("/rss", body("application/rss+xml", rss(&item(1))), "key-tags=\"x, vigtigt\"")
        .await;
    let look = story.ready().await;
    assert!(
        look.entries[0].said.iter().any(|said| said.starts_with("Vigtigt")),
        "{:?}",
        look.entries[0].said
    );
    story.refresh().await;
    assert_eq!(
        stage.scene.browser.told_of("story-updated").await,
        [] as [serde_json::Value; 0],
        "unchanged"
    );
    let edited = item(1).replace("Nyt 1", "Rettet");
    stage.server.put("/rss", body("application/rss+xml", rss(&[item(2), edited].concat())));
    story.refresh().await;
    let look = story.until("news waits", |look| look.reveal.is_some()).await;
    assert_eq!(look.entries[0].headline.as_deref(), Some("Rettet"));
    story.click("[part=reveal]").await;
    story.until("it shows", |look| look.shown() == ["2", "1"]).await;
    // The timeline as it was stays where the feed breaks.
    stage.server.put("/rss", body("application/rss+xml", "<rss><channel>\n<item></channel></rss>"));
    story.refresh().await;
    let failed = stage.scene.browser.told_of("story-failed").await;
    let message = failed[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains("is not well-formed XML") && message.contains(" at 2:"), "{message}");
    assert_eq!(story.ready().await.shown(), ["2", "1"]);
}

#[tokio::test]
async fn older_items_of_wordpress_are_found_and_end_where_it_has_no_more() {
    let stage = Stage::start().await;
    let wordpress = |number| {
        rss(&format!("<generator>https://wordpress.org/?v=6.5</generator>{}", item(number)))
    };
    stage.server.put("/feed/?paged=2", body("text/xml", wordpress(1)));
    stage.server.put("/feed/?paged=3", Reply::status(404));
    let story = stage.open("/feed/", body("text/xml", wordpress(2)), "").await;
    story.ready().await;
    story.click("[part=earlier]").await;
    story.until("the older one shows", |look| look.shown() == ["2", "1"]).await;
    // There is room for more, and so the page after it has been asked for already.
    story.until("there is no more", |look| look.earlier.is_none()).await;
    assert_eq!(stage.scene.browser.told_of("story-failed").await, [] as [serde_json::Value; 0]);
}

#[tokio::test]
async fn pages_that_name_one_another_are_not_followed_for_ever() {
    let stage = Stage::start().await;
    let page = |to: &str| {
        format!(
            "<!doctype html><link rel=\"alternate\" type=\"application/rss+xml\" href=\"{to}\">"
        )
    };
    stage.server.put("/b", body("text/html", page("/a")));
    let story = stage.open("/a", body("text/html", page("/b")), "").await;
    let failed = "e2e.told.some((it) => it.name === 'story-failed')";
    stage.scene.browser.until_js("it fails", failed).await;
    let told = stage.scene.browser.told_of("story-failed").await;
    let message = told[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains("leads to no feed"), "{message}");
    assert_eq!(
        stage.server.asked().iter().filter(|it| ["/a", "/b"].contains(&&*it.path)).count(),
        4
    );
    // Once there is a feed behind it, it shows.
    stage.server.put("/b", body("text/xml", rss(&item(1))));
    story.refresh().await;
    assert_eq!(story.ready().await.shown(), ["1"]);
}

#[tokio::test]
async fn a_feed_is_read_in_the_encoding_that_it_names() {
    let stage = Stage::start().await;
    let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>H</title><item><guid>a</guid><title>Tr\u{f8}st</title></item></channel></rss>";
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let wide: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(text.replace("ISO-8859-1", "UTF-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let named = text.replace("ISO-8859-1", "x-unknown");
    for (path, reply) in [
        ("/declared", body("text/xml", latin.clone())),
        (
            "/header",
            body(
                "application/xml; charset=windows-1252",
                text.replace(" encoding=\"ISO-8859-1\"", "")
                    .chars()
                    .map(|c| c as u8)
                    .collect::<Vec<u8>>(),
            ),
        ),
        ("/utf-8", body("application/xml; charset=utf-8", text)),
        ("/wide", body("text/xml", wide)),
        ("/unknown", body("text/xml", named)),
    ] {
        let story = stage.open(path, reply, "").await;
        let look = story.ready().await;
        assert_eq!(look.entries[0].headline.as_deref(), Some("Trøst"), "{path}");
    }
}

#[tokio::test]
async fn a_page_of_errors_in_the_place_of_a_feed_is_no_way_to_another_feed() {
    let stage = Stage::start().await;
    let feed = |title: &str| {
        body("application/json", json!({"items": [{"id": "a", "title": title}]}).to_string())
    };
    let announces = |path: &str| {
        let link = format!("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"{path}\">");
        body("text/html", format!("<!doctype html><head>{link}</head>"))
    };
    stage.server.put("/rss", body("text/xml", rss(&item(1))));
    stage.server.put("/other", body("text/xml", rss(&item(2))));
    let story = stage.open("/feed", feed("A"), "").await;
    story.ready().await;
    stage.server.put("/feed", announces("/rss"));
    story.refresh().await;
    let failed = stage.scene.browser.told_of("story-failed").await;
    let message = failed[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains("is an HTML page now, where a feed was before"), "{message}");
    assert_eq!(story.ready().await.shown(), ["a"]);
    stage.server.put("/feed", feed("B"));
    story.refresh().await;
    story.until("the feed is back", |look| look.entries[0].headline.as_deref() == Some("B")).await;

    // What was no feed from the beginning may name another one, and is asked for it again.
    let story = stage.open("/page", announces("/rss"), "").await;
    assert_eq!(story.ready().await.shown(), ["1"]);
    stage.server.put("/rss", body("text/html", "<!doctype html><p>Moved"));
    stage.server.put("/page", announces("/other"));
    story.refresh().await;
    story.refresh().await;
    story.until("it has followed", |look| look.reveal.is_some() || look.shown() == ["2"]).await;
}

#[tokio::test]
async fn who_asks_later_what_became_of_a_document_is_told_too() {
    let stage = Stage::start().await;
    stage.server.put("/rss", body("text/xml", rss(&item(1))));
    let watch = "<script>window.tables = []; console.table = (rows) => tables.push(rows)</script>";
    let page = Page::new(&stage.element("/rss", "")).head(watch).head(&stage.scene.script());
    stage.scene.open_page(&page).await;
    let story = stage.scene.browser.story();
    story.ready().await;
    let second = stage.element("/rss", "debug id=\"second\"").replace('\'', "");
    let add = format!("document.body.insertAdjacentHTML('beforeend', `{second}`)");
    let _: serde_json::Value = stage.scene.browser.js(&add).await;
    stage.scene.browser.story_at("#second").ready().await;
    story.refresh().await;
    let tables: Vec<serde_json::Value> = stage.scene.browser.js("return tables").await;
    assert_eq!(tables.len(), 1, "{tables:?}");
}

#[tokio::test]
async fn with_debug_the_console_says_what_became_of_each_item() {
    let stage = Stage::start().await;
    let watch = "<script>window.tables = []; console.table = (rows) => tables.push(rows)</script>";
    let items = json!([{"id": "a", "title": "A", "date_published": "i går"}, {"title": "B"}]);
    stage.server.put("/feed", body("application/feed+json", json!({"items": items}).to_string()));
    let page = Page::new(&stage.element("/feed", "debug")).head(watch).head(&stage.scene.script());
    stage.scene.open_page(&page).await;
    let story = stage.scene.browser.story();
    story.ready().await;
    story.refresh().await;
    let tables: Vec<Vec<serde_json::Value>> = stage.scene.browser.js("return tables").await;
    let [rows] = &tables[..] else { panic!("one table for one document: {tables:?}") };
    let verdict = |verdict: &str| rows.iter().filter(|row| row["verdict"] == verdict).count();
    assert_eq!((verdict("accepted"), verdict("refused")), (1, 1), "{rows:?}");
    assert!(
        rows.iter()
            .any(|row| row["at"] == "/items/0/date_published" && row["verdict"] == "repaired"),
        "{rows:?}"
    );
}

#[tokio::test]
async fn items_that_are_left_out_are_named_on_the_console() {
    let stage = Stage::start().await;
    let bad = "<item><description> </description></item>";
    let story = stage.open("/rss", body("text/xml", rss(&[&item(1), bad].concat())), "").await;
    story.ready().await;
    let ours = stage.scene.browser.ours().await;
    let [(_, message)] = &ours[..] else { panic!("one message: {ours:?}") };
    assert!(
        message.contains("1 of the items of") && message.contains("line 1: no id"),
        "{message}"
    );
}

#[tokio::test]
async fn where_the_formats_are_missing_the_feed_is_none_and_comes_up_when_they_are_there() {
    let stage = Stage::start().await;
    stage.scene.lacks("/story_formats_bg.wasm");
    let story = stage.open("/rss", body("text/xml", rss(&item(1))), "").await;
    stage
        .scene
        .browser
        .until_js("it fails", "e2e.told.some((it) => it.name === 'story-failed')")
        .await;
    assert_eq!(stage.scene.browser.told_of("story-failed").await[0]["kind"], "not-json");
    stage.scene.cdn.faults().clear("/story_formats_bg.wasm");
    story.refresh().await;
    assert_eq!(story.ready().await.shown(), ["1"]);
}

#[tokio::test]
async fn a_page_that_demands_trusted_types_shows_rss_all_the_same() {
    let stage = Stage::start().await;
    stage.server.put("/rss", body("text/xml", rss(&item(1))));
    let page = Page::new(&stage.element("/rss", ""))
        .head(&stage.scene.script())
        .policy("require-trusted-types-for 'script'; trusted-types 'none'");
    stage.scene.open_page(&page).await;
    let look = stage.scene.browser.story().ready().await;
    assert_eq!(look.entries[0].headline.as_deref(), Some("Nyt 1"));
    assert_eq!(look.entries[0].body.as_deref(), Some("Tekst 1"));
}
