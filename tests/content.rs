//! What becomes of an entry's markup: a closed set of blocks, whatever was sent.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::content::{Content, ELEMENTS, attributes_of, from_html, from_text};
use developing_story::link::Link;
use developing_story::markup::native::Html5ever;
use developing_story::markup::{Element, Node, Parser};
use proptest::prelude::*;
use proptest::sample::select;
use support::pieces::{check, content, elements, values, written};
use support::{cases, link};

#[test]
fn markup_for_text_keeps_its_meaning() {
    check(
        "<p>Kim forlader <em>uventet</em> <strong>mødet</strong>.</p>",
        "p(Kim forlader em(uventet) strong(mødet).)",
    );
    check("<p>En</p><p>To</p>", "p(En) p(To)");
    check("Uden afsnit", "p(Uden afsnit)");
    check("En<br>to", "p(En/to)");
    check("<h1>Over</h1><h6>Under</h6>", "h5(Over) h6(Under)");
    check("<ul><li>En</li><li>To</li></ul>", "ul(li(p(En)) li(p(To)))");
    check("<ol start=3><li>Tre</li></ol>", "ol[start=3](li(p(Tre)))");
    check("<ol start=tre><li>En</li></ol>", "ol(li(p(En)))");
    check("<ul><li>En<ul><li>To</li></ul></li></ul>", "ul(li(p(En) ul(li(p(To)))))");
    check("<blockquote><p>Citat</p></blockquote>", "blockquote(p(Citat))");
    check("<pre>a\n  b</pre>", "pre(a\n  b)");
    check("<p>En</p><hr><p>To</p>", "p(En) hr() p(To)");
    check("<i>a</i><cite>b</cite><b>c</b><kbd>d</kbd>", "p(em(a)em(b)strong(c)code(d))");
    check("AT&amp;T &lt;b&gt; &eacute;", "p(AT&T <b> é)");
}

#[test]
fn a_list_loses_nothing_that_stands_in_it() {
    check("<ul><li>En</li><ul><li>To</li></ul></ul>", "ul(li(p(En)) li(ul(li(p(To)))))");
    check("<ul>Før<li>En</li></ul>", "ul(li(p(Før)) li(p(En)))");
    check("<ol><p>En</p><li>To</li></ol>", "ol(li(p(En)) li(p(To)))");
    check("<ul>\n <li>En</li>\n <script>x</script>\n</ul>", "ul(li(p(En)))");
    check("<ul><li></li></ul>", "");
}

#[test]
fn an_unknown_element_is_replaced_by_what_is_inside_it() {
    check(
        "<p><span style=\"color:red\">En</span> <u>to</u> <marquee>tre</marquee></p>",
        "p(En to tre)",
    );
    check("<story-box><p>En</p></story-box>", "p(En)");
    check("<div>En<div>To</div>Tre</div>", "p(En) p(To) p(Tre)");
    check("<figure><figcaption>Tekst</figcaption></figure>", "p(Tekst)");
    check("<a href=/a><p>En</p></a>", "p(En)");
    check("<details><summary>Kort</summary>Langt</details>", "p(Kort) p(Langt)");
}

#[test]
fn what_holds_no_text_is_dropped_with_all_that_is_in_it() {
    for name in [
        "script", "style", "template", "noscript", "iframe", "object", "canvas", "svg", "math",
        "audio", "video", "dialog", "form", "button", "select", "textarea", "noembed", "noframes",
        "xmp", "title",
    ] {
        check(&format!("<p>Før</p><{name}>alert(1)</{name}><p>Efter</p>"), "p(Før) p(Efter)");
    }
    check("En<img src=javascript:x onerror=alert(1)>to<input value=x>", "p(En) p(to)");
    check("<!-- skjult -->Synlig<?php x ?>", "p(Synlig)");
    check("<svg><p>ud</p>", "p(ud)");
    check("<frameset onload=x><frame src=x>ud", "p(ud)");
    check("<title>x</title><body onload=x><p>ud", "p(ud)");
    check("<math><mtext><script>alert(1)</script></mtext></math>", "");
}

#[test]
fn a_link_keeps_only_an_address_that_is_safe_to_follow() {
    check("<a href=\"/hanoi\">Mere</a>", "p(a[href=https://news.example/hanoi](Mere))");
    check("<a href=\"#top\">Op</a>", "p(a[href=https://news.example/hanoi/talks-end#top](Op))");
    check("<a href=\"mailto:a@b.example\">Skriv</a>", "p(a[href=mailto:a@b.example](Skriv))");
    check("<a href=\"javascript:alert(1)\">Klik</a>", "p(Klik)");
    check("<a href=\"java&#10;script:alert(1)\">Klik</a>", "p(Klik)");
    check("<a href=\"&#1;javascript:alert(1)\">Klik</a>", "p(Klik)");
    check("<a href=\"data:text/html,x\">Klik</a>", "p(Klik)");
    check("<a>Klik</a><a href=x></a>", "p(Klik)");
    check(
        "<a onclick=alert(1) href=x target=_top>Klik</a>",
        "p(a[href=https://news.example/hanoi/x](Klik))",
    );
    let without_base = from_html(&Html5ever.html("<a href=x>Klik</a>"), None);
    assert_eq!(written(&without_base.blocks), "p(Klik)");
}

#[test]
fn no_link_stands_in_another_one() {
    // Parsers move what stands wrongly in a table out of it, and with it a link into the one around.
    let made = content("<h2><a href=/x>Mere<table><p><p><a href=/y>Kort</a>");
    is_known(&made).expect("one link in another");
    assert!(elements(&made.blocks).iter().any(|element| element.name == "a"), "{made:?}");
}

#[test]
fn what_shows_nothing_leaves_nothing() {
    for html in [
        "",
        " \n ",
        "<p></p>",
        "<p> &nbsp; </p>",
        "<br><br>",
        "<p><em> </em><br></p>",
        "<h2> </h2>",
        "<ul></ul>",
        "<blockquote><p> </p></blockquote>",
        "<pre>\n </pre>",
        "<div><div></div></div>",
        "<a href=x><br></a>",
    ] {
        check(html, "");
    }
    check("<br>En<br>", "p(En)");
    check("\n  <p>En</p>\n  <p>To</p>\n", "p(En) p(To)");
}

#[test]
fn plain_text_has_paragraphs_and_lines_and_no_markup() {
    fn check(text: &str, expect: &str) {
        assert_eq!(written(&from_text(text).blocks), expect, "{text:?}");
    }
    check("En\n\nTo", "p(En) p(To)");
    check("En\r\n\r\n\r\nTo\r\n", "p(En) p(To)");
    check("En\nto", "p(En/to)");
    check("  En  \n \n", "p(En)");
    check("<b>En</b> &amp; to", "p(<b>En</b> &amp; to)");
    check("", "");
    check(" \n\n ", "");
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    "<a href=javascript:x>",
    "<a href=x>",
    "</a>",
    "<b>",
    "</b>",
    "<table>",
    "<td>",
    "<script>",
    "</script>",
    "<svg>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<template>",
    "<math>",
    "&lt;",
    "ord",
    " ",
    "<br>",
    "<h2>",
    "</h2>",
    "<pre>",
    "<blockquote>",
    "<form>",
    "<select>",
    "<option>",
    "\0",
    "<![CDATA[",
];

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn whatever_goes_in_only_what_is_known_comes_out(
        pieces in prop::collection::vec(select(PIECES), 0..30),
    ) {
        let made = content(&pieces.concat());
        is_known(&made)?;
    }

    #[test]
    fn whatever_tree_goes_in_only_what_is_known_comes_out(tree in prop::collection::vec(tree(), 0..4)) {
        is_known(&from_html(&tree, Some(&link("https://news.example/"))))?;
    }

    #[test]
    fn plain_text_keeps_every_word(text in "[a-zæøå<>&\n\r ]{0,80}") {
        let written = written(&from_text(&text).blocks);
        for word in text.split_whitespace() {
            prop_assert!(written.contains(word), "{} in {}", word, written);
        }
    }
}

/// Any tree, with names and values that a parser would never let through among them.
fn tree() -> impl Strategy<Value = Node> {
    let name = || select(NAMES).prop_map(str::to_owned);
    let leaf = prop_oneof![
        "[a-z <>]{0,9}".prop_map(Node::Text),
        select(VALUES).prop_map(|text| Node::Text(text.to_owned())),
        Just(Node::Cut),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        let attribute = (select(ATTRIBUTES_SENT), select(VALUES))
            .prop_map(|(name, value)| (name.to_owned(), value.to_owned()));
        let attributes = prop::collection::vec(attribute, 0..5);
        (name(), attributes, prop::collection::vec(inner, 0..6)).prop_map(
            |(name, attributes, children)| Node::Element(Element { name, attributes, children }),
        )
    })
}

/// Names, attributes, schemes and places: all of them known.
fn is_known(made: &Content) -> Result<(), TestCaseError> {
    for element in elements(&made.blocks) {
        let is_known = ELEMENTS.contains(&element.name);
        prop_assert!(is_known, "{}", element.name);
        for (index, (attribute, value)) in element.attributes.iter().enumerate() {
            let name = *attribute;
            prop_assert!(
                attributes_of(element.name).contains(&name),
                "{} of {}",
                name,
                element.name
            );
            prop_assert!(
                !name.starts_with("on") && name != "style" && name != "srcdoc",
                "{}",
                name
            );
            let earlier = element.attributes.iter().take(index);
            prop_assert!(earlier.clone().all(|(other, _)| other != attribute), "{} twice", name);
            match name {
                "href" | "src" | "poster" | "data-address" => {
                    let link = Link::resolve(None, value);
                    prop_assert_eq!(link.as_ref().map(Link::as_str), Some(value.as_str()));
                    let is_http = link.is_some_and(|link| link.is_http());
                    prop_assert!(is_http || name == "href", "{}", value);
                }
                "srcset" => {
                    for candidate in value.split(", ") {
                        prop_assert!(candidate.starts_with("http"), "{}", value);
                    }
                }
                "lang" => prop_assert!(!value.contains(['<', '"', ' ']), "{}", value),
                "dir" => prop_assert!(["ltr", "rtl", "auto"].contains(&value.as_str())),
                "class" => {
                    let ours = [
                        "picture", "gallery", "enlarge", "card", "frame", "load", "source", "wide",
                    ];
                    prop_assert!(ours.contains(&value.as_str()), "{}", value);
                }
                _ => {}
            }
        }
        let is_link = |piece: &&developing_story::content::Element| piece.name == "a";
        if element.name == "a" || element.name == "button" {
            let inside = elements(&element.inside);
            prop_assert!(
                !inside.iter().any(|e| is_link(e) || e.name == "button"),
                "{}",
                element.name
            );
        }
        if ["p", "h5", "h6", "em", "a", "pre"].contains(&element.name) {
            let block = "p h5 h6 ul ol li blockquote pre hr figure table div";
            for inside in elements(&element.inside) {
                prop_assert!(
                    !block.split(' ').any(|name| name == inside.name),
                    "{} in {}",
                    inside.name,
                    element.name
                );
            }
        }
    }
    prop_assert!(values(&made.blocks, "target").is_empty());
    Ok(())
}

const NAMES: &[&str] = &[
    "p",
    "div",
    "span",
    "a",
    "a",
    "b",
    "q",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "img",
    "picture",
    "source",
    "video",
    "audio",
    "track",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "tbody",
    "iframe",
    "script",
    "style",
    "svg",
    "math",
    "pre",
    "h1",
    "h3",
    "ruby",
    "rt",
    "time",
    "abbr",
    "br",
    "form",
    "button",
    "onclick",
    "",
    "x-y",
];

const ATTRIBUTES_SENT: &[&str] = &[
    "href",
    "src",
    "srcset",
    "data-src",
    "sizes",
    "poster",
    "lang",
    "dir",
    "title",
    "datetime",
    "onclick",
    "onerror",
    "style",
    "class",
    "id",
    "srcdoc",
    "width",
    "height",
    "start",
    "colspan",
    "scope",
    "kind",
    "type",
    "media",
    "cite",
    "target",
    "data-action",
    "name",
    "is",
    "slot",
    "part",
];

const VALUES: &[&str] = &[
    "",
    "x",
    "da",
    "rtl",
    "3",
    "-1",
    "99999999999",
    "javascript:alert(1)",
    "JaVa\tScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:x",
    "//evil.example/x",
    "https://news.example/a.jpg",
    "a.jpg 2x, javascript:alert(1) 3x",
    "\"><script>",
    "https://youtu.be/abc",
    "https://x.com/a/status/1",
    "mailto:a@b.example",
    "enlarge",
    "load",
    "https://[::1]/",
    "https:\\\\evil.example",
    "http://a b/c,d",
    "wp-smiley",
    "1x, 2x, ,,, , ",
];
