//! What becomes of an entry's markup: a closed set of blocks, whatever was sent.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use developing_story::content::{Block, Inline, from_html, from_text};
use developing_story::markup::native::Html5ever;
use developing_story::markup::{MAX_DEPTH, Node, Parser};
use proptest::prelude::*;
use proptest::sample::select;
use support::{cases, link};

const PAGE: &str = "https://news.example/hanoi/talks-end";

fn blocks(html: &str) -> Vec<Block> {
    from_html(&Html5ever.html(html).expect("html5ever reads anything"), Some(&link(PAGE)))
}

/// Blocks in a notation short enough to compare by eye.
fn written(blocks: &[Block]) -> String {
    let each = blocks.iter().map(|block| match block {
        Block::Paragraph(inside) => format!("p({})", line(inside)),
        Block::Heading(inside) => format!("h({})", line(inside)),
        Block::List { ordered, start, items } => {
            let items: Vec<String> = items.iter().map(|item| written(item)).collect();
            let start = start.map(|start| start.to_string()).unwrap_or_default();
            format!("{}{start}[{}]", if *ordered { "ol" } else { "ul" }, items.join("|"))
        }
        Block::Quote(inside) => format!("q[{}]", written(inside)),
        Block::Preformatted(text) => format!("pre({text})"),
        Block::Rule => "hr".to_owned(),
    });
    each.collect::<Vec<_>>().join(" ")
}

fn line(inlines: &[Inline]) -> String {
    let each = inlines.iter().map(|inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Break => "/".to_owned(),
        Inline::Emphasis(inside) => format!("em({})", line(inside)),
        Inline::Strong(inside) => format!("b({})", line(inside)),
        Inline::Code(inside) => format!("code({})", line(inside)),
        Inline::Link { to, inside } => format!("a<{to}>({})", line(inside)),
    });
    each.collect()
}

fn check(html: &str, expect: &str) {
    assert_eq!(written(&blocks(html)), expect, "{html}");
}

#[test]
fn markup_for_text_keeps_its_meaning() {
    check(
        "<p>Kim forlader <em>uventet</em> <strong>mødet</strong>.</p>",
        "p(Kim forlader em(uventet) b(mødet).)",
    );
    check("<p>En</p><p>To</p>", "p(En) p(To)");
    check("Uden afsnit", "p(Uden afsnit)");
    check("En<br>to", "p(En/to)");
    check("<h1>Over</h1><h6>Under</h6>", "h(Over) h(Under)");
    check("<ul><li>En</li><li>To</li></ul>", "ul[p(En)|p(To)]");
    check("<ol start=3><li>Tre</li></ol>", "ol3[p(Tre)]");
    check("<ol start=tre><li>En</li></ol>", "ol[p(En)]");
    check("<ul><li>En<ul><li>To</li></ul></li></ul>", "ul[p(En) ul[p(To)]]");
    check("<blockquote><p>Citat</p></blockquote>", "q[p(Citat)]");
    check("<pre>a\n  b</pre>", "pre(a\n  b)");
    check("<p>En</p><hr><p>To</p>", "p(En) hr p(To)");
    check("<i>a</i><cite>b</cite><b>c</b><kbd>d</kbd>", "p(em(a)em(b)b(c)code(d))");
    check("AT&amp;T &lt;b&gt; &eacute;", "p(AT&T <b> é)");
}

#[test]
fn a_list_loses_nothing_that_stands_in_it() {
    check("<ul><li>En</li><ul><li>To</li></ul></ul>", "ul[p(En)|ul[p(To)]]");
    check("<ul>Før<li>En</li></ul>", "ul[p(Før)|p(En)]");
    check("<ol><p>En</p><li>To</li></ol>", "ol[p(En)|p(To)]");
    check("<ul>\n <li>En</li>\n <script>x</script>\n</ul>", "ul[p(En)]");
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
    check("<table><tr><td>En</td><td>To</td></tr></table>", "p(En) p(To)");
    check(
        "<figure><img src=x onerror=alert(1)><figcaption>Tekst</figcaption></figure>",
        "p(Tekst)",
    );
    check("<a href=/a><p>En</p></a>", "p(En)");
    check("<details><summary>Kort</summary>Langt</details>", "p(Kort) p(Langt)");
}

#[test]
fn what_holds_no_text_is_dropped_with_all_that_is_in_it() {
    for name in [
        "script", "style", "template", "noscript", "iframe", "object", "canvas", "svg", "math",
        "audio", "video", "form", "button", "select", "textarea", "noembed", "noframes", "xmp",
        "title",
    ] {
        check(&format!("<p>Før</p><{name}>alert(1)</{name}><p>Efter</p>"), "p(Før) p(Efter)");
    }
    check("En<img src=x onerror=alert(1)>to<input value=x>", "p(Ento)");
    check("<!-- skjult -->Synlig<?php x ?>", "p(Synlig)");
    check("<svg><p>ud</p>", "p(ud)");
    check("<math><mtext><script>alert(1)</script></mtext></math>", "");
}

#[test]
fn a_link_keeps_only_an_address_that_is_safe_to_follow() {
    check("<a href=\"/hanoi\">Mere</a>", "p(a<https://news.example/hanoi>(Mere))");
    check("<a href=\"#top\">Op</a>", "p(a<https://news.example/hanoi/talks-end#top>(Op))");
    check("<a href=\"mailto:a@b.example\">Skriv</a>", "p(a<mailto:a@b.example>(Skriv))");
    check("<a href=\"javascript:alert(1)\">Klik</a>", "p(Klik)");
    check("<a href=\"java&#10;script:alert(1)\">Klik</a>", "p(Klik)");
    check("<a href=\"&#1;javascript:alert(1)\">Klik</a>", "p(Klik)");
    check("<a href=\"data:text/html,x\">Klik</a>", "p(Klik)");
    check("<a>Klik</a><a href=x></a>", "p(Klik)");
    check(
        "<a onclick=alert(1) href=x target=_top>Klik</a>",
        "p(a<https://news.example/hanoi/x>(Klik))",
    );
    let without_base = from_html(&Html5ever.html("<a href=x>Klik</a>").expect("html"), None);
    assert_eq!(written(&without_base), "p(Klik)");
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
fn nesting_beyond_the_limit_is_cut_off_and_nothing_runs_out_of_stack() {
    let deep = |name: &str, times: usize| {
        format!("{}dybt{}", format!("<{name}>").repeat(times), format!("</{name}>").repeat(times))
    };
    check(&deep("div", 10), "p(dybt)");
    for name in ["div", "blockquote", "ul"] {
        let nodes = Html5ever.html(&deep(name, 5_000)).expect("html5ever reads anything");
        assert!(depth(&nodes) <= MAX_DEPTH + 1, "{name}");
        assert_eq!(from_html(&nodes, None), [], "{name}");
    }
}

fn depth(nodes: &[Node]) -> usize {
    let each = nodes.iter().map(|node| match node {
        Node::Text(_) => 1,
        Node::Element(element) => 1 + depth(&element.children),
    });
    each.max().unwrap_or(0)
}

#[test]
fn plain_text_has_paragraphs_and_lines_and_no_markup() {
    fn check(text: &str, expect: &str) {
        assert_eq!(written(&from_text(text)), expect, "{text:?}");
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
    fn no_markup_makes_us_panic_or_gets_a_bad_link_through(
        pieces in prop::collection::vec(select(PIECES), 0..30),
    ) {
        let written = written(&blocks(&pieces.concat()));
        prop_assert!(!written.contains("javascript"), "{}", written);
    }

    #[test]
    fn plain_text_keeps_every_word(text in "[a-zæøå<>&\n\r ]{0,80}") {
        let written = written(&from_text(&text));
        for word in text.split_whitespace() {
            prop_assert!(written.contains(word), "{} in {}", word, written);
        }
    }
}
