//! What is removed can be collected, and asks for nothing any more.

use e2e::{Browser, Feed, Scene};

const FEED: &str = "/feed.json";
const CLOCK: &str = "/clock.json";

/// Makes thirty elements, one after the other, each with its articles, moved once if that is asked for, and drops
/// them; how many are still there when the garbage is collected.
const COME_AND_GO: &str = "
    const [address, moves] = arguments;
    const until = async (so) => { while (!so()) await e2e.turn(); };
    const refs = [];
    for (let n = 0; n < 30; n += 1) {
        let el = document.createElement('developing-story');
        Object.assign(el, { src: address, lang: 'da', loading: 'eager' });
        document.querySelector('#here').append(el);
        await until(() => el.shadowRoot.querySelectorAll('article').length === 3);
        if (moves) {
            document.querySelector('#there').append(el);
            await e2e.turn();
            el.shadowRoot.querySelector('[data-id=entry-1] summary').click();
            await until(() => el.shadowRoot.querySelector('[data-id=entry-1] details').open);
        }
        el.remove();
        refs.push(new WeakRef(el));
        el = null;
    }
    for (let n = 0; n < 50; n += 1) {
        await e2e.turn();
        gc();
    }
    return refs.filter((ref) => ref.deref()).length;";

#[tokio::test]
async fn removed_elements_are_collected_and_stop_polling() {
    e2e::only_in!(Chromium, "garbage can be collected on demand");
    let browser = Browser::with(&["--js-flags=--expose-gc"]).await;
    let scene = Scene::with(browser);
    scene.publish(FEED, Feed::of(1..=3));
    scene.publish(CLOCK, Feed::of(1..=1));
    let clock = scene.element_of(CLOCK, "id=clock");
    scene.open(&format!("{clock}<div id=here></div><div id=there></div>")).await;
    scene.browser.story().ready().await;
    for moves in [false, true] {
        let address = scene.newsroom.url(FEED);
        let arguments = vec![address.into(), moves.into()];
        let left: usize = scene.browser.js_with(COME_AND_GO, arguments).await;
        assert!(left <= 2, "{left} of 30 elements are still there (moved: {moves})");
        scene.polled(CLOCK, 1).await;
        let asked = scene.polls(FEED);
        scene.polled(CLOCK, 3).await;
        assert_eq!(scene.polls(FEED), asked, "elements that are gone poll (moved: {moves})");
    }
    assert_eq!(scene.browser.ours().await, []);
}
