//! Tables.

use super::Piece;
use super::make::made;
use super::read::Reader;
use crate::markup::{self, Node};

impl Reader<'_> {
    /// A table in a box of its own, which scrolls where it is too wide.
    pub(super) fn table(&mut self, of: &markup::Element) -> Piece {
        let table = self.rows("table", of);
        made("div class=wide role=group tabindex=0", vec![table])
    }

    fn rows(&mut self, rule: &'static str, of: &markup::Element) -> Piece {
        let mut inside = Vec::new();
        for node in &of.children {
            let Node::Element(part) = node else {
                self.is_cut |= matches!(node, Node::Cut);
                continue;
            };
            let rule = match part.name.as_str() {
                "thead" => "thead",
                "tbody" => "tbody",
                "tfoot" => "tfoot",
                "tr" if self.has_room() => "tr",
                "caption" => "caption",
                "th" => "th colspan:n rowspan:n scope:w",
                "td" => "td colspan:n rowspan:n",
                _ => continue,
            };
            inside.push(
                if rule.starts_with("th ") || rule.starts_with("td") || rule == "caption" {
                    let inside = self.flow(&part.children);
                    self.make(rule, part, inside)
                } else {
                    self.rows(rule, part)
                },
            );
        }
        self.make(rule, of, inside)
    }
}
