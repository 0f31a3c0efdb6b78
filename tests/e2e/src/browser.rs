//! One session of a browser.

use std::{
    cell::RefCell,
    fs,
    future::Future,
    panic::Location,
    path::Path,
    time::{Duration, Instant},
};

use fantoccini::{
    Client, ClientBuilder,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    key::Key,
    wd::{Locator, PrintConfiguration, TimeoutConfiguration},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::time;

use crate::{
    LIMIT,
    commands::{Console, DevTools},
    driver::Driver,
    engine::Engine,
    look::{Look, Said, Told},
    story::Story,
};

/// Between two looks at the page.
const BETWEEN: Duration = Duration::from_millis(40);

/// What `prefers-color-scheme` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// In the words of the media query.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A browser with one page. Dropped, it closes, or waits for the next test.
#[derive(Debug)]
pub struct Browser {
    pub(crate) client: Client,
    pub(crate) engine: Engine,
    /// What pages begin with, where the driver cannot put it there.
    pub(crate) first: RefCell<Vec<String>>,
    pub(crate) console: RefCell<Vec<Said>>,
    // After the client, which talks to it.
    pub(crate) driver: Option<Driver>,
    /// Whether any other test may have it afterwards.
    pub(crate) usual: bool,
}

impl Browser {
    /// Starts one, or takes one that a test has left.
    pub async fn start() -> Self {
        match Self::left().await {
            Some(browser) => browser,
            // Wherever the tests run, readers are in one place.
            None => Self::started(&[], "UTC", true).await,
        }
    }

    /// Starts one with further flags.
    pub async fn with(flags: &[&str]) -> Self {
        Self::started(flags, "UTC", false).await
    }

    /// Starts one whose reader is in a time zone.
    pub async fn in_zone(zone: &str) -> Self {
        Self::started(&[], zone, false).await
    }

    async fn started(flags: &[&str], zone: &str, usual: bool) -> Self {
        let engine = Engine::chosen();
        let mut driver = Driver::start(engine, zone);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client =
            builder.capabilities(engine.capabilities(flags)).connect(&driver.address()).await;
        let client = client.unwrap_or_else(|error| panic!("{}: {error}", engine.name()));
        let session = client.session_id().await.expect("the driver answers");
        driver.holds(session.expect("the session has an id"));
        Self::of(client, driver, usual).await
    }

    /// One whose session is there.
    pub(crate) async fn of(client: Client, driver: Driver, usual: bool) -> Self {
        // The driver closes it.
        client.persist().await.expect("the session stays");
        let (first, console) = (RefCell::default(), RefCell::default());
        let driver = Some(driver);
        let browser = Self { client, engine: Engine::chosen(), first, console, driver, usual };
        browser.furnish().await;
        browser
    }

    /// Opens a page and waits for its `load`.
    pub async fn open(&self, address: &str) {
        self.listen().await;
        let opened = self.client.goto(address).await;
        opened.unwrap_or_else(|error| panic!("cannot open {address}: {error}"));
        self.arrive().await;
    }

    /// The first element of the page.
    pub fn story(&self) -> Story<'_> {
        self.story_at("developing-story")
    }

    /// The element of a selector, which goes into shadow roots and frames with ` >>> `.
    pub fn story_at(&self, selector: &str) -> Story<'_> {
        Story::new(self, selector)
    }

    /// Goes into a frame of the page: from now on scripts run in it.
    pub async fn enter(&self, selector: &str) {
        let frame = self.client.find(Locator::Css(selector)).await.expect("there is a frame");
        frame.enter_frame().await.expect("the frame can be entered");
        self.step_in().await;
    }

    /// What a function body in the page returns, or what the promise that it returns keeps.
    pub async fn js<T: DeserializeOwned>(&self, body: &str) -> T {
        self.js_with(body, Vec::new()).await
    }

    /// The same, with `arguments`.
    pub async fn js_with<T: DeserializeOwned>(&self, body: &str, arguments: Vec<Value>) -> T {
        let value = match self.ask(body, arguments).await {
            Ok(value) => value,
            Err(error) => self.fail(&format!("the script failed: {error}\n{body}")).await,
        };
        match serde_json::from_value(value.clone()) {
            Ok(value) => value,
            Err(error) => self.fail(&format!("{error} in {value}, the value of\n{body}")).await,
        }
    }

    /// Lets scripts that are waited for take so long, where half a minute is not enough.
    pub async fn patience(&self, script: Duration) {
        let patience = TimeoutConfiguration::new(Some(script), None, None);
        self.client.update_timeouts(patience).await.expect("the driver is patient");
    }

    /// Waits until an expression in the page is true.
    #[track_caller]
    pub fn until_js(&self, what: &str, expression: &str) -> impl Future<Output = ()> {
        let (at, body) = (Location::caller(), format!("return Boolean({expression})"));
        async move {
            let began = Instant::now();
            while !self.js::<bool>(&body).await {
                self.go_on(began, what, at).await;
            }
        }
    }

    /// Waits for something that is not on the page, such as a request.
    #[track_caller]
    pub fn within<T>(&self, what: &str, event: impl Future<Output = T>) -> impl Future<Output = T> {
        let at = Location::caller();
        async move {
            match time::timeout(LIMIT, event).await {
                Ok(value) => value,
                Err(_) => self.fail(&waited(what, at)).await,
            }
        }
    }

    /// Lets a moment pass between two looks, unless the time is up.
    pub(crate) async fn go_on(&self, began: Instant, what: &str, at: &Location<'_>) {
        if began.elapsed() > LIMIT {
            self.fail::<()>(&waited(what, at)).await;
        }
        time::sleep(BETWEEN).await;
    }

    /// Ends the test with a message, and with what the page looks like.
    pub async fn fail<T>(&self, message: &str) -> T {
        let page = self.describe().await;
        panic!("{message}\n{page}");
    }

    /// Everything that helps to understand a failure. It asks without judging: the page may be gone.
    async fn describe(&self) -> String {
        let ask = async |body| self.ask(body, Vec::new()).await.unwrap_or_default();
        let address = self.client.current_url().await.map(String::from).unwrap_or_default();
        let mut page = format!("The page {address}:\n");
        let looks = ask("return e2e.all().slice(0, 3).map(e2e.look)").await;
        let looks: Vec<Option<Look>> = serde_json::from_value(looks).unwrap_or_default();
        page.extend(looks.into_iter().flatten().map(|look| format!("an element\n{look}")));
        let told = ask("return e2e.told.slice(-12)").await;
        let told: Vec<Told> = serde_json::from_value(told).unwrap_or_default();
        page.extend(
            told.iter().map(|it| format!("event {} {} {}\n", it.name, it.detail, it.target)),
        );
        let said = self.console().await;
        page.extend(said.iter().map(|it| format!("console {} {}\n", it.level, it.message)));
        page
    }

    /// The events that the page was told, oldest first.
    pub async fn told(&self) -> Vec<Told> {
        self.js("return e2e.told").await
    }

    /// The details of the events of one name.
    pub async fn told_of(&self, name: &str) -> Vec<Value> {
        let told = self.told().await.into_iter();
        told.filter(|told| told.name == name).map(|told| told.detail).collect()
    }

    /// Everything that the console has said so far.
    pub async fn console(&self) -> Vec<Said> {
        self.listen().await;
        self.console.borrow().clone()
    }

    /// Our own messages on the console, with their level.
    pub async fn ours(&self) -> Vec<(String, String)> {
        let said = self.console().await.into_iter();
        said.filter_map(|said| Some((said.level.clone(), said.ours()?))).collect()
    }

    /// Waits for so many of them.
    #[track_caller]
    pub fn until_ours(&self, count: usize) -> impl Future<Output = Vec<(String, String)>> {
        let at = Location::caller();
        async move {
            let began = Instant::now();
            loop {
                let ours = self.ours().await;
                if ours.len() >= count {
                    return ours;
                }
                self.go_on(began, &format!("{count} messages of ours"), at).await;
            }
        }
    }

    /// Hears what the console of the page has said; where the page keeps it, it goes with the page.
    pub(crate) async fn listen(&self) {
        let said = match self.engine {
            Engine::Chromium => self.client.issue_cmd(Console).await,
            _ => self.ask("return window.e2eSaid?.splice(0) ?? []", Vec::new()).await,
        };
        let said = said.unwrap_or_default();
        let said: Vec<Said> = serde_json::from_value(said).unwrap_or_default();
        self.console.borrow_mut().extend(said);
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, name: &'static str, params: Value) -> Value {
        let answer = self.client.issue_cmd(DevTools(name, params)).await;
        answer.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Clicks with the mouse, in the middle of what a selector finds.
    pub async fn click(&self, selector: &str) {
        let script = "return e2e.find(arguments[0])";
        let found: Option<Value> = self.js_with(script, vec![json!(selector)]).await;
        let reference = found.as_ref().and_then(Value::as_object).and_then(|it| it.values().next());
        let Some(reference) = reference.and_then(Value::as_str) else {
            return self.fail(&format!("there is nothing to click at {selector}")).await;
        };
        let element = Element::from_element_id(self.client.clone(), reference.to_owned().into());
        if let Err(error) = element.click().await {
            self.fail(&format!("cannot click {selector}: {error}")).await
        }
    }

    /// Presses a key: one of [`Key`], or a character.
    pub async fn press(&self, key: impl Into<char>) {
        let value = key.into();
        let keys = KeyActions::new("keyboard".into());
        let keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        let pressed = self.client.perform_actions(keys).await;
        pressed.expect("the driver presses keys");
    }

    /// Goes by Tab to what a selector finds, from wherever the focus is.
    pub async fn tab_to(&self, selector: &str) {
        for _ in 0..200 {
            let script = "return e2e.focus() === e2e.find(arguments[0])";
            if self.js_with(script, vec![json!(selector)]).await {
                return;
            }
            self.press(Key::Tab).await;
        }
        self.fail(&format!("200 times Tab did not lead to {selector}")).await
    }

    /// Goes back by Shift and Tab to what a selector finds.
    pub async fn tab_back_to(&self, selector: &str) {
        for _ in 0..200 {
            let script = "return e2e.focus() === e2e.find(arguments[0])";
            if self.js_with(script, vec![json!(selector)]).await {
                return;
            }
            let keys = KeyActions::new("keyboard".into())
                .then(KeyAction::Down { value: Key::Shift.into() })
                .then(KeyAction::Down { value: Key::Tab.into() })
                .then(KeyAction::Up { value: Key::Tab.into() })
                .then(KeyAction::Up { value: Key::Shift.into() });
            self.client.perform_actions(keys).await.expect("the driver presses keys");
        }
        self.fail(&format!("200 times Shift and Tab did not lead to {selector}")).await
    }

    /// Presses a key with Control.
    pub async fn press_with_control(&self, key: Key) {
        let keys = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: Key::Control.into() })
            .then(KeyAction::Down { value: key.into() })
            .then(KeyAction::Up { value: key.into() })
            .then(KeyAction::Up { value: Key::Control.into() });
        self.client.perform_actions(keys).await.expect("the driver presses keys");
    }

    /// Gives the page a width and a colour scheme.
    pub async fn dress(&self, width: u32, height: u32, theme: Theme) {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        // Nothing is on its way when it is looked at.
        let features = json!([
            {"name": "prefers-color-scheme", "value": theme.word()},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features})).await;
    }

    /// Writes the page as PDF, as it is printed.
    pub async fn print(&self, path: &Path) {
        let paper = PrintConfiguration::default();
        let printed = self.client.print(paper).await.expect("the driver prints");
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory).expect("the directory can be made");
        }
        fs::write(path, printed).expect("what is printed can be written");
    }

    /// Writes what the viewport shows as PNG.
    pub async fn picture(&self, path: &Path) {
        let picture = self.client.screenshot().await.expect("the driver takes pictures");
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory).expect("the directory can be made");
        }
        fs::write(path, picture).expect("the picture can be written");
    }
}

fn waited(what: &str, at: &Location<'_>) -> String {
    format!("waited {} s for this: {what} (at {at})", LIMIT.as_secs())
}
