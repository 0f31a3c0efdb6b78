//! Requests one by one, for tests that answer them in ways that no server should.

use developing_story::poll::RequestId;
use developing_story::session::{Answer, Event};

use super::Conversation;

impl Conversation {
    /// What is on its way, and where to.
    pub(crate) fn requests(&self) -> Vec<(RequestId, String)> {
        self.open.iter().map(|(request, address)| (*request, address.to_string())).collect()
    }

    /// Whether anybody still waits for it.
    pub(crate) fn awaits(&self, request: RequestId) -> bool {
        self.open.iter().any(|(open, _)| *open == request)
    }

    /// The first byte of an answer, whether or not anybody waits for it.
    pub(crate) fn begins(&mut self, request: RequestId) {
        self.tell(Event::Began(request));
    }

    /// The last byte of an answer, whether or not anybody waits for it.
    pub(crate) fn ends(&mut self, request: RequestId, answer: Answer) {
        self.open.retain(|(open, _)| *open != request);
        self.tell(Event::Answered(request, answer));
    }
}
