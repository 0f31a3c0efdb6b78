//! An entry's blocks as elements: fixed names, fixed attributes, checked addresses.

use yew::prelude::*;

use crate::content::{Block, Inline};

pub(super) fn blocks(of: &[Block]) -> Html {
    of.iter().map(block).collect()
}

fn block(block: &Block) -> Html {
    match block {
        Block::Paragraph(inside) => html! { <p>{ inlines(inside) }</p> },
        // Under the entry's own headline.
        Block::Heading(inside) => html! { <h5>{ inlines(inside) }</h5> },
        Block::List { ordered: true, start, items } => {
            html! { <ol start={start.map(|start| start.to_string())}>{ list(items) }</ol> }
        }
        Block::List { items, .. } => html! { <ul>{ list(items) }</ul> },
        Block::Quote(inside) => html! { <blockquote>{ blocks(inside) }</blockquote> },
        Block::Preformatted(text) => html! { <pre>{ text }</pre> },
        Block::Rule => html! { <hr /> },
    }
}

fn list(items: &[Vec<Block>]) -> Html {
    items.iter().map(|item| html! { <li>{ blocks(item) }</li> }).collect()
}

fn inlines(of: &[Inline]) -> Html {
    of.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> Html {
    match inline {
        Inline::Text(text) => html! { { text } },
        Inline::Break => html! { <br /> },
        Inline::Emphasis(inside) => html! { <em>{ inlines(inside) }</em> },
        Inline::Strong(inside) => html! { <strong>{ inlines(inside) }</strong> },
        Inline::Code(inside) => html! { <code>{ inlines(inside) }</code> },
        Inline::Link { to, inside } => html! {
            <a href={to.as_str().to_owned()} rel="noopener">{ inlines(inside) }</a>
        },
    }
}
