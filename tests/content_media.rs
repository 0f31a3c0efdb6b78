//! What becomes of pictures, films, tables and of what others serve.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::content::{Piece, from_text, whole};
use developing_story::markup::native::Html5ever;
use serde_json::{Value, json};
use support::pieces::{check, content, elements, values, written};
use support::{feed, item};

/// The one picture of a text, as the attributes of its `img`.
#[track_caller]
fn picture(html: &str) -> String {
    let blocks = content(html).blocks;
    let img = elements(&blocks).into_iter().find(|element| element.name == "img");
    let img = img.cloned().map(|img| written(&[Piece::Element(img)])).unwrap_or_default();
    img.replace(" loading=lazy decoding=async", "")
}

#[track_caller]
fn check_picture(html: &str, expect: &str) {
    assert_eq!(picture(html), expect, "{html}");
}

const A: &str = "https://news.example/a.jpg";

#[test]
fn a_picture_loads_late_keeps_its_room_and_can_be_enlarged() {
    check(
        "<img src=/a.jpg width=1600 height=900 alt=Kim onclick=x>",
        "figure[class=picture](button[class=enlarge type=button data-action=enlarge data-address=https://news.example/a.jpg]\
         (img[src=https://news.example/a.jpg alt=Kim width=1600 height=900 loading=lazy decoding=async]()))",
    );
    let img = |rest: &str| format!("img[src={A} alt{rest}]()");
    check_picture("<img src=/a.jpg>", &img(""));
    check_picture("<img src=/a.jpg width=100% height=auto>", &img(""));
    check_picture("<img src=/a.jpg width=' 640px'>", &img(" width=640"));
    check_picture("<img src=data:image/gif;base64,x data-src=/a.jpg>", &img(""));
    check_picture("<img src=javascript:x alt=Kim>", "");
    check("<img src=javascript:x alt=Kim>", "p(Kim)");
    check_picture("<img src=''>", "");
    check_picture("<img src=file:///etc/passwd>", "");
    check_picture("<img src=mailto:x>", "");
}

#[test]
fn of_several_sizes_those_with_good_addresses_stay() {
    let img = |rest: &str| format!("img[src={A} {rest} alt]()");
    let srcset = |srcset: &str, expect: &str| {
        let html = format!("<img src=/a.jpg srcset='{srcset}'>");
        check_picture(&html, &img(&format!("srcset={expect} sizes=auto, 100vw")));
    };
    srcset("/a.jpg 1x, /b.jpg 2x", "https://news.example/a.jpg 1x, https://news.example/b.jpg 2x");
    srcset(
        "/a,b.jpg 300w,/c.jpg 1.5x",
        "https://news.example/a,b.jpg 300w, https://news.example/c.jpg 1.5x",
    );
    srcset("javascript:x 1x, data:x 2x, /b.jpg 3x", "https://news.example/b.jpg 3x");
    srcset("/b.jpg, /c.jpg 2x", "https://news.example/b.jpg, https://news.example/c.jpg 2x");
    srcset(
        "/b.jpg 1x onload, /c.jpg 600w 400h",
        "https://news.example/b.jpg 1x onload, https://news.example/c.jpg 600w 400h",
    );
    check_picture("<img src=/a.jpg srcset=',, ,'>", &format!("img[src={A} alt]()"));
    check_picture(
        "<img src=/a.jpg srcset='/b.jpg 9w' sizes='(min-width: 40em) 50vw, calc(100vw - 2rem)'>",
        &img(
            "srcset=https://news.example/b.jpg 9w sizes=(min-width: 40em) 50vw, calc(100vw - 2rem)",
        ),
    );
    check_picture(
        "<img src=/a.jpg srcset='/b.jpg 9w' sizes='x;}</style>'>",
        &img("srcset=https://news.example/b.jpg 9w sizes=auto, 100vw"),
    );
    let blocks = content(
        "<picture><source srcset=/a.avif type=image/avif media='(min-width: 30em)'><source srcset=javascript:x>\
         <script>x</script><img src=/a.jpg alt=Kim></picture>",
    );
    let picture = elements(&blocks.blocks).into_iter().find(|element| element.name == "picture");
    let picture = picture.expect("a picture").clone();
    assert_eq!(
        written(&[Piece::Element(picture)]).replace(" loading=lazy decoding=async", ""),
        "picture(source[srcset=https://news.example/a.avif media=(min-width: 30em) type=image/avif]() \
         img[src=https://news.example/a.jpg alt=Kim]())"
    );
}

#[test]
fn a_sign_is_text_and_what_counts_readers_is_nothing() {
    check("<p>Ja <img class='emoji' src=/y.svg alt=🙂> tak</p>", "p(Ja 🙂 tak)");
    check("<p>Ja <img class='x wp-smiley' src=/y.svg alt=🙂></p>", "p(Ja 🙂)");
    check("<p>Ja <img height=16 src=/y.png alt=:)></p>", "p(Ja :))");
    check("<p>Ja</p><img src=https://count.example/p.gif width=1 height=1>", "p(Ja)");
}

#[test]
fn a_caption_stays_with_what_it_is_about() {
    let outline = |html: &str, expect: &str| {
        let mut shown = written(&content(html).blocks);
        for noise in [
            "[class=enlarge type=button data-action=enlarge data-address=https://news.example/a.jpg]",
            "[src=https://news.example/a.jpg alt loading=lazy decoding=async]",
            "[class=picture]",
        ] {
            shown = shown.replace(noise, "");
        }
        assert_eq!(shown, expect, "{html}");
    };
    let held = "button(img())";
    outline("<p>En <img src=/a.jpg> to</p>", &format!("p(En ) figure({held}) p( to)"));
    outline("<figure><img src=/a.jpg></figure>", &format!("figure({held})"));
    outline(
        "<figure><img src=/a.jpg><figcaption>Kim. <small>Foto: <b>AP</b></small></figcaption></figure>",
        &format!("figure({held} figcaption(Kim. Foto: strong(AP)))"),
    );
    outline(
        "<figure><blockquote>Ja</blockquote><figcaption>Kim</figcaption></figure>",
        "figure(blockquote(p(Ja)) figcaption(Kim))",
    );
    outline("<figure><pre>x</pre></figure>", "pre(x)");
    outline("<figure><figcaption><p>En</p><p>To</p></figcaption></figure>", "p(En) p(To)");
    outline(
        "<img src=/a.jpg><img src=/a.jpg><p>Og</p><img src=/a.jpg>",
        &format!("div[class=gallery](figure({held}) figure({held})) p(Og) figure({held})"),
    );
    outline(
        "<figure><figure><img src=/a.jpg></figure><ul><li><img src=/a.jpg></ul><figcaption>To</figcaption></figure>",
        &format!("figure(figure({held}) ul(li(figure({held}))) figcaption(To))"),
    );
    // A link to a larger one is what it is enlarged to, and any other stays a link.
    let blocks = content("<a href=/large.JPG?x=1><img src=/a.jpg></a>").blocks;
    assert_eq!(values(&blocks, "data-address"), ["https://news.example/large.JPG?x=1"]);
    let blocks = content("<a href=mailto:a.jpg><img src=/a.jpg></a>").blocks;
    assert_eq!(values(&blocks, "data-address"), ["https://news.example/a.jpg"]);
    outline(
        "<a href=/page><figure><img src=/a.jpg></figure></a>",
        "figure(a[href=https://news.example/page](img()))",
    );
}

#[test]
fn a_film_waits_for_the_reader_and_keeps_its_captions() {
    check(
        "<video src=/a.mp4 autoplay loop muted onplay=x width=640 height=360 poster=/a.jpg>\
         <track kind=captions src=/da.vtt srclang=da label=Dansk default>Nej</video>",
        "video[width=640 height=360 controls preload=none playsinline poster=https://news.example/a.jpg]\
         (source[src=https://news.example/a.mp4]() \
         track[src=https://news.example/da.vtt kind=captions srclang=da label=Dansk default]())",
    );
    check(
        "<audio controls crossorigin><source src=javascript:x><source src=/a.mp3 type=audio/mpeg></audio>",
        "audio[controls preload=none crossorigin](source[src=https://news.example/a.mp3 type=audio/mpeg]())",
    );
    check("<video><track src=/x.vtt>Nej</video>", "");
    check("<video src=javascript:x></video>", "");
}

#[test]
fn a_table_keeps_its_cells_and_scrolls_by_itself() {
    let inside = |html: &str, expect: &str| {
        let expect = format!("div[class=wide tabindex=0 role=group](table({expect}))");
        check(html, &expect);
    };
    inside(
        "<table border=1><caption>Tal</caption><thead><tr><th scope=col colspan=2>A<th>B</thead>\
         <tr onclick=x><th scope=row>1<td rowspan=3>2<td><p>3</p><p>4</p></table>",
        "caption(Tal) thead( tr( th[scope=col colspan=2](A) th(B))) \
         tbody( tr( th[scope=row](1) td[rowspan=3](2) td(p(3) p(4))))"
            .replace("( tr", "(tr")
            .replace("( th", "(th")
            .as_str(),
    );
    inside(
        "<table><tr><td colspan=99999>1<td rowspan=x>2</table>",
        "tbody(tr(td[colspan=99999](1) td(2)))",
    );
    check("<table><tr><td> </td></tr></table>", "");
}

#[test]
fn words_keep_what_they_mean_and_in_which_language() {
    check(
        "H<sub>2</sub>O x<sup>2</sup> <del>en</del> <ins>to</ins> <s>tre</s>",
        "p(Hsub(2)O xsup(2) del(en) ins(to) del(tre))",
    );
    check(
        "<abbr title='De Forenede Nationer' class=x>FN</abbr>",
        "p(abbr[title=De Forenede Nationer](FN))",
    );
    check(
        "<mark>Nu</mark> <time datetime=2019-02-28 id=x>i dag</time>",
        "p(mark(Nu) time[datetime=2019-02-28](i dag))",
    );
    check("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "p(ruby(漢rp(()rt(kan)rp())))");
    check("<q>Ja</q> <small>nej</small> <u>tak</u>", "p(“Ja” nej tak)");
    check(
        "<span lang=ko dir=ltr class=x>김</span> <bdo dir=RTL>x</bdo>",
        "p(span[lang=ko dir=ltr](김) span[dir=rtl](x))",
    );
    check("<em lang=en>deal</em> <span lang='\"x'>x</span>", "p(em[lang=en](deal) x)");
    check(
        "<div dir=rtl lang=ar><p>ا</p><p lang=fa>ب</p></div>",
        "p[lang=ar dir=rtl](ا) p[lang=fa dir=rtl](ب)",
    );
    check("En <span lang=ko>to<p>tre</p>fire</span>", "p(En to) p[lang=ko](tre) p(fire)");
    check("<h2>En</h2><h4>To</h4><h3>Tre</h3>", "h5(En) h6(To) h6(Tre)");
    check(
        "<blockquote cite=https://a.example/x>Ja</blockquote>",
        "figure(blockquote(p(Ja)) figcaption(a[href=https://a.example/x](a.example/x)))",
    );
    check(
        "<blockquote>Ja<footer>Kim</footer></blockquote>",
        "blockquote(p(Ja) p[class=source](Kim))",
    );
}

/// Whose card it is, and what it leads to.
#[track_caller]
fn check_card(html: &str, name: &str, address: &str) {
    let blocks = content(html).blocks;
    assert_eq!(values(&blocks, "data-from"), [name], "{html}");
    assert_eq!(values(&blocks, "data-address"), [address], "{html}");
    assert!(values(&blocks, "src").is_empty(), "{html}");
}

#[test]
fn what_others_serve_is_a_card_that_asks_them_nothing() {
    check(
        "<iframe src=https://www.youtube.com/embed/abc title='Mødet slutter' onload=x srcdoc=x></iframe>",
        "figure[class=card](p(Mødet slutter) \
         p[class=source](a[href=https://www.youtube.com/embed/abc](YouTube · youtube.com/embed/abc)) \
         div[class=frame data-address=https://www.youtube.com/embed/abc]() \
         button[class=load type=button data-action=load data-from=YouTube]())",
    );
    check_card("<iframe src=//maps.example/x></iframe>", "maps.example", "https://maps.example/x");
    check_card(
        "<p><iframe data-src=https://player.vimeo.com/video/1></iframe></p>",
        "Vimeo",
        "https://player.vimeo.com/video/1",
    );
    check_card(
        "<iframe src=https://evilyoutube.com/embed/x></iframe>",
        "evilyoutube.com",
        "https://evilyoutube.com/embed/x",
    );
    check("<iframe src=javascript:x>Nej</iframe><iframe srcdoc=x></iframe>", "");
    for (address, name) in [
        ("https://www.youtube.com/watch?v=abc", "YouTube"),
        ("https://m.youtube.com/watch?v=abc", "YouTube"),
        ("https://youtu.be/abc?t=3", "YouTube"),
        ("https://vimeo.com/123", "Vimeo"),
        ("https://x.com/dr/status/123", "X"),
        ("https://twitter.com/dr/status/123?s=20", "X"),
        ("https://bsky.app/profile/dr.dk/post/3k", "Bluesky"),
        ("https://mastodon.example/@dr/123", "Mastodon"),
        ("https://www.instagram.com/p/abc/", "Instagram"),
        ("https://www.facebook.com/dr/posts/123", "Facebook"),
        ("https://www.tiktok.com/@dr/video/123", "TikTok"),
        ("https://open.spotify.com/episode/abc", "Spotify"),
        ("https://soundcloud.com/dr/abc", "SoundCloud"),
    ] {
        check_card(&format!("<p>Før</p><p>\n{address}\n</p>"), name, address);
        check_card(&format!("<a href='{address}'>Se her</a>"), name, address);
        check_card(
            &format!(
                "<blockquote class=x><p>Ord</p>— DR <a href='{address}'>i dag</a></blockquote><script src=x></script>"
            ),
            name,
            address,
        );
        check_card(&format!("<blockquote cite='{address}'>Ord</blockquote>"), name, address);
        let text = from_text(&format!("Før\n\n{address}\n\nEfter"));
        assert_eq!(values(&text.blocks, "data-from"), [name], "{address}");
    }
    // Nobody says where the frame of these is, except a frame.
    let made = content("<p>https://www.dr.dk/drtv/se/x_1</p>");
    assert_eq!(
        written(&made.blocks),
        "figure[class=card](p[class=source](a[href=https://www.dr.dk/drtv/se/x_1](DR · dr.dk/drtv/se/x_1)))"
    );
    check_card("<iframe src=https://tv2.dk/x></iframe>", "TV 2", "https://tv2.dk/x");
    check_card("<iframe src=https://a:b@youtu.be/x></iframe>", "YouTube", "https://a:b@youtu.be/x");
    check_card(
        "<iframe src=https://youtu.be@evil.example/x></iframe>",
        "evil.example",
        "https://youtu.be@evil.example/x",
    );
    for address in [
        "https://x.com/dr",
        "https://www.youtube.com/",
        "https://dr.dk/nyheder",
        "https://vimeo.com/about",
    ] {
        let made = content(&format!("<p><a href={address}>Se</a></p>"));
        assert!(values(&made.blocks, "data-from").is_empty(), "{address}");
    }
    check("<p>Se https://youtu.be/abc nu</p>", "p(Se https://youtu.be/abc nu)");
}

#[test]
fn addresses_in_plain_text_are_links() {
    fn check(text: &str, expect: &str) {
        assert_eq!(written(&from_text(text).blocks), expect, "{text}");
    }
    check("Se https://a.example/x.", "p(Se a[href=https://a.example/x](https://a.example/x).)");
    check(
        "(http://a.example/x_(y)) ok",
        "p((a[href=http://a.example/x_(y)](http://a.example/x_(y))) ok)",
    );
    check(
        "\"https://a.example/\", ja",
        "p(\"a[href=https://a.example/](https://a.example/)\", ja)",
    );
    check(
        "https://a.example\nhttps://b.example",
        "p(a[href=https://a.example/](https://a.example)/a[href=https://b.example/](https://b.example))",
    );
    check("http:// og https://", "p(http:// og https://)");
    check("javascript:x data:y", "p(javascript:x data:y)");
    check(
        "æhttps://ø.example/å ø",
        "p(æa[href=https://xn--pda.example/%C3%A5](https://ø.example/å) ø)",
    );
}

/// What an item with these members shows.
#[track_caller]
fn check_item(members: Value, expect: &[&str]) {
    let mut one = item("a", "10:00").with("content_text", Value::Null);
    for (name, value) in members.as_object().expect("members") {
        one = one.with(name, value.clone());
    }
    let page = feed([one]).page();
    let made = whole(&page.updates[0], &Html5ever);
    let shown: Vec<String> = made
        .blocks
        .iter()
        .map(|block| {
            let block = [block.clone()];
            let addresses = ["src", "href"].into_iter().flat_map(|name| values(&block, name));
            let mut text = String::new();
            block[0].write(&mut text);
            let name = elements(&block)[0].name;
            let addresses: Vec<&str> = addresses.collect();
            format!("{name} {} {text}", addresses.join(" ")).trim().to_owned()
        })
        .collect();
    assert_eq!(shown, expect, "{members}");
}

#[test]
fn an_entry_shows_its_picture_and_its_files_once() {
    check_item(json!({"image": A}), &["figure https://news.example/a.jpg"]);
    check_item(
        json!({"banner_image": A, "content_text": "Ja"}),
        &["figure https://news.example/a.jpg", "p  Ja"],
    );
    check_item(json!({"image": "javascript:x"}), &[]);
    for same in ["/a.jpg", "http://news.example/a.jpg?w=300", "/a-300x200.jpg"] {
        let html = format!("<p>Ja</p><img src={same}>");
        let shown = content(&html.replace("src=/", "src=https://news.example/")).blocks;
        let src = values(&shown, "src")[0].to_owned();
        check_item(json!({"image": A, "content_html": html}), &["p  Ja", &format!("figure {src}")]);
    }
    check_item(
        json!({"image": "https://news.example/i.php?id=1", "content_html": "<img src=https://news.example/i.php?id=2>"}),
        &["figure https://news.example/i.php?id=1", "figure https://news.example/i.php?id=2"],
    );
    check_item(
        json!({"content_text": "Ja", "attachments": [
            {"url": "https://a.example/x.pdf", "mime_type": "application/pdf", "title": "Udkast"},
            {"url": "https://a.example/y.zip"},
            {"url": "https://a.example/lyd.mp3", "mime_type": "audio/mpeg", "title": "Hør"},
            {"url": "https://a.example/film.mp4", "mime_type": "video/mp4"},
            {"url": "https://a.example/b.png", "mime_type": "image/png", "title": "Kort"},
            {"url": "javascript:x", "mime_type": "audio/mpeg"},
            "x",
        ]}),
        &[
            "p  Ja",
            "p https://a.example/x.pdf Udkast",
            "p https://a.example/y.zip y.zip",
            "figure https://a.example/lyd.mp3 Hør",
            "figure https://a.example/film.mp4",
            "figure https://a.example/b.png Kort",
        ],
    );
    let many: Vec<Value> =
        (0..30).map(|n| json!({"url": format!("https://a.example/{n}.pdf")})).collect();
    let page =
        feed([item("a", "10:00").with("content_text", Value::Null).with("attachments", many)])
            .page();
    let made = whole(&page.updates[0], &Html5ever);
    assert_eq!((made.blocks.len(), made.is_cut), (developing_story::limits::MAX_FILES, true));
}
