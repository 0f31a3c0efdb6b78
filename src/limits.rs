//! How much of anything is taken. What is beyond is left out where a reader sees that it is, or refused with a
//! message in the header.

/// Bytes of a document once it is decoded; a longer one is refused (www/exchange.js has the same number).
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Items read of one document; what comes after them is rejected with a reason.
pub const MAX_ITEMS: usize = 10_000;

/// Values of a document nested deeper than this are taken for null.
pub const MAX_DEPTH: u8 = 16;

/// Elements of an entry's markup nested deeper than this are cut off: a walk over them must not run out of stack.
pub const MAX_NESTING: usize = 64;

/// Bytes of one entry's text.
pub const MAX_TEXT: usize = 100_000;

/// Blocks of one entry, those inside of others among them: paragraphs, pictures, rows of tables.
pub const MAX_BLOCKS: usize = 1_000;

/// Links of one entry; what further ones say stays as text.
pub const MAX_LINKS: usize = 500;

/// Files shown under one entry.
pub const MAX_FILES: usize = 20;

/// Bytes of an address; a longer one is none.
pub const MAX_ADDRESS: usize = 8192;
