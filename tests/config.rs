//! What attributes mean, and what a bad one costs.
#![cfg(not(target_arch = "wasm32"))]

use std::time::Duration;

use developing_story::config::{Clock, Config, Order, Reveal, Unfold};
use developing_story::locale::Zone;

fn read(attributes: &[(&str, &str)]) -> (Config, Vec<String>) {
    let (config, misread) = Config::read(|name| {
        attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    });
    (config, misread.iter().map(|it| [it.name, "=", &it.value].concat()).collect())
}

#[track_caller]
fn check(attributes: &[(&str, &str)], expect: Config) {
    assert_eq!(read(attributes), (expect, Vec::new()));
}

#[track_caller]
fn refused(name: &str, value: &str) {
    let (config, warnings) = read(&[(name, value)]);
    assert_eq!(config, Config::default(), "{name}={value}");
    assert_eq!(warnings, [format!("{name}={value}")]);
}

#[test]
fn without_attributes_everything_is_as_the_contract_says() {
    let config = Config::default();
    assert_eq!(config.limit, 20);
    assert_eq!(config.poll, None);
    assert_eq!((config.order, config.reveal), (Order::Newest, Reveal::Hold));
    assert_eq!((config.unfold, &config.clock), (Unfold::Newest, &Clock::Reader));
    check(&[], Config::default());
    check(&[("order", ""), ("limit", "  "), ("poll", "")], Config::default());
}

#[test]
fn every_value_of_the_contract_is_understood() {
    let usual = Config::default;
    check(&[("order", "oldest")], Config { order: Order::Oldest, ..usual() });
    check(&[("order", " Oldest ")], Config { order: Order::Oldest, ..usual() });
    check(&[("reveal", "auto")], Config { reveal: Reveal::Auto, ..usual() });
    check(&[("unfold", "all")], Config { unfold: Unfold::All, ..usual() });
    check(&[("unfold", "none")], Config { unfold: Unfold::Nothing, ..usual() });
    for lang in ["da", "en-GB", "zh-Hant-TW", "sr-Latn-x-a"] {
        check(&[("lang", lang)], usual());
    }
    check(&[("limit", "1")], Config { limit: 1, ..usual() });
    check(&[("limit", "10000")], Config { limit: 10_000, ..usual() });
    check(&[("poll", "5")], Config { poll: Some(Duration::from_secs(5)), ..usual() });
    check(&[("poll", "3600")], Config { poll: Some(Duration::from_secs(3600)), ..usual() });
    check(&[("time-zone", "scene")], Config { clock: Clock::Scene, ..usual() });
    let zone = Clock::Named("Asia/Ho_Chi_Minh".to_owned());
    check(&[("time-zone", "Asia/Ho_Chi_Minh")], Config { clock: zone, ..usual() });
    check(&[("remember", "off")], Config { remember: false, ..usual() });
    let key_tags = vec!["Vigtigt".to_owned(), "øje blik".to_owned()];
    check(&[("key-tags", "Vigtigt, , øje blik,")], Config { key_tags, ..usual() });
    check(&[("debug", "true")], usual());
    check(&[("theme", "dark"), ("loading", "eager"), ("json-ld", "auto")], usual());
}

#[test]
fn a_bad_value_is_its_default_and_one_warning_that_names_it() {
    refused("order", "up");
    refused("reveal", "later");
    refused("unfold", "some");
    for lang in ["da_DK", "1", "-", "dansk!"] {
        refused("lang", lang);
    }
    for limit in ["0", "10001", "-1", "2.5", "many"] {
        refused("limit", limit);
    }
    for poll in ["4", "3601", "fast"] {
        refused("poll", poll);
    }
    refused("time-zone", "the moon!");
    refused("theme", "blue");
    refused("loading", "never");
    refused("json-ld", "yes");
    refused("remember", "cloud");
}

#[test]
fn the_clock_in_use_is_the_hosts_choice_as_far_as_the_feed_can_follow() {
    let zone = |clock: Clock, scene| clock.zone(scene);
    let hanoi = Some("Asia/Ho_Chi_Minh");
    assert_eq!(zone(Clock::Reader, hanoi), Zone::Reader);
    assert_eq!(zone(Clock::Scene, hanoi), Zone::Named("Asia/Ho_Chi_Minh".to_owned()));
    assert_eq!(zone(Clock::Scene, None), Zone::Reader);
    let named = Clock::Named("UTC".to_owned());
    assert_eq!(zone(named, hanoi), Zone::Named("UTC".to_owned()));
}
