//! What every driver relies on, whatever happens.

use developing_story::session::{Effect, ReaderId};

/// In order, and one timer.
pub(super) fn relies_on(effects: &[Effect]) {
    let ranks: Vec<u8> = effects.iter().map(rank).collect();
    assert!(ranks.is_sorted(), "effects out of order: {effects:?}");
    let wakes = effects.iter().filter(|effect| matches!(effect, Effect::Wake(_))).count();
    assert_eq!(wakes, 1, "one timer: {effects:?}");
}

/// Every element that stands in the document shows what there is now, and no other.
pub(super) fn shows(effects: &[Effect], connected: &[ReaderId]) {
    let rendered: Vec<ReaderId> = effects.iter().filter_map(rendered).collect();
    assert!(rendered.iter().all(|reader| connected.contains(reader)), "outside the document");
    assert!(connected.iter().all(|reader| rendered.contains(reader)), "not rendered: {effects:?}");
}

fn rendered(effect: &Effect) -> Option<ReaderId> {
    match effect {
        Effect::Render(reader) => Some(*reader),
        _ => None,
    }
}

/// Requests first, the view before what speaks of it, the timer last.
fn rank(effect: &Effect) -> u8 {
    match effect {
        Effect::Abort(_) => 0,
        Effect::Fetch(..) => 1,
        Effect::Render(_) | Effect::Fold(..) => 2,
        Effect::Show(..) | Effect::Return(..) => 3,
        Effect::Notify(..) | Effect::Warn(_) | Effect::Resolve(..) => 4,
        Effect::Share(_) | Effect::Hold | Effect::Keep(_) | Effect::Forget => 5,
        Effect::Wake(_) => 6,
    }
}
